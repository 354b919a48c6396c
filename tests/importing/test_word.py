"""Word files: what an author sees in Word stands in the manuscript."""

import io
from datetime import date

import pytest
from PIL import Image

from articles.importing.readers.word import read_word
from articles.importing.readers.word import story as word_story

from .docx_writer import (
    BOLD,
    HIDDEN,
    ITALIC,
    LOWERED,
    RAISED,
    box,
    deleted,
    docx,
    en,
    field,
    fn,
    inserted,
    item,
    link,
    note,
    p,
    part,
    picture,
    r,
    table,
)

LONG = "The sea rises along the whole coast, and nobody has measured it before. " * 4


def source(*blocks, **parts):
    """The source of a file with a title above the given blocks."""
    return read_word(docx(p("On Tides", style="Title"), *blocks, **parts)).source


def codes(manuscript):
    report = manuscript.report
    return {entry.code for entry in (*report.warnings, *report.repaired)}


def left(manuscript):
    return {entry.code: entry.text for entry in manuscript.report.left_out}


def png():
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "PNG")
    return out.getvalue()


def test_read_the_head():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p("What the sea does", style="Sub"),
            p("By Dr Asha Verma, Fellow, Meridian"),
            p("Mr B. Rao, Director, Coast Institute"),
            p("4 March 2026"),
            p(LONG),
        )
    )
    assert (manuscript.title, manuscript.standfirst) == (
        "On Tides",
        "What the sea does",
    )
    assert [person.display_name for person in manuscript.people] == [
        "Asha Verma",
        "B. Rao",
    ]
    assert (manuscript.dated, manuscript.dated_precision) == (date(2026, 3, 4), "day")
    assert manuscript.source == LONG.strip()
    assert codes(manuscript) == {"no-notes"}


@pytest.mark.parametrize(
    ("first", "claimed", "title"),
    [
        (p("On Tides", style="H1"), "", "On Tides"),
        (p("On Tides"), "Microsoft Word - old.doc", "On Tides"),
        (p("2019. A_year *of* tides"), "", "2019. A_year *of* tides"),
        (p("Brief 4") + p("On Tides"), "On Tides", "On Tides"),
        (p("He said so.", fn(1)), "On Tides", "On Tides"),
        (p("He said so.", fn(1)), "Document1", ""),
        (table(["a", "b"]), "draft_2.docx", ""),
    ],
)
def test_read_the_title_where_it_is(first, claimed, title):
    data = docx(first, p(LONG), title=claimed, footnotes={1: note("x")})
    manuscript = read_word(data)
    assert manuscript.title == title
    assert ("no-title" in codes(manuscript)) == (title == "")


def test_title_of_the_properties_is_reported():
    data = docx(p("He said so. She did."), p(LONG), title="On Tides")
    assert "title-of-properties" not in codes(read_word(data))
    data = docx(p("He said so.", fn(1)), title="On Tides", footnotes={1: note("x")})
    assert "title-of-properties" in codes(read_word(data))


def test_marker_in_the_title_is_moved_and_told():
    manuscript = read_word(
        docx(
            p("On Tides", fn(1), style="Title"),
            p("By Dr Asha Verma", fn(2)),
            p("Water", style="H1"),
            p(LONG, fn(3)),
            footnotes={n: note(f"note {n}") for n in (1, 2, 3)},
        )
    )
    assert manuscript.title == "On Tides"
    assert manuscript.people[0].display_name == "Asha Verma"
    assert manuscript.source.endswith("before.[^3][^1][^2]")
    assert manuscript.report.markers == manuscript.report.matched == 3
    assert "marker-in-head" in codes(manuscript)


def test_read_footnotes_and_endnotes_in_one_sequence():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p("One", en(7), " two", fn(3), " three", en(5), ", again", fn(3), "."),
            table(["a", "b"], [p("cell", fn(2)), "d"]),
            footnotes={2: note("foot two"), 3: note("foot three", "more", "last")},
            endnotes={5: note("end five"), 7: note("end seven")},
        )
    )
    assert manuscript.source.startswith("One[^1] two[^2] three[^3], again[^2].")
    assert "| cell[^4] | d |" in manuscript.source
    assert [(n.label, n.text) for n in manuscript.notes] == [
        ("1", "end seven"),
        ("2", "foot three\n\nmore\n\nlast"),
        ("3", "end five"),
        ("4", "foot two"),
    ]
    assert (manuscript.report.markers, manuscript.report.notes) == (5, 4)


