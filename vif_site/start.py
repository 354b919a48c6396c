"""Start the site on this machine: ``python -m vif_site.start`` (``make run``).

Everything a first start needs is done here, and nothing is done twice: a secret key,
the database, the groups, the demonstration, a first user, the static files.
"""

import os
import secrets
import signal
import socket
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from articles import site_id

from . import environment, recognition
from .environment import BadSetting

BASE_DIR = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> None:
    """Prepare the site and become its server; ``--dev`` is the reloading one.

    Raises BadSetting when a setting is bad, the port is taken, or the database is not
    what it should be.
    """
    os.umask(0o077)  # the database and all else is for this user's eyes
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vif_site.settings")
    os.environ.setdefault("VIF_HTTPS", "off")
    data = environment.folder("VIF_DATA_DIR", BASE_DIR / "var")
    recognition.check_folder(data)
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key(data / "secret-key.txt")
    is_dev = "--dev" in arguments
    if is_dev:
        os.environ.setdefault("DEBUG", "on")
    django.setup()
    check_port()
    recognition.check(data)
    call_command("migrate", verbosity=0)
    call_command("set_up_groups", verbosity=0)
    make_demonstration()
    derive_what_is_missing()
    if not is_dev:
        collect_static_files()
    say_where(data / "first-login.txt")
    settle_id(data)
    sys.stdout.flush()
    check_port()  # another start may have been quicker
    serve(is_dev=is_dev)


def make_demonstration() -> None:
    """Fill a new site with the demonstration, unless it is to be public or empty.

    That of version 0.1, which wrote down nothing, is recognised once.
    """
    from django.conf import settings  # noqa: PLC0415 -- app ready

    is_wanted = not environment.switch("VIF_EMPTY", default=False)
    if recognition.is_new():
        if is_wanted and not settings.VIF_HTTPS:
            call_command("set_up_demonstration", verbosity=0)
    elif recognition.recorded_id() is None:
        call_command("set_up_demonstration", recognise=True, verbosity=0)


def derive_what_is_missing() -> None:
    """Index articles that an older release has stored."""
    from articles.models import Article  # noqa: PLC0415 -- app ready

    if Article.objects.filter(search_entry=None).exists():
        print("Making the search index …", flush=True)  # noqa: T201
        call_command("rerender_articles", verbosity=0)


def secret_key(path: Path) -> str:
    """Return the key kept in this file; make one on the first start."""
    key = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    if not key:
        key = secrets.token_urlsafe(50)
        site_id.write_private(path, key)
    return key


def check_port() -> None:
    """Raise BadSetting when the port cannot be had.

    The server shares its port with its own processes (SO_REUSEPORT), and so would
    share it with those of another start without a word.
    """
    from django.conf import settings  # noqa: PLC0415 -- app ready

    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", settings.PORT))
        except OSError as error:
            why = f"{settings.PORT} cannot be used ({error.strerror})."
            advice = "Stop the program that has it, or set another PORT, such as 8001."
            raise BadSetting("PORT", f"{why} {advice}") from error


def collect_static_files() -> None:
    """Gather and compress the static files, unless nothing has changed since."""
    from django.conf import settings  # noqa: PLC0415 -- app ready

    made = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [BASE_DIR / "requirements.txt", *(BASE_DIR / "static").rglob("*")]
    newest = max(path.stat().st_mtime for path in sources)
    if not made.exists() or made.stat().st_mtime < newest:
        print("Gathering static files …", flush=True)  # noqa: T201
        call_command("collectstatic", interactive=False, verbosity=0)


def say_where(login: Path) -> None:
    """Print the addresses and, until it has been changed, the first password."""
    from django.conf import settings  # noqa: PLC0415 -- app ready

    lines = [
        f"Readers:  {settings.VIF_SITE_URL}/",
        f"Editors:  {settings.VIF_SITE_URL}/admin/",
        *first_login(login),
        "Stop with Ctrl-C.",
    ]
    print("\n".join(lines))  # noqa: T201


def first_login(path: Path) -> list[str]:
    """Make a first user if there is none; return what is to be said of it."""
    from articles.models import User  # noqa: PLC0415 -- app ready

    if not User.objects.exists():
        password = secrets.token_urlsafe(12)
        # First the file: a user whose password nobody knows would stay for ever.
        site_id.write_private(path, password)
        User.objects.create_superuser("admin", password=password)
    if not path.exists():
        return []
    password = path.read_text(encoding="utf-8").strip()
    user = User.objects.filter(username="admin").first()
    if user is None or not user.check_password(password):
        path.unlink()
        return []
    return [f"First log-in:  admin  {password}  (kept in {path} until you change it)"]


def settle_id(data: Path) -> None:
    """Have the data folder and the database hold the same id; make it once."""
    from articles.models import SiteIdentity  # noqa: PLC0415 -- app ready

    site_id.write(data, SiteIdentity.settle())


def server_command() -> list[str]:
    """Return the command that becomes the server, from the settings."""
    from django.conf import settings  # noqa: PLC0415 -- app ready

    command = [
        *(sys.executable, "-m", "vif_site.serving", "--port", str(settings.PORT)),
        *("--memory", str(settings.VIF_WORKER_MEMORY_MB)),
    ]
    if connection.vendor == "sqlite":
        command += ["--sqlite", str(connection.settings_dict["NAME"])]
    return command


def serve(*, is_dev: bool) -> None:
    """Become the server; this does not return."""
    from django.conf import settings  # noqa: PLC0415 -- app ready

    os.chdir(BASE_DIR)
    if is_dev:
        address = f"127.0.0.1:{settings.PORT}"
        command = [sys.executable, "manage.py", "runserver", address]
    else:
        command = server_command()
        # One that comes before the server can hear it waits for it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.execv(sys.executable, command)  # noqa: S606 -- our own command


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback
    main(sys.argv[1:])
