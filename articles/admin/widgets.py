"""What editors type into."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdownx.widgets import AdminMarkdownxWidget

from articles.publishing import too_long


def late(name: str) -> forms.Script:
    """Return a script of ours that waits until the page has been read."""
    return forms.Script(f"js/{name}.js", defer=True)


class PlainLines:
    """The part of a text area that gives lines ended by \\n, as files have them.

    Browsers send \\r\\n; kept, it would make every saved text differ from its source.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value if value is None else value.replace("\r\n", "\n")


class LinesTextarea(PlainLines, AdminTextareaWidget):
    """Django's text area, with plain lines."""


class SourceWidget(PlainLines, AdminMarkdownxWidget):
    """The Markdown editor, sent to our own views; ``preview`` is the one that renders."""

    class Media:
        extend = False
        js = [late("source-editor"), late("picture-upload"), late("unsaved-words")]

    def __init__(self, preview: str) -> None:
        super().__init__()
        self.addresses = {
            "data-offline": _("The site did not answer. Your text is still here."),
            "data-logged-out": _(
                "You have been logged out. Log in again in another tab; your text is "
                "still here."
            ),
            "data-preview": _("Preview"),
            "data-add-picture": _("Add a picture:"),
            "data-markdownx-urls-path": preview,
            "data-markdownx-upload-urls-path": reverse("admin:articles_article_upload"),
        }

    def add_markdownx_attrs(self, attrs: dict) -> dict:
        return super().add_markdownx_attrs(attrs) | self.addresses


class MomentWidget(AdminSplitDateTime):
    """A day and a time, each of them named for those who cannot see the layout."""

    def say(self, label: Any) -> None:
        for part, name in zip(self.widgets, (_("day"), _("time")), strict=True):
            part.attrs["aria-label"] = f"{label}: {name}"


class PlaceInput(forms.NumberInput):
    """A row's place; a script puts arrows beside it."""

    def __init__(self) -> None:
        up, down = gettext_lazy("Move up"), gettext_lazy("Move down")
        super().__init__({"data-up": up, "data-down": down, "class": "place"})

    class Media:
        js = [late("row-order")]


def check_source(source: str) -> str:
    """Return the source, or refuse one that is longer than the renderer takes."""
    error = too_long(source)
    if error:
        raise error
    return source
