"""Links and dates of access that stand in the text of a note."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import ExtractedLinks, Finding, extract_links

LINK = "https://example.org/a"
COPY = "https://web.archive.org/web/20200203/https://example.org/a"
MAY = date(2022, 5, 12)


@pytest.mark.parametrize(
    ("text", "lifted"),
    [
        (f"Title, 2022. {LINK}", ExtractedLinks("Title, 2022.", LINK)),
        (f"Title. Available at: {LINK}.", ExtractedLinks("Title. Available at:", LINK)),
        (
            f"Title. Retrieved from {LINK}",
            ExtractedLinks("Title. Retrieved from", LINK),
        ),
        (f"Title. URL: <{LINK}>", ExtractedLinks("Title. URL:", LINK)),
        (f"Title ({LINK}).", ExtractedLinks("Title.", LINK)),
        (f"Title [{LINK}]({LINK})", ExtractedLinks("Title", LINK)),
        (f"Title {COPY}", ExtractedLinks("Title", archived_link=COPY)),
    ],
)
def test_address_at_the_end_is_lifted(text, lifted):
    assert extract_links(text) == lifted


@pytest.mark.parametrize(
    "said",
    [
        "accessed 12 May 2022",
        "(accessed on 12th May, 2022)",
        "[last visited May 12, 2022]",
        "last accessed 2022-05-12",
        "Accessed on: 12 May 2022",
        "(12 मई 2022 को देखा गया)",
    ],
)
def test_date_of_access_is_lifted_with_the_address(said):
    lifted = extract_links(f"Title. {LINK} {said}.")
    assert (lifted.text, lifted.link, lifted.accessed_on) == ("Title.", LINK, MAY)
    before = extract_links(f"Title. {said} {LINK}")
    assert (before.link, before.accessed_on) == (LINK, MAY)


def test_date_between_retrieved_and_from():
    lifted = extract_links(f"Title. Retrieved May 12, 2022, from {LINK}.")
    assert lifted == ExtractedLinks(
        "Title.", LINK, accessed_on=MAY, said=("Retrieved May 12, 2022", ", from")
    )


def test_date_of_access_alone_is_lifted():
    assert extract_links("Title, accessed 12 May 2022.").accessed_on == MAY


@pytest.mark.parametrize("between", [" [", ", archived at ", " (copy: ", " "])
def test_archived_copy_beside_the_original(between):
    lifted = extract_links(f"Title {LINK}{between}{COPY}")
    assert (lifted.text, lifted.link, lifted.archived_link) == ("Title", LINK, COPY)
    swapped = extract_links(f"Title {COPY} {LINK}")
    assert (swapped.link, swapped.archived_link) == (LINK, COPY)


def test_date_that_can_be_read_in_two_ways_stays_and_is_found():
    text = f"Title. {LINK} (accessed on 12/05/2022)"
    assert extract_links(text) == ExtractedLinks(
        text, findings=(Finding("access-date-unclear", ("12/05/2022",)),)
    )


@pytest.mark.parametrize("written", ["25/05/2022", "05/25/2022", "25.5.2022"])
def test_date_in_figures_that_has_one_reading(written):
    assert extract_links(f"Title {LINK} accessed {written}").accessed_on == date(
        2022, 5, 25
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        LINK,
        f"<{LINK}>",
        "Title, 2022.",
        "Title. Available at",
        f"See {LINK} for more.",
        f"A {LINK}; B https://example.org/b",
        f"[The report]({LINK})",
        f"[The report]({LINK}), p. 4",
        f"A {COPY} {COPY}",
        f"A {LINK} {COPY} https://example.org/b",
        f"![A]({LINK})",
        "Accessed by 12 May people.",
        "He visited on 31 June 2022.",
        "Accessed 12 May 1822.",
        "Accessed 12 Brumaire 2022.",
        "Seen 1-2-3-2022",
        f"{'Long. ' * 1000} {LINK}",
        f"A {LINK} {'. ' * 40} {COPY}",
    ],
)
def test_what_cannot_be_lifted_stays_as_it_was(text):
    lifted = extract_links(text)
    assert lifted == ExtractedLinks(text)
    assert not lifted.has_parts


WORD = re.compile(r"[^\W_]+")
PIECES = st.sampled_from(
    [
        LINK, f"<{LINK}>", f"[{LINK}]({LINK})", f"[x]({LINK})", COPY, "https://perma.cc/A",
        "accessed 12 May 2022", "(accessed on 12/05/2022)", "Retrieved May 12, 2022, from",
        "last visited 31 June 2021", "Available at:", "archived at", "URL:", "[", ")", ".",
        ", ", " ", "\n\n", "Gupta, *Rivers*, 2020", "१२ मई २०२२ को देखा गया", "http", "\\",
    ]
) | st.text(max_size=8)  # fmt: skip


@given(st.lists(PIECES, max_size=8).map(" ".join) | st.text())
def test_no_word_is_lost(text):
    lifted = extract_links(text)
    parts = [lifted.text, lifted.link, lifted.archived_link, *lifted.said]
    kept = Counter(word for part in parts for word in WORD.findall(part))
    # An address that is a link to itself stands twice in Markdown, and once in a field.
    assert set(WORD.findall(text)) <= set(kept)
    plain = re.sub(r"\[[^\[\]]*\]\([^()]*\)", "", text)
    assert not Counter(WORD.findall(plain)) - kept