def test_read_links_in_text_and_notes_by_their_own_relations():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p("See ", link("x1", "here"), " and ", link("x2", "this"), fn(1), "."),
            p("A ", field(' HYPERLINK "https://c.org/a" \\h ', r("field")), " too."),
            footnotes={1: p("In ", link("x1", "there"), ".")},
            links={"x1": "https://a.org/", "x2": "file:///etc/passwd"},
            note_links={"x1": "https://b.org/"},
        )
    )
    assert manuscript.source == (
        "See [here](https://a.org/) and this[^1].\n\nA [field](https://c.org/a) too."
    )
    assert manuscript.notes[0].text == "In [there](https://b.org/)."
    dropped = next(w for w in manuscript.report.warnings if w.code == "links-dropped")
    assert dict(dropped.parameters) == {"count": 1, "addresses": "file:///etc/passwd"}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p(r("a ", BOLD), r("b", BOLD + ITALIC), " c"), "**a *b*** c"),
        (p(r("sure", '<w:rStyle w:val="Em"/>'), "!"), "*sure*!"),
        (p("x", r("2", RAISED), " H", r("2", LOWERED), "O"), "x² H₂O"),
        (p(r(inner="<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>")), "a\\\nb c"),
        (p("soft\u00adhyphen “quoted” ‘it’s’"), "softhyphen “quoted” ‘it’s’"),
        (p("1. *a* [7] <b>"), "1\\. \\*a\\* [7] \\<b>"),
        (p("Head", style="Own") + p("Lower", style="H2"), "## Head\n\n## Lower"),
        (p("a", style="H1") + p("b", style="Own"), "## a\n\n### b"),
        (p("a", properties='<w:outlineLvl w:val="2"/>'), "## a"),
        (p("q1", style="Q") + p("q2", style="Q"), "> q1\n>\n> q2"),
        (item("a") + item("b", level=1) + item("c"), "- a\n  - b\n- c"),
        (item("a", "2") + p("x") + item("b", "2"), "1. a\n\nx\n\n2. b"),
        (table(["a", "b"], ["1|2", ""], head=True), "| a | b |\n| --- | --- |\n| 1\\|2 |  |"),
        (p(r(inner='<w:sym w:font="Wingdings" w:char="F0E0"/>')), "🡪"),
        (p("हिन्दी पाठ।") + p("שלום"), "हिन्दी पाठ।\n\nשלום"),
        (
            "<w:sdt><w:sdtContent>" + p("held") + "</w:sdtContent></w:sdt>",
            "held",
        ),
        (p("<w:ins/>", "<w:smartTag>" + r("x") + "</w:smartTag>"), "x"),
    ],
)  # fmt: skip
def test_read_blocks_and_looks(block, expected):
    assert source(p(LONG), block) == f"{LONG.strip()}\n\n{expected}"


def test_bold_lines_are_headings_where_there_are_no_others():
    bold = p(r("The Long Way", BOLD))
    assert "\n\n## The Long Way\n\n" in source(p(LONG), bold, p(LONG))
    assert "**The Long Way**" in source(p(LONG), p("x", style="H1"), bold, p(LONG))


def test_merged_cells_leave_places_empty():
    down = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"
    rows = (
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
        + p("wide")
        + "</w:tc></w:tr>"
        "<w:tr>"
        + down.format(' w:val="restart"', p("tall"))
        + f"<w:tc>{p('1')}</w:tc></w:tr>"
        "<w:tr>" + down.format("", "<w:p/>") + f"<w:tc>{p('2')}</w:tc></w:tr>"
    )
    said = source(p(LONG), f"<w:tbl>{rows}</w:tbl>")
    assert said.endswith("| wide |  |\n| --- | --- |\n| tall | 1 |\n|  | 2 |")


