"""The languages of the site, asked for when they are needed.

So a language is added by a line of settings: written into the fields themselves, the
list would be part of the migrations.
"""

from django.conf import settings


def languages() -> list[tuple[str, str]]:
    """Return (code, name) of each language, the first one first."""
    return settings.LANGUAGES
