"""A class or id never takes out a heading or running text, and long prose goes told."""

import re

import pytest

from .test_webpage import LONG, MORE, TEXT, left, page, warnings

HEADINGS = (
    "Sharing the burden", "Related work", "Latest developments", "Tools of statecraft",
    "Copyright reform", "A series of crises", "Comments on the draft", "Tools", "Menu",
    "The popular vote", "Social recovery is better", "A banner year", "Tags",
    "Subscription models", "The footer of the bill", "Advert", "Navigation at sea",
    "Newsletter economics", "Trending downwards", "Cookies", "The outline of a plan",
    "About the authors of the plan", "Donate or lend", "Share", "Comments",
)  # fmt: skip
# What a style sheet, or a generator, may call a part of an article's text.
NAMES = (
    "share", "social", "tools", "related", "popular", "latest", "series", "comments",
    "comment", "footer", "copyright", "menu", "nav", "toc", "outline", "sidebar",
    "widget", "promo", "newsletter", "banner", "tags", "author-bio", "pullquote",
    "masthead", "toolbar", "cookie", "page-header",
)  # fmt: skip
PROSE = (
    "The harbour master keeps two books, one for the ministry and one for the sea, and"
    " only the second is ever read by those who sail. In the first each ship is on time"
    " and each pilot rested; in the second the tides are written down with the names of"
    " the men who misjudged them. Nobody has yet asked why they differ, and no clerk has"
    " been told to compare the one with the other, although both lie on the same shelf."
)


def slug(heading):
    return re.sub(r"\W+", "-", heading.lower()).strip("-")


def sections(form):
    """Return a page with a section for each heading, in one generator's markup."""
    parts = [
        form.format(id=slug(heading), heading=heading, text=f"{number}. {LONG}")
        for number, heading in enumerate(HEADINGS)
    ]
    return f"<h1>Lanes at Sea</h1><p>{MORE}</p>{''.join(parts)}"


@pytest.mark.parametrize(
    "form",
    [
        '<h2 id="{id}">{heading}</h2><p>{text}</p>',
        '<section id="{id}"><h2>{heading}</h2><p>{text}</p></section>',
        '<div class="section" id="{id}"><h2>{heading}<a class="headerlink" href="#{id}">¶'
        "</a></h2><p>{text}</p></div>",
        '<section class="level2 {id}" id="sec-{id}"><h2>{heading}</h2><p>{text}</p></section>',
        '<h2 class="{id}"><span class="mw-headline" id="{id}">{heading}</span></h2>'
        '<p class="{id}">{text}</p>',
    ],
    ids=["headings", "sections", "divisions", "classes", "spans"],
)
def test_every_section_is_kept_whatever_its_heading_is_called(form):
    manuscript = page(sections(form))
    found = re.findall(r"^## (.+)$", manuscript.source, re.MULTILINE)
    assert found == list(HEADINGS)
    assert manuscript.source.count(LONG) == len(HEADINGS)
    assert manuscript.report.left_out == ()


def test_section_of_short_lines_is_kept_by_its_heading():
    lines = "<li>Oars.</li><li>Sails.</li><li>A lamp.</li>"
    body = f'<section id="tools"><h2>Tools</h2><ul>{lines}</ul></section>'
    manuscript = page(f"<h1>Lanes at Sea</h1><p>{LONG}</p>{body}<p>{MORE}</p>")
    assert "## Tools\n\n- Oars.\n- Sails.\n- A lamp." in manuscript.source


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("attribute", ["class", "id"])
@pytest.mark.parametrize("tag", ["div", "section", "p"])
def test_block_with_running_text_is_kept_whatever_it_is_called(name, attribute, tag):
    inner = PROSE if tag == "p" else f"<p>{PROSE}</p>"
    block = f'<{tag} {attribute}="{name}">{inner}</{tag}>'
    manuscript = page(f"<h1>Lanes at Sea</h1><p>{LONG}</p>{block}<p>{MORE}</p>")
    assert manuscript.source == f"{LONG}\n\n{PROSE}\n\n{MORE}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("attribute", ["class", "id"])
def test_heading_is_kept_whatever_it_is_called(name, attribute):
    heading = f'<h2 {attribute}="{name}">Of Ports</h2>'
    manuscript = page(f"<h1>Lanes at Sea</h1><p>{LONG}</p>{heading}<p>{MORE}</p>")
    assert manuscript.source == f"{LONG}\n\n## Of Ports\n\n{MORE}"


