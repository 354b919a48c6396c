"""What articles are about, on four axes."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .translation import Translated


class TopicQuerySet(models.QuerySet):
    def found_in(self, articles: models.QuerySet) -> "TopicQuerySet":
        """Keep those that at least one of these articles is about."""
        about = self.model.objects.filter(articles__in=articles)
        return self.filter(pk__in=about.order_by().values("pk"))

    def counted_in(self, articles: models.QuerySet) -> "TopicQuerySet":
        """Keep the same, each with its ``article_count``."""
        return self.filter(articles__in=articles).annotate(
            article_count=models.Count("articles")
        )


class Topic(Translated):
    """A topic, a region, a programme or a series."""

    class Axis(models.TextChoices):
        TOPIC = "topic", _("Topic")
        REGION = "region", _("Region")
        PROGRAMME = "programme", _("Programme")
        SERIES = "series", _("Series")

    TRANSLATABLE = ("name", "scope_note")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    axis = models.CharField(_("axis"), max_length=10, choices=Axis)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120)
    scope_note = models.TextField(
        _("scope note"),
        blank=True,
        help_text=_("One paragraph: what belongs here and what does not."),
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["axis", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["axis", "slug"],
                name="topic_axis_and_slug_unique",
                violation_error_message=_("There is one of this name already."),
            )
        ]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.in_language("name")

    def get_absolute_url(self) -> str:
        return reverse("articles:topic_detail", args=[self.axis, self.slug])

    def sort_key(self) -> str:
        """Return its place among others by name, in the language of the page."""
        return str(self).casefold()


def by_axis(topics: Iterable[Topic]) -> dict[Topic.Axis, list[Topic]]:
    """Return topics by their axes, in order; an axis without any is left out."""
    topics = list(topics)
    axes = {axis: [each for each in topics if each.axis == axis] for axis in Topic.Axis}
    return {axis: found for axis, found in axes.items() if found}
