"""Several byte strings in one, each behind its length."""

from collections.abc import Iterable

_LENGTH = 8


def pack(*parts: bytes) -> bytes:
    """Return the parts in one; packed strings may be joined, and are unpacked together."""
    return b"".join(
        piece for part in parts for piece in (len(part).to_bytes(_LENGTH, "big"), part)
    )


def unpack(data: bytes) -> list[bytes]:
    """Return the parts; one that was cut off at the end is left out."""
    return list(_parts(data))


def _parts(data: bytes) -> Iterable[bytes]:
    position = 0
    while position + _LENGTH <= len(data):
        start = position + _LENGTH
        position = start + int.from_bytes(data[position:start], "big")
        if position <= len(data):
            yield data[start:position]
