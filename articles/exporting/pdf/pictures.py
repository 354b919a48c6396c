"""Pictures as a PDF can hold them: JPEG, which needs no unpacking, on white.

``for_paper`` asks; the rest runs in a child process alone (``converting``).
"""

from collections.abc import Sequence

from articles.sandbox import Busy, Job, NoAnswer, pack, run, unpack

from .typesetter import PATIENCE, CannotTypeset

JOB = Job(
    "articles.exporting.pdf.conversion.converted", seconds=20, is_for_readers=True
)


def for_paper(files: Sequence[bytes]) -> list[bytes | None]:
    """Return pictures of ours as JPEG, or nothing for one that cannot be read.

    Raises CannotTypeset with the code "busy" where all places are taken.
    """
    if not files:
        return []
    try:
        made = unpack(run(JOB, pack(*files), patience=PATIENCE))
    except Busy:
        raise CannotTypeset("busy") from None
    except NoAnswer as error:
        made = unpack(error.begun)
    found = [each or None for each in made[: len(files)]]
    return found + [None] * (len(files) - len(found))
