import re

from articles.text import Heading, Note, Words, render


def headings(source):
    return render(source, [Note("1", "I.")], pictures={}).outline


def test_heading_markup():
    html = render('# "Peace"', [], pictures={}).html
    assert html == (
        '<h2 id="s-peace">“Peace” <a class="heading-link" href="#s-peace"'
        ' aria-label="Link to section: “Peace”">#</a></h2>\n'
    )


def test_levels_start_at_two_without_gaps_and_end_at_four():
    source = "### A\n\n# B\n\n#### C\n\n##### D\n\n###### E\n\n## F\n\n# G"
    assert [(h.level, h.text) for h in headings(source)] == [
        (2, "A"), (2, "B"), (3, "C"), (4, "D"), (4, "E"), (3, "F"), (2, "G"),
    ]  # fmt: skip


def test_ids_are_ascii_unique_and_named():
    source = "# Peace\n\n# Peace\n\n# Peace-2\n\n# ???\n\n# हिन्दी नीति"
    assert [h.id for h in headings(source)] == [
        "s-peace", "s-peace-2", "s-peace-2-2", "s-section", "s-hindi-niti",
    ]  # fmt: skip


def test_text_is_without_markers():
    assert headings("# The *end* [1]") == (Heading(2, "s-the-end", "The end"),)


def test_headings_in_quotations_and_empty_ones_are_not_the_articles():
    rendered = render("> # A\n\n#\n\n- # B", [], pictures={})
    assert rendered.outline == ()
    assert re.findall(r"<h\d|heading-link", rendered.html) == []
    assert rendered.html.count("<strong>") == 2


def test_paragraph_ids_depend_on_their_words_alone():
    first = render("Alpha *beta*.\n\nGamma.\n\nGamma.", [], pictures={}).html
    second = render(
        "New.\n\nAlpha beta.[^1]\n\n> Gamma.\n\n- Delta", [], pictures={}
    ).html
    ids = re.findall(r' id="(p-[^"]*)"', first)
    assert [len(ids[0]), ids[2]] == [8, ids[1] + "-2"]
    assert re.findall(r' id="(p-[^"]*)"', second)[1:] == ids[:2]


def test_words_of_the_link_are_the_given_ones():
    html = render("# A", [], pictures={}, words=Words(section="खंड: {title}")).html
    assert 'aria-label="खंड: A"' in html
