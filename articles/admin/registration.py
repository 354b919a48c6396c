"""All pages of the admin; importing this registers them with the site."""

from . import comments, people, pictures, users
from .article import page
from .pages import front_page, pages

__all__ = ["comments", "front_page", "page", "pages", "people", "pictures", "users"]
