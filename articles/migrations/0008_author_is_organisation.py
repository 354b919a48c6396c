from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_archived_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="author",
            name="is_organisation",
            field=models.BooleanField(
                default=False,
                help_text="Not a person: the name is cited whole, as it is shown.",
                verbose_name="an organisation",
            ),
        ),
    ]
