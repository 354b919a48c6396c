"""Where a picture of a page is to be had: pages name small ones, or none, at first."""

import re

from bs4.element import Tag

from .tree import named

_LONGEST_SET = 10_000
_BETWEEN = re.compile(r"(?<=\d[wx]),\s*|,\s+|,$")
_WIDTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-hi-res-src")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset")


def source_of(image: Tag) -> str:
    """The address of a picture; one that waits to be scrolled to has it elsewhere."""
    source = named(image, "src")
    if source.startswith("picture:"):
        return source
    lazy = [named(image, name) for name in _LAZY]
    lazy += [_largest(named(image, name)) for name in _LAZY_SETS]
    told = [*lazy, source, _largest(named(image, "srcset"))]
    return next((one for one in told if one and not one.startswith("data:")), "")


def _largest(srcset: str) -> str:
    """The address of the largest picture of a set, "" where there is none."""
    told = [one.split() for one in _BETWEEN.split(srcset[:_LONGEST_SET]) if one.strip()]
    return max(told, key=_width)[0] if told else ""


def _width(told: list[str]) -> float:
    """How wide, or how dense, one picture of a set is."""
    found = _WIDTH.fullmatch(told[-1])
    return float(found[1]) if found else 1
