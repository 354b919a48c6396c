"""An article as Markdown: our own importer reads back what was written."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting import MarkdownFile, Person, to_markdown
from articles.exporting.escaping import one_line
from articles.importing.formats import read_here as read
from articles.text import Note

ADDRESS = "https://www.example.org/articles/a/"
SOURCE = """The first paragraph.[^1]

## A heading

- one
- two[^2a]

| a | b |
|---|---|
| 1 | 2 |

```
[^9]: no note
```

> The last “paragraph”.[^4]"""


def file_of(**changes):
    fields = {
        "title": "Reservoirs",
        "source": SOURCE,
        "language": "en",
        "kind": "event report",
        "address": ADDRESS,
        "people": [Person("Asha Verma", "Asha", "Verma", "Dr", "Fellow", "VIF")],
    }
    return MarkdownFile(**fields | changes)


def back(file):
    return read(to_markdown(file).encode(), "a.md")


def test_fields_come_back():
    people = [
        Person("Asha Verma", "Asha", "Verma", "Dr", "Fellow", "Meridian Institute"),
        Person("Meridian Institute", is_organisation=True),
        Person("रवि शर्मा", "रवि", "शर्मा", "डॉ.", "वरिष्ठ फेलो", ""),
    ]
    found = back(
        file_of(
            title='What "so" means: a C# case',
            standfirst="One line.\nAnd another.",
            people=people,
            dated=date(2022, 6, 3),
            topics=[("topic", "Water"), ("topic", "Energy"), ("region", "South Asia")],
            picture_credit="Mira / Meridian",
            disclaimer="The views are the author’s own.\n\nAll of them.",
        )
    )
    assert found.title == 'What "so" means: a C# case'
    assert found.standfirst == "One line. And another."
    assert [person.display_name for person in found.people] == [
        person.name for person in people
    ]
    first, second, third = found.people
    assert (first.honorific, first.given_names, first.family_name) == (
        "Dr",
        "Asha",
        "Verma",
    )
    assert (first.role, first.affiliation) == ("Fellow", "Meridian Institute")
    assert (second.family_name, second.honorific) == ("", "")
    assert (third.honorific, third.role) == ("डॉ.", "वरिष्ठ फेलो")
    assert (found.dated, found.dated_precision) == (date(2022, 6, 3), "day")
    assert (found.kind, found.language) == ("event report", "en")
    assert found.topics == (
        ("topic", "Water"),
        ("topic", "Energy"),
        ("region", "South Asia"),
    )
    assert found.picture_credit == "Mira / Meridian"
    assert found.disclaimer == "The views are the author’s own. All of them."


FIELD = re.compile(r"""[\w ]+: (?:"[^"\\]*"|'(?:[^']|'')*')""")
QUOTED = st.text("\"'\\aé :#,[]{}|&*!%@`?~-", min_size=1).map(lambda text: f"A {text}.")


@given(st.tuples(QUOTED, QUOTED, QUOTED, QUOTED))
def test_fields_are_yaml_and_come_back_whatever_is_in_them(texts):
    names = ("title", "standfirst", "picture_credit", "disclaimer")
    file = file_of(**dict(zip(names, texts, strict=True)))
    fields = to_markdown(file).split("---\n")[1].splitlines()
    assert [line for line in fields if not FIELD.fullmatch(line)] == []
    found = back(file)
    assert [getattr(found, name) for name in names] == list(map(one_line, texts))


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ('"It\'s \\"so\\" in C:\\\\temp"', 'It\'s "so" in C:\\temp'),
        ("'It''s \"so\"'", """It's "so\""""),
        ("\"It''s\"", "It''s"),
        (r"'a\\b'", r"a\\b"),
        (r'C:\temp, "so"', r'C:\temp, "so"'),
    ],
)
def test_quoted_fields_of_others_are_read_as_yaml(written, read_as):
    assert (
        read(f"---\ntitle: {written}\n---\n\nText.".encode(), "a.md").title == read_as
    )


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("day", "2022-06-03"), ("month", "2022-06"), ("year", "2022")],
)
def test_date_is_as_exact_as_it_is_known(precision, shown):
    file = file_of(dated=date(2022, 6, 3), precision=precision)
    assert f'date: "{shown}"' in to_markdown(file)
    assert back(file).dated_precision == precision


def test_undated_article_has_no_date():
    assert "date:" not in to_markdown(file_of())
    assert back(file_of()).dated is None


