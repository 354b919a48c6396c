"""The block of ``key: value`` lines with which a Markdown file may begin."""

import re
from dataclasses import dataclass, field

from articles.content import KEYS, TEXTS
from articles.importing.ledger import Ledger
from articles.importing.manuscript import KINDS, Person

from .byline import read_byline
from .dates import Dated, read_date

LONGEST = 200
LANGUAGES = {
    "en": "en",
    "english": "en",
    "hi": "hi",
    "hindi": "hi",
    "हिन्दी": "hi",
    "हिंदी": "hi",
}

_KEY = re.compile(r"([^\W\d][\w\u0900-\u0963 -]{0,40}?)\s*:(?:\s+(.*)|)$")
_ITEM = re.compile(r"\s*-\s+(.*)$")
_ESCAPED = re.compile(r'\\(["\\/])')
# Other ways to write an axis of topics.
_AXES = {
    "topics": "topic",
    "regions": "region",
    "programmes": "programme",
    "program": "programme",
}
_SINGLE = {*(text.name for text in TEXTS), "disclaimer"}


@dataclass(slots=True)
class FrontMatter:
    """What the block says, and the first line after it."""

    start: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    dated: Dated | None = None
    kind: str = ""
    language: str = ""
    topics: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    key: str
    values: list[str]
    lines: list[int]


def read_front_matter(ledger: Ledger) -> FrontMatter:
    """Take the block at the top of a file; a file without one gives an empty value."""
    found = FrontMatter()
    end = _end(ledger)
    if not end:
        return found
    found.start = end + 1
    keys: list[str] = []
    for entry in _entries(ledger, end):
        name = entry.key.strip().casefold().replace("_", " ").replace("-", " ")
        if _accept(found, _AXES.get(name, name), entry.values, ledger):
            keys.append(entry.key)
            for line in entry.lines:
                ledger.take(line)
        else:
            _refuse(entry, ledger)
    for index in range(end + 1):
        if ledger.is_free(index):
            ledger.leave_words("unknown-metadata", ledger.take(index).strip(" -."))
    ledger.leave_words("metadata-keys", ", ".join(keys))
    return found


def _refuse(entry: _Entry, ledger: Ledger) -> None:
    if entry.values:
        text = " ".join(entry.values)
        ledger.warn("unknown-metadata", key=entry.key, text=text)
    for line in entry.lines:
        ledger.leave(line, "unknown-metadata")


def _end(ledger: Ledger) -> int:
    """The closing line of the block, or 0 when the file does not begin with one."""
    if ledger.lines[0].rstrip() != "---":
        return 0
    has_key = False
    for index, line in enumerate(ledger.lines[1:LONGEST], 1):
        if line.rstrip() in ("---", "..."):
            return index if has_key else 0
        is_key = _KEY.match(line) is not None
        has_key = has_key or is_key
        if line.strip() and not is_key and not line.startswith((" ", "\t", "-", "#")):
            return 0
    return 0


def _entries(ledger: Ledger, end: int) -> list[_Entry]:
    entries: list[_Entry] = []
    for index in range(1, end):
        line = ledger.lines[index]
        match = _KEY.match(line)
        item = _ITEM.match(line)
        if match:
            entries.append(_Entry(match[1], _values(match[2] or ""), [index]))
        elif entries and item:
            entries[-1].values += _values(item[1])
            entries[-1].lines.append(index)
        elif entries and line[:1] in (" ", "\t") and line.strip():
            before = entries[-1].values.pop() if entries[-1].values else ""
            entries[-1].values.append(f"{before} {line.strip()}".strip())
            entries[-1].lines.append(index)
    return entries


def _values(text: str) -> list[str]:
    value = text.strip()
    if value in ("|", ">", "|-", ">-"):
        return []
    if value[:1] == "[" and value[-1:] == "]":
        return [_unquoted(part) for part in value[1:-1].split(",") if part.strip()]
    return [_unquoted(value)] if value else []


def _unquoted(text: str) -> str:
    """Return a value without the quotation marks around it, and YAML's escapes read."""
    value = text.strip()
    if len(value) < 2 or value[0] != value[-1] or value[0] not in "\"'":
        return value
    inner = value[1:-1].strip()
    if value[0] == "'":
        return inner.replace("''", "'")
    return _ESCAPED.sub(r"\1", inner)


def _accept(found: FrontMatter, key: str, values: list[str], ledger: Ledger) -> bool:
    """Put the values of one key where they belong; refuse what is not understood."""
    name = KEYS[key].name if key in KEYS else ""
    if name in _SINGLE:
        return _accept_text(found, name, values)
    if name == "topics":
        parts = [part.strip() for value in values for part in value.split(";")]
        found.topics += [(key, part) for part in parts if part]
        return True
    if name == "byline":
        return _accept_people(found, values, ledger)
    value = " ".join(values)
    if name == "dated" and not found.dated:
        found.dated = read_date(value, trusted=True)
        ledger.leave_words("date-line", value if found.dated else "")
        return found.dated is not None
    if name == "language" and value.casefold() in LANGUAGES:
        found.language = LANGUAGES[value.casefold()]
        ledger.leave_words("language-line", value)
        return True
    kind = value.casefold().replace("-", " ")
    if name == "kind" and kind in KINDS and not found.kind:
        found.kind = kind
        return True
    return False


def _accept_text(found: FrontMatter, name: str, values: list[str]) -> bool:
    text = " ".join(values)
    if not text or name in found.texts:
        return False
    found.texts[name] = text
    return True


def _accept_people(found: FrontMatter, values: list[str], ledger: Ledger) -> bool:
    bylines = [read_byline(value, trusted=True) for value in values]
    known = [byline for byline in bylines if byline]
    if not known or len(known) < len(bylines):
        return False
    for byline in known:
        found.people += byline.people
        ledger.leave_words("byline-words", byline.words_left)
    return True
