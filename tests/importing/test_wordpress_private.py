"""What the public never saw, and what readers wrote, in an export."""

import pytest

from articles.importing.sites import LeftOut, Line

from .test_wordpress_hostile import END, HEAD, entries, item


def records(tmp_path, text, record):
    found = entries(tmp_path, HEAD + text + END)
    return [e for e in found if isinstance(e, Line) and e.record == record]


def left(tmp_path, text):
    found = entries(tmp_path, HEAD + text + END)
    return [entry for entry in found if isinstance(entry, LeftOut)]


@pytest.mark.parametrize(
    "name",
    ["feedback", "flamingo_inbound", "nf_sub", "shop_order", "wpcf7_contact_form"],
)
def test_what_visitors_sent_with_a_form_is_no_article(tmp_path, name):
    text = item(wp__post_type=name, title="Ann ann@x.org", content__encoded="Call me")
    (entry,) = entries(tmp_path, HEAD + text + END)
    assert isinstance(entry, LeftOut)
    assert "ann@x.org" not in str(entry)


def test_type_without_pages_is_not_public(tmp_path):
    text = item(
        wp__post_type="inbox", link="https://x.example/?post_type=inbox&amp;p=1"
    )
    (article,) = records(tmp_path, text, "article")
    assert article.fields["status"] == "draft"
    assert "“inbox” was public" in article.remarks[0]


def test_type_with_pages_is_public(tmp_path):
    text = item(wp__post_type="report", link="https://x.example/report/a/")
    (article,) = records(tmp_path, text, "article")
    assert article.fields["status"] == "published"


COMMENT = (
    "<wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Ann"
    "</wp:comment_author><wp:comment_date>2021-02-03 04:05:06</wp:comment_date>"
    "<wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt>"
    "<wp:comment_content>Words.</wp:comment_content>"
    "<wp:comment_approved>1</wp:comment_approved></wp:comment>"
)


def with_inner(text, inner):
    return text.replace("</item>", f"{inner}</item>")


@pytest.mark.parametrize("name", ["page", "attachment"])
def test_comments_where_none_can_be_are_told(tmp_path, name):
    found = left(tmp_path, with_inner(item(wp__post_type=name), COMMENT))
    told = [entry for entry in found if entry.record == "comment"]
    assert [entry.title for entry in told] == ["Ann on A title"]


def test_comment_has_the_date_of_its_own_clock_where_no_other_is(tmp_path):
    (comment,) = records(tmp_path, with_inner(item(), COMMENT), "comment")
    assert comment.fields["created_at"] == "2021-02-03T04:05:06+00:00"


def test_page_with_a_password_says_so(tmp_path):
    (entry,) = left(tmp_path, item(wp__post_type="page", wp__post_password="x"))
    assert entry.why == "It was open with a password only, and pages here are public."


def meta(name, value):
    return (
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key>"
        f"<wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


@pytest.mark.parametrize(
    ("link", "paths"),
    [
        ("2020/new/", ["/2020/older/", "/2020/old/"]),
        ("2020/new.html", ["/2020/older.html", "/2020/old.html"]),
        ("?p=1", []),
    ],
)
@pytest.mark.parametrize("name", ["post", "page"])
def test_earlier_names_lead_home(tmp_path, link, paths, name):
    text = item(
        link=f"https://x.example/{link}", wp__post_name="new", wp__post_type=name
    )
    slugs = meta("_wp_old_slug", "older") + meta("_wp_old_slug", "old")
    found = records(tmp_path, with_inner(text, slugs), "address")
    told = {line.fields["path"] for line in found}
    assert {path for path in told if "old" in path} == set(paths)


CATEGORIES = "".join(
    f"<wp:category><wp:category_nicename>{name}</wp:category_nicename>"
    f"<wp:category_parent>{above}</wp:category_parent></wp:category>"
    for name, above in (("asia", "kochi"), ("india", "asia"), ("kochi", "india"))
)


def test_archive_of_a_category_three_levels_down_leads_home(tmp_path):
    term = '<category domain="category" nicename="kochi">Kochi</category>'
    text = CATEGORIES + with_inner(item(), term)
    found = [line.fields["path"] for line in records(tmp_path, text, "address")]
    assert "/category/asia/india/kochi/" in found
    # A circle of categories ends.
    assert len(found) < 20


@pytest.mark.parametrize(
    ("bad", "read"),
    [(b"caf\xe9 x", "caf� x"), (b"a\xef\xbf\xbf b", "a b"), (b"\xc3", "�")],
)
def test_bytes_that_are_no_utf_8_cost_their_own_place_alone(tmp_path, bad, read):
    text = f"{HEAD}{item(title='BAD')}{item(wp__post_id='2')}{END}".encode()
    found = entries(tmp_path, text.replace(b"BAD", bad))
    titles = [e.fields["title"] for e in found if getattr(e, "record", "") == "article"]
    assert titles == [read, "A title"]


def test_other_encodings_are_read_as_declared(tmp_path):
    head = HEAD.replace("UTF-8", "ISO-8859-1")
    text = (head + item(title="café") + END).encode("latin-1")
    (article,) = [e for e in entries(tmp_path, text) if e.record == "article"]
    assert article.fields["title"] == "café"
