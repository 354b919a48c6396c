"""An article, in whatever state."""

import math
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from articles.models.author import Author
from articles.models.picture import Picture
from articles.models.topic import Topic
from articles.models.translation import languages
from articles.models.validators import (
    check_years,
    validate_doi,
    validate_isbn,
    validate_slug,
)

from .disclaimer import Disclaimer
from .queryset import ArticleQuerySet

# Words a minute: Brysbaert 2019 for English non-fiction; Hindi is a setting of
# taste, lower since its words are longer.
WORDS_A_MINUTE = {"en": 238, "hi": 180}


def today() -> "datetime.date":
    return timezone.localdate()


class Article(models.Model):
    """A long, sourced text. What was typed is ``source``; the rest is made of it.

    ``html``, ``notes_html``, ``outline``, ``plain``, ``sources``, ``findings`` and
    ``word_count`` are derived by ``publishing.rebuild`` and by nothing else.
    """

    class Kind(models.TextChoices):
        COMMENTARY = "commentary", _("Commentary")
        BRIEF = "brief", _("Brief")
        PAPER = "paper", _("Paper")
        REPORT = "report", _("Report")
        INTERVIEW = "interview", _("Interview")
        REVIEW = "review", _("Review")
        EVENT_REPORT = "event report", _("Event report")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class DisclaimerChoice(models.TextChoices):
        STANDARD = "standard", _("The standard disclaimer")
        OTHER = "other", _("Another disclaimer")
        NONE = "none", _("No disclaimer")

    class Comments(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSING = "closing", _("Closing some days after publication")
        CLOSED = "closed", _("Closed")

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=300)
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_(
            "One or two sentences under the title; also what search engines show."
        ),
    )
    slug = models.CharField(
        _("address"),
        max_length=120,
        validators=[validate_slug],
        help_text=_("The last part of the article's address."),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, default=Kind.COMMENTARY
    )
    language = models.CharField(
        _("language"), max_length=10, choices=languages, default="en"
    )
    source = MarkdownxField(
        _("text"),
        blank=True,
        help_text=_(
            "Markdown. Write [^8] where note 8 belongs; headings begin with ##."
        ),
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), related_name="articles", blank=True
    )
    see_also = models.ManyToManyField(
        "self",
        verbose_name=_("related articles"),
        symmetrical=False,
        related_name="+",
        blank=True,
        help_text=_(
            "They come first under “Related”. Left empty, the list is made from "
            "shared topics and shared sources."
        ),
    )
    authors = models.ManyToManyField(
        Author, through="Byline", related_name="articles", verbose_name=_("authors")
    )

    lead_picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name=_("lead picture"),
        related_name="+",
        null=True,
        blank=True,
    )
    picture_credit = models.CharField(
        _("picture credit"),
        max_length=200,
        blank=True,
        help_text=_("Only for a credit that came without its picture."),
    )
    funding = models.TextField(
        _("funding"),
        blank=True,
        help_text=_("Who paid for this work. It stands under the text."),
    )
    disclaimer_choice = models.CharField(
        _("which disclaimer"),
        max_length=10,
        choices=DisclaimerChoice,
        default=DisclaimerChoice.STANDARD,
    )
    disclaimer = models.ForeignKey(
        Disclaimer,
        models.PROTECT,
        verbose_name=_("other disclaimer"),
        related_name="articles",
        null=True,
        blank=True,
    )
    comments_are = models.CharField(
        _("comments"), max_length=10, choices=Comments, default=Comments.OPEN
    )
    comments_close_after = models.PositiveSmallIntegerField(
        _("days until comments close"), null=True, blank=True
    )
    series_number = models.PositiveSmallIntegerField(
        _("number in its series"), null=True, blank=True
    )
    report_number = models.CharField(_("report number"), max_length=40, blank=True)
    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        validators=[validate_doi],
        help_text=_("Such as 10.5555/12345678, without https://doi.org/."),
    )
    isbn = models.CharField(
        "ISBN",
        max_length=17,
        blank=True,
        validators=[validate_isbn],
        help_text=_("Ten or thirteen digits, with or without hyphens."),
    )
    lead_until = models.DateTimeField(
        _("leads the home page until"), null=True, blank=True
    )

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("In the future, the article appears by itself at this moment."),
    )
    first_published_at = models.DateTimeField(
        _("first published at"),
        null=True,
        editable=False,
        help_text=_("Stays when an article is withdrawn and published once more."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawal_reason = models.TextField(
        _("why it was withdrawn"), blank=True, editable=False
    )
    dated = models.DateField(
        _("date on the article"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is filled on publication."),
    )
    dated_precision = models.CharField(
        _("the date is exact to the"),
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
    )
    dated_by_schedule = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Scheduling filled the date, so un-scheduling may clear it."),
    )
    date_unknown = models.BooleanField(
        _("date not recorded"),
        default=False,
        help_text=_("For an old text that came without a date. Readers are told so."),
    )
    listed_on = models.DateField(
        _("place in lists"),
        default=today,
        help_text=_("Lists are ordered by this date. Publishing sets it."),
    )
    revised_at = models.DateTimeField(_("revised at"), null=True, editable=False)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("owner"),
        related_name="articles",
        null=True,
        blank=True,
        help_text=_("A contributor sees and changes only what they own."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    translation_key = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        help_text=_("The same for all languages of one article."),
    )
    # Unique by a constraint below: SQLite would take the index of a plain unique
    # column for "no draft", which is nearly every row, and sort them for each list.
    draft_of = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("draft of"),
        related_name="drafts",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    binned_at = models.DateTimeField(_("binned at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    html = models.TextField(editable=False, blank=True)
    notes_html = models.TextField(editable=False, blank=True)
    outline = models.JSONField(editable=False, default=list, blank=True)
    plain = models.TextField(editable=False, blank=True)
    sources = models.JSONField(editable=False, default=list, blank=True)
    findings = models.JSONField(editable=False, default=list, blank=True)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    # Keys of what was offered of the notes, and an editor wants to leave as it is.
    left_alone = models.JSONField(editable=False, default=list, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-listed_on", "-published_at", "-pk"]
        permissions = [("publish_article", _("Can publish, schedule and withdraw"))]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(draft_of=None),
                name="article_slug_unique",
                violation_error_message=_("Another article has this address."),
            ),
            models.UniqueConstraint(
                fields=["translation_key", "language"],
                condition=models.Q(draft_of=None),
                name="article_one_per_language",
            ),
            models.UniqueConstraint(
                fields=["draft_of"],
                condition=models.Q(draft_of__isnull=False),
                name="article_one_draft",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | models.Q(
                    published_at__isnull=False, first_published_at__isnull=False
                ),
                name="article_published_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withdrawn")
                | models.Q(withdrawn_at__isnull=False),
                name="article_withdrawn_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(disclaimer_choice="other", disclaimer__isnull=False)
                | (
                    ~models.Q(disclaimer_choice="other")
                    & models.Q(disclaimer__isnull=True)
                ),
                name="article_other_disclaimer_is_named",
                violation_error_message=_(
                    "Name another disclaimer, and only where “Another disclaimer” is chosen."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(comments_are="closing")
                | models.Q(comments_close_after__isnull=False),
                name="article_closing_has_days",
                violation_error_message=_("Say after how many days comments close."),
            ),
            models.CheckConstraint(
                condition=models.Q(date_unknown=False) | models.Q(dated__isnull=True),
                name="article_unknown_date_is_empty",
                violation_error_message=_(
                    "Clear the date, or clear “date not recorded”."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "-listed_on", "-published_at", "-id"],
                condition=models.Q(draft_of=None, binned_at=None),
                name="article_lists",
            ),
            models.Index(fields=["published_at"], name="article_moments"),
            models.Index(fields=["lead_until"], name="article_leads"),
        ]
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the one address, under the article's own language."""
        with translation.override(self.language):
            return reverse("articles:article_detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.status == self.Status.PUBLISHED and not self.source.strip():
            message = _("A published article needs a text. Withdraw it first.")
            raise ValidationError({"source": ValidationError(message, "empty")})
        check_years(self, "dated", "listed_on")

    @property
    def is_published(self) -> bool:
        """The twin of ``ArticleQuerySet.published`` for one row, at this moment."""
        return (
            self.draft_of_id is None
            and self.binned_at is None
            and self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED and self.published_at > timezone.now()
        )

    @property
    def was_published(self) -> bool:
        """Whether the public has ever seen it; then its address is gone, not unknown."""
        if self.draft_of_id is not None:
            return False
        until = self.binned_at or timezone.now()
        return self.first_published_at is not None and self.first_published_at <= until

    @property
    def reading_minutes(self) -> int:
        """Return whole minutes, rounded up, for the text without its notes."""
        return math.ceil(self.word_count / WORDS_A_MINUTE.get(self.language, 238))

    @property
    def comments_close_at(self) -> datetime | None:
        if self.comments_are != self.Comments.CLOSING or not self.first_published_at:
            return None
        return self.first_published_at + timedelta(days=self.comments_close_after)

    @property
    def can_be_commented_on(self) -> bool:
        if not self.is_published or self.comments_are == self.Comments.CLOSED:
            return False
        close_at = self.comments_close_at
        return close_at is None or timezone.now() < close_at
