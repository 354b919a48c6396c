"""How to cite, in three styles: what readers see and copy."""

from dataclasses import replace
from datetime import date

import pytest

from articles.exporting import STYLES, CitationWords, Person, in_styles

from .test_highwire import CITATION

ONE = Person("Pravesh Kumar Gupta", "Pravesh Kumar", "Gupta", honorific="Dr")
TWO = Person("Asha Verma", "Asha", "Verma")
HOUSE = Person("Meridian", family="Meridian", is_organisation=True)
PAGE = replace(CITATION, people=(ONE,), title="Collective security")
PAPER = replace(PAGE, kind="paper", section="Paper", report_number="12")
AT = "https://example.org/articles/security/"
HINDI = CitationWords(
    months=("जनवरी",) * 12,
    short_months=("जनवरी",) * 12,
    undated="तिथि अज्ञात",
    with_last="{others} और {last}",
    with_last_in_apa="{others} और {last}",
    with_others="{others} एवं अन्य",
    month_day_year="{day} {month} {year}",
    month_day="{day} {month}",
)


def cited(citation, style):
    return in_styles(citation)[style].plain


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Chicago", f"Gupta, Pravesh Kumar. “Collective security.” Meridian, June 3, 2022. {AT}."),
        ("APA", f"Gupta, P. K. (2022, June 3). <cite>Collective security</cite>. Meridian. {AT}"),
        ("MLA", f"Gupta, Pravesh Kumar. “Collective security.” <cite>Meridian</cite>, 3 June 2022, {AT}."),
    ],
)  # fmt: skip
def test_page_of_the_site(style, expected):
    assert in_styles(PAGE)[style].html == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Chicago", "<cite>Collective security</cite>. Paper no. 12. Meridian, June 3, 2022."),
        ("APA", "(2022, June 3). <cite>Collective security</cite> (Paper No. 12). Meridian."),
        ("MLA", "<cite>Collective security</cite>. Paper no. 12, Meridian, 3 June 2022,"),
    ],
)  # fmt: skip
def test_report(style, expected):
    assert expected in in_styles(PAPER)[style].html


@pytest.mark.parametrize("style", STYLES)
def test_number_that_names_itself_is_left_alone(style):
    made = cited(replace(PAPER, report_number="MI/P/12"), style)
    assert "MI/P/12" in made
    assert "o. MI" not in made


@pytest.mark.parametrize(
    ("style", "count", "expected"),
    [
        ("Chicago", 2, "Gupta, Pravesh Kumar, and Asha Verma. “"),
        ("Chicago", 3, "Gupta, Pravesh Kumar, Asha Verma, and Asha Verma. “"),
        ("Chicago", 6, "Gupta, Pravesh Kumar, " + "Asha Verma, " * 4 + "and Asha Verma. “"),
        ("Chicago", 7, "Gupta, Pravesh Kumar, Asha Verma, Asha Verma, et al. “"),
        ("APA", 2, "Gupta, P. K., & Verma, A. ("),
        ("APA", 3, "Gupta, P. K., Verma, A., & Verma, A. ("),
        ("APA", 20, "Gupta, P. K., " + "Verma, A., " * 18 + "& Verma, A. ("),
        ("APA", 21, "Gupta, P. K., " + "Verma, A., " * 18 + "… Verma, A. ("),
        ("MLA", 2, "Gupta, Pravesh Kumar, and Asha Verma. “"),
        ("MLA", 3, "Gupta, Pravesh Kumar, et al. “"),
        ("MLA", 21, "Gupta, Pravesh Kumar, et al. “"),
    ],
)  # fmt: skip
def test_several_authors(style, count, expected):
    people = (ONE, *[TWO] * (count - 1))
    assert cited(replace(PAGE, people=people), style).startswith(expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Chicago", "“Collective security.” Meridian, June 3, 2022."),
        ("APA", "Collective security. (2022, June 3). Meridian."),
        ("MLA", "“Collective security.” Meridian, 3 June 2022,"),
    ],
)
def test_no_author(style, expected):
    assert cited(replace(PAGE, people=()), style).startswith(expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Chicago", "Meridian. “Collective security.” Meridian, June 3, 2022."),
        ("APA", f"Meridian. (2022, June 3). Collective security. {AT}"),
        ("MLA", "“Collective security.” Meridian, 3 June 2022,"),
    ],
)
def test_institution_as_its_own_author(style, expected):
    assert cited(replace(PAGE, people=(HOUSE,)), style).startswith(expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Chicago", "Sukarno. “"),
        ("APA", "Sukarno. ("),
        ("MLA", "Sukarno. “"),
    ],
)
def test_single_name(style, expected):
    person = Person("Sukarno", family="Sukarno", honorific="Dr")
    assert cited(replace(PAGE, people=(person,)), style).startswith(expected)


