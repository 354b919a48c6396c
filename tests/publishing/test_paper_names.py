"""The name of a kept PDF: another for every change of anything that is printed."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from articles import text
from articles.exporting.pdf.document import PrintedPerson, PrintedWords
from articles.models import Article, Byline, Disclaimer, Institution, Picture
from articles.publishing import store_picture
from articles.publishing.pdf import document, typesetting
from articles.publishing.pdf.document import Copy
from articles.views.article import files
from tests.admin.test_pictures import png
from tests.factories import make_article, make_author, make_institution, make_topic

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_MADE_DIR = tmp_path / "made"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def name_of(monkeypatch):
    """Return the name under which an article's PDF is kept, as its page asks for it."""
    named = []
    monkeypatch.setattr(typesetting, "press", lambda *_args: b"%PDF-")
    key_of = typesetting.key_of

    def noted(*args):
        named.append(key_of(*args))
        return named[-1]

    monkeypatch.setattr(typesetting, "key_of", noted)

    def ask(article):
        files.made(Article.objects.get(pk=article.pk))
        return named[-1]

    return ask


@pytest.fixture
def article():
    make_institution(licence_name="CC BY 4.0", licence_url="https://example.org/by")
    lead, inside = (store_picture(png(), by=None) for _ in range(2))
    article = make_article(
        slug="a",
        source=f"Text.[^1]\n\n![A dam](picture:{inside.uid})",
        notes={"1": "One."},
        lead_picture=lead,
        topics=[make_topic(name="Water")],
        revised_at=AT,
    )
    article.corrections.create(at=AT, level="correction", text="It was seven.")
    return article


def set_on(rows, **changes):
    return lambda article: rows(article).update(**changes)


def own(article):
    return Article.objects.filter(pk=article.pk)


def notes(article):
    return article.endnotes.all()


def authors(article):
    return article.authors.all()


def bylines(article):
    return article.bylines.all()


def corrections(article):
    return article.corrections.all()


def lead(article):
    return Picture.objects.filter(pk=article.lead_picture_id)


def inside(article):
    return Picture.objects.exclude(pk=article.lead_picture_id)


def institution(_article):
    return Institution.objects.all()


def replace_picture(article):
    store_picture(png("red", 1200), by=None, picture=inside(article).get())


def add_author(article):
    Byline.objects.create(article=article, author=make_author(), position=9)


def take_another_disclaimer(article):
    other = Disclaimer.objects.create(name="Guests", text="A guest's own views.")
    own(article).update(disclaimer_choice="other", disclaimer=other)


PRINTED = {
    "title": set_on(own, title="Another"),
    "standfirst": set_on(own, standfirst="Another."),
    "kind": set_on(own, kind="paper"),
    "address": set_on(own, slug="b"),
    "language": set_on(own, language="hi"),
    "text": set_on(own, source="Another."),
    "report number": set_on(own, report_number="7"),
    "doi": set_on(own, doi="10.5555/1"),
    "isbn": set_on(own, isbn="9780306406157"),
    "date": set_on(own, dated=date(2020, 2, 3)),
    "precision": set_on(own, dated_precision="month"),
    "no date": set_on(own, dated=None, date_unknown=True),
    "revision": set_on(own, revised_at=datetime(2025, 1, 1, tzinfo=UTC)),
    "no lead picture": set_on(own, lead_picture=None),
    "credit alone": set_on(own, picture_credit="A. Nair"),
    "no disclaimer": set_on(own, disclaimer_choice="none"),
    "other disclaimer": take_another_disclaimer,
    "note": set_on(notes, text="Another."),
    "label": set_on(notes, label="2"),
    "missing note": set_on(notes, state="missing", text=""),
    "link": set_on(notes, link="https://example.org/1"),
    "archived": set_on(notes, archived_link="https://archive.org/1"),
    "archived on": set_on(
        notes, archived_link="https://archive.org/1", archived_on=date(2020, 1, 1)
    ),
    "accessed": set_on(notes, link="https://a.org", accessed_on=date(2020, 1, 1)),
    "dead link": set_on(notes, link="https://a.org", link_is_dead=True),
    "family name": set_on(authors, family_name="Rao"),
    "name as shown": set_on(authors, display_name="A. Rao"),
    "honorific": set_on(authors, honorific="Prof"),
    "organisation": set_on(authors, is_organisation=True),
    "role": set_on(bylines, role="Director"),
    "affiliation": set_on(bylines, affiliation="Elsewhere"),
    "one more author": add_author,
    "no author": lambda article: article.bylines.all().delete(),
    "topic": lambda article: article.topics.update(name="Rivers"),
    "correction": set_on(corrections, text="It was eight."),
    "level": set_on(corrections, level="clarification"),
    "day of correction": set_on(corrections, at=datetime(2023, 1, 1, tzinfo=UTC)),
    "lead's caption": set_on(lead, caption="A caption."),
    "lead's credit": set_on(lead, credit="A. Nair"),
    "lead's alt": set_on(lead, alt="A dam", is_decoration=False),
    "caption": set_on(inside, caption="A caption."),
    "credit": set_on(inside, credit="A. Nair"),
    "picture": replace_picture,
    "renditions": set_on(inside, renditions=[]),
    "institution": set_on(institution, name="Centre"),
    "short name": set_on(institution, short_name="Centre"),
    "disclaimer": set_on(institution, disclaimer="Another."),
    "licence": set_on(institution, licence_name="CC0"),
    "licence's address": set_on(institution, licence_url="https://example.org/0"),
}


