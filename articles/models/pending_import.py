"""A text that somebody has brought in, on its way to becoming an article."""

import os
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article.article import Article

from .user import User


class PrivateStorage(FileSystemStorage):
    """A folder beside /media/, to which no address leads."""

    base_url = None

    @property
    def base_location(self) -> Path:
        return settings.VIF_DATA_DIR / "incoming"

    @property
    def location(self) -> str:
        return str(self.base_location.absolute())


def private_storage() -> PrivateStorage:
    """Return the folder of what came in, for its owner's eyes alone."""
    return PrivateStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def random_name(incoming: "Incoming", name: str) -> str:
    """Return a name that nobody can guess, and that holds nothing of the sender's."""
    return uuid.uuid4().hex


class Incoming(models.Model):
    """A file as it came, what was understood of it, and what its owner corrected.

    Nobody else sees it. ``understood`` is a manuscript without the bytes of its
    pictures, ``corrected`` the fields of the review page as they were last sent;
    ``version`` grows with each change of them. ``article`` is the one that the file is
    to be set into, or that was made of it: then ``done_at`` says when, and the file is
    gone.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    file = models.FileField(
        upload_to=random_name, storage=private_storage, max_length=100, blank=True
    )
    original = models.TextField(blank=True)
    understood = models.JSONField()
    corrected = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    article = models.ForeignKey(
        Article, models.SET_NULL, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("incoming text")
        verbose_name_plural = _("incoming texts")

    def __str__(self) -> str:
        return self.understood.get("title") or self.name

    def touch(self) -> None:
        """Note on the kept file that its owner has worked on it just now."""
        with suppress(OSError, ValueError):  # it is gone
            os.utime(self.file.path)

    @property
    def touched_at(self) -> datetime:
        """When its owner last worked on it; without the file, when it came in."""
        if not self.file:
            return self.created_at
        try:
            touched_at = self.file.storage.get_modified_time(self.file.name)
        except FileNotFoundError:
            return self.created_at
        return max(touched_at, self.created_at)
