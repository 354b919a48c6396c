"""All pages of the admin; importing this registers them with the site."""

from . import article, comment, picture, records, user

__all__ = ["article", "comment", "picture", "records", "user"]
