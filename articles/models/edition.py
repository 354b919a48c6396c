"""The number that grows with every change the public can see."""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _


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
                f"INSERT INTO {table} (id, number) VALUES (1, 1)"  # noqa: S608 -- our own table
                f" ON CONFLICT (id) DO UPDATE SET number = {table}.number + 1"
            )

    @classmethod
    def current(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 0
