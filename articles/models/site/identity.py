"""Which site this database holds, and which of its records are the demonstration's."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteIdentity(models.Model):
    """One row, made once and never changed; the data folder holds the same id.

    So a database that is missing, emptied or another's is told from the right one.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="site_identity_is_one_row"
            )
        ]
        verbose_name = _("site identity")
        verbose_name_plural = _("site identities")

    def __str__(self) -> str:
        return str(self.uid)

    @classmethod
    def current(cls) -> uuid.UUID | None:
        """Return the site's id, or None where none has been made."""
        return cls.objects.values_list("uid", flat=True).first()

    @classmethod
    def settle(cls) -> uuid.UUID:
        """Return the site's id; make it where there is none."""
        return cls.objects.get_or_create(pk=1)[0].uid


class Demonstration(models.Model):
    """One row on a site that holds the demonstration: what is to go with it."""

    records = models.JSONField(_("records"), default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="demonstration_is_one_row"
            )
        ]
        verbose_name = _("demonstration")
        verbose_name_plural = _("demonstrations")

    def __str__(self) -> str:
        return str(_("The demonstration"))
