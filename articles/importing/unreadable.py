"""What is said when a file cannot be read at all."""

from collections.abc import Mapping

Value = str | int

SENTENCES: Mapping[str, str] = {
    "busy": "Other files are being read just now. Try again in a minute.",
    "empty": "The file is empty.",
    "too-large": "The file is larger than {limit} MB, the most that is read.",
    "unknown-suffix": (
        "Files ending in “{suffix}” are not read; these are: {suffixes}."
    ),
    "damaged": "The file is damaged or cut off. Ask for it again, or save it anew.",
    "failed": "The file could not be read. Open it in Word, save it as .docx, try again.",
    "has-declarations": (
        "The file holds XML declarations that Word never writes, and is not read."
        " Open it in Word and save it anew."
    ),
    "not-word": (
        "The file is no Word document, although its name says so."
        " Open it in Word and save it as .docx."
    ),
    "not-text": "The file is not text, although its name says so.",
    "old-word": (
        "The file is an old Word document (.doc). Open it in Word and save it as .docx."
    ),
    "open-document": (
        "The file is an OpenDocument text. Open it in its program and save it as .docx."
    ),
    "pdf-named": "The file is a PDF, which is not read. Ask for the Word file.",
    "protected": (
        "The file is protected by a password."
        " Open it in Word, take the password off and save it."
    ),
    "rtf-named": ("The file is rich text (RTF). Open it in Word and save it as .docx."),
    "too-complex": (
        "The file has more than {limit:,} parts, the most that is read."
        " Divide it, or save it anew in Word."
    ),
    "too-many-entries": (
        "The file holds more than {limit:,} files within it, the most that is read."
        " Open it in Word and save it anew."
    ),
    "too-much-memory": (
        "The file needs more than {limit} MB of memory, the most that is given."
        " Divide it, or take pictures out."
    ),
    "too-slow": (
        "The file takes more than {limit} seconds to read, the most that is given."
        " Divide it, or save it anew in Word."
    ),
    "unpacks-too-large": (
        "The file grows beyond {limit} MB when it is unpacked, the most that is read."
        " Take pictures out, or divide it."
    ),
    "unsafe-path": (
        "The file holds parts that would be written outside of it, and is not read."
        " Open it in Word and save it anew."
    ),
    "web-archive": (
        "The file is a web archive (.mhtml). Open it in a browser and save the page"
        " as .html."
    ),
    "web-page-named": ("The file is a web page. Rename it so that it ends in .html."),
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

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[str, dict[str, Value]]]:
        return (type(self), (self.code, self.parameters))
