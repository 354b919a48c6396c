"""Challenges that have been answered, so that none is answered twice."""

from datetime import datetime

from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class Spent(models.Model):
    """One answer to one challenge.

    A page's challenge is spent once by each sender for each comment, which ``digest``
    stands for; a personal one, once by anyone: its rows leave both empty.
    """

    nonce = models.CharField(max_length=32)
    sender = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=32, blank=True, default="")
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nonce", "sender", "digest"], name="spent_once_for_each_comment"
            )
        ]
        verbose_name = _("spent challenge")
        verbose_name_plural = _("spent challenges")

    def __str__(self) -> str:
        return self.nonce

    @classmethod
    def spend(cls, nonce: str, sender: str, digest: str, until: datetime) -> bool:
        """Spend it in one statement; return False if it was spent before."""
        table = connection.ops.quote_name(cls._meta.db_table)
        moment = connection.ops.adapt_datetimefield_value(until)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (nonce, sender, digest, until)"  # noqa: S608 -- our own table
                " VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [nonce, sender, digest, moment],
            )
            return cursor.rowcount == 1

    @classmethod
    def tidy(cls, now: datetime, most: int = 500) -> int:
        """Delete at most that many rows whose challenge has died; return how many."""
        old = cls.objects.filter(until__lt=now).values_list("pk", flat=True)[:most]
        return cls.objects.filter(pk__in=list(old)).delete()[0]
