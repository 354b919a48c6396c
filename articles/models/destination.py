"""Where a link that an editor types may lead: to this site, or to an https address."""

import re

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# Browsers take // and /\ for the start of another site, and pass over tabs and ends
# of lines; so a path holds none of these.
PATH = re.compile(r"/(?!/)[^\s\\<>\"'\x00-\x1f\x7f]*")
NO_DESTINATION = _(
    "Write a path on this site, as in /about/, or an address that begins with https://."
)


def validate_destination(value: str) -> None:
    """Refuse what is neither a path on this site nor an https address."""
    if not PATH.fullmatch(value):
        check = URLValidator(["https"], message=NO_DESTINATION, code="destination")
        check(value)


def leads_somewhere(column: str) -> models.Q:
    """Return the condition for a path on this site or an https address."""
    starts = f"{column}__startswith"
    is_elsewhere = models.Q(**{starts: "//"}) | models.Q(**{starts: "/\\"})
    is_path = models.Q(**{starts: "/"}) & ~is_elsewhere
    return is_path | models.Q(**{starts: "https://"})
