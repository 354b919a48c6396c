"""All pages of the admin; importing this registers them with the site."""

from . import article, comment, front_page, picture, records, user

__all__ = ["article", "comment", "front_page", "picture", "records", "user"]