def test_name_with_the_family_first_is_not_turned():
    people = (Person("Xi Jinping", "Jinping", "Xi"),)
    assert [cited(replace(PAGE, people=people), style)[:6] for style in STYLES] == [
        "Xi Jin",
        "Xi, J.",
        "Xi Jin",
    ]


@pytest.mark.parametrize(
    ("style", "precision", "expected"),
    [
        ("Chicago", "month", "Meridian, September 2022. "),
        ("Chicago", "year", "Meridian, 2022. "),
        ("APA", "month", "(2022, September). "),
        ("APA", "year", "(2022). "),
        ("MLA", "day", ", 3 Sept. 2022, "),
        ("MLA", "month", ", Sept. 2022, "),
        ("MLA", "year", "Meridian, 2022, "),
    ],
)
def test_date_is_as_exact_as_it_is_known(style, precision, expected):
    page = replace(PAGE, dated=date(2022, 9, 3), precision=precision)
    assert expected in cited(page, style)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Chicago", "Meridian, n.d. https"),
        ("APA", "Gupta, P. K. (n.d.). "),
        ("MLA", "“Collective security.” Meridian, https"),
    ],
)
def test_unknown_date(style, expected):
    assert expected in cited(replace(PAGE, dated=None), style)


@pytest.mark.parametrize("style", STYLES)
def test_doi_takes_the_place_of_the_address(style):
    made = cited(replace(PAGE, doi="10.5555/a_b#c"), style)
    assert "https://doi.org/10.5555/a_b%23c" in made
    assert AT not in made


@pytest.mark.parametrize("style", STYLES)
def test_empty_institution(style):
    made = cited(replace(PAGE, site_name="", people=()), style)
    assert "2022" in made
    assert ", ," not in made
    assert ". ." not in made


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Whither security?", "“Whither security?” Meridian"),
        ("It is so!", "“It is so!” Meridian"),
        ("The “Look East” policy", "“The ‘Look East’ policy.” Meridian"),
        ('The "Look East" policy', "“The ‘Look East’ policy.” Meridian"),
        ("Why “Look East”", "“Why ‘Look East.’” Meridian"),
        ("Why “Look East?”", "“Why ‘Look East?’” Meridian"),
        ("The farmers’", "“The farmers’.” Meridian"),
        ("Two\n lines ", "“Two lines.” Meridian"),
    ],
)
def test_quotation_marks_and_stops_in_a_title(title, expected):
    assert expected in cited(replace(PAGE, title=title), "Chicago")


def test_title_of_a_report_keeps_its_own_stop():
    made = in_styles(replace(PAPER, title="Whither?", report_number=""))
    assert "<cite>Whither?</cite> Meridian" in made["Chicago"].html
    assert "<cite>Whither?</cite> Meridian" in made["APA"].html


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["commentary", "paper"])
def test_hostile_words_are_inert_in_html(style, kind):
    hostile = "</script><b onclick='x'>&amp;"
    house = Person(hostile, is_organisation=True)
    page = replace(
        PAGE, title=hostile, people=(house, TWO), site_name=hostile, kind=kind,
        report_number=hostile, address=f"https://example.org/{hostile}/",
    )  # fmt: skip
    made = in_styles(page)[style]
    assert made.html.replace("<cite>", "").replace("</cite>", "").count("<") == 0
    assert "&amp;amp;" in made.html
    assert hostile in made.plain


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Chicago", "गुप्ता, प्रवेश और आशा वर्मा. “गर्मी.” Meridian, 3 जनवरी 2022."),
        ("APA", "गुप्ता, प्रवेश और वर्मा, आशा. (2022, 3 जनवरी). गर्मी."),
        ("MLA", "गुप्ता, प्रवेश और आशा वर्मा. “गर्मी.” Meridian, 3 जनवरी 2022,"),
    ],
)
def test_words_of_another_language(style, expected):
    people = (
        Person("प्रवेश गुप्ता", "प्रवेश", "गुप्ता"),
        Person("आशा वर्मा", "आशा", "वर्मा"),
    )
    page = replace(
        PAGE, people=people, title="गर्मी", words=HINDI, dated=date(2022, 1, 3)
    )
    assert cited(page, style).startswith(expected)
    undated = cited(replace(page, dated=None), style)
    assert ("तिथि अज्ञात" in undated) == (style != "MLA")


def test_others_in_another_language():
    page = replace(PAGE, people=(ONE,) * 7, words=HINDI)
    assert "एवं अन्य. “" in cited(page, "MLA")
    assert "एवं अन्य. “" in cited(page, "Chicago")
