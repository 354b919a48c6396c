"""A file that belongs to an article: its designed report, or the data behind it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article

FORMATS = {
    ".pdf": "PDF",
    ".csv": "CSV",
    ".xlsx": "Excel",
    ".ods": "ODS",
}


class Attachment(models.Model):
    """A file as its author made it. One report takes the place of our own PDF.

    The name under which a file is kept cannot be guessed: it is a random one.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("The designed report, as PDF")
        FILE = "file", _("A file to download, such as data")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="attachments")
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind)
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("What readers download: “Data of all 38 wells”."),
    )
    file = models.FileField(
        _("file"), upload_to="attachments/", max_length=100, unique=True, editable=False
    )
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(kind="report"),
                name="attachment_one_report",
                violation_error_message=_("An article has one designed report."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="report") | ~models.Q(title=""),
                name="attachment_file_has_title",
                violation_error_message=_("Give the file a title."),
            ),
        ]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    @property
    def suffix(self) -> str:
        return f".{self.file.name.rpartition('.')[2]}"

    @property
    def format(self) -> str:
        """Return what readers call this kind of file: "PDF", "Excel"."""
        return FORMATS.get(self.suffix, "")
