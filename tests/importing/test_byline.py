"""Bylines divided into people, and lines that are none."""

import pytest

from articles.importing.understanding.byline import read_byline, read_role
from articles.importing.understanding.person import organisation, read_person


def told(line, **how):
    byline = read_byline(line, **how)
    return [
        (p.honorific, p.given_names, p.family_name, p.role, p.affiliation)
        for p in byline.people
    ]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "Dr Pravesh Kumar Gupta, Associate Fellow, VIF",
            [("Dr", "Pravesh Kumar", "Gupta", "Associate Fellow", "VIF")],
        ),
        (
            "Dr A. B. Rao and Ms C. Iyer",
            [("Dr", "A. B.", "Rao", "", ""), ("Ms", "C.", "Iyer", "", "")],
        ),
        (
            "Ravi Sen, Fellow, VIF, and Anil Das, Director, CLAWS",
            [
                ("", "Ravi", "Sen", "Fellow", "VIF"),
                ("", "Anil", "Das", "Director", "CLAWS"),
            ],
        ),
        (
            "Ravi Sen, Fellow, VIF and Anil Das, Director, CLAWS",
            [
                ("", "Ravi", "Sen", "Fellow", "VIF"),
                ("", "Anil", "Das", "Director", "CLAWS"),
            ],
        ),
        (
            "Ravi Sen, Fellow, VIF & Dr Anil Das",
            [("", "Ravi", "Sen", "Fellow", "VIF"), ("Dr", "Anil", "Das", "", "")],
        ),
        (
            "By A. Rao, B. Iyer and C. Das",
            [
                ("", "A.", "Rao", "", ""),
                ("", "B.", "Iyer", "", ""),
                ("", "C.", "Das", "", ""),
            ],
        ),
        (
            "Dr Rao; Ms Iyer, Fellow, VIF; Amb. Kanwal Sibal",
            [
                ("Dr", "", "Rao", "", ""),
                ("Ms", "", "Iyer", "Fellow", "VIF"),
                ("Amb.", "Kanwal", "Sibal", "", ""),
            ],
        ),
        (
            "Lt Gen (Dr) Prakash Menon (Retd), Director, Strategy Programme",
            [("Lt Gen (Dr) (Retd)", "Prakash", "Menon", "Director", "Strategy Programme")],
        ),
        (
            "Lt.Gen. V. K. Ahluwalia, PVSM, AVSM (Retd.), Director, CLAWS",
            [("Lt. Gen.", "V. K.", "Ahluwalia", "PVSM, AVSM (Retd.), Director", "CLAWS")],
        ),
        (
            "Cmde S. Kumar and Brig A. Sahgal, Fellows, VIF",
            [("Cmde", "S.", "Kumar", "", ""), ("Brig", "A.", "Sahgal", "Fellows", "VIF")],
        ),
        ("Air Chief Marshal Arup Raha (Retd.)", [
            ("Air Chief Marshal (Retd.)", "Arup", "Raha", "", "")
        ]),
        ("Vice Admiral Anil Chawla", [("Vice Admiral", "Anil", "Chawla", "", "")]),
        ("Prof. X. Y. Abc - Dean, School of Law", [
            ("Prof.", "X. Y.", "Abc", "Dean", "School of Law")
        ]),
        ("Smt. Nirmala, Minister of Finance", [
            ("Smt.", "", "Nirmala", "Minister of Finance", "")
        ]),
        ("By Sushant", [("", "", "Sushant", "", "")]),
        ("Raghavan V., Fellow, VIF", [("", "V.", "Raghavan", "Fellow", "VIF")]),
        ("Ludo van der Berg, Professor, KU Leuven", [
            ("", "Ludo", "van der Berg", "Professor", "KU Leuven")
        ]),
        ("Dr van Dam", [("Dr", "", "van Dam", "", "")]),
        ("Maria de Souza & Omar al-Rashid, Fellows, ORF", [
            ("", "Maria", "de Souza", "", ""),
            ("", "Omar", "al-Rashid", "Fellows", "ORF"),
        ]),
        ("Martin Luther King Jr., Fellow, VIF", [
            ("", "Martin Luther", "King Jr.", "Fellow", "VIF")
        ]),
        ("Ravi Sen (VIF)", [("", "Ravi", "Sen", "", "VIF")]),
        ("Ravi Sen, Senior Fellow at the Centre for Peace and Conflict Studies", [
            ("", "Ravi", "Sen", "Senior Fellow", "Centre for Peace and Conflict Studies")
        ]),
        ("Dr Rao, Council of Senior Fellows (Asia, Africa)", [
            ("Dr", "", "Rao", "", "Council of Senior Fellows (Asia, Africa)")
        ]),
        (
            "डॉ. प्रवेश कुमार गुप्ता, एसोसिएट फेलो, वीआईएफ और श्री राम सिंह, निदेशक, क्लॉज",
            [
                ("डॉ.", "प्रवेश कुमार", "गुप्ता", "एसोसिएट फेलो", "वीआईएफ"),
                ("श्री", "राम", "सिंह", "निदेशक", "क्लॉज"),
            ],
        ),
    ],
)  # fmt: skip
def test_read_byline(line, people):
    assert told(line) == people
    assert read_byline(line).is_certain


def test_read_byline_keeps_joining_words():
    assert read_byline("By Ravi Sen and Dr Rao").words_left == "By and"


def test_read_byline_of_an_organisation():
    byline = read_byline("By Meridian Research Team")
    assert byline.people == (organisation("Meridian Research Team"),)


def test_read_byline_without_evidence_is_unsure():
    assert not read_byline("Regional Stability").is_certain


@pytest.mark.parametrize(
    "line",
    [
        "By the end of the war, Russia had won",
        "By Monday the Director, VIF",
        "The Director, VIF",
        "In Moscow, President Putin, VIF",
        "What Next?",
        "Dr Rao told the Council about the lanes.",
        "Dr Rao told 40 people",
        "see https://example.org, Fellow",
        "",
        "Dr",
        ";",
        "Dr " + "Rao " * 200,
    ],
)
def test_read_byline_refuses_other_lines(line):
    assert read_byline(line) is None


def test_read_byline_trusted_takes_any_text():
    assert told("the 4th house", trusted=True) == [("", "", "", "", "")]
    assert read_byline(" ; ", trusted=True) is None


def test_read_role_completes_the_person_above():
    person = read_person("Dr Ravi Sen")
    [told_person] = read_role("Associate Fellow, VIF", person).people
    assert (told_person.role, told_person.affiliation) == ("Associate Fellow", "VIF")
    assert read_role("Director, VIF", told_person) is None
    assert read_role("The sea is wide.", person) is None
    assert read_role("Sea Lanes", person) is None
