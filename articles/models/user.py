"""Someone who works here and logs in."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Ours from the first migration, so that it can grow without a painful one."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    @property
    def display_name(self) -> str:
        """The name as the audit keeps it, at most 150 characters."""
        return (self.get_full_name() or self.username)[:150]
