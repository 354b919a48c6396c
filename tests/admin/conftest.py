"""Who comes to the admin."""

import pytest
from django.test import Client

from tests.factories import make_user


@pytest.fixture
def log_in(db):
    """Return a browser in which this user has logged in."""

    def log_in(user):
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return log_in


@pytest.fixture
def editor(log_in):
    return log_in(make_user("Editor"))


@pytest.fixture
def contributor(log_in):
    return log_in(make_user("Contributor"))


@pytest.fixture
def moderator(log_in):
    return log_in(make_user("Moderator"))
