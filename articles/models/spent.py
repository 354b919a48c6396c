"""Challenges that have been answered, so that none is answered twice."""

from datetime import datetime

from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class Spent(models.Model):
    """One answer to one challenge.

    A page's challenge is spent once by each sender; a personal one, once by anyone:
    its rows leave ``sender`` empty.
    """

    nonce = models.CharField(max_length=32)
    sender = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nonce", "sender"], name="spent_once_by_each_sender"
            )
        ]
        verbose_name = _("spent challenge")
        verbose_name_plural = _("spent challenges")

    def __str__(self) -> str:
        return self.nonce

    @classmethod
    def spend(cls, nonce: str, sender: str, until: datetime) -> bool:
        """Spend it in one statement; return False if it was spent before."""
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (nonce, sender, until) VALUES (%s, %s, %s)"  # noqa: S608 -- our own table
                " ON CONFLICT DO NOTHING",
                [nonce, sender, connection.ops.adapt_datetimefield_value(until)],
            )
            return cursor.rowcount == 1

    @classmethod
    def tidy(cls, now: datetime, most: int = 500) -> int:
        """Delete at most that many rows whose challenge has died; return how many."""
        old = cls.objects.filter(until__lt=now).values_list("pk", flat=True)[:most]
        return cls.objects.filter(pk__in=list(old)).delete()[0]
