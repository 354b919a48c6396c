from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_attachment"),
    ]

    operations = [
        migrations.AddField(
            model_name="endnote",
            name="archived_on",
            field=models.DateField(
                blank=True,
                help_text="Left empty, it is read from an address of web.archive.org.",
                null=True,
                verbose_name="archived on",
            ),
        ),
        migrations.AddField(
            model_name="endnote",
            name="link_is_dead",
            field=models.BooleanField(
                default=False,
                help_text="Readers are led to the archived copy instead.",
                verbose_name="link is dead",
            ),
        ),
    ]
