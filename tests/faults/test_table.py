"""The table of faults is whole, and what it names is there."""

import ast
from pathlib import Path

from .table import TABLE

ROOT = Path(__file__).resolve().parents[2]


def test_every_fault_stands_once_and_is_tried_or_says_why_not():
    assert [row.key for row in TABLE] == [f"F{n:02}" for n in range(1, 38)]
    for row in TABLE:
        assert bool(row.tests) != bool(row.why_not), row.key
        assert row.made or row.why_not, row.key


def test_every_test_that_is_named_is_there():
    for row in TABLE:
        for address in row.tests:
            path, _colons, name = address.partition("::")
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert name in {each.name for each in functions(tree)}, address


def test_no_test_of_a_fault_is_left_out():
    named = {address for row in TABLE for address in row.tests}
    for path in Path(__file__).parent.glob("test_*.py"):
        if path.name != "test_table.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for each in functions(tree):
                if each.name.startswith("test_"):
                    assert f"tests/faults/{path.name}::{each.name}" in named


def functions(tree):
    return [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
