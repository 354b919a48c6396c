"""Lines that cannot be kept: one sentence each, and the others come in."""

import io
import json
import uuid
from pathlib import Path

import pytest
from PIL import Image

from articles.importing.sites.formats import open_site
from articles.models import Address, Article, Author, Comment, Page, Picture, Topic
from articles.publishing.people.merging import merge
from articles.publishing.transfer import Outcome, import_site
from tests.factories import make_article, make_author, make_topic

from .filled_site import png

pytestmark = pytest.mark.django_db
HEADER = {"format": "vif-site", "schema": 1}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def bring_in(tmp_path):
    """Import lines; return what became of each."""

    def bring_in(*lines, header=HEADER, replace=False):
        path = tmp_path / "site.jsonl"
        path.write_text("\n".join(map(json.dumps, (header, *lines))), encoding="utf-8")
        told = []
        with open_site(path) as site:
            import_site(
                site,
                name="site.jsonl",
                replace=replace,
                is_trial=False,
                tell=lambda taken, _tally: told.append(taken),
            )
        return told

    return bring_in


def uid():
    return str(uuid.uuid4())


def article(**changes):
    fields = {"record": "article", "uid": uid(), "title": "A title", "source": "Text."}
    return fields | changes


def topic(**changes):
    fields = {"record": "topic", "uid": uid(), "axis": "topic", "name": "Energy"}
    return fields | {"slug": "energy"} | changes


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({}, "“” is no kind of record"),
        ({"record": "user", "username": "root"}, "“user” is no kind of record"),
        ({"record": ["article"]}, "is no kind of record"),
        (article(uid=None), "“uid” is empty."),
        (article(uid="x"), "“uid” is no UUID."),
        ({"record": "article", "title": "A"}, "“uid” is missing."),
        (article(title=5), "“title” is no text."),
        (article(title=""), "title: "),
        (article(title="x" * 301), "title: "),
        (article(language="xx"), "“language” is “xx”, and can be: en, hi."),
        (article(status="secret"), "“status” is “secret”, and can be: draft, "),
        (article(status="published"), "“published_at” is missing"),
        (article(status="withdrawn"), "“withdrawn_at” is missing"),
        (article(dated="1850-01-01"), "“dated” lies in 1850, not between 1900"),
        (article(dated="2026-02-30"), "“dated” is no date"),
        (article(dated="2999-01-01"), "date on the article: "),
        (article(lead_until="0001-01-01T00:00:00+00:00"), "“lead_until” lies in 1,"),
        (article(lead_until="2020-01-01T00:00:00"), "“lead_until” has no zone"),
        (article(series_number=-1), "“series_number” is too large or too small"),
        (article(series_number=40_000), "“series_number” is too large"),
        (article(series_number=True), "“series_number” is no whole number."),
        (article(date_unknown="no"), "“date_unknown” is neither true nor false."),
        (article(source="x" * 200_001), "“source” is too long. "),
        (article(topics="energy"), "“topics” is no list."),
        (article(topics=[uid()]), "“topics” names the topic "),
        (article(topics=["x"]), "“topics” names the topic x, which is not here."),
        (article(bylines={}), "“bylines” is no list."),
        (article(bylines=["x"]), "Entry 1 of “bylines” is no object."),
        (article(bylines=[{"author": uid()}]), "Entry 1 of “bylines”: “author” names"),
        (article(endnotes=[{"label": "x", "text": "y"}]), "number: "),
        (article(endnotes=[{"label": "1", "text": ""}]), "Write the text of the note"),
        (article(endnotes=[{"label": "1", "text": "a"}] * 2), "number"),
        (article(doi="doi"), "DOI: "),
        (article(left_alone=[1]), "“left_alone” is no list of texts."),
        (topic(translated=[]), "“translated” is no object."),
        (topic(translated={"hi": {"colour": "x"}}), "in other languages: "),
        (topic(axis="colour"), "“axis” is “colour”, and can be: topic, "),
        ({"record": "page", "slug": "about", "source": "x"}, "“language” is missing."),
        ({"record": "address", "path": "no-slash", "is_gone": True}, "address"),
        ({"record": "address", "path": "/x/", "leads_to": "//evil"}, "Write a path"),
        ({"record": "address", "path": "/x/", "topic": uid()}, "“topic” is not here."),
        ({"record": "address", "path": "/x/", "page": "x"}, "“page” is no list"),
        ({"record": "comment", "uid": uid(), "article": uid()}, "“article” names"),
        ({"record": "related", "uid": uid(), "see_also": []}, "The article is not here."),
        ({"record": "picture", "uid": uid(), "is_decoration": True}, "“files” is missing"),
    ],
)  # fmt: skip
def test_bad_line_is_told_in_a_sentence_and_stops_no_other(bring_in, line, why):
    first, second = bring_in(line, topic(name="Ports", slug="ports"))
    assert first.outcome == Outcome.FAILED
    assert why in first.why
    assert len(first.why) < 300
    assert second.outcome == Outcome.CREATED


