"""Pages of others, where they are present: counts are those of the twin files."""

import json
import re

import pytest

from articles.importing import Unreadable
from articles.importing.readers.web.reader import read_pasted, read_webpage
from articles.text import Note, render
from tests.sample_documents import FOLDER, needs_samples, sample

PAGES = sorted((FOLDER / "articles").glob("*.html"))
# The twin keeps later paragraphs of a note in the text.
SHORTER_TWINS = {"defuddle_footnotes--hr-continuation.html"}


def words(markdown):
    """The words of a text; how emphasis and addresses are spelt does not count."""
    bare = re.sub(r"\]\([^)]*\)|[*_<>\[\]#^-]|(?m:^\d+\. )", " ", markdown)
    return bare.replace("/ ", " ").split()


@needs_samples
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem[20:])
def test_read_pages_of_others(path):
    twin = path.with_name(f"{path.stem}.expected.md").read_text(encoding="utf-8")
    text = twin.partition("```\n")[2].partition("```\n")[2] or twin
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.M)
    cited = re.findall(r"\[\^\d+\](?!:)", text)
    report = read_webpage(path.read_bytes()).report
    assert (report.markers, report.notes) == (len(cited), len(defined))
    assert (report.missing, report.unused) == ((), ())
    assert "words-not-placed" not in {entry.code for entry in report.warnings}


@needs_samples
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem[20:])
def test_pages_of_others_say_what_their_twins_say(path):
    if path.name in SHORTER_TWINS:
        pytest.skip("the twin keeps later paragraphs of a note in the text")
    twin = path.with_name(f"{path.stem}.expected.md").read_text(encoding="utf-8")
    told = twin[twin.index("```\n", 5) + 4 :]
    body = re.split(r"^\[\^\d+\]:", told, flags=re.M)
    manuscript = read_webpage(path.read_bytes())
    source = re.sub(r"^#+ (?:Footnotes|PC Gamer.*)$", "", body[0], flags=re.M)
    assert words(manuscript.source) == words(source)
    for note, text in zip(manuscript.notes, body[1:], strict=True):
        assert words(note.text) == words(text.replace("/)", ")"))


@needs_samples
@pytest.mark.parametrize("name", ["dompurify_expect_third.json", "blns.json"])
def test_pasted_attacks_leave_nothing_that_runs(name):
    entries = json.loads(sample(f"sanitise/{name}").read_text(encoding="utf-8"))
    for entry in entries:
        attack = entry["payload"] if isinstance(entry, dict) else entry
        try:
            manuscript = read_pasted(f"<h1>T</h1><p>x {attack}</p>")
        except Unreadable:
            continue
        notes = [Note(n.label, n.text) for n in manuscript.notes if n.text]
        html = render(manuscript.source, notes, pictures={}).html
        assert not re.search(r"<[^>]*(?:javascript:|\son\w+=)|<script", html), attack
