"""The PDF of an article: what is printed, and that nothing hostile breaks it."""

import io
import json
import re
import time

import pytest
from PIL import Image

from articles.exporting.pdf.document import (
    PrintedArticle,
    PrintedPerson,
    PrintedWords,
    to_paper,
)
from articles.exporting.pdf.pictures import for_paper
from articles.exporting.pdf.program import FONTS
from articles.exporting.pdf.typesetter import CannotTypeset, typeset
from articles.text import Figure, Note, to_tree

from .paper_tools import INNER_LINK, about, needs_poppler, run, words_in

pytestmark = needs_poppler
ADDRESS = "https://www.example.org/articles/reservoirs/"
LONG = "https://example.org/" + "a-very-long-path/" * 17
FIGURE = Figure("/media/p.webp", "", 1200, 800, "A dam", "The dam", "Mira")


def paper(source="A text.", notes=(), **changes):
    fields = {
        "language": "en",
        "title": "Reservoirs of Śrīnagar",
        "kind": "Paper",
        "address": ADDRESS,
        "tree": to_tree(source, list(notes), pictures={"p": FIGURE}),
        "site_name": "Meridian Review",
        "full_name": "Meridian Institute",
    }
    return PrintedArticle(**fields | changes)


def pdf_of(source="A text.", notes=(), pictures=None, **changes):
    pictures = pictures or {}
    names = {url: f"{number}.jpg" for number, url in enumerate(pictures)}
    files = {names[url]: data for url, data in pictures.items()}
    return typeset(to_paper(paper(source, notes, **changes), names), files)


def webp(mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, (1600, 900), "#336699").save(out, "WEBP")
    return out.getvalue()


@pytest.fixture(scope="module")
def whole():
    """Return the PDF of a paper with everything in it."""
    source = (
        "He said *so*.[^1] And [so](https://example.org/in-text).[^3]\n\n"
        "![](picture:p)\n\n## A heading\n\nŁódź, Çağlar, Kṛṣṇa.[^1]"
    )
    notes = [
        Note("1", "See [the file](https://example.org/file)."),
        Note("2", "Not cited.", link=LONG),
        Note("3", "", is_missing=True),
    ]
    return pdf_of(
        source,
        notes,
        pictures={"/media/p.webp": for_paper([webp()])[0]},
        standfirst="What it says in short.",
        byline=(PrintedPerson("Dr Asha Verma", "Fellow, Meridian"),),
        authors=("Asha Verma",),
        dates=("3 June 2022", "Updated 4 June 2022"),
        dated="2022-06-03",
        how_to_cite="Verma, Asha. “Reservoirs.” 2022.",
        report_number="MR/12",
        doi="10.5555/abc",
        isbn="978-0-306-40615-7",
        licence_name="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        keywords=("Water", "Energy"),
        corrections=(("Correction, 4 June 2022.", "A figure was put right."),),
        disclaimer="The views are the author’s own.\nAll of them.",
        picture_credit="Mira / Meridian",
    )


def test_first_page_says_who_what_and_when(whole):
    page = words_in(whole, "-l", "1")
    for said in (
        "Meridian Review",
        "Meridian Institute",
        "Paper",
        "Reservoirs of Śrīnagar",
        "What it says in short.",
        "Dr Asha Verma, Fellow, Meridian",
        "3 June 2022 · Updated 4 June 2022",
        "How to cite Verma, Asha. “Reservoirs.” 2022.",
        f"Address {ADDRESS}",
        "Report number MR/12",
        "DOI https://doi.org/10.5555/abc",
        "ISBN 978-0-306-40615-7",
        "Licence CC BY 4.0",
        "Correction, 4 June 2022. A figure was put right.",
    ):
        assert said in page
    assert "1 / 2" in page


def test_notes_have_the_numbers_of_the_page_and_their_addresses(whole):
    words = words_in(whole)
    notes = words[words.rindex("Notes") :]
    assert "1 See the file <https://example.org/file>." in notes
    assert "3 Note 3 is missing from the source text." in notes
    assert "Not cited in the text." in notes
    assert LONG.replace("-", "") in notes.replace(" ", "").replace("-", "")
    assert "<https://example.org/in-text>" not in words


def test_end_holds_disclaimer_and_credit_whole(whole):
    words = words_in(whole)
    assert "The views are the author’s own. All of them." in words
    assert "Image: Mira / Meridian" in words
    assert "The dam Image: Mira" in words


