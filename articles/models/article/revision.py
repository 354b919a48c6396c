"""An article's content as it once was."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.content import Content

from .article import Article


class Revision(models.Model):
    """What an article of this version said, kept before an act changed it.

    ``remark`` is the code of that act, then what it did: "merge notes: 8 = 11 = 13";
    of a save, the code alone. ``beside`` is what else it changed, as
    ``publishing.versions`` and, of an import, ``publishing.imports.undo`` write it.
    ``undone_at`` is set when the article was given this content back.
    """

    SAVE = "save"
    IMPORT = "import: "
    UNDO = "undo: "
    LONGEST_REMARK = 200

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    content = models.TextField()
    beside = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    at = models.DateTimeField(auto_now_add=True)
    remark = models.CharField(max_length=LONGEST_REMARK, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "version"], name="revision_version_unique"
            )
        ]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.version} {self.remark}"

    @property
    def is_import(self) -> bool:
        return self.remark.startswith(self.IMPORT)

    @property
    def is_save(self) -> bool:
        return self.remark == self.SAVE

    @property
    def is_undoing(self) -> bool:
        """Whether it was kept when an older one was given back."""
        return self.remark.startswith(self.UNDO)

    @property
    def value(self) -> Content:
        """Return the content; ValueError if it is of another schema."""
        return Content.from_json(self.content)
