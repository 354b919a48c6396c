"""The article's form, which refuses to overwrite what someone else has saved."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.widgets import SourceWidget, check_source
from articles.content import STATEMENTS, Content
from articles.models import Article
from articles.publishing import content_of, is_taken, new_slug

# Texts of a sentence or two.
SHORT = {"standfirst", *(field.name for field in STATEMENTS)}


def compare_with_what_is_stored(form: forms.ModelForm) -> None:
    """Let every field be compared with the database, to see whether it has changed.

    One with a callable for its default would be, by Django, with what the form held when
    it was opened; then what someone else has saved since would be overwritten unseen.
    """
    for field in form.fields.values():
        field.show_hidden_initial = False


class VersionField(forms.IntegerField):
    """A version of the article that the form carries: never a change of the editor's."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class ArticleForm(forms.ModelForm):
    """An article as an editor changes it, and the version they began with.

    A save that saw an older version than the stored one is refused; the form comes back
    as typed, and ``stored`` holds what the other editor has saved. It has then seen that
    version; ``begun_version``, and of a refused one ``begun_with``, is the one it was
    filled from.
    ``refusal`` is a sentence where the database has refused what was typed.
    """

    refusal = ""

    seen_version = VersionField(required=False)
    begun_version = VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: Content | None = None
        self.begun_with: int | None = None
        if "source" in self.fields:
            name = "admin:articles_article_preview_text"
            key = [self.instance.pk] if self.instance.pk else []
            self.fields["source"].widget = SourceWidget(reverse(name, args=key))
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for name in SHORT & self.fields.keys():
            self.fields[name].widget.attrs["rows"] = 3
        if self.instance.pk:
            compare_with_what_is_stored(self)
            for name in ("seen_version", "begun_version"):
                self.initial[name] = self.instance.version

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
        seen = cleaned.get("seen_version")
        if seen != now:
            self.begun_with = cleaned.get("begun_version") or seen
            self.refuse_as_stale(now)
        return cleaned

    def refuse_as_stale(self, now: int) -> None:
        """Keep what was typed, fetch what is stored, and let a second save decide."""
        self.stored = content_of(Article.objects.get(pk=self.instance.pk))
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = now
        message = _(
            "Someone else has saved this article since you opened it. What you typed is "
            "in the form, and all that differs from theirs is listed above it. Nothing "
            "has been overwritten. Saving now puts yours in the place of theirs."
        )
        self.add_error(None, forms.ValidationError(message, "stale"))