def test_second_line_of_one_uid_fails(bring_in):
    line = article()
    outcomes = bring_in(line, line | {"title": "Another"})
    assert [told.outcome for told in outcomes] == [Outcome.CREATED, Outcome.FAILED]
    assert "earlier line" in outcomes[1].why
    assert Article.objects.get().title == "A title"


def test_file_that_ends_early_is_told(bring_in):
    header = HEADER | {"counts": {"topic": 3, "comment": 0}}
    *_rest, last = bring_in(topic(), header=header)
    assert last.outcome == Outcome.FAILED
    assert "promises 3, and holds 1" in last.why


def test_unknown_field_is_left_out_and_told(bring_in):
    (told,) = bring_in(topic(colour="red"))
    assert told.outcome == Outcome.CREATED
    assert told.remarks == ("“colour” is no field of topic and was left out.",)


def test_taken_address_is_changed_and_stays_so(bring_in):
    make_article(slug="harbours")
    line = article(slug="harbours")
    (told,) = bring_in(line)
    assert told.outcome == Outcome.CREATED
    assert told.remarks == (
        "The address “harbours” is taken here; it has “harbours-2”.",
    )
    (again,) = bring_in(line)
    assert again.outcome == Outcome.UNCHANGED


def test_page_at_an_address_of_the_site_moves_aside(bring_in):
    line = {"record": "page", "slug": "search", "language": "en", "title": "S"}
    assert bring_in(line | {"source": "x"})[0].outcome == Outcome.CREATED
    assert Page.objects.get().slug == "search-page"
    assert bring_in(line | {"source": "x"})[0].outcome == Outcome.UNCHANGED


def comment(article, **changes):
    fields = {"record": "comment", "uid": uid(), "article": str(article.uid)}
    return fields | {"name": "A", "text": "B"} | changes


def test_comments_in_a_circle_stand_alone(bring_in):
    article = make_article()
    one, two, itself = (comment(article) for _number in range(3))
    one["in_reply_to"], two["in_reply_to"] = two["uid"], one["uid"]
    itself["in_reply_to"] = itself["uid"]
    told = bring_in(one, two, itself)
    assert [each.outcome for each in told] == [Outcome.CREATED] * 3
    again = bring_in(one, two, itself, replace=True)
    assert all(each.outcome != Outcome.FAILED for each in again)
    known = {str(each.uid): each for each in Comment.objects.all()}
    assert known[one["uid"]].in_reply_to is None
    assert known[two["uid"]].in_reply_to == known[one["uid"]]
    assert known[itself["uid"]].in_reply_to is None


def test_decided_comment_without_moment_has_that_of_its_sending(bring_in):
    line = comment(
        make_article(), state="approved", created_at="2019-01-02T03:04:05+00:00"
    )
    assert bring_in(line)[0].outcome == Outcome.CREATED
    found = Comment.objects.get()
    assert found.decided_at == found.created_at


def test_html_in_names_stays_text(bring_in):
    name = "<b onclick=x>&amp;"
    author = {"record": "author", "uid": uid(), "family_name": name}
    assert bring_in(author)[0].outcome == Outcome.CREATED
    assert Author.objects.get().name == name


def test_new_byline_takes_the_role_of_today_where_none_is_told(bring_in):
    author = make_author(role="Fellow")
    bring_in(
        article(bylines=[{"author": str(author.uid)}]),
        article(title="Two", bylines=[{"author": str(author.uid), "role": ""}]),
    )
    roles = {each.title: each.bylines.get().role for each in Article.objects.all()}
    assert roles == {"A title": "Fellow", "Two": ""}


def test_people_and_topics_are_found_by_name_only_where_the_file_says_so(bring_in):
    make_author(given_names="Asha", family_name="Verma", slug="asha")
    known = make_topic(name="Energy", slug="energy")
    lines = (
        topic(name="energy"),
        {"record": "author", "uid": uid(), "display_name": "Asha Verma"}
        | {"family_name": "Verma", "given_names": "Asha"},
    )
    told = bring_in(*lines, header=HEADER | {"match": "names"})
    assert [each.outcome for each in told] == [Outcome.UNCHANGED] * 2
    assert told[0].remarks == ("Taken for “Energy”, who or which is here already.",)
    named = article(topics=[lines[0]["uid"].upper()])
    bring_in(lines[0], named, header=HEADER | {"match": "names"})
    assert list(Article.objects.get().topics.all()) == [known]
    bring_in(*lines)
    assert (Topic.objects.count(), Author.objects.count()) == (2, 2)


