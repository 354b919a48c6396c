"""Texts that a format could trip over, and what any of them can keep of them."""

from dataclasses import replace

from hypothesis import strategies as st

from articles.exporting import Person
from articles.exporting.escaping import one_line

from .test_highwire import CITATION

SIGNS = "\\{}$&#%_^~<>|\"'`@=,;:-–—?! \n\r\t\u2028\x85\u00a0aéZßØगर्मीक्ष中\x00\x07"
WORDS = [
    "{unbalanced",
    "} {",
    "50% of $US",
    "A \\textbf{B}",
    "ER  - ",
    "and",
    "TY  - JOUR",
    "@misc{x,",
    "“CSTO”",
    "गर्मी की लहर",
    "Œuvre",
    "naïve café",
    "O'Neil--Smith",
    "x\ny",
    "  lead and trail  ",
]
TEXTS = st.one_of(
    st.sampled_from(WORDS), st.text(SIGNS, max_size=30), st.text(max_size=20)
).map(lambda text: text.encode(errors="ignore").decode())
TITLES = st.lists(TEXTS, min_size=1, max_size=3).map(" ".join).filter(one_line)
# A comma divides a name in every format, and no format can escape it in a person's.
NAME_PARTS = (
    st.one_of(
        st.sampled_from(
            ["Asha", "Pravesh Kumar", "गुप्ता", "Gómez", "Ø", "O'Neil", "{A}"]
        ),
        st.text("aéZßकर्म\\{}$%&~ \n", min_size=1, max_size=12),
    )
    .filter(one_line)
    .filter(lambda text: any(letter.isalpha() for letter in text))
)
PERSONS = st.builds(
    lambda given, family: Person(f"{given} {family}", given, family),
    NAME_PARTS,
    NAME_PARTS,
)
WHOLE = st.one_of(
    NAME_PARTS.map(lambda name: Person(name, family=name)),
    TITLES.map(lambda name: Person(name, family=name, is_organisation=True)),
)
SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
DOIS = st.from_regex(r"10\.[0-9]{4,9}/[A-Za-z0-9._;()/#%~&-]+", fullmatch=True)
DATES = st.one_of(st.none(), st.dates())


@st.composite
def citations(draw, people=PERSONS):
    return replace(
        CITATION,
        title=draw(TITLES),
        people=tuple(draw(st.lists(people, max_size=4))),
        kind=draw(st.sampled_from(["commentary", "paper"])),
        dated=draw(DATES),
        precision=draw(st.sampled_from(["day", "month", "year"])),
        address=f"https://example.org/articles/{draw(SLUGS)}/",
        doi=draw(st.one_of(st.just(""), DOIS)),
        report_number=draw(st.one_of(st.just(""), TITLES)),
    )
