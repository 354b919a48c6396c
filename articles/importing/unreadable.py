"""What is said when a file cannot be read at all."""

from collections.abc import Mapping

Value = str | int

SENTENCES: Mapping[str, str] = {
    "empty": "The file is empty.",
    "too-large": "The file is larger than {limit} MB, the most that is read.",
    "unknown-suffix": (
        "Files ending in “{suffix}” are not read; these are: {suffixes}."
    ),
    "not-text": "The file is not text, although its name says so.",
    "too-much-text": (
        "The file holds more than {limit:,} characters, the most that is read."
    ),
    "too-long": (
        "The article is longer than {limit:,} characters, the most that is kept."
    ),
}


class Unreadable(Exception):
    """A file that is refused: a code, its parameters and, as text, a plain sentence."""

    def __init__(
        self, code: str, parameters: Mapping[str, Value] | None = None
    ) -> None:
        self.code = code
        self.parameters: dict[str, Value] = dict(parameters or {})
        super().__init__(SENTENCES[code].format(**self.parameters))
