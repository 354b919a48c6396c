"""Fill an empty site with the work of an institute that does not exist."""

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from PIL import Image, ImageDraw

from articles.importing.formats import read_here
from articles.models import (
    Article,
    Author,
    Comment,
    Demonstration,
    Institution,
    Page,
    Picture,
    Spelling,
    Topic,
)
from articles.moderation import decide
from articles.pictures.cleaning import clean_here
from articles.publishing import (
    accept,
    finish_save,
    new_slug,
    publish,
    rebuild_page,
    remember_demonstration,
    store_picture,
)

FOLDER = Path(__file__).parents[1] / "demonstration"
PAGES = {"en": "pages", "hi": "pages/hi"}
TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)
PICTURED = "ports-of-call"
# What an editor chooses in a form, since no manuscript says it.
CHOSEN = ("series_number", "report_number", "comments_are")


class Command(BaseCommand):
    """Does nothing on a site that has an article or an institution already."""

    help = "Fill an empty site with demonstration articles, people, pages and comments."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--recognise",
            action="store_true",
            help="Make nothing: find what version 0.1 has made, so that it can be removed.",
        )

    @transaction.atomic
    def handle(
        self, *args: Any, verbosity: int, recognise: bool, **options: Any
    ) -> None:
        if recognise:
            if not Demonstration.objects.exists():
                remember_demonstration(recognised())
            return
        if Article.objects.exists() or Institution.objects.exists():
            if verbosity:
                self.stdout.write("The site is not empty: nothing was added.")
            return
        make_house()
        articles = make_articles()
        make_comments(articles)
        remember_demonstration(recognised())
        if verbosity:
            self.stdout.write(f"{len(articles)} articles were added.")