def test_file_says_what_it_is(whole):
    told = about(whole)
    assert told["Title"] == "Reservoirs of Śrīnagar"
    assert told["Subject"] == "What it says in short."
    assert told["Author"] == "Asha Verma"
    assert told["Keywords"] == "Water, Energy"
    assert told["CreationDate"].startswith("Fri Jun  3")
    assert told["Tagged"] == "yes"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole
    assert b"/Lang (en)" in whole or b"/Lang(en)" in whole


def test_links_lead_to_the_notes_and_back(whole):
    # Two to note 1, one to note 3, and back from each.
    assert len(INNER_LINK.findall(whole)) >= 5


def test_back_reference_leads_to_the_note_it_means():
    def made(refers_to):
        notes = [
            Note("1", "Pask, 2023."),
            Note("2", "*Ibid.*, p. 4.", refers_to=refers_to),
        ]
        return paper("One.[^1] Two.[^2]", notes)

    second = json.loads(to_paper(made("1"), {}))["notes"][1]["blocks"][0]["c"]
    assert [(node["u"], node["c"]) for node in second if node["t"] == "a"] == [
        ("#fn-1", [{"t": "s", "v": "Ibid.", "e": True}])
    ]
    links = {
        means: len(INNER_LINK.findall(typeset(to_paper(made(means), {}), {})))
        for means in ("", "1", "9")
    }
    # No note 9 is there to lead to.
    assert links[""] == links["9"] == links["1"] - 1
    assert "2 Ibid., p. 4." in words_in(typeset(to_paper(made("1"), {}), {}))


def test_undated_paper_has_no_date():
    assert "CreationDate" not in about(pdf_of())


def test_same_input_makes_the_same_text_and_another_makes_another():
    assert to_paper(paper(), {}) == to_paper(paper(), {})
    assert to_paper(paper(), {}) != to_paper(paper(site_name="Another"), {})


def test_hindi_is_set_in_its_own_face_with_its_own_words():
    words = PrintedWords(notes="संदर्भ", disclaimer="अस्वीकरण")
    note = Note("1", "कृपया *यह* देखें।")
    pdf = pdf_of(
        "पहुँचती है, *क्षत्रिय* **ज्ञान**।[^1]",
        [note],
        language="hi",
        title="चेतावनी किस तक पहुँचती है",
        words=words,
    )
    assert about(pdf)["Title"] == "चेतावनी किस तक पहुँचती है"
    printed = words_in(pdf)
    assert "संदर्भ" in printed
    assert "क्षत्रिय" in printed
    assert b"NotoSerifDevanagari-Regular" in pdf
    assert b"/Lang (hi)" in pdf or b"/Lang(hi)" in pdf


def test_letters_with_signs_are_in_the_same_face():
    pdf = pdf_of("ā ś ṣ ñ ł č ṛ ṇ ṭ ḍ ḥ ṃ ğ ő ệ *ā ś ṣ* **ł č**")
    assert b"Libertinus" not in pdf
    assert b"SourceSerif4" in pdf


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_picture_is_jpeg_and_no_wider_than_paper_needs(mode):
    [jpeg] = for_paper([webp(mode)])
    made = Image.open(io.BytesIO(jpeg))
    assert (made.format, made.size) == ("JPEG", (1440, 810))


def test_picture_that_cannot_be_read_is_told_of():
    first, *others = for_paper([webp(), b"no picture", webp()[:200], b""])
    assert first
    assert others == [None, None, None]
    assert for_paper([]) == []
    assert "A dam" in words_in(pdf_of("![](picture:p)"))


# Texts that are out to break it: each is set, and nothing runs off the page.