def test_changes_count_as_accepted():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p(
                "te",
                deleted("x"),
                "st ",
                inserted(r("new")),
                deleted("old", fn(2)),
                ".",
            ),
            p("first ", properties="<w:rPr><w:del/></w:rPr>"),
            p("second", fn(1)),
            f"<w:moveFrom>{r('moved')}</w:moveFrom>",
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('gone')}</w:tc></w:tr></w:tbl>",
            p(f"<w:moveTo>{r('moved', inner='')}</w:moveTo>"),
            footnotes={1: note("kept"), 2: note("dropped")},
        )
    )
    assert manuscript.source == "test new.\n\nfirst second[^1]\n\nmoved"
    assert [note.text for note in manuscript.notes] == ["kept"]
    assert left(manuscript)["deleted-text"] == "x old gone dropped"
    assert "words-not-placed" not in codes(manuscript)


def test_what_is_left_out_is_listed():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p("Contents 1", style="TOC1"),
            p("seen", r("unseen", HIDDEN)),
            p(field(' TOC \\o "1-3" ', r("Water 2"))),
            p(r(inner='<w:sym w:font="Odd" w:char="F0E0"/>'), picture("i1", "a chart")),
            comments=f'<w:comment w:id="1" w:author="Rao">{p("Really?")}</w:comment>',
            margins=p("Page head"),
            outside={"i1": "http://127.0.0.1:9/x.png"},
        )
    )
    assert [(entry.code, entry.text) for entry in manuscript.report.left_out] == [
        ("contents-list", "Contents 1"),
        ("hidden-text", "unseen"),
        ("contents-list", "Water 2"),
        ("symbol", "Odd F0E0"),
        ("picture-outside", "http://127.0.0.1:9/x.png a chart"),
        ("comment", "Rao: Really?"),
        ("page-margin", "Page head"),
    ]
    assert manuscript.source == "seen"


def test_text_boxes_stand_behind_their_paragraph_once():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p("before", box(p("boxed", fn(1)))),
            p("after"),
            footnotes={1: note("x")},
        )
    )
    assert manuscript.source == "before\n\nboxed[^1]\n\nafter"
    assert "text-box" in codes(manuscript)


def test_drop_cap_joins_its_word():
    cap = p(r("T", BOLD), properties='<w:framePr w:dropCap="drop"/>')
    assert source(cap, p("he sea rises.")) == "The sea rises."


def test_author_s_own_sign_gives_way_to_a_number():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p("One", fn(1, mark="*"), " two", fn(2), "."),
            footnotes={1: p(r("*"), r(" starred")), 2: note("plain")},
        )
    )
    assert manuscript.source == "One[^1] two[^2]."
    assert [n.text for n in manuscript.notes] == ["starred", "plain"]
    assert "note-sign" in codes(manuscript)


def test_empty_notes_are_missing_and_uncited_ones_kept():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p("One", fn(1), " two", fn(2), " three", fn(9), "."),
            footnotes={1: note("first"), 2: note(""), 5: note("nobody cites me")},
        )
    )
    assert manuscript.report.missing == ("2", "3")
    assert manuscript.report.unused == ("4",)
    assert manuscript.notes[3].text == "nobody cites me"


def test_cross_reference_to_a_note_is_a_marker():
    marked = (
        f'<w:bookmarkStart w:id="5" w:name="_Ref1"/>{fn(1)}<w:bookmarkEnd w:id="5"/>'
    )
    said = source(
        p("One", marked, ". As in note ", field(" NOTEREF _Ref1 \\h ", r("1")), "."),
        p("Lost ", field(" NOTEREF _Ref9 \\h ", r("4")), "."),
        footnotes={1: note("x")},
    )
    assert said == "One[^1]. As in note[^1].\n\nLost 4."


def test_pictures_come_with_their_bytes_once_each():
    data = png()
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p(picture("i1", 'A "red" square')),
            p("again ", picture("i1", "other words"), picture("i2", "drawn")),
            media={"i1": ("image1.png", data), "i2": ("image2.emf", b"\1\0\0\0")},
        )
    )
    assert [(x.key, x.data, x.name) for x in manuscript.pictures] == [
        ("p1", data, "image1.png")
    ]
    assert manuscript.pictures[0].alt == 'A "red" square'
    assert manuscript.source == (
        '![A "red" square](picture:p1)\n\nagain ![other words](picture:p1)'
    )
    assert left(manuscript)["picture-of-other-kind"] == "image2.emf (drawn)"
    assert manuscript.summary("a.docx")["pictures"] == 1


def test_formulas_stand_on_one_line():
    formula = "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"
    manuscript = read_word(docx(p("On Tides", style="Title"), f"<w:p>{formula}</w:p>"))
    assert manuscript.source == "E=mc"
    assert "formulas" in codes(manuscript)


