"""A folder of saved pages and texts as a site: each file is a draft, read as any other.

Nobody but an editor knows whether a page was understood, so none is public at once.
"""

import base64
import html
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from articles.content import TEXTS, texts_of
from articles.importing.formats import LARGEST_FILE, READERS, read
from articles.importing.manuscript import Manuscript, Person, RawPicture, Report
from articles.importing.unreadable import Unreadable
from articles.importing.writing.addresses import path_of

from . import BadSite, Entry, Fault, Header, LeftOut, Line, Site

# What browsers add to the name of a page for the folder of its files.
BESIDE = "_files"
MOST_BYTES = 10 * 2**20
_SOURCE = re.compile(
    rb"(?<=[\s\"'])src\s{0,9}=\s{0,9}(?:\"([^\"<>]{1,1000})\"|'([^'<>]{1,1000})')",
    re.IGNORECASE,
)
_KINDS = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
}
MOST_FILES = 100_000
PAGES = {".html", ".htm"}
# Pictures in a page are a third longer than by themselves.
ROOM_FOR_PICTURES = MOST_BYTES * 4 // 3 + 2**20
# Records that many files name, and that come once.
SHARED = {"author", "topic"}
Fields = dict[str, Any]


def with_pictures(data: bytes, page: Path) -> bytes:
    """Return a page with the pictures of its folder in it, at most ``MOST_BYTES``.

    Nothing outside the folder is read, and of a link within it nothing.
    """
    room = MOST_BYTES

    def packed(match: re.Match[bytes]) -> bytes:
        nonlocal room
        file = _beside(page, match[1] or match[2])
        size = file.stat().st_size if file else 0
        if file is None or size > room:
            return match[0]
        room -= size
        kind = _KINDS[file.suffix.lower()]
        told = base64.b64encode(file.read_bytes()).decode()
        return f'src="data:{kind};base64,{told}"'.encode()

    return _SOURCE.sub(packed, data)


def _beside(page: Path, told: bytes) -> Path | None:
    """Return the file that an address names in the folder of a page, if it is there."""
    address = unquote(html.unescape(told.decode(errors="replace")))
    folder, slash, name = address.removeprefix("./").rpartition("/")
    is_own = folder.endswith(BESIDE) and "/" not in folder and "\\" not in address
    if not slash or not is_own or "\0" in address or name in {"", "..", "."}:
        return None
    file = page.parent / folder / name
    is_picture = file.suffix.lower() in _KINDS
    is_linked = file.is_symlink() or file.parent.is_symlink()
    return file if is_picture and not is_linked and file.is_file() else None


class SavedFolder:
    """The files of a folder and of those in it, in the order of their names."""

    unit = "File"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pictures: dict[str, RawPicture] = {}

    @property
    def header(self) -> Header:
        """People and topics are found by name: pages know nothing of our uids."""
        return Header(match_names=True)

    def entries(self) -> Iterator[Entry]:
        """Read one file after the other; what is none of ours is told."""
        known: set[str] = set()
        for number, path in enumerate(self._files(), 1):
            name = path.relative_to(self._path).as_posix()
            if path.suffix.lower() not in READERS:
                yield LeftOut(number, "file", name[:80], "No text that is read.")
                continue
            try:
                manuscript = read(_bytes_of(path), path.name)
            except (Unreadable, OSError) as error:
                yield Fault(number, f"{name[:80]}: {error}")
                continue
            for fields, remarks in self._lines(manuscript, name):
                if fields["record"] in SHARED and fields["uid"] in known:
                    continue
                known.add(str(fields.get("uid", "")))
                yield Line(number, fields, remarks)

    def _files(self) -> Iterator[Path]:
        found = sorted(
            path
            for path in self._path.rglob("*")
            if path.is_file()
            and not path.is_symlink()
            and not any(part.endswith(BESIDE) for part in path.parts)
        )
        if len(found) > MOST_FILES:
            raise BadSite(f"The folder holds more than {MOST_FILES:,} files.")
        return iter(found)

    def _lines(
        self, manuscript: Manuscript, name: str
    ) -> Iterator[tuple[Fields, tuple[str, ...]]]:
        """Yield the records of one file: pictures, people, topics, article, address."""
        uid = _uid(_key(manuscript.address) or f"file {name}")
        self._pictures = {f"{uid}/{raw.key}": raw for raw in manuscript.pictures}
        for key, raw in self._pictures.items():
            yield _picture(key, raw), ()
        people = [_person(person) for person in manuscript.people]
        topics = [_topic(axis, words) for axis, words in manuscript.topics]
        for fields in [*people, *topics]:
            yield fields, ()
        article = _article(manuscript, uid, name)
        article["bylines"] = [
            {
                "author": fields["uid"],
                "role": each.role,
                "affiliation": each.affiliation,
            }
            for fields, each in zip(people, manuscript.people, strict=True)
        ]
        article["topics"] = [fields["uid"] for fields in topics]
        yield article, _remarks(manuscript.report)
        path = path_of(manuscript.address) if manuscript.address else ""
        if path not in {"", "/"}:
            yield {"record": "address", "path": path, "article": uid}, ()

    def media(self, name: str) -> bytes:
        """Return a picture that lay in the file read last. Raises BadSite."""
        if name not in self._pictures:
            raise BadSite(f"The file {name[:80]} is missing or damaged.")
        return self._pictures[name].data


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if path.suffix.lower() not in PAGES or len(data) + ROOM_FOR_PICTURES > LARGEST_FILE:
        return data
    return with_pictures(data, path)