@pytest.mark.parametrize("what", PRINTED)
def test_any_change_of_what_is_printed_makes_another_name(article, name_of, what):
    before = name_of(article)
    assert name_of(article) == before
    PRINTED[what](article)
    assert name_of(article) != before


@pytest.mark.parametrize(
    "change",
    [
        set_on(own, comments_are="closed", listed_on=date(2020, 1, 1), version=9),
        set_on(own, lead_until=AT, changed_at=AT, findings=[{"code": "x"}]),
        set_on(institution, email="other@example.org"),
    ],
)
def test_change_of_what_is_not_printed_keeps_the_name(article, name_of, change):
    before = name_of(article)
    change(article)
    assert name_of(article) == before


@pytest.mark.parametrize(
    "setting", [{"VIF_SITE_URL": "https://example.org"}, {"TIME_ZONE": "Asia/Tokyo"}]
)
def test_change_of_a_setting_makes_another_name(article, name_of, settings, setting):
    article.corrections.update(at=datetime(2024, 5, 5, 17, tzinfo=UTC))
    before = name_of(article)
    for name, value in setting.items():
        setattr(settings, name, value)
    assert name_of(article) != before


@pytest.mark.parametrize("words", ["words", "worded"])
def test_another_translation_makes_another_name(article, name_of, monkeypatch, words):
    before = name_of(article)
    other = {
        "words": PrintedWords(notes="Annotations"),
        "worded": text.Words(uncited=""),
    }
    monkeypatch.setattr(document, words, lambda: other[words])
    assert name_of(article) != before


def test_change_of_the_program_makes_another_name(article, name_of, monkeypatch):
    before = name_of(article)
    monkeypatch.setattr(typesetting, "program", lambda: b"another")
    assert name_of(article) != before


# That nothing can be forgotten


def pictured():
    figure = text.Figure("a.webp", "a.webp 9w", 9, 9, "A dam", "Caption", "Credit")
    paper = replace(paper_of_nothing(), byline=(PrintedPerson("A", "B"),))
    note = text.Note("1", "One.")
    return Copy(paper, "Text.", (note,), (("uid", figure),), text.Words())


def paper_of_nothing():
    article = Article(title="A", slug="a")
    citation = files.cite(article, Institution(), [])
    return document.paper_of(
        article,
        citation,
        institution=Institution(),
        how_to_cite="",
        corrections=(),
        disclaimer="",
    )


def changed(value):
    """Yield the value with each of its parts changed, down to the last."""
    if hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            for other in changed(getattr(value, field.name)):
                yield replace(value, **{field.name: other})
    elif isinstance(value, tuple) and value:
        for place, part in enumerate(value):
            for other in changed(part):
                yield (*value[:place], other, *value[place + 1 :])
    else:
        yield "other"


def test_name_differs_by_every_field_that_a_paper_is_made_of():
    copy = pictured()
    names = {typesetting.key_of(other, {}) for other in [copy, *changed(copy)]}
    assert len(names) == len(list(changed(copy))) + 1 > 60


@pytest.mark.parametrize("name", ["b.py", "deep/c.py", "d.typ", "e.ttf"])
def test_program_is_all_that_lays_out_and_its_faces(tmp_path, monkeypatch, name):
    monkeypatch.setattr(typesetting, "ARTICLES", tmp_path)
    monkeypatch.setattr(typesetting, "ROOMS", (tmp_path,))
    monkeypatch.setattr(typesetting, "__file__", str(tmp_path / "typesetting.py"))
    (tmp_path / "deep").mkdir()
    for each in ("typesetting.py", "b.py", "deep/c.py", "d.typ", "e.ttf"):
        (tmp_path / each).write_text(each)
    before = typesetting.program.__wrapped__()
    assert typesetting.program.__wrapped__() == before
    (tmp_path / name).write_text("another")
    assert typesetting.program.__wrapped__() != before


def test_program_holds_each_library_and_every_face():
    fonts = typesetting.ARTICLES / "exporting" / "fonts"
    assert {path.suffix for path in fonts.iterdir()} == {".ttf", ".txt"}
    assert {"typst", "pillow", "markdown-it-py"} <= set(typesetting.LIBRARIES)
