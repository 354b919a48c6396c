import re

import pytest

from articles.text import Finding, Note, Source, SourceTooLong, Words, render


def result(source, *notes, words=None):
    return render(source, notes, pictures={}, words=words or Words())


def items(rendered):
    return re.findall(
        r"<li (?:id|class).*?</li>(?=\n(?:<li |</ol>))", rendered.notes_html, re.S
    )


def content(note, source="a[^1]"):
    """What stands between the number and the way back, in the one item."""
    html = result(source, note).notes_html
    inner = re.search(r'<span class="note-number">1</span> (.*)</li>', html, re.S)[1]
    return re.sub(r' <a class="note-return".*?</a>', "", inner).strip()


def test_list_markup():
    assert result("a[^1]", Note("1", "One.")).notes_html == (
        '<section id="notes" class="notes" role="doc-endnotes"'
        ' aria-labelledby="notes-heading">\n'
        '<h2 id="notes-heading">Notes</h2>\n'
        '<ol role="list">\n'
        '<li id="fn-1" value="1"><span class="note-number">1</span> <p>One.'
        ' <a class="note-return" href="#fnref-1" role="doc-backlink"'
        ' aria-label="Back to text, note 1">↩ 1</a></p>\n</li>\n'
        "</ol>\n</section>\n"
    )


def test_no_notes_and_no_markers_make_no_list():
    assert result("a").notes_html == ""


def test_several_citations_have_a_way_back_each():
    html = result("a[^1] b[^1]", Note("1", "One.")).notes_html
    assert re.findall(r'href="#(fnref[^"]*)".*?aria-label="(.*?)">(.*?)</a>', html) == [
        ("fnref-1", "Back to text, note 1 (1)", "↩ 1 (1)"),
        ("fnref-1-2", "Back to text, note 1 (2)", "↩ 1 (2)"),
    ]


def test_labels_keep_their_numbers_and_gaps_are_filled_in_place():
    rendered = result(
        "a[^1] b[^3] c[^4a]", Note("1", "I."), Note("4", "IV."), Note("4a", "IVa.")
    )
    assert re.findall(r"<li([^>]*)>", rendered.notes_html) == [
        ' id="fn-1" value="1"',
        ' id="fn-3" value="3" class="is-missing"',
        ' id="fn-4" value="4"',
        ' id="fn-4a"',
    ]
    assert "<p>Note 3 is missing from the source text. <a" in rendered.notes_html
    assert "<b>3</b> Note 3 is missing from the source text.</span>" in rendered.html
    assert rendered.findings == (
        Finding("marker-without-note", ("3",)),
        Finding("note-without-marker", ("4",)),
    )


def test_missing_labels_after_the_last_note_come_last():
    rendered = result("a[^30] b[^4] c[^30]", Note("2", "II."))
    assert re.findall(r'id="(fn-[^"]*)"', rendered.notes_html) == [
        "fn-2",
        "fn-4",
        "fn-30",
    ]


def test_missing_row():
    rendered = result("a[3]", Note("3", "", is_missing=True))
    assert rendered.findings == (Finding("missing-note", ("3",)),)
    assert rendered.markers == ("3",)
    assert rendered.sources == ()
    assert rendered.notes_html.count("note-return") == 1


def test_missing_row_without_marker_has_no_way_back():
    html = result("a", Note("3", "", is_missing=True)).notes_html
    assert "<p>Note 3 is missing from the source text.</p>" in html


def test_uncited_note_says_so():
    rendered = result("a", Note("1", "One."))
    assert (
        '<p>One. <span class="note-remark">Not cited in the text.</span></p>'
        in rendered.notes_html
    )
    assert "note-return" not in rendered.notes_html
    assert rendered.findings == (Finding("note-without-marker", ("1",)),)


def test_duplicate_and_hostile_labels_get_no_ids():
    hostile = '"><b>x</b>'
    rendered = result(
        "a[1]", Note("1", "One."), Note("1", "Two."), Note(hostile, "Three.")
    )
    assert re.findall(r"<li([^>]*)>", rendered.notes_html) == [
        ' id="fn-1" value="1"',
        "",
        "",
    ]
    assert (
        '<span class="note-number">"&gt;&lt;b&gt;x&lt;/b&gt;</span>'
        in rendered.notes_html
    )
    assert rendered.findings == (
        Finding("duplicate-label", ("1",)),
        Finding("note-without-marker", ("1",)),
        Finding("note-without-marker", (hostile,)),
    )


def test_note_with_blocks_keeps_the_way_back_in_its_last_paragraph():
    note = Note("1", "One *two*.\n\n- a\n- b\n\nLast.")
    assert content(note) == (
        "<p>One <em>two</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>Last.</p>"
    )
    html = result("a[^1]", note).notes_html
    assert '<p>Last. <a class="note-return"' in html


def test_note_ending_in_a_list_gets_a_paragraph_for_the_way_back():
    html = result("a[^1]", Note("1", "- a\n- b")).notes_html
    assert '</ul>\n<p><a class="note-return"' in html


