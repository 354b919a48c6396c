"""What was done and by whom; how often the site has changed; which records were merged."""

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

# A setting of ours, of one transaction.
HELD = "vif.edition_is_held"


class Decision(models.Model):
    """Append-only. Names are kept as they then were, so a row outlives its subject."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        related_name="+",
        null=True,
    )
    by_name = models.CharField(_("name then"), max_length=150, blank=True)
    what = models.CharField(_("what"), max_length=40)
    model = models.CharField(_("kind of record"), max_length=60)
    record = models.CharField(_("record"), max_length=40)
    title = models.CharField(_("title then"), max_length=300)
    before = models.CharField(_("from"), max_length=300, blank=True)
    after = models.CharField(_("to"), max_length=300, blank=True)
    why = models.TextField(_("why"), blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "record"], name="decision_records")]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.what} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk:
            raise TypeError("A decision is never changed. Record another one.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> None:
        raise TypeError("A decision is never deleted.")


def is_counted() -> str:
    """Return the condition, in SQL, on which a change is counted."""
    if connection.vendor == "postgresql":
        return f"current_setting('{HELD}', true) IS DISTINCT FROM 'on'"
    return "true"


class Edition(models.Model):
    """One row. Finished pages are kept by this number."""

    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row")
        ]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def build_blocks(cls) -> None:
        """Count one more change, in the caller's transaction."""
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (id, number) SELECT 1, 1 WHERE {is_counted()}"
                f" ON CONFLICT (id) DO UPDATE SET number = {table}.number + 1"
            )

    @classmethod
    def hold(cls) -> None:
        """Count nothing more in this transaction, which is to be taken back.

        Its one row would be locked for as long as that takes (PostgreSQL).
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL {HELD} = 'on'")

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 0


class Merge(models.Model):
    """One record that was merged into another of its kind, and is gone since.

    ``removed`` is that record as Django's serializers write it; ``moved`` names what
    followed it, by kind, as ``publishing.people.merging`` reads it when the merge is undone.
    """

    model = models.CharField(_("kind of record"), max_length=60, editable=False)
    kept = models.UUIDField(editable=False)
    kept_title = models.CharField(_("kept"), max_length=300, editable=False)
    removed = models.TextField(editable=False)
    removed_title = models.CharField(
        _("merged into it"), max_length=300, editable=False
    )
    moved = models.JSONField(default=dict, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        related_name="+",
        null=True,
        editable=False,
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.removed_title} → {self.kept_title}"
