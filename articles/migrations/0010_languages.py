import articles.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_outbox_pings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="language",
            field=models.CharField(
                choices=articles.models.languages,
                default="en",
                max_length=10,
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="frontpage",
            name="language",
            field=models.CharField(
                choices=articles.models.languages,
                error_messages={"unique": "This language has a front page already."},
                max_length=10,
                unique=True,
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="page",
            name="language",
            field=models.CharField(
                choices=articles.models.languages,
                default="en",
                max_length=10,
                verbose_name="language",
            ),
        ),
    ]