def test_heading_in_a_note_is_a_strong_paragraph():
    assert content(Note("1", "# Title\n\n#\n\ntext")) == (
        "<p><strong>Title</strong></p>\n\n<p>text</p>"
    )


def test_picture_in_a_note_is_its_alternative_text():
    assert content(Note("1", "![map](picture:x)")) == "<p>map</p>"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (Note("1", "T, Available at"), "T"),
        (Note("1", "T. Available at:"), "T."),
        (Note("1", "T URL:"), "T"),
        (Note("1", "The Kurl"), "The Kurl"),
        (Note("1", "T, retrieved from ", "https://www.a.example/x"),
         'T, retrieved from <a href="https://www.a.example/x" rel="noopener">a.example</a>'),
        (Note("1", "शीर्षक, उपलब्ध है:", "https://a.example/"),
         'शीर्षक, उपलब्ध है: <a href="https://a.example/" rel="noopener">a.example</a>'),
        (Note("1", "T.", "https://a.example/"),
         'T. <a href="https://a.example/" rel="noopener">a.example</a>'),
        (Note("1", "T. https://a.example/x.", "https://a.example/x"),
         'T. <a href="https://a.example/x" rel="noopener">https://a.example/x</a>.'),
        (Note("1", "T.", "javascript:alert(1)"), "T."),
        (Note("1", "T.", "https://a.example/", "https://b.example/", "5 May 2022"),
         'T. <a href="https://a.example/" data-originalurl="https://a.example/"'
         ' data-versionurl="https://b.example/" rel="noopener">a.example</a>'
         ' (<a href="https://b.example/" class="archived-link" rel="noopener">archived</a>)'
         " (accessed 5 May 2022)"),
        (Note("1", "T. Available at", "", "https://b.example/"),
         'T. Available at <a href="https://b.example/"'
         ' data-versionurl="https://b.example/" rel="noopener">b.example</a> (archived)'),
    ],
)  # fmt: skip
def test_note_link(note, expected):
    assert content(note) == f"<p>{expected}</p>"


def test_note_of_a_lead_alone_keeps_its_way_back():
    html = result("a[^1]", Note("1", "Available at")).notes_html
    assert '</span> <p><a class="note-return"' in html


def test_link_after_a_list_stands_in_its_own_paragraph():
    html = content(Note("1", "- a", "https://a.example/"))
    assert html.endswith(
        '<p> <a href="https://a.example/" rel="noopener">a.example</a></p>'
    )


def test_without_link_is_reported():
    rendered = result("a[^1]", Note("1", "T. Available at"))
    assert rendered.findings == (Finding("without-link", ("1",)),)


def test_side_copy_is_phrasing_without_focus_or_ids():
    text = "One <https://a.example>.\n\n- a\n- b\n\n> q\n\n|x|y|\n|-|-|\n|1|2|\n\n```\nc<d\n```\n- ```\n  e\n  ```"
    html = result("a[^1]", Note("1", text)).html
    copy = re.search(r'<span class="side-note".*</span>', html, re.S)[0]
    assert copy == (
        '<span class="side-note" aria-hidden="true" data-nosnippet=""><b>1</b> One '
        '<a href="https://a.example" rel="noopener" tabindex="-1">https://a.example</a>.'
        "<br>• a<br>• b<br>q<br>x · y<br>1 · 2<br><code>c&lt;d</code>"
        "<br>• <code>e</code></span>"
    )


def test_identical_notes_are_reported_and_never_merged():
    rendered = result(
        "a[1] b[2] c[3]",
        Note("1", '"From the  Treaty", Moscow, Available at'),
        Note("2", "“from the Treaty”, Moscow", "https://a.example/"),
        Note("3", "Another."),
        Note("4", ""),
        Note("5", "", "https://b.example/"),
    )
    assert Finding("identical-notes", ("1", "2")) in rendered.findings
    assert rendered.notes_html.count("<li ") == 5
    assert rendered.sources == (
        Source("“from the Treaty”, Moscow", "https://a.example/", "1"),
        Source("Another.", "", "3"),
        Source("https://b.example/", "https://b.example/", "5"),
    )


def test_words_are_the_given_ones():
    words = Words(
        notes="टिप्पणियाँ",
        note="टिप्पणी {label}",
        back="वापस, {label}",
        missing="{label} नहीं",
    )
    rendered = result("a[^1] b[^2]", Note("1", "I."), words=words)
    assert '<h2 id="notes-heading">टिप्पणियाँ</h2>' in rendered.notes_html
    assert 'aria-label="टिप्पणी 1"' in rendered.html
    assert 'aria-label="वापस, 1"' in rendered.notes_html
    assert "2 नहीं" in rendered.notes_html


def test_note_of_too_many_characters_is_refused():
    with pytest.raises(SourceTooLong):
        result("a", Note("1", "x" * 200_001))
