"""A form that grew stale names every field and note that differs, and what a save does."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from articles.models import Disclaimer, Picture
from tests.factories import (
    make_article,
    make_attachment,
    make_author,
    make_topic,
    make_user,
)

from .filling import add_row, fields_of, text_of

pytestmark = pytest.mark.django_db
UNDOES = "Only the other editor changed this. Saving now undoes it."
KEEPS = "Only you changed this. Saving now keeps yours."
REPLACES = "Saving now puts yours in the place of theirs."


def page_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def article():
    return make_article(
        title="On tides",
        source="One.[^1] Two.[^2]\n\n## Below\n\nThree.[^5]",
        notes={"1": "First note.", "2": "Second note.", "5": "Fifth note."},
        authors=[make_author(family_name="Rao")],
    )


@pytest.fixture
def refuse(editor, log_in, article):
    """Let the other editor save, then ours, who began with the same form."""

    def refuse(theirs, mine):
        other = log_in(make_user("Editor", username="other"))
        first = fields_of(other.get(page_of(article)))
        second = fields_of(editor.get(page_of(article)))
        saved = other.post(page_of(article), first | theirs)
        assert saved.status_code == 302, text_of(saved)
        refused = editor.post(page_of(article), second | mine)
        assert refused.status_code == 409
        return refused

    return refuse


def told(response):
    """Return what is said of each field: its name, theirs, yours, what a save does."""
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for place in page.select(".stale-place"):
        row = place.select_one(":scope > h3")
        for field in place.select(".stale-field"):
            names = [h.text.strip() for h in field.select("h3, h4")]
            if row:
                names.insert(0, row.text.strip())
            effect = field.select_one(".stale-effect")
            found[": ".join(names)] = (
                *(" ".join(dd.text.split()) for dd in field.select("dd")),
                " ".join(effect.text.split()) if effect else "",
            )
    return found


def test_note_and_link_of_the_other_editor_are_named_and_not_lost_unseen(refuse):
    """The first of the defects: one changes a note, the other the title alone."""
    response = refuse(
        {
            "endnotes-1-text": "Second note, corrected.",
            "endnotes-1-link": "https://x.org",
        },
        {"title": "On high tides"},
    )
    assert told(response) == {
        "Title": ("On tides", "On high tides", KEEPS),
        "Note 2: Text": ("Second note, corrected.", "Second note.", UNDOES),
        "Note 2: Link": ("https://x.org", "Nothing", UNDOES),
    }
    page = BeautifulSoup(response.content, "html.parser")
    listed = [each.text for each in page.select(".stale-undone li")]
    assert listed == ["Note 2: Text", "Note 2: Link"]
    assert "Saved by other, " in text_of(response, ".stale")


def test_each_name_leads_to_its_field_and_the_field_back(refuse):
    response = refuse({"endnotes-1-text": "Theirs."}, {"standfirst": "Mine."})
    page = BeautifulSoup(response.content, "html.parser")
    links = [each["href"] for each in page.select(".stale-field a")]
    assert links == ["#id_standfirst", "#id_endnotes-1-text"]
    for link in links:
        field = page.select_one(link)
        assert "differs" in field["class"]
        described = page.find(id=field["aria-describedby"].split()[-1])
        assert described.select_one(f'a[href="{link}"]')
    assert len(page.select(".differs")) == len(links)


def test_only_the_words_that_differ_are_marked(refuse):
    response = refuse(
        {"standfirst": "What it says in brief."},
        {"standfirst": "What it says in full."},
    )
    page = BeautifulSoup(response.content, "html.parser")
    assert [each.text for each in page.select(".stale mark")] == ["brief.", "full."]
    assert told(response)["Standfirst"][2] == REPLACES


def test_text_is_compared_under_its_headings(refuse):
    response = refuse(
        {"source": "One.[^1] Two.[^2]\n\n## Below\n\nThree or four.[^5]"},
        {"source": "Once.[^1] Two.[^2]\n\n## Below\n\nThree.[^5]"},
    )
    assert told(response) == {
        "Text": ("One.[^1] Two.[^2]", "Once.[^1] Two.[^2]", REPLACES),
        "Text: Below": ("Three or four.[^5]", "Three.[^5]", REPLACES),
    }


@pytest.fixture
def choices():
    return {
        "topic": make_topic(name="Silt"),
        "picture": Picture.objects.create(
            file="a.webp", width=10, height=10, alt="A boat"
        ),
        "disclaimer": Disclaimer.objects.create(name="Its own", text="Of its own."),
        "owner": make_user("Editor", username="owner"),
        "related": make_article(title="On ebbs"),
    }


@pytest.mark.parametrize(
    ("theirs", "name", "words"),
    [
        ({"kind": "paper"}, "Kind", ("Paper", "Commentary")),
        ({"language": "hi"}, "Language", ("Hindi", "English")),
        ({"topics": ["topic"]}, "Topics", ("Silt", "Nothing")),
        ({"see_also": ["related"]}, "Related articles", ("On ebbs", "Nothing")),
        ({"lead_picture": "picture"}, "Lead picture", ("A boat", "Nothing")),
        ({"picture_credit": "A. B."}, "Picture credit", ("A. B.", "Nothing")),
        ({"dated": "2020-01-02"}, "Date on the article", ("2020-01-02", "2026-05-06")),
        ({"dated_precision": "year"}, "The date is exact to the", ("Year", "Day")),
        ({"listed_on": "2020-01-02"}, "Place in lists", ("2020-01-02", "2026-05-06")),
        ({"comments_are": "closed"}, "Comments", ("Closed", "Open")),
        ({"slug": "elsewhere"}, "Address", ("elsewhere", "tides")),
        ({"owner": "owner"}, "Owner", ("owner", "Nothing")),
        ({"doi": "10.5555/12345678"}, "DOI", ("10.5555/12345678", "Nothing")),
        ({"isbn": "9783161484100"}, "ISBN", ("9783161484100", "Nothing")),
        ({"series_number": "3"}, "Number in its series", ("3", "Nothing")),
        ({"report_number": "R 3"}, "Report number", ("R 3", "Nothing")),
        (
            {"lead_until_0": "2031-05-06", "lead_until_1": "10:00:00"},
            "Leads the home page until",
            ("2031-05-06 10:00 IST", "Nothing"),
        ),
    ],
)
def test_every_field_that_the_other_editor_changed_is_named(
    refuse, article, choices, theirs, name, words
):
    day = date(2026, 5, 6)
    type(article).objects.filter(pk=article.pk).update(
        dated=day, listed_on=day, slug="tides"
    )

    def key(value):
        if isinstance(value, list):
            return [key(each) for each in value]
        return str(choices[value].pk) if value in choices else value

    response = refuse({field: key(value) for field, value in theirs.items()}, {})
    assert told(response) == {name: (*words, UNDOES)}


def test_disclaimer_is_named_with_its_choice(refuse, choices):
    key = str(choices["disclaimer"].pk)
    response = refuse({"disclaimer_choice": "other", "disclaimer": key}, {})
    assert told(response) == {
        "Which disclaimer": ("Another disclaimer", "The standard disclaimer", UNDOES),
        "Other disclaimer": ("Its own", "Nothing", UNDOES),
    }


@pytest.mark.parametrize(
    ("theirs", "name", "words"),
    [
        ({"label": "7"}, "Number", ("7", "5")),
        ({"link_is_dead": "True"}, "Link is dead", ("Link is dead", "Link works")),
        (
            {"archived_link": "https://web.archive.org/web/2020/https://x.org"},
            "Archived copy",
            ("https://web.archive.org/web/2020/https://x.org", "Nothing"),
        ),
        ({"accessed_on": "2020-01-02"}, "Accessed on", ("2020-01-02", "Nothing")),
        ({"position": "0"}, "Place", ("0", "2")),
    ],
)
def test_every_field_of_a_note_is_named(refuse, theirs, name, words):
    changes = {f"endnotes-2-{field}": value for field, value in theirs.items()}
    label = theirs.get("label", "5")
    found = told(refuse(changes, {}))
    said = {key.casefold(): value[:2] for key, value in found.items()}
    assert said[f"note {label}: {name}".casefold()] == words


def test_note_that_only_one_of_them_has_is_named(refuse, editor, article):
    mine = fields_of(editor.get(page_of(article)))
    added = add_row(
        {"endnotes-TOTAL_FORMS": mine["endnotes-TOTAL_FORMS"]},
        "endnotes", label="6", text="Theirs alone.", state="present", position="9",
    )  # fmt: skip
    yours = add_row(
        {"endnotes-TOTAL_FORMS": mine["endnotes-TOTAL_FORMS"]},
        "endnotes", label="8", text="Mine alone.", state="present", position="9",
    )  # fmt: skip
    response = refuse(
        added | {"endnotes-0-DELETE": "on"}, yours | {"endnotes-1-DELETE": "on"}
    )
    page = BeautifulSoup(response.content, "html.parser")
    said = {
        place.select_one("h3").text: place.select_one("h3 + p").text
        for place in page.select(".stale-place")
    }
    assert said == {
        "Note 2": "You delete it, and saving now deletes it as the other editor left it.",
        "Note 1": "The other editor has deleted it. Saving now puts it back.",
        "Note 8": "Only your form has it. Saving now adds it.",
        "Note 6": "The other editor has added it. Saving now leaves it as it is.",
    }
    words = text_of(response, ".stale")
    assert "Theirs alone." in words
    assert "Mine alone." in words
    assert [each.text for each in page.select(".stale-undone li")] == ["Note 1"]
    # And a second save does what was said.
    assert editor.post(page_of(article), fields_of(response)).status_code == 302
    labels = article.endnotes.values_list("label", flat=True)
    assert set(labels) == {"1", "5", "6", "8"}


def test_byline_corrections_and_files_are_named(refuse, article):
    article.corrections.create(at="2026-05-06T07:00Z", level="typo", text="A letter.")
    make_attachment(article, title="The figures", kind="file", suffix=".pdf")
    found = told(
        refuse(
            {
                "bylines-0-role": "Director",
                "corrections-0-text": "Two letters.",
                "attachments-0-title": "All figures",
            },
            {},
        )
    )
    assert {name: words[:2] for name, words in found.items()} == {
        "Author: Asha Rao: Role then": ("Director", "Fellow"),
        "File: All figures: Title": ("All figures", "The figures"),
        "Correction: 2026-05-06 12:30 IST: What was put right": (
            "Two letters.",
            "A letter.",
        ),
    }


def test_who_changed_what_is_still_known_after_a_second_refusal(
    refuse, editor, log_in, article
):
    refused = refuse({"endnotes-1-text": "Theirs."}, {"title": "Mine"})
    third = log_in(make_user("Editor"))
    data = fields_of(third.get(page_of(article)))
    assert third.post(page_of(article), data | {"kind": "paper"}).status_code == 302
    again = editor.post(page_of(article), fields_of(refused))
    assert again.status_code == 409
    effects = {name: said[2] for name, said in told(again).items()}
    assert effects == {"Title": KEEPS, "Kind": UNDOES, "Note 2: Text": UNDOES}


def test_nothing_is_said_of_who_changed_what_where_that_is_not_known(
    refuse, editor, article
):
    refused = refuse({"title": "Theirs"}, {"standfirst": "Mine."})
    article.revisions.all().delete()
    data = fields_of(refused) | {"seen_version": "1"}
    again = editor.post(page_of(article), data)
    assert {said[2] for said in told(again).values()} == {REPLACES}
    assert not text_of(again, ".stale-undone")


def test_what_cannot_be_understood_is_shown_as_it_was_typed(refuse):
    bad = {"dated": "soon", "lead_until_0": "never", "series_number": "<b>x"}
    found = told(refuse({"title": "Theirs"}, bad))
    assert found["Date on the article"][1] == "soon"
    assert "never" in found["Leads the home page until"][1]
    assert found["Number in its series"][1] == "<b>x"


def test_hostile_words_run_nowhere(refuse):
    hostile = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"
    response = refuse(
        {"title": hostile, "source": hostile, "endnotes-0-text": hostile}, {}
    )
    page = BeautifulSoup(response.content, "html.parser")
    assert not page.select("script:not([src]), img[src=x], [onerror]")
    assert told(response)["Title"][0] == hostile


def test_two_who_did_the_same_are_told_that_nothing_differs(refuse):
    response = refuse({"title": "Same"}, {"title": "Same"})
    assert told(response) == {}
    assert "Nothing differs" in text_of(response, ".stale")
