import re

from articles.text import Note, Words, render, render_page, without_side_notes

NOTES = [Note("1", "One."), Note("2", "Two.\n\nMore.")]
LINK = re.compile(
    r'<a class="paragraph-link" href="#([^"]*)" aria-label="([^"]*)"></a></p>'
)


def html_of(source, notes=NOTES, **options):
    return render(source, notes, pictures={}, **options).html


def test_paragraph_has_its_address_and_a_link_to_it():
    assert html_of("The *end*.") == (
        '<p id="p-e0a1d6">The <em>end</em>.<a class="paragraph-link"'
        ' href="#p-e0a1d6" aria-label="Link to this paragraph"></a></p>\n'
    )


def test_link_stands_last_behind_markers_and_copies():
    html = html_of("One.[^1] [Two](/b).[^2]\n\nThree.")
    ids = re.findall(r'<p id="([^"]*)"', html)
    assert [href for href, _name in LINK.findall(html)] == ids
    assert html.count("paragraph-link") == len(ids) == 2


def test_each_repeated_paragraph_has_its_own_link():
    hrefs = [href for href, _name in LINK.findall(html_of("Gamma.\n\nGamma."))]
    assert hrefs[1] == f"{hrefs[0]}-2"


def test_quotation_has_a_link_and_lists_tables_and_pictures_have_none():
    html = html_of("> Quoted.\n\n- Item\n\n  More\n\n|a|\n|-|\n|b|\n\n# Heading")
    assert html.count("paragraph-link") == 1
    assert "paragraph-link" in html.partition("</blockquote>")[0]
    assert "paragraph-link" not in html_of("![](picture:none)\n\n```\ncode\n```")


def test_link_is_no_part_of_the_text_or_the_notes():
    made = render("One.[^2]\n\nTwo.", NOTES, pictures={})
    assert made.plain == "One.\n\nTwo."
    assert made.word_count == 2
    assert "paragraph-link" not in made.notes_html
    assert "paragraph-link" not in re.search(r"<span.*?</span>", made.html)[0]


def test_words_of_the_link_are_the_given_ones():
    words = Words(paragraph='इस "अनुच्छेद" का लिंक')
    found = LINK.findall(html_of("One.", words=words))
    assert found[0][1] == "इस &quot;अनुच्छेद&quot; का लिंक"


def test_small_pages_have_addresses_too():
    assert LINK.search(render_page("One.", pictures={}).html)


def test_feed_has_no_links_of_text_to_itself():
    html = without_side_notes(html_of("## A > B & “C”\n\nOne.[^1]\n\n[Two](#s-a)."))
    assert "-link" not in html
    assert "#<" not in html
    assert html.count("<a ") == 2
    assert '<h2 id="s-a-b-c">A &gt; B &amp; “C”</h2>' in html
