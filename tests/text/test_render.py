"""The standing sample, where it is present; small texts of our own elsewhere."""

import math
import re

import pytest

from articles.text import Finding, Note, render
from tests import sample_documents

LOST = Note("3", "", is_missing=True)


@pytest.fixture(scope="module")
def sample():
    path = sample_documents.sample("articles/csto-collective-security.txt")
    head, _, rest = path.read_text(encoding="utf-8").partition("Endnotes :")
    source = head.split("\n\n", 1)[1]
    notes = [Note(n, text) for n, text in re.findall(r"(?m)^\[(\d+)\] ?(.*)$", rest)]
    notes.insert(2, LOST)
    return render(source, notes, pictures={})


def test_sample_markers_and_items(sample):
    assert sample.markers == tuple(str(n) for n in range(1, 14))
    assert sample.html.count('role="doc-noteref"') == 13
    assert re.findall(r'<li id="fn-(\d+)"', sample.notes_html) == list(sample.markers)
    assert re.findall(r'href="#fn-(\d+)"', sample.html) == list(sample.markers)
    assert "Note 3 is missing from the source text." in sample.notes_html


def test_sample_has_no_dangling_phrase_and_no_space_before_markers(sample):
    assert "vailable at" not in sample.html + sample.notes_html
    assert re.findall(r"\s<sup", sample.html) == []


def test_sample_findings_and_sources(sample):
    codes = [finding.code for finding in sample.findings]
    assert codes.count("without-link") == 12
    assert [f for f in sample.findings if f.code != "without-link"] == [
        Finding("missing-note", ("3",)),
        Finding("identical-notes", ("2", "4")),
        Finding("identical-notes", ("8", "11", "13")),
    ]
    assert len(sample.sources) == 9


def test_sample_is_seven_minutes_long(sample):
    assert 1_600 < sample.word_count < 1_650
    assert math.ceil(sample.word_count / 238) == 7


def test_findings_of_a_text_in_all_its_faults():
    rendered = render(
        "a[1] b[2] c[^3] d[77] ![e](picture:f)",
        [Note("1", "One. Available at"), Note("2", "One."), Note("5", "Five.")],
        pictures={},
    )
    assert rendered.findings == (
        Finding("bracket-number", ("77",)),
        Finding("picture-unknown", ("f",)),
        Finding("without-link", ("1",)),
        Finding("marker-without-note", ("3",)),
        Finding("note-without-marker", ("5",)),
        Finding("identical-notes", ("1", "2")),
    )


def test_empty_source():
    rendered = render("", [], pictures={})
    assert (rendered.html, rendered.plain, rendered.word_count) == ("", "", 0)
