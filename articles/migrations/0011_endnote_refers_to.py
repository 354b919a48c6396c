from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_languages"),
    ]

    operations = [
        migrations.AddField(
            model_name="endnote",
            name="refers_to",
            field=models.UUIDField(
                blank=True, editable=False, null=True, verbose_name="refers to"
            ),
        ),
    ]