def test_tail_is_taken():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p(LONG),
            p("Image source: https://a.org/x_y.jpg"),
            p(r("Disclaimer: The views expressed are the author’s own (*).", ITALIC)),
        )
    )
    assert manuscript.picture_credit == "https://a.org/x_y.jpg"
    assert manuscript.disclaimer == "The views expressed are the author’s own (*)."
    assert manuscript.source == LONG.strip()


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p("a", properties="<w:rPr><w:del/></w:rPr>"), "a"),
        (
            p(r("a "), '<w:fldSimple w:instr=" PAGE ">' + r("4") + "</w:fldSimple>"),
            "a 4",
        ),
        (
            p(r(inner='<w:pict><v:shape><v:textpath string="Art"/></v:shape></w:pict>')),
            "Art",
        ),
        (p("a", style="Level"), "## a"),
        (p(r(inner='<w:sym w:font="Symbol" w:char="zz"/>')) + p("a"), "a"),
        (p(r(inner='<w:sym w:font="Times" w:char="00E9"/>')), "é"),
        (p(picture("none")) + p("a"), "a"),
        (p("one", style="Code") + p("two *", style="Code"), "```\none\ntwo *\n```"),
        (item("a", "4") + item("b", "4", level=3), "1. a\n   - b"),
        (item("a", "2") + item("b", "5"), "1. a\n\n7) b"),
        (item("a", "77") + item(" ", "2") + item("b", "2"), "a\n\n2. b"),
        (p(r("a", inner='<w:br w:type="page"/><w:t>b</w:t><w:cr/><w:t>c</w:t>')), "a b\\\nc"),
    ],
)  # fmt: skip
def test_read_what_is_rare(block, expected):
    styles = (
        '<w:style w:styleId="Level"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="3"/>'
        '</w:pPr></w:style><w:style w:styleId="Code"><w:name w:val="Source Code"/></w:style>'
    )
    numbers = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    parts = {
        "word/styles.xml": part("styles", styles),
        "word/numbering.xml": part("numbering", numbers),
    }
    data = docx(p(LONG), block, title="On Tides At Noon", parts=parts)
    assert read_word(data).source == f"{LONG.strip()}\n\n{expected}"


def test_title_loses_its_lines_and_keeps_its_picture():
    title = p(r("On", inner="<w:br/><w:t>Tides</w:t>"), picture("i1"), style="Title")
    manuscript = read_word(docx(title, p(LONG), media={"i1": ("a.png", png())}))
    assert manuscript.title == "On Tides"
    assert manuscript.source == f"![](picture:p1)\n\n{LONG.strip()}"


def test_late_title_is_a_heading():
    later = p("Part", style="Title") + p("more", style="Sub")
    assert "## Part\n\nmore" in source(p(LONG), p(LONG), later)


def test_pictures_have_limits(monkeypatch):
    monkeypatch.setattr(word_story, "MOST_PICTURES", 1)
    monkeypatch.setattr(word_story, "LARGEST_PICTURE", len(png()) + 1)
    blocks = [p(picture(name)) for name in ("i1", "i2", "i3")]
    media = {"i1": ("a.png", png()), "i2": ("b.png", png()), "i3": ("c.png", png() * 2)}
    manuscript = read_word(docx(p("On Tides", style="Title"), *blocks, media=media))
    assert left(manuscript) == {
        "picture-too-many": "b.png",
        "picture-too-large": "c.png",
    }


def test_charts_and_diagrams_are_named():
    chart = (
        "<w:drawing><wp:inline><wp:docPr id='1' name='Chart 1' descr='Rising seas'/>"
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
        "</wp:inline></w:drawing>"
    )
    manuscript = read_word(docx(p("On Tides", style="Title"), p(LONG, r(inner=chart))))
    assert left(manuscript) == {"chart": "Rising seas"}


def test_moved_notes_come_once():
    manuscript = read_word(
        docx(
            p("On Tides", style="Title"),
            p(
                f"<w:moveFrom>{fn(1)}</w:moveFrom>",
                "text",
                f"<w:moveTo>{fn(2)}</w:moveTo>",
            ),
            footnotes={1: note("same"), 2: note("same")},
        )
    )
    assert [n.text for n in manuscript.notes] == ["same"]
    assert manuscript.report.left_out == ()
