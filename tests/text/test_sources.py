"""By which key a cited work is known wherever it is cited."""

import pytest

from articles.text import Source, work_key


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Ibid.", ""),
        ("Ibid., 12", ""),
        ("Interview with the author.", ""),
        ("Unless said otherwise, all translations are the author’s.", ""),
        ("https://www.mea.gov.in/", "https://www.mea.gov.in/"),
        ("The ministry’s site, 2023", "http://mea.gov.in#top"),
    ],
)
def test_what_names_no_work_has_no_key(text, url):
    assert work_key(Source(text, url)) == ""


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Pask, “Who Holds the Gauge?”, 2023", ""),
        ("पास्क, “नाप किसके हाथ?”, २०२३", ""),
        ("A report", "https://example.org/report/"),
        ("A report", "https://example.org?report=7"),
        ("A report", "https://example.org/?report=7"),
    ],
)
def test_work_has_a_key(text, url):
    assert len(work_key(Source(text, url))) == 16
