"""Read settings from the environment; a bad one stops the start in one sentence."""

import os
from pathlib import Path

TRUE_WORDS = {"1", "on", "true", "yes"}
FALSE_WORDS = {"0", "off", "false", "no"}


class BadSetting(SystemExit):
    """Stops the program; the sentence names the setting and says what to do."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")


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
    raise BadSetting(name, f"“{word}” is neither on nor off. Write on or off.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """Return a whole number between least and most."""
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    if not (word.isascii() and word.isdigit() and least <= int(word) <= most):
        sentence = f"“{word}” is not a whole number from {least} to {most}."
        raise BadSetting(name, sentence)
    return int(word)


def words(name: str, default: list[str]) -> list[str]:
    """Return a list written with commas."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """Return one of the words in choices."""
    word = os.environ.get(name, "").strip().lower() or default
    if word not in choices:
        sentence = f"“{word}” is not known. Write one of: {', '.join(choices)}."
        raise BadSetting(name, sentence)
    return word


def folder(name: str, default: Path) -> Path:
    """Return a folder, made if it is not there yet."""
    path = Path(os.environ.get(name, "").strip() or default).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"the folder {path} cannot be made ({error.strerror})."
        raise BadSetting(name, f"{sentence} Name one that can be written.") from error
    return path


def limits(name: str, default: str) -> list[tuple[int, int]]:
    """Return pairs of (how many, in how many seconds) from "5/600, 20/86400"."""
    value = os.environ.get(name, "").strip() or default
    pairs = []
    for pair in value.split(","):
        count, slash, seconds = (part.strip() for part in pair.partition("/"))
        if not (slash and count.isdecimal() and seconds.isdecimal() and int(seconds)):
            sentence = (
                f"“{pair.strip()}” is no limit. Write 5/600 for 5 in 600 seconds."
            )
            raise BadSetting(name, sentence)
        pairs.append((int(count), int(seconds)))
    return pairs


def header(name: str) -> str:
    """Return the WSGI name of a header that a proxy sets, or "".

    Servers turn hyphens into underscores, so a header spelt with an underscore
    would shadow one spelt with a hyphen: a safe name has neither.
    """
    word = os.environ.get(name, "").strip()
    if word and not (word.isascii() and word.isalnum()):
        sentence = f"“{word}” is not safe. Use letters and digits, as in VifClient."
        raise BadSetting(name, sentence)
    return f"HTTP_{word.upper()}" if word else ""
