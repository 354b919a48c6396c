"""The form that takes a text in, a file or what was pasted, and what comes of it."""

import re
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.editor import is_too_often
from articles.admin.widgets import LinesTextarea, late
from articles.importing import READERS, Busy, Unreadable
from articles.importing.formats import LARGEST_FILE
from articles.models import Article, Incoming
from articles.moderation.limits import DiskFull, check_room
from articles.publishing import receive

from .words import too_often, unreadable

# A clipboard's HTML begins in one of these ways, and ends some element.
_HTML = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*|<!doctype\b[^>]*>\s*)*<(?:html|head|body|meta|style|article|"
    r"main|section|div|span|p|h[1-6]|b|strong|i|em|a|ul|ol|table|blockquote|font|sup)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = re.compile(
    r"</(?:p|div|h[1-6]|li|td|span|b|strong|a|body|html)>", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"\A---\n|^\[\^[\w-]+\]:|^#{1,6} \S|\]\(https?://|^\*\*\S.*\*\*$", re.MULTILINE
)


class PastedTextarea(LinesTextarea):
    """A box that takes formatted text from the clipboard as HTML, where scripts run."""

    class Media:
        js = [late("paste-html")]


class ImportForm(forms.Form):
    """One file, or one text; never both. The text is named as an article's is, so that
    it is given back wherever an article's would be."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput({"accept": ",".join(READERS)}),
        help_text=_("Word, plain text, Markdown or a saved web page, at most 30 MB."),
    )
    source = forms.CharField(
        label=_("Or a text"),
        required=False,
        strip=False,
        widget=PastedTextarea(
            {
                "rows": 12,
                "data-pasted": _("The text was pasted with its formatting, as HTML."),
            }
        ),
        help_text=_("Pasted from Word, Google Docs, a browser or anywhere else."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file, source = cleaned.get("file"), cleaned.get("source", "").strip()
        if file and source:
            message = _("Both a file and a text were sent. Empty one of them.")
            self.add_error("source", forms.ValidationError(message, "both"))
        elif not file and not source and not self.errors:
            message = _("Choose a file, or paste a text.")
            self.add_error("file", forms.ValidationError(message, "none"))
        return cleaned

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read into memory."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            error = Unreadable("too-large", {"limit": LARGEST_FILE // 2**20})
            raise forms.ValidationError(unreadable(error), error.code)
        return file

    def taken(self) -> tuple[bytes, str]:
        """Return the bytes and a name whose suffix says what they are."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        source = self.cleaned_data["source"]
        return source.encode(), f"{_('Pasted text')}{suffix_of(source)}"

    def refuse(self, error: Unreadable) -> None:
        """Say beside the field why what stands there cannot be read."""
        field = "file" if self.cleaned_data.get("file") else "source"
        self.add_error(field, forms.ValidationError(unreadable(error), error.code))


def take(
    request: HttpRequest, form: ImportForm, article: Article | None
) -> Incoming | HTTPStatus:
    """Keep what was sent; or say in the form why not, and return the status."""
    if not form.is_valid():
        is_large = form.has_error("file", "too-large")
        return (
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            if is_large
            else HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if is_too_often(request, "imports"):
        form.add_error(None, too_often())
        return HTTPStatus.TOO_MANY_REQUESTS
    try:
        check_room()
        return receive(*form.taken(), by=request.user, article=article)
    except DiskFull:
        sentence = gettext("The disk is nearly full, and the text was not kept.")
        form.add_error(None, sentence)
        return HTTPStatus.SERVICE_UNAVAILABLE
    except Busy as error:
        form.add_error(None, unreadable(error))
        return HTTPStatus.SERVICE_UNAVAILABLE
    except Unreadable as error:
        form.refuse(error)
        return HTTPStatus.UNPROCESSABLE_ENTITY


def suffix_of(text: str) -> str:
    """Tell HTML, Markdown and plain text apart by what they hold."""
    if _HTML.match(text) and _ENDS.search(text):
        return ".html"
    return ".md" if _MARKDOWN.search(text) else ".txt"
