"""The front page: its blocks and its menu."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.article.article import Article
from articles.models.article.queryset import ArticleQuerySet
from articles.models.topic import Topic
from articles.models.translation import languages
from articles.models.validators import (
    NO_DESTINATION,
    leads_somewhere,
    validate_destination,
)

MOST_ITEMS = 12
PAPERS = (Article.Kind.PAPER, Article.Kind.BRIEF, Article.Kind.REPORT)


def lead_first(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Put first what editors lead with now, or else the newest; then the newest."""
    leads = models.Case(models.When(lead_until__gt=timezone.now(), then="lead_until"))
    return articles.annotate(leads=leads).order_by(
        models.F("leads").desc(nulls_last=True), "-listed_on", "-published_at", "-pk"
    )


class FrontPageQuerySet(models.QuerySet):
    def announcing(self, at: datetime | None = None) -> "FrontPageQuerySet":
        """Keep those whose announcement is shown at this moment (now)."""
        now = at or timezone.now()
        begun = models.Q(announced_from=None) | models.Q(announced_from__lte=now)
        lasts = models.Q(announced_until=None) | models.Q(announced_until__gt=now)
        return self.filter(begun, lasts).exclude(announcement="")


class FrontPage(models.Model):
    """One row for a language. Without a row, or without blocks, the usual ones stand.

    Which article leads is not kept here but as ``Article.lead_until``.
    """

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=languages,
        unique=True,
        error_messages={"unique": _("This language has a front page already.")},
    )
    announcement = models.CharField(
        _("announcement"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences at the top of the home page."),
    )
    announcement_leads_to = models.CharField(
        _("announcement leads to"),
        max_length=500,
        blank=True,
        validators=[validate_destination],
        help_text=_("If it is to be a link, where that leads."),
    )
    announced_from = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Left empty: at once.")
    )
    announced_until = models.DateTimeField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("Left empty: until it is taken down."),
    )

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(announcement_leads_to="")
                | leads_somewhere("announcement_leads_to"),
                name="front_page_announcement_leads_somewhere",
                violation_error_message=NO_DESTINATION,
            ),
            models.CheckConstraint(
                condition=models.Q(announcement_leads_to="")
                | ~models.Q(announcement=""),
                name="front_page_link_has_words",
                violation_error_message=_(
                    "Write the announcement, or clear where it leads to."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(announced_from=None)
                | models.Q(announced_until=None)
                | models.Q(announced_until__gt=models.F("announced_from")),
                name="front_page_announcement_ends_after_it_begins",
                violation_error_message=_(
                    "The announcement must end after it begins. Choose a later end."
                ),
            ),
        ]
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def __str__(self) -> str:
        return str(self.get_language_display())

    def get_absolute_url(self) -> str:
        with translation.override(self.language):
            return reverse("articles:home")


class BlockQuerySet(models.QuerySet):
    def of(self, language: str) -> "list[Block]":
        """Return the blocks of a language in order, or the usual ones, unsaved."""
        rows = self.filter(front_page__language=language).select_related("topic")
        return list(rows) or [Block(kind=kind) for kind in Block.USUAL]


class Block(models.Model):
    """One block of a home page. That no kind stands there twice, the form sees to:
    in the database two rows could then not change places in one save."""

    class Kind(models.TextChoices):
        LATEST = "latest", _("Latest articles")
        STRIP = "strip", _("One topic, region, programme or series")
        PAPERS = "papers", _("Papers, briefs and reports")
        PROGRAMMES = "programmes", _("Programmes")
        AUTHORS = "authors", _("Authors")

    USUAL = (Kind.LATEST, Kind.PROGRAMMES, Kind.AUTHORS)
    USUAL_ITEMS = {
        Kind.LATEST: 6,
        Kind.STRIP: 3,
        Kind.PAPERS: 5,
        Kind.PROGRAMMES: 3,
        Kind.AUTHORS: 40,
    }
    HEADINGS = {
        Kind.LATEST: _("Latest"),
        Kind.PAPERS: pgettext_lazy("heading", "Papers"),
        Kind.PROGRAMMES: _("Programmes"),
        Kind.AUTHORS: _("Authors"),
    }

    LISTS = {
        Kind.LATEST: "article_list",
        Kind.PAPERS: "article_list",
        Kind.PROGRAMMES: "topic_list",
        Kind.AUTHORS: "author_list",
    }

    front_page = models.ForeignKey(FrontPage, models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    kind = models.CharField(_("what it shows"), max_length=10, choices=Kind)
    # With the topic its strip goes; the admin says so before it deletes.
    topic = models.ForeignKey(
        Topic,
        models.CASCADE,
        verbose_name=_("which one"),
        related_name="+",
        null=True,
        blank=True,
    )
    heading = models.CharField(
        _("heading"),
        max_length=120,
        blank=True,
        help_text=_("Left empty, it says what the block shows."),
    )
    most = models.PositiveSmallIntegerField(
        _("at most"),
        null=True,
        blank=True,
        help_text=_("How many, from 1 to 12. Left empty, as many as is usual."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ITEMS)],
    )

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="strip", topic__isnull=False)
                | (~models.Q(kind="strip") & models.Q(topic__isnull=True)),
                name="block_strip_has_its_topic",
                violation_error_message=_(
                    "Say which one for “One topic, region, programme or series”, and "
                    "only for that."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(most=None)
                | models.Q(most__gte=1, most__lte=MOST_ITEMS),
                name="block_holds_one_to_twelve",
                violation_error_message=_("Write a number from 1 to 12."),
            ),
        ]
        verbose_name = _("block")
        verbose_name_plural = _("blocks")

    def __str__(self) -> str:
        return " ".join(map(str, filter(None, [self.get_kind_display(), self.topic])))

    @property
    def limit(self) -> int:
        return self.most or self.USUAL_ITEMS[self.kind]

    @property
    def usual_heading(self) -> str:
        return str(self.topic or self.HEADINGS[self.kind])

    @property
    def url(self) -> str:
        """Return the address of the list of which it shows the first."""
        if self.topic:
            return self.topic.get_absolute_url()
        return reverse(f"articles:{self.LISTS[self.kind]}")

    @property
    def anchor(self) -> str:
        """Return the id of its heading."""
        return f"{self.topic.axis}-{self.topic.slug}" if self.topic else self.kind


class MenuItem(models.Model):
    """One entry of the menu. The other languages follow it by themselves."""

    front_page = models.ForeignKey(FrontPage, models.CASCADE, related_name="menu")
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    label = models.CharField(_("words"), max_length=60)
    leads_to = models.CharField(
        _("leads to"),
        max_length=500,
        validators=[validate_destination],
        help_text=NO_DESTINATION,
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=leads_somewhere("leads_to"),
                name="menu_item_leads_somewhere",
                violation_error_message=NO_DESTINATION,
            )
        ]
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu")

    def __str__(self) -> str:
        return self.label
