"""What is known while a file is taken in, line after line."""

from dataclasses import dataclass, field

from articles.importing.sites import Site
from articles.pictures import CleanPicture

from .lookup import Finder


@dataclass(slots=True)
class Visit:
    """The taking in of one file. ``seen`` are the keys that its lines had so far,
    ``cleaned`` the picture of the line that is next."""

    site: Site
    replace: bool
    is_trial: bool
    find: Finder = field(default_factory=Finder)
    seen: set[tuple[str, ...]] = field(default_factory=set)
    cleaned: CleanPicture | None = None
