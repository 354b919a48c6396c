from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_endnote_refers_to"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="left_alone",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
