import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_identifiers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "The designed report, as PDF"),
                            ("file", "A file to download, such as data"),
                        ],
                        max_length=10,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="What readers download: “Data of all 38 wells”.",
                        max_length=200,
                        verbose_name="title",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        editable=False,
                        unique=True,
                        upload_to="attachments/",
                        verbose_name="file",
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        editable=False, verbose_name="size in bytes"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, verbose_name="place"),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="uploaded at"),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "report")),
                        fields=("article",),
                        name="attachment_one_report",
                        violation_error_message="An article has one designed report.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "report"),
                            models.Q(("title", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="attachment_file_has_title",
                        violation_error_message="Give the file a title.",
                    ),
                ],
            },
        ),
    ]