def _uid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def _key(address: str) -> str:
    """Return an address without what changes when a site moves to https."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"//{host}{parts.path.rstrip('/')}{query}" if host else ""


def _article(manuscript: Manuscript, uid: str, name: str) -> Fields:
    def naming(text: str) -> str:
        return re.sub(
            r"\(picture:([\w.-]+)",
            lambda found: f"(picture:{_uid(f'{uid}/{found[1]}')}",
            text,
        )

    stem = name.rpartition("/")[2].rpartition(".")[0]
    fields: Fields = {
        "record": "article",
        "uid": uid,
        **_texts(replace(manuscript, title=manuscript.title or stem)),
        "language": manuscript.language,
        "source": naming(manuscript.source),
        "date_unknown": manuscript.dated is None,
        "endnotes": [
            {
                "label": note.label,
                "text": "" if note.is_missing else naming(note.text),
                "link": note.link,
                "accessed_on": note.accessed_on.isoformat()
                if note.accessed_on
                else None,
                "state": "missing" if note.is_missing else "present",
            }
            for note in manuscript.notes
        ],
    }
    if manuscript.kind:
        fields["kind"] = manuscript.kind
    if manuscript.dated:
        day = manuscript.dated.isoformat()
        fields |= {"dated": day, "listed_on": day}
        fields["dated_precision"] = manuscript.dated_precision or "day"
    return fields


def _texts(manuscript: Manuscript) -> Fields:
    """Return the texts of an article, none longer than its column holds."""
    texts = texts_of(manuscript)
    return {field.name: texts[field.name][: field.longest or None] for field in TEXTS}


def _picture(key: str, raw: RawPicture) -> Fields:
    return {
        "record": "picture",
        "uid": _uid(key),
        "alt": raw.alt[:500],
        "is_decoration": not raw.alt,
        "files": [{"name": key}],
    }


def _person(person: Person) -> Fields:
    family = person.family_name or person.display_name
    words = " ".join(f"{person.given_names} {family}".casefold().split())
    return {
        "record": "author",
        "uid": _uid(f"author {words}"),
        "honorific": person.honorific[:40],
        "given_names": person.given_names[:120],
        "family_name": family[:120],
        "role": person.role[:200],
        "affiliation": person.affiliation[:200],
    }


def _topic(axis: str, words: str) -> Fields:
    key = " ".join(words.casefold().split())
    return {
        "record": "topic",
        "uid": _uid(f"topic {axis} {key}"),
        "axis": axis,
        "name": words[:120],
    }


def _remarks(report: Report) -> tuple[str, ...]:
    """Say in short what an editor should look at."""
    sums = (
        f"Markers: {report.markers}. Notes: {report.notes}. Matched: {report.matched}."
    )
    missing = f"Missing: {', '.join(report.missing)}." if report.missing else ""
    codes = dict.fromkeys(each.code for each in (*report.repaired, *report.warnings))
    told = f"See: {', '.join(codes)}." if codes else ""
    left = dict.fromkeys(each.code for each in report.left_out)
    out = f"Left out: {', '.join(left)}." if left else ""
    return tuple(filter(None, [sums, missing, told, out]))


@contextmanager
def open_folder(path: Path) -> Iterator[Site]:
    """Open a folder. Raises BadSite, or OSError."""
    yield SavedFolder(path)
