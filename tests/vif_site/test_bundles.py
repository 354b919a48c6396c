"""The style sheet and the script that are joined from small sources."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from vif_site.bundles import JOINED, join, lines_of

STATIC = settings.BASE_DIR / "static"


@pytest.mark.parametrize("name", JOINED)
def test_joined_file_holds_all_its_sources_in_order(name):
    text = Path(finders.find(name)).read_text(encoding="utf-8")
    sources = [p for pattern in JOINED[name] for p in sorted(STATIC.glob(pattern))]
    assert len(sources) >= 3
    parts = [lines_of(path.read_text(encoding="utf-8")) for path in sources]
    assert text.splitlines() == [line for part in parts for line in part]
    assert text == join(STATIC, name)


def test_joined_file_has_no_comments_and_no_margins():
    text = "/* Why\n   so. */\n@layer a {\n  b { c: d; } /* e */\n\n}\n  // f\n  g();\n"
    assert lines_of(text) == ["@layer a {", "b { c: d; }", "}", "g();"]
    for name in JOINED:
        assert "/*" not in join(STATIC, name)


def test_no_source_has_text_that_runs_over_several_lines():
    """Joining would take away its margins, or a part that looks like a comment."""
    sources = [
        p for parts in JOINED.values() for part in parts for p in STATIC.glob(part)
    ]
    for path in sources:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.count("`") % 2 == 0, path.name
            assert not line.endswith("\\"), path.name


@pytest.mark.parametrize("path", ["css/tokens.css", "js/note-card.js"])
def test_source_of_a_joined_file_is_not_sent_alone(path):
    assert (STATIC / path).exists()
    assert finders.find(path) is None


@pytest.mark.parametrize("path", ["css/admin.css", "js/theme.js", "js/row-order.js"])
def test_what_stands_apart_is_found(path):
    assert finders.find(path) == str(STATIC / path)


def test_every_style_source_is_joined():
    patterns = JOINED["css/site.css"]
    joined = {path for pattern in patterns for path in STATIC.glob(pattern)}
    assert set((STATIC / "css").rglob("*.css")) - joined == {STATIC / "css/admin.css"}


def test_joined_files_are_collected_and_sources_are_not():
    listed = {
        path for finder in finders.get_finders() for path, _storage in finder.list([])
    }
    assert set(JOINED) <= listed
    assert listed.isdisjoint(JOINED["js/site.js"])
    assert "css/tokens.css" not in listed
