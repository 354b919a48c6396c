"""Someone who works here and logs in."""

import logging
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

LAST_LOG_IN = ["last_login"]
logger = logging.getLogger(__name__)


class User(AbstractUser):
    """Ours from the first migration, so that it can grow without a painful one."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    @property
    def display_name(self) -> str:
        """The name as the audit keeps it, at most 150 characters."""
        return (self.get_full_name() or self.username)[:150]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; but let nobody stand outside because a log-in cannot be dated.

        Django does that while somebody logs in, who may come to make room on the disk.
        """
        try:
            super().save(*args, **kwargs)
        except OperationalError as error:
            if kwargs.get("update_fields") != LAST_LOG_IN:
                raise
            logger.error("The log-in of user %s was not dated: %s", self.pk, error)
