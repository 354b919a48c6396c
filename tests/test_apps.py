"""What Django's checks say of the system the site runs on."""

from django.core.checks import run_checks
from PIL import features


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
