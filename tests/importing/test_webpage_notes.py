"""One page for each way in which programs write footnotes."""

import pytest

from articles.importing.readers.web import read_webpage

FIRST, SECOND = (
    "Port office, Annual figures, p. 4.",
    "Ministry of Quays, letter of 3 May.",
)
LONG = (
    "Pilots are scarce along the coast, and every port that trains its own loses them."
)
END = (
    "The figures are plain enough, and nobody in the ministry has answered them since."
)


def page(body):
    return (
        '<!DOCTYPE html><html lang="en"><head><title>Lanes at Sea</title></head>'
        f"<body><article><h1>Lanes at Sea</h1>{body}</article></body></html>"
    ).encode()


def read(body):
    return read_webpage(page(body))


def text(one, two, rest):
    """Two paragraphs that cite the notes, and what comes after them."""
    return f"<p>{LONG}{one} More.</p><p>{END}{two}</p>{rest}"


PATTERNS = {
    "pandoc": text(
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        '<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a>',
        '<section class="footnotes" role="doc-endnotes"><hr><ol>'
        f'<li id="fn1"><p>{FIRST}<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li>'
        f'<li id="fn2"><p>{SECOND}<a href="#fnref2" class="footnote-back" role="doc-backlink">↩︎</a></p></li>'
        "</ol></section>",
    ),
    "word": text(
        '<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1" title=""><span'
        ' class=MsoFootnoteReference><span style="mso-special-character:footnote">'
        "<![if !supportFootnotes]><span>[1]</span><![endif]></span></span></a>",
        '<a style="mso-footnote-id:ftn2" href="#_ftn2" name="_ftnref2" title=""><span'
        " class=MsoFootnoteReference>[2]</span></a>",
        '<div style="mso-element:footnote-list"><br clear=all><hr align=left width="33%">'
        '<div style="mso-element:footnote" id=ftn1><p class=MsoFootnoteText>'
        '<a href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]'
        f"</span></a> {FIRST}<o:p></o:p></p></div>"
        '<div style="mso-element:footnote" id=ftn2><p class=MsoFootnoteText>'
        f'<a href="#_ftnref2" name="_ftn2" title="">[2]</a> {SECOND}</p></div></div>',
    ),
    "word-endnotes": text(
        '<a href="#_edn1" name="_ednref1"><sup>i</sup></a>',
        '<a href="#_edn2" name="_ednref2"><sup>ii</sup></a>',
        f'<div id="edn1"><p><a href="#_ednref1" name="_edn1">i</a> {FIRST}</p></div>'
        f'<div id="edn2"><p><a href="#_ednref2" name="_edn2">ii</a> {SECOND}</p></div>',
    ),
    "google-docs": text(
        '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>',
        '<sup><a href="#ftnt2" id="ftnt_ref2">[2]</a></sup>',
        "<hr>"
        f'<div><p class="c2"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;{FIRST}</span></p></div>'
        f'<div><p class="c2"><a href="#ftnt_ref2" id="ftnt2">[2]</a><span>&nbsp;{SECOND}</span></p></div>',
    ),
    "wordpress-block": text(
        '<sup data-fn="a-1" class="fn"><a href="#a-1" id="a-1-link">1</a></sup>',
        '<sup data-fn="b-2" class="fn"><a href="#b-2" id="b-2-link">2</a></sup>',
        f'<ol class="wp-block-footnotes"><li id="a-1">{FIRST} <a href="#a-1-link" aria-label="Jump to footnote reference 1">↩︎</a></li>'
        f'<li id="b-2">{SECOND} <a href="#b-2-link">↩︎</a></li></ol>',
    ),
    "wikipedia": text(
        '<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup>'
        '<sup id="cite_ref-2" class="reference"><a href="#cite_note-2"><span class="cite-bracket">[</span>2<span class="cite-bracket">]</span></a></sup>',
        '<sup id="cite_ref-a_1-1" class="reference"><a href="#cite_note-a-1">[1]</a></sup>',
        '<h2>References</h2><div class="reflist"><ol class="references">'
        '<li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-a_1-0"><sup><i><b>a</b></i></sup></a> '
        f'<a href="#cite_ref-a_1-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text">{FIRST}</span></li>'
        f'<li id="cite_note-2"><span class="mw-cite-backlink"><b><a href="#cite_ref-2">^</a></b></span> <span class="reference-text">{SECOND}</span></li>'
        "</ol></div>",
    ),
    "substack": text(
        '<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1" target="_self" class="footnote-anchor">1</a>',
        '<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-2" href="#footnote-2" target="_self" class="footnote-anchor">2</a>',
        f'<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>{FIRST}</p></div></div>'
        f'<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-2" href="#footnote-anchor-2" class="footnote-number">2</a><div class="footnote-content"><p>{SECOND}</p></div></div>',
    ),
    "drupal": text(
        '<a class="see-footnote" id="footnoteref1_abc" title="x" href="#footnote1_abc">1</a>',
        '<a class="see-footnote" id="footnoteref2_abc" title="x" href="#footnote2_abc">2</a>',
        f'<ul class="footnotes"><li class="footnote" id="footnote1_abc"><a class="footnote-label" href="#footnoteref1_abc">1.</a> {FIRST}</li>'
        f'<li class="footnote" id="footnote2_abc"><a class="footnote-label" href="#footnoteref2_abc">2.</a> {SECOND}</li></ul>',
    ),
    "drupal-4": text(
        '<a class="footnote__citation" id="footnoteref1_x" href="#footnote1_x" aria-describedby="footnotes-group">1</a>',
        '<a class="footnote__citation" id="footnoteref2_x" href="#footnote2_x">2</a>',
        '<ul class="footnotes"><li class="footnotes__item-wrapper js-footnote-reference"><span class="footnotes__item-backlinks">'
        f'<a class="footnotes__item-backlink" id="footnote1_x" href="#footnoteref1_x">1</a></span><span class="footnotes__item-text"> {FIRST}</span></li>'
        '<li class="footnotes__item-wrapper"><span class="footnotes__item-backlinks">'
        f'<a class="footnotes__item-backlink" id="footnote2_x" href="#footnoteref2_x">2</a></span><span class="footnotes__item-text"> {SECOND}</span></li></ul>',
    ),
    "epub": text(
        '<a epub:type="noteref" href="#n1">1</a>',
        '<a epub:type="noteref" href="#n2">2</a>',
        f'<aside epub:type="footnote" id="n1"><p>{FIRST}</p></aside>'
        f'<aside epub:type="footnote" id="n2"><p>{SECOND}</p></aside>',
    ),
    "littlefoot": text(
        '<sup id="fnref:1"><a href="#fn:1" rel="footnote">1</a></sup>',
        '<sup id="fnref:2"><a href="#fn:2" rel="footnote">2</a></sup>',
        f'<div class="footnotes"><ol><li class="footnote" id="fn:1"><p>{FIRST} <a href="#fnref:1" title="return to article"> ↩</a></p></li>'
        f'<li class="footnote" id="fn:2"><p>{SECOND} <a href="#fnref:2" title="return to article"> ↩</a></p></li></ol></div>',
    ),
    "unfolding": text(
        '<sup class="modern-footnotes-footnote" data-mfn="1"><a href="javascript:void(0)" role="button" aria-describedby="mfn-1">1</a></sup>'
        f'<span id="mfn-1" role="tooltip" class="modern-footnotes-footnote__note">{FIRST}</span>',
        '<sup class="modern-footnotes-footnote" data-mfn="2"><a href="javascript:void(0)" role="button" aria-describedby="mfn-2">2</a></sup>'
        f'<span id="mfn-2" role="tooltip" class="modern-footnotes-footnote__note">{SECOND}</span>',
        "",
    ),
    "sup-and-list": text(
        "<sup>1</sup>",
        "<sup>2</sup>",
        f"<h3>Notes</h3><ol><li>{FIRST}</li><li>{SECOND}</li></ol>",
    ),
    "brackets-and-paragraphs": text(
        "[1]", " [2]", f"<p>Endnotes :</p><p>[1] {FIRST}</p><p>[2]{SECOND}</p>"
    ),
    "brackets-and-breaks": text(
        "[1]",
        "[2]",
        f"<p><strong>Endnotes:</strong></p><p>[1] {FIRST}<br>[2] {SECOND}</p>",
    ),
    "definition-list": text(
        '<sup><a href="#f1">1</a></sup>',
        '<sup><a href="#f2">2</a></sup>',
        f'<dl class="footnotes"><dt id="f1">1</dt><dd>{FIRST}</dd><dt id="f2">2</dt><dd>{SECOND}</dd></dl>',
    ),
    "table": text(
        '<sup><a href="#f1">1</a></sup>',
        '<sup><a href="#f2">2</a></sup>',
        f'<table><tr><td><a name="f1">1</a></td><td>{FIRST}</td></tr><tr><td><a name="f2">2</a></td><td>{SECOND}</td></tr></table>',
    ),
    "anchors-before": text(
        '<a href="#1">[1]</a>',
        '<a href="#2">[2]</a>',
        f'<h2>Notes</h2><a name="1"></a><p>1. {FIRST}</p><a name="2"></a><p>2. {SECOND}</p>',
    ),
    "libre-office": text(
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        '<a class="sdfootnoteanc" name="sdfootnote2anc" href="#sdfootnote2sym"><sup>2</sup></a>',
        f'<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>{FIRST}</p></div>'
        f'<div id="sdfootnote2"><p><a class="sdfootnotesym" name="sdfootnote2sym" href="#sdfootnote2anc">2</a>{SECOND}</p></div>',
    ),
    "own": text(
        '<sup class="note-marker" id="fnref-1"><a href="#fn-1" role="doc-noteref" aria-label="Note 1">1</a></sup>'
        f'<span class="side-note" aria-hidden="true" data-nosnippet=""><b>1</b> {FIRST}</span>',
        '<sup class="note-marker" id="fnref-2"><a href="#fn-2" role="doc-noteref" aria-label="Note 2">2</a></sup>'
        f'<span class="side-note" aria-hidden="true"><b>2</b> {SECOND}</span>',
        '<section id="notes" class="notes" role="doc-endnotes"><h2 id="notes-heading">Notes</h2><ol role="list">'
        f'<li id="fn-1" value="1"><span class="note-number">1</span> <p>{FIRST} <a class="note-return" href="#fnref-1" role="doc-backlink">↩ 1</a></p></li>'
        f'<li id="fn-2" value="2"><span class="note-number">2</span> <p>{SECOND} <a class="note-return" href="#fnref-2" role="doc-backlink">↩ 2</a></p></li></ol></section>',
    ),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_read_the_footnotes_of(name):
    manuscript = read(PATTERNS[name])
    assert [(n.label, n.text.rstrip()) for n in manuscript.notes] == [
        ("1", FIRST),
        ("2", SECOND),
    ]
    markers = "[^1][^2]" if name == "wikipedia" else "[^1]"
    last = "[^1]" if name == "wikipedia" else "[^2]"
    assert manuscript.source == f"{LONG}{markers} More.\n\n{END}{last}"
    assert (manuscript.title, manuscript.report.matched) == ("Lanes at Sea", 2)
    codes = {entry.code for entry in manuscript.report.warnings}
    assert codes <= {"no-byline", "no-date"}


def labels(manuscript):
    return [note.label for note in manuscript.notes]


def repaired(manuscript):
    return [entry.code for entry in manuscript.report.repaired]


def test_a_marker_whose_note_is_gone_keeps_its_label():
    manuscript = read(
        text(
            '<sup><a href="#fn1">1</a></sup>',
            '<sup><a href="#fn3">3</a></sup> <sup><a href="#fn2">2</a></sup>',
            f'<ol class="footnotes"><li id="fn1">{FIRST}</li><li id="fn2">{SECOND}</li></ol>',
        )
    )
    assert manuscript.report.missing == ("3",)
    assert manuscript.source.endswith("[^3][^2]")
    assert (manuscript.report.markers, manuscript.report.matched) == (3, 2)


def test_a_list_keeps_notes_that_nobody_cites_and_its_own_numbers():
    manuscript = read(
        text(
            '<sup><a href="#n7">7</a></sup>',
            '<sup><a href="#n9">9</a></sup>',
            f'<ol start="7"><li id="n7">{FIRST}</li><li>Not cited.</li><li id="n9">{SECOND}</li></ol>',
        )
    )
    assert labels(manuscript) == ["7", "8", "9"]
    assert manuscript.report.unused == ("8",)


def test_notes_of_each_section_get_labels_of_their_own():
    part = (
        f'<h2>Part</h2><p>{LONG}<a href="#{{0}}1">[1]</a></p>'
        f'<p id="{{0}}1"><a href="#b{{0}}1">[1]</a> Note {{0}}.</p>'
    )
    manuscript = read("".join(part.format(letter) for letter in "xyz"))
    assert labels(manuscript) == ["1", "1a", "1b"]
    assert [note.text for note in manuscript.notes] == ["Note x.", "Note y.", "Note z."]
    assert manuscript.source.count("[^1]") == manuscript.source.count("[^1b]") == 1
    assert repaired(manuscript) == ["label-repeated", "label-repeated"]


def test_letters_and_signs_are_numbered_behind_the_numbers():
    manuscript = read(
        text(
            '<sup><a href="#cite_note-a">[a]</a></sup><sup><a href="#cite_note-1">[1]</a></sup>',
            '<sup><a href="#cite_note-s">*</a></sup>',
            f'<ol class="notes"><li id="cite_note-a">Letter.</li></ol><p id="cite_note-s">* Star.</p>'
            f'<ol class="references"><li id="cite_note-1">{FIRST}</li></ol>',
        )
    )
    notes = {note.label: note.text for note in manuscript.notes}
    assert notes["1"] == FIRST
    assert (notes["2"], notes["3"].lstrip("\\* ")) == ("Letter.", "Star.")
    assert "[^2][^1]" in manuscript.source
    assert repaired(manuscript) == ["note-sign", "note-sign"]


def test_several_paragraphs_and_lists_in_one_note():
    manuscript = read(
        text(
            '<sup><a href="#fn1">1</a></sup>',
            "",
            f'<ol class="footnotes"><li id="fn1"><p>{FIRST}</p><ul><li>a</li><li>b</li></ul>'
            '<p>End. <a href="#fnref1">↩</a></p></li></ol>',
        )
    )
    assert manuscript.notes[0].text == f"{FIRST}\n\n- a\n- b\n\nEnd."


def test_a_note_that_names_another_keeps_its_words():
    manuscript = read(
        text(
            '<sup><a href="#fn1">1</a></sup>',
            '<sup><a href="#fn2">2</a></sup>',
            f'<ol class="footnotes"><li id="fn1">{FIRST}</li>'
            '<li id="fn2">See note <a href="#fn1">1</a>, p. 5. <a href="#fnref2">↩</a></li></ol>',
        )
    )
    assert manuscript.notes[1].text == "See note 1, p. 5."


def test_a_note_that_begins_with_a_day_keeps_it():
    manuscript = read(
        text(
            "<sup>1</sup>",
            "<sup>2</sup>",
            "<h3>Notes</h3><ol><li>1 May 2020.</li><li>2 June 2020.</li></ol>",
        )
    )
    assert [note.text for note in manuscript.notes] == ["1 May 2020.", "2 June 2020."]


def test_pages_and_pictures_have_numbers_that_are_no_markers():
    manuscript = read(
        f'<ol class="slides"><li><a href="#slide1">1</a></li><li><a href="#slide2">2</a></li></ol>'
        f'<div id="slide1"><p>{LONG}</p></div><div id="slide2"><p>{END}</p></div>'
        "<p>It is 5 km<sup>2</sup> wide, E = mc<sup>2</sup>, and 10<sup>th</sup>.</p>"
    )
    assert manuscript.report.markers == manuscript.report.notes == 0
    assert "5 km² wide, E = mc², and 10th." in manuscript.source


def test_a_power_is_no_marker_beside_linked_notes():
    manuscript = read(
        text(
            '<sup><a href="#fn1">1</a></sup>',
            ' E = mc<sup>2</sup>.<sup><a href="#fn2">2</a></sup>',
            f'<ol class="footnotes"><li id="fn1">{FIRST}</li><li id="fn2">{SECOND}</li></ol>',
        )
    )
    assert manuscript.source.endswith("E = mc².[^2]")


def test_text_below_the_notes_stays_text():
    manuscript = read(
        text(
            "<sup>1</sup>",
            "<sup>2</sup>",
            f"<p><b><sup>1</sup></b> {FIRST}</p><p><b><sup>2</sup></b> {SECOND}</p><p>Update: {LONG}</p>",
        )
    )
    assert manuscript.source.endswith(f"Update: {LONG}")
    assert [note.text for note in manuscript.notes] == [FIRST, SECOND]


def test_more_notes_than_there_are_labels_are_listed():
    items = "".join(f'<li id="n{n}">Note {n}.</li>' for n in range(1, 1003))
    cited = "".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in range(1, 1000))
    manuscript = read(f"<p>{LONG}{cited}</p><ol>{items}</ol>")
    assert manuscript.report.notes == manuscript.report.matched == 999
    lost = [
        e.text
        for e in manuscript.report.left_out
        if e.code == "note-without-free-label"
    ]
    assert lost == ["Note 1000.", "Note 1001.", "Note 1002."]
