import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_revision_beside"),
    ]

    operations = [
        migrations.CreateModel(
            name="Demonstration",
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
                ("records", models.JSONField(default=dict, verbose_name="records")),
            ],
            options={
                "verbose_name": "demonstration",
                "verbose_name_plural": "demonstrations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="demonstration_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteIdentity",
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "made_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="made at"),
                ),
            ],
            options={
                "verbose_name": "site identity",
                "verbose_name_plural": "site identities",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="site_identity_is_one_row"
                    )
                ],
            },
        ),
    ]
