"""Counts of limits, and sums that were answered."""

from datetime import datetime, timedelta

from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class Counter(models.Model):
    """How often something has happened in one window of time."""

    key = models.CharField(max_length=160)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="counter_unique")
        ]
        verbose_name = _("counter")
        verbose_name_plural = _("counters")

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"

    @classmethod
    def add(cls, key: str, seconds: int, now: datetime) -> int:
        """Count one more in the window that holds ``now``; return the new count."""
        window = int(now.timestamp()) // seconds
        until = now + timedelta(seconds=2 * seconds)
        table = connection.ops.quote_name(cls._meta.db_table)
        key_of_span = f"{key}/{seconds}"
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO {table} (key, "window", count, until)'  # noqa: S608 -- our own table
                " VALUES (%s, %s, 1, %s)"
                f' ON CONFLICT (key, "window") DO UPDATE SET count = {table}.count + 1'
                " RETURNING count",
                [key_of_span, window, connection.ops.adapt_datetimefield_value(until)],
            )
            return cursor.fetchone()[0]

    @classmethod
    def hold(cls, key: str, until: datetime) -> None:
        """Mark a key as held back until that moment."""
        cls.objects.update_or_create(
            key=f"{key}/held", window=0, defaults={"until": until}
        )

    @classmethod
    def held_until(cls, key: str, now: datetime) -> datetime | None:
        """Return the moment until which a key is held back, if it is."""
        rows = cls.objects.filter(key=f"{key}/held", window=0, until__gt=now)
        return rows.values_list("until", flat=True).first()

    @classmethod
    def tidy(cls, now: datetime, most: int = 500) -> int:
        """Delete at most that many windows that are over; return how many."""
        old = cls.objects.filter(until__lt=now).values_list("pk", flat=True)[:most]
        return cls.objects.filter(pk__in=list(old)).delete()[0]


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
