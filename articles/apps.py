"""The app and its admin, as Django knows them."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Articles, endnotes, comments."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "articles"
    verbose_name = _("Publishing")


class ArticlesAdminConfig(AdminConfig):
    """Django's admin with our own site object."""

    default_site = "articles.admin.site.EditorsSite"

    def ready(self) -> None:
        """Register ours after the site is made: its class stands in the same package."""
        super().ready()
        import_module("articles.admin.pages")
