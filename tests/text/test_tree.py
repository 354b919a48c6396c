"""The tree of a text says what the page says: same labels, same words, same order."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from articles.text import Figure, Note, SourceTooLong, render, to_tree

CHART = Figure("/media/c.webp", "", 1200, 800, "A chart", "Water, in years", "Mira")
SOURCE = """
# First *part*

He said "so" — [here](https://example.org/a)[^2], `x"y`.[^9] And [^2] again.

> A quotation
>
> - a
> - b

3. three
   - deep

| Year | Sum |
|------|----:|
| 1990 | 12[^1] |

![](picture:c "Its caption")

```
if "a":
```

***
"""
NOTES = [
    Note("1", "One."),
    Note("2", 'See "this". Available at', link="https://www.example.org/x?y=1"),
    Note("4", "Uncited, https://example.org/b."),
    Note("7", "", is_missing=True),
]


def read(source, notes=NOTES, pictures=None):
    return to_tree(source, notes, pictures=pictures or {"c": CHART})


def words_of(nodes):
    """Return all the words of a part of a tree, in order."""
    if isinstance(nodes, list):
        return " ".join(words_of(node) for node in nodes)
    if nodes["t"] == "n":
        return nodes["label"]
    own = nodes.get("v", "") if nodes["t"] != "table" else ""
    parts = [nodes.get("head", []), *nodes.get("rows", []), nodes.get("c", [])]
    return " ".join([own, *(words_of(part) for part in parts)])


def test_blocks_stand_in_order():
    kinds = [block["t"] for block in read(SOURCE).blocks]
    assert kinds == ["h", "p", "quote", "ol", "table", "figure", "code", "rule"]


def test_markers_and_notes_are_those_of_the_page():
    tree = read(SOURCE)
    page = render(SOURCE, NOTES, pictures={"c": CHART})
    soup = BeautifulSoup(page.html, "html.parser")
    markers = [marker.text for marker in soup.select("sup")]
    found = re.findall(r'"t": "n", "label": "(\d+)"', json.dumps(tree.blocks))
    assert found == markers == ["2", "9", "2", "1"]
    listed = BeautifulSoup(page.notes_html, "html.parser").select(".note-number")
    assert [note.shown for note in tree.notes] == [each.text for each in listed]
    told = {note.label: (note.citations, note.remark) for note in tree.notes}
    assert told == {
        "1": (1, ""),
        "2": (2, ""),
        "4": (0, "Not cited in the text."),
        "7": (0, "Note 7 is missing from the source text."),
        "9": (1, "Note 9 is missing from the source text."),
    }


def test_words_are_those_of_the_page():
    tree = read(SOURCE)
    html = render(SOURCE, NOTES, pictures={"c": CHART}).html
    soup = BeautifulSoup(html, "html.parser")
    for extra in soup.select(".side-note, .heading-link, .paragraph-link, figure"):
        extra.decompose()
    said = soup.get_text(" ").replace("\u2060", "").split()
    assert words_of(tree.blocks).split() == said


def test_link_of_a_note_is_automatic_where_it_only_repeats_its_address():
    note = read(SOURCE).notes[1].blocks[0]["c"]
    links = [node for node in note if node["t"] == "a"]
    assert [(link["u"], link["auto"]) for link in links] == [
        ("https://www.example.org/x?y=1", True)
    ]
    assert not read("[word](https://example.org/)").blocks[0]["c"][0]["auto"]


def test_picture_has_the_words_it_has_on_the_page():
    figure = next(node for node in read(SOURCE).blocks if node["t"] == "figure")
    assert (figure["alt"], figure["caption"], figure["credit"]) == (
        "A chart",
        "Its caption",
        "Mira",
    )
    inline = read("See ![small](picture:c) here.").blocks[0]["c"][1]
    assert (inline["t"], inline["alt"]) == ("img", "small")
    assert words_of(read("![gone](picture:x)").blocks).strip() == "gone"


def test_table_keeps_alignments_and_rows():
    table = next(node for node in read(SOURCE).blocks if node["t"] == "table")
    assert table["align"] == ["", "right"]
    assert len(table["head"]) == 2
    assert [len(row) for row in table["rows"]] == [2]


def test_marks_never_nest_and_never_get_lost():
    runs = read("*a **b** c* ***d***").blocks[0]["c"]
    told = [(run["v"], run.get("e", False), run.get("b", False)) for run in runs]
    assert told == [
        ("a ", True, False),
        ("b", True, True),
        (" c", True, False),
        (" ", False, False),
        ("d", True, True),
    ]


def depth(nodes):
    return max((1 + depth(node.get("c", [])) for node in nodes), default=0)


@pytest.mark.parametrize(
    "source",
    [
        ">" * 100 + " deep",
        "\n".join("  " * level + "- item" for level in range(60)),
        "\n".join("> " * level + "- " * level + "x" for level in range(30)),
    ],
    ids=["quotations", "lists", "both"],
)
def test_depth_has_an_end_and_no_word_is_lost(source):
    tree = to_tree(source, [], pictures={})
    assert depth(tree.blocks) <= 20
    page = BeautifulSoup(render(source, [], pictures={}).html, "html.parser")
    letters = [letter for letter in page.get_text() if letter.isalpha()]
    assert [letter for letter in words_of(tree.blocks) if letter.isalpha()] == letters


def test_too_long_a_source_is_refused():
    with pytest.raises(SourceTooLong):
        to_tree("x" * 200_001, [], pictures={})
