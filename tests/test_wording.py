"""Every code that craft can return has its sentence, and its parameters fit."""

import re
from pathlib import Path

import pytest

from articles import wording

ROOMS = Path(__file__).parents[1] / "articles"


def codes(room, pattern):
    """Return the codes that the source of a room names in calls of this form."""
    found = set()
    for path in (ROOMS / room).rglob("*.py"):
        found |= set(re.findall(pattern, path.read_text(encoding="utf-8")))
    return found


def test_findings_of_the_renderer_have_sentences():
    found = codes("text", r'Finding\(\s*"([a-z-]+)"')
    assert len(found) >= 5
    assert found <= set(wording.FINDINGS)


def test_remarks_of_the_importer_have_sentences():
    said = codes("importing", r'(?:remark|warn|repair)\(\s*"([a-z-]+)"')
    assert len(said) >= 20
    assert said == set(wording.IMPORTS)


def test_what_the_importer_leaves_out_has_a_name():
    left = codes("importing", r'leave(?:_words)?\([^")]*"([a-z-]+)"')
    assert left <= set(wording.LEFT_OUT)
    assert "menu" in wording.LEFT_OUT


def test_refusals_of_pictures_have_sentences():
    found = codes("pictures", r'BadPicture\("([a-z-]+)"')
    found |= codes("pictures", r'super\(\).__init__\("([a-z-]+)"')
    found |= codes("pictures", r'"failed": "([a-z-]+)"')
    found |= codes("sandbox", r'NoAnswer\("([a-z-]+)"') - {"failed"}
    assert found == set(wording.PICTURES)


def test_suspicions_have_sentences():
    found = codes("moderation", r'^\s+"([a-z-]+)": (?:is_|links|attempt)')
    found |= codes("forms", r'\(\*signs, "([a-z-]+)"\)')
    found |= codes("views", r'return \("([a-z-]+)",\) if')
    assert found <= set(wording.SUSPICIONS)


@pytest.mark.parametrize("code", wording.FINDINGS)
def test_finding_is_said_with_its_parameters(code):
    assert "{" not in wording.finding(code, ["8", "11"])