CARD = (
    '<div class="card"><h3><a href="/{n}">Another article</a></h3><p>{text}</p></div>'
)
CARDS = "".join(CARD.format(n=n, text=f"{n}. {MORE}") for n in range(3))
REPLY = '<li class="comment"><b>A reader</b><p>{n}. I read this twice, and would rather</p></li>'
REPLIES = "".join(REPLY.format(n=n) for n in range(30))


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (f'<div class="related">{CARDS}</div>', "related"),
        (f'<div id="comments"><ol>{REPLIES}</ol></div>', "comments"),
        (
            f'<div class="comments"><p>{MORE}</p><form><textarea></textarea></form></div>',
            "comments",
        ),
        (f'<div class="pullquote"><p>{LONG}</p></div>', "pull-quote"),
        (
            f'<div class="author-bio"><h3>About Asha Rao</h3><p>{MORE} {MORE}</p></div>',
            "about-author",
        ),
        (
            '<section id="related"><h2>Related</h2><ul><li><a href="/a">One more article'
            '</a></li><li><a href="/b">And yet another one</a></li></ul></section>',
            "related",
        ),
    ],
    ids=["teasers", "thread", "form", "quote", "author", "links"],
)
def test_what_is_built_as_it_is_called_is_left_out(block, code):
    start = f"<p>{PROSE}</p><p>{LONG}</p>"
    manuscript = page(f"<h1>Lanes at Sea</h1>{start}<p>{MORE}</p>{block}")
    assert manuscript.source == f"{PROSE}\n\n{TEXT}"
    assert len(left(manuscript, code)) == 1


def test_section_that_held_nothing_else_goes_with_its_heading():
    block = '<section><h2>Pass it on</h2><div class="share"><a href="/t">Tweet this</a></div>'
    manuscript = page(
        f"<h1>Lanes at Sea</h1><p>{LONG}</p><p>{MORE}</p>{block}</section>"
    )
    assert manuscript.source == TEXT
    assert left(manuscript, "share-bar") == ["Tweet this\nPass it on"]


@pytest.mark.parametrize(
    "block",
    [
        f"<aside><p>{PROSE}</p></aside>",
        f"<footer><p>{PROSE}</p></footer>",
        f"<div hidden><p>{PROSE}</p></div>",
        f'<div style="display: none">{PROSE}</div>',
        f"<nav><p>{PROSE}</p></nav>",
        f"<form><p>{PROSE}</p></form>",
        f"<del><p>{PROSE}</p></del>",
        f'<div role="banner"><p>{PROSE}</p></div>',
        f'<ol id="comments"><li class="comment">{PROSE}</li></ol>',
    ],
)
def test_long_prose_that_is_left_out_is_told_with_its_beginning(block):
    article = f"<p>{LONG}</p><p>{MORE}</p>" * 6
    manuscript = page(f"<h1>Lanes at Sea</h1>{article}{block}")
    assert PROSE not in manuscript.source
    told = warnings(manuscript)["prose-left-out"]
    assert told["count"] == len(PROSE.split()) > 60
    assert told["text"].startswith(
        "The harbour master keeps two books, one for the ministry"
    )


def test_prose_around_the_article_is_told():
    around = f'<div class="wrap"><div class="column"><p>{PROSE}</p></div>'
    article = f"<article><h1>Lanes at Sea</h1>{f'<p>{LONG}</p>' * 20}</article></div>"
    manuscript = page(around + article)
    assert "The harbour master" in left(manuscript, "page-around")[0]
    assert "prose-left-out" in warnings(manuscript)


def test_second_article_below_is_told():
    first = f"<article><h1>Lanes at Sea</h1><p>{LONG}</p><p>{MORE}</p></article>"
    second = f"<article><h1>The Next One</h1><p>{PROSE}</p></article>"
    manuscript = page(first + second, "<title>Lanes at Sea</title>")
    assert "prose-left-out" in warnings(manuscript)


@pytest.mark.parametrize(
    "block",
    [
        f"<aside><p>{MORE}</p></aside>",
        f"<nav>{'<a href=/a>An entry of the menu of this page</a> ' * 20}</nav>",
        f"<footer>{'<p>A line of a footer</p>' * 30}</footer>",
    ],
    ids=["short", "links", "lines"],
)
def test_menus_and_a_short_remark_are_no_prose(block):
    manuscript = page(f"<h1>Lanes at Sea</h1><p>{LONG}</p><p>{MORE}</p>{block}")
    assert manuscript.source == TEXT
    assert "prose-left-out" not in warnings(manuscript)