CELL = "Unverhältnismässigkeitsgrundsatz 12"
TABLE = f"|{'|'.join(['Internationalisation'] * 10)}|\n|{'-|' * 10}\n"
WIDER = f"|{'|'.join(['Column'] * 30)}|\n|{'-|' * 30}\n|{'|'.join(['value'] * 30)}|"
MARKUP = (
    '#read("/etc/passwd") $x^2$ @foo <label> #set page(width: 1pt) \\#x '
    '`#import "@preview/x:1.0.0"` _b_ // c /* d */ ~ -- = h https://x.org "a" \'b\''
)
HOSTILE = {
    "quotations": ">" * 100
    + " deep\n\n"
    + "\n\n".join("> " * level + "q" for level in range(40)),
    "lists": "\n".join("  " * level + "- item" for level in range(60)),
    "numbered lists": "\n".join("   " * level + "1. item" for level in range(60)),
    "quotations and lists": "\n".join("> " * n + "- " * n + "x" for n in range(30)),
    "wide table": TABLE + f"|{'|'.join([CELL] * 10)}|\n" * 5,
    "wider table": WIDER,
    "long word": "x" * 5000,
    "long word in a list": "- " + "x" * 500 + "\n  - " + "y" * 500,
    "nested marks": "*a **b " * 200 + "x" + "** c*" * 200,
    "right to left": "שלום עולם זה טקסט. مرحبا بالعالم هذا نص. \u202egnp.exe",
    "controls": "a\x00b\x07c\u2066\ufeff\ufffe\x1b[31m",
    "markup of typst": MARKUP,
    "code": "```\n" + "z" * 3000 + "\n\tindented\n```",
    "great numbers": "999999999. x\n\n0. y",
    "marks everywhere": "# a[^1]\n\n> b[^1]\n\n|x[^1]|\n|-|\n|y[^2]|",
    "long address": f"<{LONG}> [a]({LONG}) {LONG}",
    "links to notes": "[a](#fn-1) [b](#fn-99) [c](#fn-) [d](#note-1) [e](#)",
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_set_within_the_page(name):
    notes = [Note("1", HOSTILE[name] or "n"), Note("1", "The same label.")]
    pdf = pdf_of(HOSTILE[name] + "\n\nEnd.[^1]", notes)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    edges = run("pdftotext", "-bbox", "-", "-", data=pdf)
    right = [float(x) for x in re.findall(r'xMax="([\d.]+)"', edges)]
    assert max(right) < 595.3 - 20


@pytest.mark.parametrize("text", ["Chinese 这是一个很长的中文段落" * 40, "😀 👩‍👩‍👧"])
def test_letters_in_no_face_of_ours_cost_the_standard_alone(text):
    pdf = pdf_of(text)
    assert about(pdf)["Tagged"] == "yes"
    assert b"pdfuaid" not in pdf


def test_three_hundred_notes_are_set():
    source = " ".join(f"Word[^{number}]." for number in range(1, 301))
    notes = [Note(str(number), f"Note {number}.") for number in range(1, 301)]
    assert "300 Note 300." in words_in(pdf_of(source, notes))


def test_markup_of_the_template_is_printed_as_it_is():
    words = words_in(pdf_of(MARKUP, title='#read("paper.typ")'))
    assert '#read("/etc/passwd")' in words.replace("“", '"').replace("”", '"')
    assert "#let" not in words
    assert about(pdf_of(title='#read("paper.typ")'))["Title"] == '#read("paper.typ")'


def test_hostile_fields_are_set():
    word = "w" * 200
    pdf = pdf_of(
        title=word,
        standfirst=word,
        byline=(PrintedPerson(word, word),) * 30,
        authors=(word,),
        how_to_cite=word,
        disclaimer=word,
        picture_credit=word,
        corrections=((word, word),),
        site_name=word,
        full_name=word,
    )
    assert about(pdf)["Tagged"] == "yes"


# What cannot be set


def test_more_than_can_be_set_is_refused(monkeypatch):
    monkeypatch.setattr("articles.exporting.pdf.document.MOST_CHARACTERS", 2000)
    notes = [Note(str(number), "word " * 10) for number in range(1, 20)]
    with pytest.raises(CannotTypeset) as refused:
        to_paper(paper("x", notes), {})
    assert refused.value.code == "too-long"


def test_refusal_of_the_program_is_told():
    with pytest.raises(CannotTypeset) as refused:
        typeset("{}", {})
    assert refused.value.code == "refused"
    assert "does not contain key" in str(refused.value)


def test_program_that_hangs_is_stopped():
    start = time.monotonic()
    with pytest.raises(CannotTypeset) as refused:
        typeset(to_paper(paper(), {}), {}, seconds=0)
    assert refused.value.code == "slow"
    assert time.monotonic() - start < 60


def test_fonts_have_their_licences():
    names = {path.name for path in FONTS.iterdir()}
    assert {"SourceSerif4-OFL.txt", "NotoSerifDevanagari-OFL.txt"} <= names
    assert sum(name.endswith(".ttf") for name in names) == 6
