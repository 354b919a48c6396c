"""Have pictures cleaned in child processes: several in one, each judged by itself."""

import json
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TypeVar

from articles.sandbox import Busy as AllPlacesTaken
from articles.sandbox import Job, NoAnswer, pack, run, unpack

from .values import (
    LONGEST_BY_THE_CLOCK,
    LONGEST_SECONDS,
    BadPicture,
    Busy,
    CleanPicture,
    Rendition,
)

PATIENCE = 10.0  # seconds
# After so many seconds a child leaves the rest to another, so that others have a turn.
ENOUGH_SECONDS = 8
MOST_AT_ONCE = 16 * 2**20  # bytes
LARGEST_ANSWER = 64 * 2**20
# A child that breaks down has met something that is no picture.
CODES = {"failed": "unreadable"}

Made = TypeVar("Made")


def clean(data: bytes) -> CleanPicture:
    """Return the picture as WebP, upright and stripped, made in a child process.

    Raises BadPicture with the code ``too-large`` (over 10 MB), ``too-many-pixels``
    (over 40 megapixels), ``too-many-frames`` (over 100), ``too-many-scans``,
    ``too-narrow``, ``too-slow``, ``too-much-memory``, or ``unreadable``; Busy where
    all places are taken.
    """
    [made] = clean_each([data])
    if isinstance(made, BadPicture):
        raise made
    return made


def clean_each(files: Sequence[bytes]) -> list[CleanPicture | BadPicture]:
    """Return for each picture what ``clean`` returns or raises. Raises Busy."""
    return _each("clean_each", files, _cleaned)


def small_each(files: Sequence[bytes]) -> list[bytes]:
    """Return each picture as WebP, neither wider nor taller than 240 pixels.

    Empty for one that is refused. Raises Busy.
    """
    made = _each("small_each", files, lambda told, parts: parts[0])
    return [b"" if isinstance(each, BadPicture) else each for each in made]


def sizes_of(files: Sequence[bytes]) -> list[tuple[int, int] | None]:
    """Return width and height of each picture; None for one that cannot be decoded.

    Raises Busy.
    """
    made = _each("sizes_of", files, lambda told, parts: _sides(told["sizes"][0]))
    return [None if isinstance(each, BadPicture) else each for each in made]


def _cleaned(told: dict[str, object], parts: list[bytes]) -> CleanPicture:
    sizes = told["sizes"]
    assert isinstance(sizes, list)  # noqa: S101 -- caught below
    made = [Rendition(d, *_sides(s)) for d, s in zip(parts, sizes, strict=True)]
    return CleanPicture(made[-1], tuple(made[:-1]), bool(told["was_moving"]))


def _sides(told: Sequence[object]) -> tuple[int, int]:
    width, height = (int(str(side)) for side in told)
    return width, height


def _each(
    function: str,
    files: Sequence[bytes],
    read: Callable[..., Made],
) -> list[Made | BadPicture]:
    """Let children work on the files until each has an answer. Raises Busy."""
    made: list[Made | BadPicture] = []
    while len(made) < len(files):
        made += _some(function, _batch(files[len(made) :]), read)
    return made


def _batch(files: Sequence[bytes]) -> Sequence[bytes]:
    """Return the first of the files, as many as are sent to one child."""
    sums = accumulate(map(len, files))
    return files[: max(1, sum(length <= MOST_AT_ONCE for length in sums))]


def _some(
    function: str, files: Sequence[bytes], read: Callable[..., Made]
) -> list[Made | BadPicture]:
    """Return the answers of one child, at least one and at most one for each file.

    Where it breaks down, the file that it was at is to blame.
    """
    seconds = LONGEST_SECONDS + (ENOUGH_SECONDS if len(files) > 1 else 0)
    job = Job(
        f"articles.pictures.cleaning.{function}",
        seconds,
        by_the_clock=LONGEST_BY_THE_CLOCK,
        largest_answer=LARGEST_ANSWER,
    )
    blamed = "unreadable"
    try:
        said = run(job, pack(*files), str(ENOUGH_SECONDS), patience=PATIENCE)
    except AllPlacesTaken as error:
        raise Busy from error
    except NoAnswer as error:
        said, blamed = error.begun, CODES.get(error.code, error.code)
        return [*_answers(said, read), BadPicture(blamed)][: len(files)]
    return _answers(said, read)[: len(files)] or [BadPicture(blamed)]


def _answers(said: bytes, read: Callable[..., Made]) -> list[Made | BadPicture]:
    return [_answer(unpack(part), read) for part in unpack(said)]


def _answer(parts: list[bytes], read: Callable[..., Made]) -> Made | BadPicture:
    """Read what a child says of one picture: JSON, then the bytes that it made."""
    try:
        told = json.loads(parts[0])
        return BadPicture(told["code"]) if told["code"] else read(told, parts[1:])
    except (AssertionError, ValueError, LookupError, TypeError):
        # No child of ours says so, unless a picture has taken it over.
        return BadPicture("unreadable")
