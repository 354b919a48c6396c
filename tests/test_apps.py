"""What Django's checks say of the system the site runs on."""

import tempfile

from django.core.checks import run_checks
from PIL import features

from articles import sandbox


def said():
    return [each for each in run_checks() if each.id == "vif.W002"]


def test_missing_fribidi_is_told_of_with_the_package_to_install(monkeypatch):
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    (warning,) = said()
    assert "Hindi" in warning.msg
    assert "libfribidi0" in warning.hint


def test_fribidi_that_is_there_is_not_spoken_of(monkeypatch):
    monkeypatch.setattr(features, "check", lambda name: True)
    assert said() == []


def warned_of(code):
    return [each for each in run_checks() if each.id == code]


def test_walls_that_a_machine_lacks_are_named(monkeypatch):
    monkeypatch.setattr(sandbox, "missing", lambda: ["files", "calls"])
    [warning] = warned_of("vif.W003")
    for name in ("Landlock", "seccomp", "network", "other files"):
        assert name in warning.msg
    monkeypatch.setattr(sandbox, "missing", lambda: ["calls"])
    assert "Landlock" not in warned_of("vif.W003")[0].msg
    monkeypatch.setattr(sandbox, "missing", list)
    assert warned_of("vif.W003") == []


def test_places_that_cannot_be_had_are_told_of(monkeypatch, tmp_path):
    assert warned_of("vif.W004") == []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert "nowhere" in warned_of("vif.W004")[0].msg
