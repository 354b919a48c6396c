"""Back references in notes, and which note each means."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import Finding, Note, analyse_notes, find_reference, render
from articles.text import with_new_numbers as renumbered

GUPTA = "A. K. Gupta, *Rivers of the North*, Delhi, 2019, p. 12."
SEN = "B. Sen, “Wells”, Economic Weekly, 2020."


def meant(*texts, source=None, **linked):
    """Return what each back reference means, by label."""
    notes = [
        Note(str(n), text, is_missing=not text, refers_to=linked.get(f"n{n}", ""))
        for n, text in enumerate(texts, 1)
    ]
    if source is None:
        source = " ".join(f"a[^{note.label}]" for note in notes)
    found = analyse_notes(source, notes).references
    return {each.label: each.means for each in found}


@pytest.mark.parametrize(
    "text",
    [
        "Ibid.", "ibid", "Ibid., p. 4", "*Ibid.*, pp. 4–5.", "See ibid., para 3.",
        "Ibidem.", "Idem", "Id.", "Id. at 12", "Id., p. 4", "loc. cit.", "Loc.cit., p. 2",
        "वही", "वही।", "वही, पृ. 12", "उपर्युक्त, पृष्ठ 3", "[Ibid.](https://example.org/)",
    ],
)  # fmt: skip
def test_ibid_means_the_note_before(text):
    assert meant(GUPTA, SEN, text) == {"3": "2"}


@pytest.mark.parametrize(
    "text",
    [
        "Identity cards, 2020", "ID card 12", "वही रिपोर्ट, 2020", "उपर्युक्त रिपोर्ट के अनुसार",
        "Note 1 of the report", "See note 1.", "Opcity", "Supranational law, 1", "Gupta, 2019",
        "Above 1 metre", "n 1",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_back_reference_is_none(text):
    assert find_reference(text) is None
    assert meant(GUPTA, text) == {}


def test_ibid_follows_the_order_of_first_citation():
    source = "a[^1] b[^3] c[^2] d[^1]"
    assert meant(GUPTA, "Ibid.", SEN, source=source) == {"2": "3"}


def test_chains_lead_to_the_note_with_the_source():
    assert meant(GUPTA, "Ibid.", "Ibid., p. 3", SEN, "Gupta, op. cit.", "Ibid.") == {
        "2": "1", "3": "1", "5": "1", "6": "1",
    }  # fmt: skip


def test_ibid_behind_one_that_says_more_means_that_note():
    assert meant(GUPTA, "Ibid.; Sen 2020 disagrees.", "Ibid.") == {"2": "1", "3": "2"}


@pytest.mark.parametrize(
    "texts",
    [
        ("Ibid.",),
        ("", "Ibid."),
        (GUPTA, "Op. cit., p. 4"),
        (GUPTA, "Rao, op. cit."),
        (GUPTA, "A., op. cit."),
        ("Gupta, op. cit.", GUPTA),
        (GUPTA, "supra note 9"),
        (GUPTA, "supra note 2"),
        (GUPTA, SEN, "supra notes 1 and 2"),
        ("Rao, op. cit.", "Ibid."),
    ],
)
def test_unclear_is_said_to_be_unclear(texts):
    assert set(meant(*texts).values()) == {""}


def test_ibid_that_the_text_does_not_cite_is_unclear():
    assert meant(GUPTA, "Ibid.", source="a[^1]") == {"2": ""}


@pytest.mark.parametrize(
    "text",
    [
        "Gupta, op. cit., p. 3", "See Gupta, *op. cit.*, pp. 3–4.", "A. K. Gupta, op.cit.",
        "Gupta, Rivers of the North, op. cit.", "Sen 2020; Gupta, op. cit., p. 3",
        "GUPTA, loc. cit.", "Gupta et al., op. cit.",
    ],
)  # fmt: skip
def test_op_cit_means_the_last_note_that_names_the_author(text):
    assert meant("Gupta, earlier, 2001", GUPTA, SEN, text)["4"] == "2"


def test_op_cit_of_two_authors_needs_both():
    both = "A. Gupta and B. Sen, Basins, 2018"
    assert meant(both, GUPTA, SEN, "Gupta and Sen, op. cit.") == {"4": "1"}


def test_op_cit_twice():
    assert meant(GUPTA, SEN, "Gupta, op. cit.", "Rao, op. cit.", "Sen, op. cit.") == {
        "3": "1", "4": "", "5": "2",
    }  # fmt: skip


def test_op_cit_in_hindi():
    assert meant("राम गुप्ता, नदियाँ, 2019", SEN, "गुप्ता, पूर्वोक्त, पृ. 3") == {"3": "1"}


@pytest.mark.parametrize(
    "text",
    [
        "supra note 1", "*Supra* note 1, at 12", "Gupta, supra n. 1, p. 4", "Supra fn 1",
        "See note 1 above.", "n. 1 above", "See footnote 1, supra", "infra note 1",
        "above, note 1", "For the figures see note 1 above; also Rao 2021.",
        "ऊपर टिप्पणी १ देखें", "टिप्पणी 1 ऊपर", "उपर्युक्त टिप्पणी 1",
    ],
)  # fmt: skip
def test_number_is_told(text):
    assert meant(GUPTA, SEN, text) == {"3": "1"}


def test_what_an_editor_has_linked_goes_before_the_guess():
    assert meant(GUPTA, SEN, "Ibid.", "Ibid.", n3="1") == {"3": "1", "4": "1"}


# The link in the list of notes


def html_of(text, refers_to="1", **more):
    notes = [Note("1", GUPTA), Note("2", text, refers_to=refers_to, **more)]
    return render("a[^1] b[^2]", notes, pictures={})


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ibid., p. 4", '<a href="#fn-1">Ibid.</a>, p. 4'),
        ("*Ibid.*, p. 4", '<a href="#fn-1"><em>Ibid.</em></a>, p. 4'),
        ("Gupta, *op. cit.*, p. 3", 'Gupta, <a href="#fn-1"><em>op. cit.</em></a>, p. 3'),
        ("*supra* note 1, p. 3", '<a href="#fn-1"><em>supra</em> note 1</a>, p. 3'),
        ("See **note\n1 *above***.", 'See <a href="#fn-1"><strong>note\n1 <em>above</em></strong></a>.'),
        ("supra *note 1 and more*", '<a href="#fn-1">supra <em>note 1 and more</em></a>'),
        ("Rao.\n\nSee n. 1 above", '<p>See <a href="#fn-1">n. 1 above</a>'),
        ("[Ibid.](https://example.org/)", '<a href="https://example.org/" rel="noopener">Ibid.</a>'),
        ("Rao, 2020", "Rao, 2020"),
    ],
)  # fmt: skip
def test_phrase_leads_to_the_note(text, html):
    made = html_of(text)
    assert html in made.notes_html
    assert made.html.count('href="#fn-1"') == 1 + html.count('"#fn-1"')
    assert made.notes_html.count('href="#fn-1"') == html.count('"#fn-1"')


def test_phrase_without_a_known_note_is_text():
    assert "#fn-" not in html_of("Ibid.", refers_to="").notes_html


def test_number_that_differs_from_the_link_is_found():
    found = html_of("supra note 7").findings
    assert Finding("reference-number", ("2", "7")) in found


def test_ibid_twice_is_neither_one_note_nor_a_source():
    notes = [Note("1", GUPTA), Note("2", "Ibid."), Note("3", SEN), Note("4", "Ibid.")]
    made = render("a[^1] b[^2] c[^3] d[^4]", notes, pictures={})
    assert made.findings == ()
    assert [source.label for source in made.sources] == ["1", "3"]


# New numbers


def test_numbers_follow_their_notes():
    new = {"4": "5", "5": "4", "12a": "13"}
    text = (
        "*supra* note 4, at 4; notes 4 and 5 above; supra note 12a; note 4 of it; p. 5"
    )
    assert renumbered(text, new) == (
        "*supra* note 5, at 4; notes 5 and 4 above; supra note 13; note 4 of it; p. 5"
    )


WORDS = st.sampled_from(
    ["Ibid.", "Gupta", "op. cit.", "supra", "note", "notes", "4", "5 and 4", "above", ",",
     "p. 4", "*", "n.", "वही", "टिप्पणी", "४", "\n\n", "[", "](x)"]
) | st.text(max_size=6)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)


@given(TEXTS)
def test_only_numbers_change(text):
    made = renumbered(text, {"4": "7", "5": "4"})
    assert re.sub(r"\d+", "", made) == re.sub(r"\d+", "", text)
    assert renumbered(text, {}) == text


@given(TEXTS)
def test_link_takes_no_word_away(text):
    note = Note("1", text)
    with_link = Note("1", text, refers_to="2")
    plain, linked = (
        re.sub(r"<[^>]*>", "", render("a", [each], pictures={}).notes_html)
        for each in (note, with_link)
    )
    assert linked == plain
