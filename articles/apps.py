"""The app and its admin, as Django knows them."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _
from PIL import features

from . import sandbox

WALLS = {
    "files": "Landlock, which keeps them from reading other files",
    "calls": "seccomp, which keeps them from the network and other processes",
}


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
        import_module("articles.admin.registration")


@checks.register
def check_lettering(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Warn where Pillow lacks what joins the letters of Devanagari on card images."""
    if features.check("raqm"):
        return []
    message = (
        "Pillow finds no FriBidi on this system: on card images the letters of Hindi "
        "stand apart and their signs in the wrong places."
    )
    hint = (
        "Install FriBidi (Debian and Ubuntu: libfribidi0; Fedora, Alpine and Homebrew: "
        "fribidi), and start the site again."
    )
    return [checks.Warning(message, hint=hint, id="vif.W002")]


@checks.register
def check_sandbox(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Warn where the children that open foreign files lack a wall, or have no places."""
    found: list[checks.CheckMessage] = []
    lacking = [WALLS[name] for name in sandbox.missing()]
    if lacking:
        message = (
            "This machine does not close in the processes that open files of others: "
            f"it lacks {' and '.join(lacking)}. Limits of time and memory still hold."
        )
        hint = (
            "Use Linux 5.13 or newer on x86-64 or 64-bit ARM, with Landlock and seccomp "
            "switched on."
        )
        found.append(checks.Warning(message, hint=hint, id="vif.W003"))
    why = sandbox.cannot_be_kept()
    if why:
        message = f"No file can be imported and no picture uploaded: {why}."
        hint = (
            "Let the temporary folder (TMPDIR) be writable, and delete what stands in "
            "the way."
        )
        found.append(checks.Warning(message, hint=hint, id="vif.W004"))
    return found
