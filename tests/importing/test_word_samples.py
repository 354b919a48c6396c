"""Real Word files, where they are present, beside what an independent counter found."""

import pytest

from articles.importing.readers.word import read_word
from bench.counting import count, lost_words
from tests.sample_documents import FOLDER, needs_samples, sample

from .test_properties import kept_texts

REFUSED = ("gen_bomb", "gen_empty", "gen_html", "gen_rtf", "gen_xxe")
REFUSED += ("hostile_poi_password", "hostile_poi_truncated")
FILES = sorted(
    path
    for path in (FOLDER / "docx").glob("*.doc?")
    if not path.name.startswith(REFUSED)
)


def word_sample(name):
    return read_word(sample(f"docx/{name}").read_bytes())


@needs_samples
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sample_balances(path):
    before, manuscript = count(path), read_word(path.read_bytes())
    report = manuscript.report
    assert (report.markers, report.notes) == (before.markers, before.notes)
    assert (report.missing, report.unused) == ((), ())
    assert "words-not-placed" not in {entry.code for entry in report.warnings}
    left = [e.text for e in report.left_out if e.code == "picture-of-other-kind"]
    assert manuscript.source.count("](picture:") + len(left) == before.pictures
    assert manuscript.source.count("\n| ---") == before.tables
    if "](http" not in manuscript.source:
        kept = "\n".join(kept_texts(manuscript)).replace("*", "").replace("\\", "")
        kept = kept.replace("[^", " [^")
        assert lost_words(before.words, kept) == []


def test_both_kinds_of_notes_in_one_sequence():
    manuscript = word_sample("sdk_ftEdNote.docx")
    assert [note.label for note in manuscript.notes] == ["1", "2", "3", "4"]
    assert manuscript.source.index("[^1]") < manuscript.source.index("[^4]")


def test_note_of_several_paragraphs():
    texts = [
        n.text for n in word_sample("gen_footnote_multi_paragraph_list.docx").notes
    ]
    assert texts == [texts[0]]
    assert texts[0].count("\n\n") == 2


def test_link_in_a_note():
    assert "http" in word_sample("mammoth_footnote-hyperlink.docx").notes[0].text


def test_note_in_a_table():
    assert "[^1] " in word_sample("poi_table_footnotes.docx").source


def test_numbering_that_restarts_is_one_sequence():
    notes = word_sample("lo_tdf92470_footnoteRestart.docx").notes
    assert [(n.label, n.text) for n in notes][2:] == [
        ("3", "First footnote on page 2"),
        ("4", "Second footnote on page 2"),
    ]


def test_drop_cap():
    assert "Drop cap" in word_sample("pandoc_drop_cap.docx").title


def test_text_moved_stands_once():
    source = word_sample("pandoc_track_changes_move.docx").source
    assert source.count("is some text") <= 1


def test_comments_stay_out():
    manuscript = word_sample("pydocx_comments-rich-para.docx")
    assert {entry.code for entry in manuscript.report.left_out} == {"comment"}
    assert "embedded" not in manuscript.source


def test_scripts_of_other_directions_and_signs():
    assert "טיול ליפן" in word_sample("opt_HC002-Hebrew-01.docx").title
    assert word_sample("hindi_short.docx").language == "hi"


def test_dangerous_links_are_words():
    source = word_sample("gen_js_hyperlinks.docx").source
    assert "javascript" not in source.casefold().replace("\\", "")
    assert "https://" in source