def read_json(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def recognised() -> list[Model]:
    """Return the records that say what our files say, word for word.

    Nothing that only resembles the demonstration: none, unless its articles are there.
    """
    articles = Article.objects.filter(title__in=titles(), owner=None, draft_of=None)
    if not articles:
        return []
    found: list[Model] = [*articles]
    pictures = articles.exclude(lead_picture=None).values("lead_picture")
    found += Picture.objects.filter(pk__in=pictures)
    for model, name in ((Author, "authors"), (Topic, "topics")):
        for row in read_json(name):
            words = {key: value for key, value in row.items() if isinstance(value, str)}
            found += model.objects.filter(**words)
    for words in read_json("spellings"):
        found += Spelling.objects.filter(words=words)
    for language, path in page_files():
        title, source = read_page(path)
        found += Page.objects.filter(
            title=title, slug=path.stem, source=source, language=language
        )
    name = read_json("institution")["name"]
    return [*found, *Institution.objects.filter(name=name)]


def titles() -> list[str]:
    """Return the titles of our articles, as the heads of their files give them."""
    files = (path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md"))
    return [TITLE.search(text)[1].strip() for text in files]


def make_house() -> None:
    """Make what stands before any article: the institution, its people and pages."""
    Institution(**read_json("institution")).save()
    for topic in read_json("topics"):
        taken = Topic.objects.filter(axis=topic["axis"])
        Topic.objects.create(slug=new_slug(topic["name"], taken), **topic)
    for author in read_json("authors"):
        name = f"{author['given_names']} {author['family_name']}"
        Author.objects.create(slug=new_slug(name, Author.objects.all()), **author)
    for words in read_json("spellings"):
        Spelling.objects.create(words=words)
    for language, path in page_files():
        title, source = read_page(path)
        page = Page(title=title, slug=path.stem, source=source, language=language)
        page.save()
        rebuild_page(page)


def page_files() -> Iterator[tuple[str, Path]]:
    """Yield the language and the file of each page."""
    for language, folder in PAGES.items():
        for path in sorted((FOLDER / folder).glob("*.md")):
            yield language, path


def read_page(path: Path) -> tuple[str, str]:
    """Return title and text of one page."""
    heading, _, source = path.read_text(encoding="utf-8").partition("\n")
    return heading.removeprefix("# ").strip(), source.strip()


def make_articles() -> dict[str, Article]:
    """Make the articles, oldest first, and return them by the names of their files."""
    made: dict[str, Article] = {}
    entries = read_json("articles")
    for entry in entries:
        made[entry["file"]] = make_article(entry, made)
    for entry in entries:
        chosen = [made[name] for name in entry.get("see_also", [])]
        made[entry["file"]].see_also.set(chosen)
    return made


def make_article(entry: dict[str, Any], made: dict[str, Article]) -> Article:
    """Import one file as an editor would, and publish it on its own date.

    ``entry`` is its row in articles.json; ``made`` holds what it may translate.
    """
    path = FOLDER / f"{entry['file']}.md"
    article = accept(read_here(path.read_bytes(), path.name), by=None).article
    for name in CHOSEN:
        if name in entry:
            setattr(article, name, entry[name])
    if "translation_of" in entry:
        article.translation_key = made[entry["translation_of"]].translation_key
    if path.stem == PICTURED:
        add_lead_picture(article)
    article.save()
    morning = datetime.combine(article.dated, time(10))
    publish(article, by=None, at=timezone.make_aware(morning))
    return correct(article, entry.get("corrections", []))


def add_lead_picture(article: Article) -> None:
    # Drawn a moment ago, it is nobody else's: it needs no child process.
    picture = store_picture(clean_here(draw_harbour()), by=None)
    picture.is_decoration = False
    picture.alt = (
        "A drawn chart: a coast in ink, three sea lanes in indigo, and one port "
        "marked in madder."
    )
    picture.caption = "Sea lanes and one port: an invented coast."
    picture.credit, article.picture_credit = article.picture_credit, ""
    picture.save()
    article.lead_picture = picture


def correct(article: Article, corrections: list[dict[str, str]]) -> Article:
    """Add each correction, dated as it says; the date of revision follows them."""
    for said in corrections:
        at = datetime.fromisoformat(said["at"])
        article.corrections.create(at=at, level=said["level"], text=said["text"])
    return finish_save(article, by=None) if corrections else article


def make_comments(articles: dict[str, Article]) -> None:
    made: list[Comment] = []
    for said in read_json("comments"):
        article = articles[said["article"]]
        reply = said["in_reply_to"]
        comment = Comment.objects.create(
            article=article,
            in_reply_to=None if reply is None else made[reply],
            name=said["name"],
            email=said["email"],
            text=said["text"],
            is_by_author=said.get("is_by_author", False),
            created_at=article.published_at + timedelta(days=2, hours=3 * len(made)),
        )
        if said["state"] != Comment.State.WAITING:
            decide([comment], said["state"], by=None)
        made.append(comment)


def draw_harbour() -> bytes:
    """Draw the lead picture: flat shapes in the colours of the site."""
    paper, ink, indigo, madder = "#F3F0E8", "#1C1B18", "#1D4477", "#8F2A1D"
    image = Image.new("RGB", (1500, 1000), paper)
    draw = ImageDraw.Draw(image)
    coast = [(0, 0), (560, 0), (610, 150), (520, 300), (600, 430), (700, 470)]
    coast += [(660, 590), (540, 640), (480, 790), (350, 880), (300, 1000), (0, 1000)]
    draw.polygon(coast, fill="#E4DECF")
    draw.line(coast, fill=ink, width=7, joint="curve")
    for step in range(1, 4):
        shifted = [(x + 45 * step, y) for x, y in coast[1:-1]]
        draw.line(shifted, fill="#CFC7B4", width=3, joint="curve")
    for bend, width in ((0, 9), (90, 6), (180, 4)):
        lane = [(1500, 120 + bend), (1180, 330 + bend), (930, 520 + bend // 2)]
        draw.line([*lane, (712, 500)], fill=indigo, width=width, joint="curve")
    draw.line([(1500, 900), (1150, 800), (900, 660), (712, 512)], fill=indigo, width=6)
    draw.ellipse((676, 468, 748, 540), fill=madder)
    draw.ellipse((700, 492, 724, 516), fill=paper)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
