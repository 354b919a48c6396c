"""The article's form, which refuses to overwrite what someone else has saved."""

import difflib
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.content import Content
from articles.models import Article
from articles.publishing import content_of, is_taken, new_slug, too_long

from .widgets import SourceWidget


def check_source(source: str) -> str:
    """Return the source, or refuse one that is longer than the renderer takes."""
    error = too_long(source)
    if error:
        raise error
    return source


class ArticleForm(forms.ModelForm):
    """An article as an editor changes it, and the version they began with.

    A save that began with an older version than the stored one is refused; the form
    comes back as typed, and ``stored`` holds what the other editor has saved.
    ``refusal`` is a sentence where the database has refused what was typed.
    """

    refusal = ""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: Content | None = None
        if "source" in self.fields:
            name = "admin:articles_article_preview_text"
            key = [self.instance.pk] if self.instance.pk else []
            self.fields["source"].widget = SourceWidget(reverse(name, args=key))
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.instance.pk:
            self.initial["seen_version"] = self.instance.version

    def is_multipart(self) -> bool:
        """Send it as a form with files, or a long Hindi text is too large to send:
        otherwise each of its letters takes nine bytes on the way."""
        return True

    def clean_source(self) -> str:
        return check_source(self.cleaned_data["source"])

    def clean_slug(self) -> str:
        """Make an address of the title, in any script, unless one was typed."""
        slug, title = self.cleaned_data["slug"], self.cleaned_data.get("title")
        others = Article.objects.filter(draft_of=None).exclude(pk=self.instance.pk)
        if not slug and title:
            return new_slug(title, others)
        # Django leaves this constraint out, since its condition is not in the form.
        if slug and is_taken(slug, others):
            raise forms.ValidationError(_("Another article has this address."), "taken")
        return slug

    def clean_language(self) -> str:
        """Refuse a second article in one language among those that are one another's
        translations; Django leaves that constraint out, its key is not in the form."""
        language = self.cleaned_data["language"]
        siblings = Article.objects.filter(
            draft_of=None, translation_key=self.instance.translation_key
        )
        if siblings.exclude(pk=self.instance.pk).filter(language=language).exists():
            message = _(
                "This article is there in that language already, perhaps in the bin."
                " Choose another language."
            )
            raise forms.ValidationError(message, "language-taken")
        return language

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, forms.ValidationError(self.refusal, "not-saved"))
        if not self.instance.pk:
            return cleaned
        now = Article.objects.values_list("version", flat=True).get(pk=self.instance.pk)
        if cleaned.get("seen_version") != now:
            self.refuse_as_stale(now)
        return cleaned

    def refuse_as_stale(self, now: int) -> None:
        """Keep what was typed, fetch what is stored, and let a second save decide."""
        self.stored = content_of(Article.objects.get(pk=self.instance.pk))
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = now
        message = _(
            "Someone else has saved this article since you opened it. Your text is "
            "in the form; theirs stands above it. Nothing has been overwritten. "
            "Saving now keeps yours."
        )
        self.add_error(None, forms.ValidationError(message, "stale"))

    @property
    def differences(self) -> list[tuple[str, str]]:
        """Return the lines that differ: ("-", only theirs), ("+", only yours)."""
        typed = self["source"].value() or ""
        theirs, yours = self.stored.source.splitlines(), typed.splitlines()
        lines = difflib.unified_diff(theirs, yours, n=1, lineterm="")
        told = [line for line in lines if not line.startswith(("---", "+++"))]
        return [("@", "…") if line[0] == "@" else (line[0], line[1:]) for line in told]