def test_text_and_notes_come_back_and_missing_ones_are_named():
    notes = [
        Note("1", "One.\n\n- a list\n- in it\n\nAnd a paragraph."),
        Note("2a", "Two, with *marks* and [a link](https://example.org/)."),
        Note("3", "", is_missing=True),
        Note("4", "Four."),
        Note("40", "", is_missing=True),
    ]
    found = back(file_of(notes=notes))
    assert found.source == SOURCE
    told = [(note.label, note.text, note.is_missing) for note in found.notes]
    assert told == [(note.label, note.text, note.is_missing) for note in notes]
    assert 'missing notes: "3, 40"' in to_markdown(file_of(notes=notes))


def test_link_of_a_note_is_written_out():
    note = Note(
        "1",
        "Available at",
        link="https://example.org/a",
        archived_link="https://web.archive.org/b",
        accessed_on="3 June 2022",
    )
    assert (
        "[^1]: Available at <https://example.org/a> (archived: "
        "<https://web.archive.org/b>) (accessed 3 June 2022)"
    ) in to_markdown(file_of(notes=[note]))


def test_marker_before_a_colon_stays_a_marker():
    note = Note("1", "One.")
    found = back(file_of(source="[^1]: is what it says.", notes=[note]))
    assert found.source == "[^1]\\: is what it says."
    assert [each.text for each in found.notes] == ["One."]


def test_what_no_page_shows_is_not_handed_out():
    source = (
        "[//]: # (hidden)\n\nSee [this][a].[^1]\n\n> [todo]: hidden\n>   'hidden'\n>\n"
        '> Said.\n\n[a]: https://example.org/ "A title"\n\n<!-- shown -->\n\n'
        "```\n[code]: shown\n```"
    )
    note = Note("1", "One, [b].\n\n[b]: https://example.org/b\n[c]: /hidden")
    made = to_markdown(file_of(source=source, notes=[note]))
    assert "hidden" not in made
    assert '[a]: https://example.org/ "A title"' in made
    assert "[^1]: One, [b].\n\n    [b]: https://example.org/b\n" in made
    assert "<!-- shown -->" in made
    assert "[code]: shown" in made


def test_pictures_get_absolute_addresses():
    uid = "1b671a64-40d5-491e-99b0-da01ff1f3341"
    address = "https://www.example.org/media/p.webp"
    made = to_markdown(
        file_of(source=f'![A dam](picture:{uid} "x")', pictures={uid: address})
    )
    assert f'![A dam]({address} "x")' in made


def test_numbers_of_the_work_are_told():
    made = to_markdown(
        file_of(
            doi="10.5555/a", isbn="0-306-40615-2", report_number="12", licence="CC BY"
        )
    )
    for line in (
        'doi: "10.5555/a"',
        'isbn: "0-306-40615-2"',
        'report number: "12"',
        'licence: "CC BY"',
        f'address: "{ADDRESS}"',
    ):
        assert line in made


# Whatever words there are, they come back.

WORDS = st.sampled_from(
    [
        "the",
        "water",
        "पानी",
        "“so”",
        "isn’t",
        "50%",
        "(and)",
        "1990s",
        "a–b",
        "*marked*",
        "`code`",
        "É",
        "https://example.org/x",
        "river,",
        "bank;",
        "it’s",
        "ज्ञान",
        "so",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(
    lambda words: "So " + " ".join(words) + " it is."
)
LABELS = st.lists(
    st.integers(1, 12), min_size=0, max_size=8, unique=True
).map(lambda numbers: sorted(numbers))  # fmt: skip


@given(st.lists(SENTENCES, min_size=1, max_size=5), LABELS, st.data())
def test_export_is_read_back(paragraphs, labels, data):
    notes = [
        Note(str(label), *data.draw(st.tuples(SENTENCES)))
        if data.draw(st.booleans())
        else Note(str(label), "", is_missing=True)
        for label in labels
    ]
    cited = [
        f"{text}[^{label}]" for text, label in zip(paragraphs, labels, strict=False)
    ]
    source = "\n\n".join([*cited, *paragraphs[len(cited) :]])
    found = back(file_of(source=source, notes=notes, dated=date(2022, 6, 3)))
    assert found.source == source
    written = {note.label: (note.text, note.is_missing) for note in notes}
    read_back = {note.label: (note.text, note.is_missing) for note in found.notes}
    assert written.items() <= read_back.items()
    assert all(missing for _text, missing in (
        read_back[label] for label in read_back.keys() - written.keys()
    ))  # fmt: skip
    assert [person.display_name for person in found.people] == ["Asha Verma"]
