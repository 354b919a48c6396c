"""The number that grows with every change the public can see."""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

# A setting of ours, of one transaction.
HELD = "vif.edition_is_held"


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
    def grow(cls) -> None:
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
