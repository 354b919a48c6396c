"""Have a paper set, in a child process."""

from collections.abc import Mapping

from articles.sandbox import Busy, Job, NoAnswer, run, unpack

LONGEST_SECONDS = 20
PATIENCE = 1.0  # seconds


class CannotTypeset(Exception):
    """There is no PDF of this.

    ``code`` says why: "too-long", "refused", "slow", or "busy" with others. What the
    program said is for the log.
    """

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(f"{code}: {said}" if said else code)
        self.code = code


def typeset(
    data: str, pictures: Mapping[str, bytes], *, seconds: int = LONGEST_SECONDS
) -> bytes:
    """Return the PDF of what ``to_paper`` made; ``pictures`` maps names to bytes.

    Whatever a text does to the child that sets it, the site goes on, and all its memory
    comes back. Raises CannotTypeset, with "slow" after so many seconds, and OSError
    where there is no room for the pictures.
    """
    job = Job(
        "articles.exporting.pdf.program.pressed",
        seconds,
        is_for_readers=True,
        is_threaded=True,
    )
    try:
        said = run(job, data.encode(), files=pictures, patience=PATIENCE)
    except Busy:
        raise CannotTypeset("busy") from None
    except NoAnswer as error:
        code = "slow" if error.code == "too-slow" else "refused"
        raise CannotTypeset(code, error.code) from None
    refusal, *made = unpack(said)
    if not made:
        raise CannotTypeset("refused", refusal.decode(errors="replace")[-500:])
    return made[0]
