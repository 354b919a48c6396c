"""Read settings from the environment; a bad one stops the start in one sentence."""

import os
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

MOST_TIMES, MOST_SECONDS = 1_000_000, 366 * 86400
# A name, an IPv4 or a bracketed IPv6 address; then a port, if any.
HOST = re.compile(r"([a-z0-9.-]+|\[[a-f0-9:.]+\])(:[0-9]{1,5})?", re.ASCII | re.I)
INDEXNOW_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
LIMIT = re.compile(r"\s*([0-9]{1,9})\s*/\s*([0-9]{1,9})\s*", re.ASCII)
LONGEST = 60
SHORTEST_KEY = 50
TRUE_WORDS = {"1", "on", "true", "yes"}
FALSE_WORDS = {"0", "off", "false", "no"}


class BadSetting(SystemExit):
    """Stops the program; the sentence names the setting and says what to do."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")


def quoted(word: str) -> str:
    """Return what somebody typed, on one line and not too long, in quotes."""
    line = " ".join(word.split())
    return f"“{line if len(line) <= LONGEST else line[:LONGEST] + '…'}”"


def text(name: str, default: str | None = None, *, advice: str = "") -> str:
    """Return the variable's text, or the default.

    Raises BadSetting with the advice when it is missing and has no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise BadSetting(name, f"this setting is missing. {advice}".strip())
    return default


def switch(name: str, *, default: bool) -> bool:
    """Return a yes-or-no setting written as on or off."""
    word = os.environ.get(name, "").strip().lower()
    if not word:
        return default
    if word in TRUE_WORDS | FALSE_WORDS:
        return word in TRUE_WORDS
    raise BadSetting(name, f"{quoted(word)} is neither on nor off. Write on or off.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """Return a whole number between least and most."""
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    is_number = word.isascii() and word.isdigit() and len(word) <= len(str(most))
    if not (is_number and least <= int(word) <= most):
        sentence = f"{quoted(word)} is not a whole number from {least} to {most}."
        raise BadSetting(name, sentence)
    return int(word)


def words(name: str, default: list[str]) -> list[str]:
    """Return a list written with commas."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def hosts(name: str, default: list[str]) -> list[str]:
    """Return hosts as Django compares them: in small letters, without a port.

    One that begins with a dot stands for all below it. Raises BadSetting.
    """
    names = [word.lower() for word in words(name, default)]
    if "*" in names:
        raise BadSetting(name, "“*” lets in every host. Name those you serve.")
    for host in names:
        found = HOST.fullmatch(host)
        if not found or found[2]:
            sentence = f"{quoted(host)} is not a host. Write www.example.org,"
            raise BadSetting(name, f"{sentence} without https:// and without a port.")
    return names


def former_keys(name: str) -> list[str]:
    """Return secret keys that were in use before; none is ever repeated in a message.

    A key that holds a comma would be cut up, and its pieces could be guessed: a short
    piece is refused.
    """
    keys = words(name, [])
    if any(len(key) < SHORTEST_KEY for key in keys):
        sentence = (
            "a key in it is too short. Write each former key in full, at least "
            f"{SHORTEST_KEY} characters, with commas only between them."
        )
        raise BadSetting(name, sentence)
    return keys


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """Return one of the words in choices."""
    word = os.environ.get(name, "").strip().lower() or default
    if word not in choices:
        sentence = f"{quoted(word)} is not known. Write one of: {', '.join(choices)}."
        raise BadSetting(name, sentence)
    return word


def folder(name: str, default: Path) -> Path:
    """Return a folder; one that is made here is its owner's alone.

    Raises BadSetting when it cannot be made.
    """
    path = Path(os.environ.get(name, "").strip() or default).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"the folder {path} cannot be made ({error.strerror})."
        raise BadSetting(name, f"{sentence} Name one that can be written.") from error
    return path


def limits(name: str, default: str) -> list[tuple[int, int]]:
    """Return pairs of (how many, in how many seconds) from "5/600, 20/86400".

    Raises BadSetting for what is no limit, and for 0 times: that would turn everyone
    away for ever while telling them to wait.
    """
    value = os.environ.get(name, "").strip() or default
    pairs = []
    for pair in value.split(","):
        found = LIMIT.fullmatch(pair)
        count, seconds = map(int, found.groups()) if found else (0, 0)
        if not (1 <= count <= MOST_TIMES and 1 <= seconds <= MOST_SECONDS):
            sentence = (
                f"{quoted(pair)} is no limit. Write 5/600 for 5 in 600 seconds; "
                f"at most {MOST_TIMES} in {MOST_SECONDS} seconds."
            )
            raise BadSetting(name, sentence)
        pairs.append((count, seconds))
    return pairs


def site(name: str, default: str | None, *, advice: str) -> SplitResult:
    """Return the parts of the site's address: a scheme and a host, perhaps a port.

    Raises BadSetting when it is missing, cannot be read or has anything more.
    """
    value = text(name, default, advice=advice).rstrip("/")
    try:
        parts = urlsplit(value)
        is_good = parts.scheme in {"http", "https"} and parts.port != 0
    except ValueError:
        is_good = False
    else:
        has_more = value.lower() != f"{parts.scheme}://{parts.netloc}".lower()
        is_good = is_good and not has_more and bool(HOST.fullmatch(parts.netloc))
    if not is_good:
        sentence = f"{quoted(value)} is not an address. Write https://www.example.org,"
        raise BadSetting(name, f"{sentence} without a path.")
    return parts


def indexnow_key(name: str) -> str:
    """Return the key with which the site signs word of its changes, or ""."""
    key = text(name, "")
    if key and not INDEXNOW_KEY.fullmatch(key):
        sentence = f"{quoted(key)} is no key. Use 8 to 128 letters, digits and hyphens."
        raise BadSetting(name, sentence)
    return key


def header(name: str) -> str:
    """Return the WSGI name of a header that a proxy sets, or "".

    Servers turn hyphens into underscores, so a header spelt with an underscore
    would shadow one spelt with a hyphen: a safe name has neither.
    """
    word = os.environ.get(name, "").strip()
    if word and not (word.isascii() and word.isalnum()):
        sentence = (
            f"{quoted(word)} is not safe. Use letters and digits, as in VifClient."
        )
        raise BadSetting(name, sentence)
    return f"HTTP_{word.upper()}" if word else ""
