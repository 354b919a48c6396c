"""Render one page of each kind of the demonstration site, and check its HTML.

``python -m bench.pages`` needs ``npm ci`` in ``bench/`` once (``make check`` sees to
it). Exit status 1 when html-validate finds a fault.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Write the pages to a folder of their own, and let html-validate read them."""
    with tempfile.TemporaryDirectory(prefix="vif-pages-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        os.environ.pop("DATABASE_URL", None)  # never the tables of a real site
        os.environ["VIF_TEST_DATA_DIR"] = folder
        names = write_pages(Path(folder) / "pages")
        print(f"{len(names)} pages: {', '.join(names)}")
        config = HERE / ".htmlvalidate.json"
        return subprocess.run(
            [
                HERE / "node_modules" / ".bin" / "html-validate",
                "--config",
                config,
                f"{folder}/pages/*.html",
            ],
            check=False,
        ).returncode


def write_pages(folder: Path) -> list[str]:
    """Fill an empty site with the demonstration; write each kind of page as a file."""
    import django  # noqa: PLC0415 -- app ready

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.test import Client  # noqa: PLC0415 -- app ready
    from django.test.utils import setup_test_environment  # noqa: PLC0415 -- app ready

    from articles.models import Article, Comment, Page, Topic  # noqa: PLC0415 -- app ready

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("set_up_groups", verbosity=0)
    call_command("set_up_demonstration", verbosity=0)
    client = Client()
    folder.mkdir(parents=True)
    article = Article.objects.published().first()
    paths = {
        "home": "/",
        "home-hi": "/hi/",
        "list": "/articles/",
        "list-filtered": "/articles/?kind=paper&year=2021",
        "list-empty": "/articles/?kind=paper&year=2019",
        "topics": "/topics/",
        "topic": Topic.objects.first().get_absolute_url(),
        "series": "/topics/series/monsoon-papers/",
        "archive": "/archive/",
        "archive-year": "/archive/2026/",
        "archive-month": "/archive/2026/06/",
        "search": "/search/",
        "search-hits": "/search/?q=water+-%3Cb%3E",
        "search-hi": "/hi/search/?q=गर्मी",
        "search-empty": "/search/?q=absent&kind=paper",
        "authors": "/authors/",
        "author": f"/authors/{article.bylines.first().author.slug}/",
        "form": f"{article.get_absolute_url()}comment/",
        "received": Comment.objects.first().get_private_url(),
        "not-found": "/nothing/here/",
    }
    for article in Article.objects.published():
        paths[f"article-{article.slug}"] = article.get_absolute_url()
    for page in Page.objects.all():
        paths[f"page-{page.slug}"] = page.get_absolute_url()
    pages = {name: client.get(path) for name, path in paths.items()}
    pages["form-errors"] = client.post(paths["form"], {"name": "A", "email": "x"})
    for name, response in pages.items():
        (folder / f"{name}.html").write_bytes(response.content)
    return sorted(pages)


if __name__ == "__main__":
    sys.exit(main())
