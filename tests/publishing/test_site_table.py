"""What travels is told in one table, and the models may not know more than it."""

from pathlib import Path

import pytest
from django.apps import apps

from articles.publishing.transfer.kinds import KINDS, STAYING

ROOT = Path(__file__).parents[2]
ROWS = [rows for kind in KINDS.values() for rows in kind.rows]
TRAVELLING = {kind.model for kind in KINDS.values()} | {rows.model for rows in ROWS}


def fields_of(model):
    """The names of a model's columns and links, those that lead to it too."""
    return {
        each.get_accessor_name()
        if each.auto_created and not each.concrete
        else each.name
        for each in model._meta.get_fields()
    }


def test_every_table_travels_or_says_why_not():
    models = set(apps.get_app_config("articles").get_models())
    staying = {model for model in models if model.__name__ in STAYING}
    assert models == TRAVELLING | staying
    assert not TRAVELLING & staying
    assert all(STAYING.values())


@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS.values() if kind.left_out],
    ids=lambda kind: kind.name,
)
def test_every_field_of_a_record_travels_or_says_why_not(kind):
    told = {*kind.columns, *kind.left_out, *(rows.name for rows in kind.rows)}
    assert fields_of(kind.model) == told
    assert not set(kind.columns) & set(kind.left_out)
    assert all(kind.left_out.values())


@pytest.mark.parametrize("rows", ROWS, ids=lambda rows: rows.name)
def test_every_field_of_a_row_travels_or_says_why_not(rows):
    assert fields_of(rows.model) == {*rows.columns, *rows.left_out}
    assert not set(rows.columns) & set(rows.left_out)


def test_what_others_name_stands_before_them():
    known = set()
    for kind in KINDS.values():
        for name in kind.columns:
            target = kind.model._meta.get_field(name).related_model
            assert target in {None, kind.model} | known, (kind.name, name)
        known.add(kind.model)


def test_every_field_that_travels_is_described():
    text = (ROOT / "docs" / "site-format.md").read_text(encoding="utf-8")
    columns = {name for each in (*KINDS.values(), *ROWS) for name in each.columns}
    columns |= {rows.name for rows in ROWS}
    assert {name for name in columns if f"`{name}`" not in text} == set()
