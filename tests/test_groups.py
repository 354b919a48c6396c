"""The groups and their rights."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.management.commands.set_up_groups import GROUPS

pytestmark = pytest.mark.django_db


def test_groups_have_exactly_the_rights_listed(capsys):
    call_command("set_up_groups")
    said = capsys.readouterr().out
    for name, codenames in GROUPS.items():
        group = Group.objects.get(name=name)
        rights = group.permissions.values_list("codename", flat=True)
        assert sorted(rights) == sorted(codenames)
        assert f"{name}: {len(codenames)} rights" in said


def test_running_again_takes_back_what_was_added():
    call_command("set_up_groups", verbosity=0)
    group = Group.objects.get(name="Moderator")
    before = set(group.permissions.all())
    group.permissions.add(Permission.objects.get(codename="add_user"))
    call_command("set_up_groups", verbosity=0)
    assert set(group.permissions.all()) == before
    assert Group.objects.count() == len(GROUPS)


@pytest.mark.parametrize("name", GROUPS)
def test_no_group_changes_users_or_the_audit(name):
    closed = {"user", "group", "permission", "decision"}
    for codename in GROUPS[name]:
        action, _, model = codename.partition("_")
        assert model not in closed or action == "view"
