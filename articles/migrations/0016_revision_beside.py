import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_merge"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="beside",
            field=models.JSONField(
                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
    ]
