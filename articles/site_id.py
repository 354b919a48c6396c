"""The id of the site, in the data folder beside the secret key.

The database holds the same (``models.SiteIdentity``). Where they differ, the folder
and the database are not of one site.
"""

import os
from pathlib import Path
from uuid import UUID

FILE = "site-id.txt"


def read(folder: Path) -> UUID | None:
    """Return the id in this data folder, or None where it has none.

    Raises ValueError when the file holds something else.
    """
    path = folder / FILE
    if not path.exists():
        return None
    return UUID(path.read_text(encoding="utf-8", errors="replace").strip())


def write(folder: Path, uid: UUID) -> None:
    """Write the id into this data folder, in the place of any other."""
    write_private(folder / FILE, str(uid))


def write_private(path: Path, text: str) -> None:
    """Write a file only we can read, at once: a start cut short leaves no half of it."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(new, flags, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