def test_topic_that_was_merged_since_is_the_one_it_became(bring_in):
    ports, energy = topic(name="Ports", slug="ports"), topic()
    line = article(topics=[ports["uid"]])
    bring_in(ports, energy, line)
    removed, kept = Topic.objects.get(slug="ports"), Topic.objects.get(slug="energy")
    merge(kept, removed, by=None)
    told = bring_in(ports, energy, line)
    assert [each.outcome for each in told] == [Outcome.UNCHANGED] * 3
    assert list(Article.objects.get().topics.all()) == [kept]
    assert Topic.objects.count() == 1


def test_address_leads_to_a_topic_wherever_it_is_here(bring_in):
    energy = topic()
    path = {"record": "address", "path": "/category/energy/", "topic": energy["uid"]}
    assert [told.outcome for told in bring_in(energy, path)] == [Outcome.CREATED] * 2
    assert Address.objects.get().leads_to == "/topics/topic/energy/"
    again = bring_in(energy, path)
    assert [told.outcome for told in again] == [Outcome.UNCHANGED] * 2


def test_translation_that_is_there_already_is_refused(bring_in):
    known = make_article()
    (told,) = bring_in(article(translation_key=str(known.translation_key)))
    assert "an article has one text in a language" in told.why


def picture(name, **changes):
    fields = {"record": "picture", "uid": uid(), "alt": "A quay"}
    return fields | {"files": [{"name": name}]} | changes


def test_picture_of_another_kind_is_encoded_anew(bring_in, tmp_path):
    (tmp_path / "site.media").mkdir()
    (tmp_path / "site.media" / "quay.png").write_bytes(png())
    (told,) = bring_in(picture("quay.png"))
    assert told.outcome == Outcome.CREATED
    found = Picture.objects.get()
    assert found.alt == "A quay"
    assert Path(found.file.path).read_bytes()[:4] == b"RIFF"
    assert [made["width"] for made in found.renditions] == [480, 700]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg onload='x'/>", "The picture cannot be kept: unreadable."),
        (b"", "The picture cannot be kept: unreadable."),
    ],
)
def test_bad_picture_leaves_nothing_behind(bring_in, tmp_path, data, why):
    (tmp_path / "site.media").mkdir()
    (tmp_path / "site.media" / "x.png").write_bytes(data)
    (told,) = bring_in(picture("x.png"))
    assert told.why == why
    assert not list((tmp_path / "media").rglob("*.*"))


def test_picture_that_the_database_refuses_leaves_no_file(bring_in, tmp_path):
    (tmp_path / "site.media").mkdir()
    (tmp_path / "site.media" / "x.png").write_bytes(png())
    (told,) = bring_in(picture("x.png", alt=""))
    assert "Say what the picture shows" in told.why
    assert not list((tmp_path / "media").rglob("*.*"))


def test_file_that_was_exchanged_is_refused(bring_in, tmp_path):
    (tmp_path / "site.media").mkdir()
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "WEBP")
    (tmp_path / "site.media" / "x.webp").write_bytes(out.getvalue())
    files = [{"name": "x.webp", "sha256": "0" * 64}]
    (told,) = bring_in(picture("x.webp", files=files))
    assert told.why == "The file x.webp is not the one that was exported."


@pytest.mark.parametrize("files", ["x", [5], [{}], [{"name": 5}], [{"name": "x"}] * 9])
def test_odd_list_of_files_is_refused(bring_in, files):
    (told,) = bring_in(picture("x", files=files))
    assert told.outcome == Outcome.FAILED
    assert "“files”" in told.why


@pytest.mark.parametrize("name", ["x.exe", "x.pdf"])
def test_bad_attachment_is_refused(bring_in, tmp_path, name):
    (tmp_path / "site.media").mkdir()
    (tmp_path / "site.media" / name).write_bytes(b"MZ")
    line = {"record": "attachment", "uid": uid(), "article": str(make_article().uid)}
    line |= {"kind": "report", "files": [{"name": name}]}
    (told,) = bring_in(line)
    assert "The file cannot be kept: " in told.why
    assert not list((tmp_path / "media").rglob("*.*"))
