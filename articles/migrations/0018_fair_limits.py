import hashlib
import hmac
import json

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def fill_digests(apps, schema_editor):
    """Say of which comment each answer was, where it brought one.

    So that a comment that is sent again just after the change is still answered as
    the first time. An answer that brought none keeps an empty digest, and counts
    against nobody.
    """
    alive = apps.get_model("articles", "Spent").objects.filter(
        until__gt=timezone.now(), digest=""
    )
    comments = apps.get_model("articles", "Comment").objects
    key = f"comments.captcha:v1:{settings.SECRET_KEY}".encode()
    for spent in alive.exclude(sender=""):
        comment = comments.filter(nonce=spent.nonce, sender=spent.sender).first()
        if comment:
            sent = json.dumps([comment.name, comment.email, comment.text])
            made = hmac.new(key, f"sent|{sent}".encode(), hashlib.sha256)
            spent.digest = made.digest()[:16].hex()
            spent.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_site_identity"),
    ]

    operations = [
        migrations.AddField(
            model_name="spent",
            name="digest",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.RemoveConstraint(
            model_name="spent", name="spent_once_by_each_sender"
        ),
        migrations.AddConstraint(
            model_name="spent",
            constraint=models.UniqueConstraint(
                fields=("nonce", "sender", "digest"),
                name="spent_once_for_each_comment",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="network",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                max_length=32,
            ),
        ),
        migrations.RunPython(fill_digests, migrations.RunPython.noop),
    ]
