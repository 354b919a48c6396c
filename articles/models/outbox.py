"""What is to be sent, kept until it has been: mails, and word to search engines."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.article.article import Article

# How often a letter is tried; then it stays, for somebody to look at.
MOST_ATTEMPTS = 8


class OutboxQuerySet(models.QuerySet):
    def unsent(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None)

    def due(self, at: datetime) -> "OutboxQuerySet":
        """Keep what is to be sent by this moment, and not given up."""
        return self.unsent().filter(due_at__lte=at, attempts__lt=MOST_ATTEMPTS)

    def given_up(self) -> "OutboxQuerySet":
        return self.unsent().filter(attempts__gte=MOST_ATTEMPTS)

    def announce(self, article: Article) -> None:
        """Tell search engines of an article's change, once readers can see it.

        Must run in the transaction of the change. Changes that nobody has been told of
        yet are told together.
        """
        at = timezone.now()
        if article.status == Article.Status.PUBLISHED and article.published_at:
            at = max(at, article.published_at)
        pings = self.filter(kind=Outbox.Kind.PING, article=article)
        if not pings.unsent().filter(attempts=0, due_at__lte=at).exists():
            self.create(kind=Outbox.Kind.PING, article=article, due_at=at)


class Outbox(models.Model):
    """One mail to one person, or word of one article to search engines.

    It is written in the transaction that gave rise to it. An article's address is
    looked up when it is sent.
    """

    class Kind(models.TextChoices):
        MAIL = "mail", _("Mail")
        PING = "ping", _("Word to search engines")

    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.MAIL)
    recipient = models.EmailField(pgettext_lazy("a mail", "to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        verbose_name=_("article"),
        related_name="+",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    due_at = models.DateTimeField(_("to be sent at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(kind="mail") & ~models.Q(recipient=""))
                | models.Q(kind="ping", article__isnull=False),
                name="outbox_says_to_whom",
            )
        ]
        indexes = [models.Index(fields=["sent_at", "due_at"], name="outbox_due")]
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")

    def __str__(self) -> str:
        return self.subject or str(self.article)
