"""Make the groups and give them their rights."""

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

CHANGES = ("add", "change", "delete", "view")


def rights(model: str, *actions: str) -> list[str]:
    return [f"{action}_{model}" for action in actions or CHANGES]


GROUPS = {
    # A contributor's rights reach only what they own; the admin sees to that.
    "Contributor": [
        *rights("article", "add", "change", "view"),
        *rights("endnote"),
        *rights("byline"),
        *rights("correction", "view"),
        *rights("author", "view"),
        *rights("topic", "view"),
        *rights("picture", "add", "view"),
    ],
    "Editor": [
        *rights("article"),
        "publish_article",
        *rights("endnote"),
        *rights("byline"),
        *rights("correction"),
        *rights("author"),
        *rights("topic"),
        *rights("picture"),
        *rights("page"),
        *rights("frontpage"),
        *rights("block"),
        *rights("menuitem"),
        *rights("disclaimer"),
        *rights("spelling"),
        *rights("address"),
        *rights("merge", "view", "change"),
        *rights("preview"),
        *rights("institution", "add", "change", "view"),
        *rights("comment", "view", "change"),
        "moderate_comment",
        "see_private_email",
        "export_comment",
        *rights("decision", "view"),
    ],
    "Moderator": [
        *rights("comment", "view", "change"),
        "moderate_comment",
        "see_private_email",
        *rights("article", "view"),
        *rights("endnote", "view"),
        *rights("byline", "view"),
        *rights("correction", "view"),
    ],
}


class Command(BaseCommand):
    """Safe to run again: each group then has exactly the rights listed here."""

    help = "Make the groups Contributor, Editor and Moderator, and set their rights."

    @transaction.atomic
    def handle(self, *, verbosity: int, **options: object) -> None:
        for name, codenames in GROUPS.items():
            group, _is_new = Group.objects.get_or_create(name=name)
            ours = Permission.objects.filter(
                content_type__app_label="articles", codename__in=codenames
            )
            group.permissions.set(ours)
            if verbosity:
                self.stdout.write(f"{name}: {ours.count()} rights")
