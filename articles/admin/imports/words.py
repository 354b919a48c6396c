"""What is said of texts that are brought in: refusals, and the balance of a reading."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import wording
from articles.admin.lost_saves import why_closed
from articles.importing import Report, Unreadable
from articles.models import Article, Incoming
from articles.publishing import Accepted

# The same as craft's own sentences, which know no other language.
UNREADABLE = {
    "busy": _("Other files are being read just now. Try again in a minute."),
    "damaged": _("The file is damaged or cut off. Ask for it again, or save it anew."),
    "empty": _("The file is empty."),
    "failed": _(
        "The file could not be read. Open it in Word, save it as .docx, try again."
    ),
    "has-declarations": _(
        "The file holds XML declarations that Word never writes, and is not read. Open it in Word and save it anew."
    ),
    "not-text": _("The file is not text, although its name says so."),
    "not-word": _(
        "The file is no Word document, although its name says so. Open it in Word and save it as .docx."
    ),
    "old-word": _(
        "The file is an old Word document (.doc). Open it in Word and save it as .docx."
    ),
    "open-document": _(
        "The file is an OpenDocument text. Open it in its program and save it as .docx."
    ),
    "pdf-named": _("The file is a PDF, which is not read. Ask for the Word file."),
    "protected": _(
        "The file is protected by a password. Open it in Word, take the password off and save it."
    ),
    "rtf-named": _(
        "The file is rich text (RTF). Open it in Word and save it as .docx."
    ),
    "too-complex": _(
        "The file has more than {limit:,} parts, the most that is read. Divide it, or save it anew in Word."
    ),
    "too-large": _("The file is larger than {limit} MB, the most that is read."),
    "too-long": _(
        "The article is longer than {limit:,} characters, the most that is kept."
    ),
    "too-many-entries": _(
        "The file holds more than {limit:,} files within it, the most that is read. Open it in Word and save it anew."
    ),
    "too-much-memory": _(
        "The file needs more than {limit} MB of memory, the most that is given. Divide it, or take pictures out."
    ),
    "too-much-text": _(
        "The file holds more than {limit:,} characters, the most that is read."
    ),
    "too-slow": _(
        "The file takes more than {limit} seconds to read, the most that is given. Divide it, or save it anew in Word."
    ),
    "unknown-suffix": _(
        "Files ending in “{suffix}” are not read; these are: {suffixes}."
    ),
    "unpacks-too-large": _(
        "The file grows beyond {limit} MB when it is unpacked, the most that is read. Take pictures out, or divide it."
    ),
    "unsafe-path": _(
        "The file holds parts that would be written outside of it, and is not read. Open it in Word and save it anew."
    ),
    "web-archive": _(
        "The file is a web archive (.mhtml). Open it in a browser and save the page as .html."
    ),
    "web-page-named": _("The file is a web page. Rename it so that it ends in .html."),
}


def unreadable(error: Unreadable) -> str:
    """Say why a file was not read, in the language now active."""
    return str(UNREADABLE[error.code]).format(**error.parameters)


def told(report: Report) -> dict[str, list[Any]]:
    """Return the sentences on what was mended, doubted and left out."""
    return {
        "warnings": [
            wording.imported(each.code, dict(each.parameters))
            for each in report.warnings
        ],
        "repaired": [
            wording.imported(each.code, dict(each.parameters))
            for each in report.repaired
        ],
        "left_out": [
            (wording.left_out(each.code), each.text) for each in report.left_out
        ],
    }


def stale_article() -> str:
    return gettext(
        "Someone else has saved the article since you opened this page. Nothing has"
        " been overwritten. What would change now stands below: look at it again."
    )


def stale_import() -> str:
    return gettext(
        "This import was changed in another window since you opened this page. What"
        " you typed here is still in the fields; keeping it now replaces the other."
    )


def already_done() -> str:
    return gettext(
        "An article was made of this text before. What you typed here is not in it:"
        " copy what you need into the article."
    )


def why_not_now(incoming: Incoming, article: Article | None) -> str:
    """Say why this user may make nothing of the text now.

    ``article`` is the one it was brought in for, if they see it.
    """
    if article:
        return why_closed(article)
    if incoming.article:
        return gettext(
            "The article for which this was brought in is not open to you any more."
        )
    return gettext("You may not add articles.")


def too_often() -> str:
    return gettext("Too many texts. Wait ten minutes.")


def balance(made: Accepted, counts: dict[str, Any]) -> str:
    """Say what the article has of markers and notes."""
    if made.outcome == "created":
        said = gettext("“%(title)s” is a draft now.")
    else:
        said = gettext("“%(title)s” says what the file says now.")
    sums = gettext("Markers: %(markers)d. Notes: %(notes)d, cited: %(matched)d.")
    told = [said % {"title": made.article.title}, sums % counts]
    lists = {
        "missing": gettext("Missing: %(labels)s."),
        "unused": gettext("Not cited: %(labels)s."),
        "without_link": gettext("Without a link: %(labels)s."),
    }
    told += [
        sentence % {"labels": ", ".join(counts[name])}
        for name, sentence in lists.items()
        if counts[name]
    ]
    return " ".join(told)
