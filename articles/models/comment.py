"""What a visitor wrote under an article."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from articles.models.article.article import Article

# Letters and digits that are not taken for one another when read out.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SHOWN_AT_ONCE = 50


def new_reference() -> str:
    """Return a short code for a visitor to quote, such as "K7QF-3MXD"."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def new_key() -> str:
    """Return the secret last part of the address of a comment's own page."""
    return secrets.token_urlsafe(16)


class CommentQuerySet(models.QuerySet):
    def approved(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.APPROVED)

    def waiting(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.WAITING)

    def oldest_first(self) -> "CommentQuerySet":
        return self.order_by("created_at", "pk")

    def before(self, comment: "Comment") -> "CommentQuerySet":
        """Keep what stands before this one when the oldest come first."""
        is_older = models.Q(created_at__lt=comment.created_at)
        is_twin = models.Q(created_at=comment.created_at, pk__lt=comment.pk)
        return self.filter(is_older | is_twin)


class Comment(models.Model):
    """One comment. Only a moderator's decision makes it public."""

    class Rank(models.IntegerChoices):
        """Where a comment stands in the queue: the doubtful first, robots last."""

        SUSPECT = 0
        PLAIN = 1
        ROBOT = 2

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        SPAM = "spam", _("Spam")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("article"), related_name="comments"
    )
    in_reply_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("in reply to"),
        related_name="replies",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Private: shown to nobody else.")
    )
    text = models.TextField(_("comment"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    is_by_author = models.BooleanField(
        _("by an author of the article"),
        default=False,
        help_text=_("Readers see the label “Author”. Check who wrote it first."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("decided by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    decided_by_name = models.CharField(max_length=150, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    reason = models.TextField(_("reason"), blank=True)
    reference = models.CharField(
        _("reference"), max_length=9, unique=True, default=new_reference, editable=False
    )
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    nonce = models.CharField(max_length=32, editable=False, blank=True)
    sender = models.CharField(_("sender"), max_length=64, editable=False, blank=True)
    # A code of the network it came from, while it waits: see ``queueing.check_share``.
    network = models.CharField(max_length=32, editable=False, blank=True, default="")
    ip = models.GenericIPAddressField(
        _("address of the sender"), null=True, blank=True, editable=False
    )
    suspicions = models.JSONField(
        _("suspicions"), default=list, blank=True, editable=False
    )
    queue_rank = models.PositiveSmallIntegerField(
        default=Rank.PLAIN, choices=Rank, editable=False
    )
    created_at = models.DateTimeField(
        _("sent at"), default=timezone.now, editable=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("moderate_comment", _("Can approve, decline and mark as spam")),
            ("see_private_email", _("Can see commenters' e-mail addresses")),
            ("export_comment", _("Can export comments")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting")
                | models.Q(decided_at__isnull=False),
                name="comment_decision_has_moment",
            )
        ]
        indexes = [
            models.Index(
                fields=["article", "state", "created_at"], name="comment_lists"
            ),
            models.Index(
                fields=["state", "queue_rank", "created_at"], name="comment_queue"
            ),
            models.Index(fields=["nonce", "sender"], name="comment_nonces"),
            models.Index(fields=["created_at"], name="comment_moments"),
        ]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return f"{self.reference} · {self.name}"

    def get_absolute_url(self) -> str:
        """Return its place under the article, on whichever page of comments it is."""
        page = (
            self.article.comments.approved().before(self).count() // SHOWN_AT_ONCE + 1
        )
        query = f"?comments={page}" if page > 1 else ""
        return f"{self.article.get_absolute_url()}{query}#comment-{self.pk}"

    def get_private_url(self) -> str:
        """Return the address that only the commenter has."""
        with translation.override(self.article.language):
            return reverse(
                "articles:comment_received", args=[self.article.slug, self.key]
            )
