"""One note at the end of an article."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from articles.text import archive_day, normal_label

from .article import Article

validate_link = URLValidator(
    schemes=["http", "https"],
    message=_("Write the whole address, beginning with https://."),
)


def to_label(text: str) -> str:
    """Return a label in ASCII: “१२” is "12". What is no label is left as typed."""
    return normal_label(text) or text.strip()


def validate_label(text: str) -> None:
    if not normal_label(text):
        message = _(
            "Write one to three digits, then at most one letter, as in 12 or 12a."
        )
        raise ValidationError(message, "label")


class Endnote(models.Model):
    """A note. ``label`` is what readers see; nothing changes it but an editor.

    ``uid`` stays the same in the draft of a change to a published article, so it is
    unique in each article only. ``refers_to`` is the uid of the note of the same article
    that its "Ibid." or "supra note 4" means.
    """

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        MISSING = "missing", _("Missing from the source text")

    article = models.ForeignKey(Article, models.CASCADE, related_name="endnotes")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    label = models.CharField(
        _("number"),
        max_length=8,
        validators=[validate_label],
        help_text=_("The text cites this note as [^number]."),
    )
    position = models.PositiveIntegerField(_("place"), default=0)
    text = MarkdownxField(_("text"), blank=True)
    link = models.CharField(
        _("link"),
        max_length=2000,
        blank=True,
        validators=[validate_link],
        help_text=_("Printed after “Available at”."),
    )
    archived_link = models.CharField(
        _("archived copy"), max_length=2000, blank=True, validators=[validate_link]
    )
    archived_on = models.DateField(
        _("archived on"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is read from an address of web.archive.org."),
    )
    link_is_dead = models.BooleanField(
        _("link is dead"),
        default=False,
        help_text=_("Readers are led to the archived copy instead."),
    )
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    # No foreign key: the rows are made anew when a file is read again, and keep their uid.
    refers_to = models.UUIDField(_("refers to"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PRESENT
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "uid"], name="endnote_uid_unique_in_article"
            ),
            models.UniqueConstraint(
                fields=["article", "label"],
                name="endnote_label_unique_in_article",
                violation_error_message=_("Two notes have this number."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="missing", text="")
                | (models.Q(state="present") & ~models.Q(text="")),
                name="endnote_missing_has_no_text",
                violation_error_message=_(
                    "Write the text of the note, or set its state to “Missing”."
                ),
            ),
        ]
        verbose_name = _("endnote")
        verbose_name_plural = _("endnotes")

    def __str__(self) -> str:
        return f"[{self.label}] {self.text[:60]}"

    def clean(self) -> None:
        super().clean()
        self.label = to_label(self.label)
        self.archived_on = self.archived_on or archive_day(self.archived_link)
