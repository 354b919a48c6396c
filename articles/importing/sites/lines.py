"""JSON Lines: one object to a line, and no line longer than memory allows."""

import json
from collections.abc import Iterator
from typing import IO, Any, NoReturn

from .values import FORMAT, SCHEMA, BadSite, Entry, Fault, Header, Line

LONGEST = 8 * 2**20  # bytes
_TOO_LONG = f"It is longer than {LONGEST // 2**20} MB, the most that is read."
_SURROGATES = range(0xD800, 0xE000)


def read_header(stream: IO[bytes]) -> Header:
    """Read the first line; raise BadSite unless it is the header of this format."""
    first = stream.readline(LONGEST).removeprefix(b"\xef\xbb\xbf")
    found = _object(first, 1)
    if not isinstance(found, Line) or found.fields.get("format") != FORMAT:
        raise BadSite(
            "This is no file of a site: its first line is no header with "
            f'"format": "{FORMAT}".'
        )
    schema = found.fields.get("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        raise BadSite(
            f"The file has schema {str(schema)[:40]}, and schema {SCHEMA} is read. "
            "Export the site anew with this version, or update this site."
        )
    counts = found.fields.get("counts")
    return Header(
        counts=_counts(counts) if isinstance(counts, dict) else {},
        match_names=found.fields.get("match") == "names",
        made_at=str(found.fields.get("made_at", ""))[:40],
    )


def _counts(told: dict[str, Any]) -> dict[str, int]:
    return {
        record: count
        for record, count in told.items()
        if isinstance(count, int) and not isinstance(count, bool) and count >= 0
    }


def read_lines(stream: IO[bytes], number: int = 1) -> Iterator[Entry]:
    """Read the lines after line ``number``; blank ones are passed over."""
    while piece := stream.readline(LONGEST + 1):
        number += 1
        if len(piece) > LONGEST and not piece.endswith(b"\n"):
            _pass_over(stream)
            yield Fault(number, _TOO_LONG)
        elif piece.strip():
            yield _object(piece, number)


def _pass_over(stream: IO[bytes]) -> None:
    """Read on to the end of the line, and keep none of it."""
    while (piece := stream.readline(LONGEST)) and not piece.endswith(b"\n"):
        pass


def _object(piece: bytes, number: int) -> Line | Fault:
    try:
        found = json.loads(piece.decode(), parse_constant=_refuse)
    except UnicodeDecodeError:
        return Fault(number, "It is not in UTF-8.")
    except json.JSONDecodeError as error:
        why = f"It is not JSON: {error.msg}, at character {error.colno}."
        return Fault(number, why)
    except (ValueError, RecursionError):
        return Fault(number, "It is JSON that no record of a site needs.")
    if not isinstance(found, dict):
        return Fault(number, "It is no JSON object, {…}.")
    if b"\\u" in piece and not _is_storable(found):
        why = "It holds \\u0000 or half a letter (\\ud800 to \\udfff), which no database keeps."
        return Fault(number, why)
    return Line(number, found)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _is_storable(found: dict[str, Any]) -> bool:
    waiting: list[Any] = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and not _is_clean(value):
            return False
    return True


def _is_clean(text: str) -> bool:
    return "\0" not in text and not any(ord(sign) in _SURROGATES for sign in text)
