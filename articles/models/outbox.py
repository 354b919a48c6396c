"""Mail that is to be sent, kept until it has been."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet):
    def unsent(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None)


class Outbox(models.Model):
    """One mail to one person, written in the transaction that gave rise to it."""

    recipient = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sent_at"], name="outbox_unsent")]
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")

    def __str__(self) -> str:
        return self.subject
