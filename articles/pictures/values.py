"""What is made of a picture, or why nothing is; and the limits that all are held to."""

from dataclasses import dataclass

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 40_000_000
MOST_FRAMES = 100
# Of a progressive JPEG. Programs make about ten; each costs as much as a picture.
MOST_SCANS = 100
LONGEST_SIDE_RATIO = 50
LONGEST_SECONDS = 5  # of the processor
LONGEST_BY_THE_CLOCK = 20
WIDEST = 1920
TALLEST = 16_000  # WebP ends at 16,383


class BadPicture(ValueError):
    """The picture is refused; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Busy(BadPicture):
    """Nothing is wrong with the picture; it may be taken a minute later."""

    def __init__(self) -> None:
        super().__init__("busy")


@dataclass(frozen=True, slots=True)
class Rendition:
    """WebP bytes and their size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """The master, at most 1,920 by 16,000 pixels, and the narrower renditions.

    ``was_moving``: it was an animation, of which the first frame was kept.
    """

    master: Rendition
    renditions: tuple[Rendition, ...]
    was_moving: bool = False
