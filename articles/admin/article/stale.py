"""Two editors, one article: show each what the other has changed meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import models
from django.forms import BaseInlineFormSet, BoundField, ModelForm
from django.utils.translation import gettext as _

from articles.admin.base import moment_text
from articles.content import NOTE_FIELDS, Content, texts_of
from articles.models import (
    Article,
    Byline,
    Correction,
    Endnote,
    Picture,
    Revision,
    Topic,
)
from articles.publishing import Piece, by_word, in_text
from articles.publishing.content import IMPORTED, TYPED, endnote_of

from .form import ArticleForm

# Fields of the form's own, which say nothing of the article.
FORM_ONLY = {"seen_version", "begun_version", "DELETE"}
# What a save now would do to a field that differs.
UNDOES, KEEPS, REPLACES = "undoes", "keeps", "replaces"


@dataclass(frozen=True, slots=True)
class Base:
    """The values of the article's fields by name, and those of its rows by uid.

    Both are empty where no Revision of that version was kept.
    """

    article: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def row(self, instance: models.Model) -> dict[str, Any]:
        """Return the values of a note, or of the place of an author in the byline."""
        if isinstance(instance, Byline):
            return self.rows.get(str(instance.author.uid), {})
        return self.rows.get(str(getattr(instance, "uid", "")), {})


def base_of(article: int, version: int | None) -> Base:
    """Return what this version of the article said, from its Revision."""
    kept = Revision.objects.filter(article=article, version=version).first()
    if kept is None:
        return Base()
    try:
        content = kept.value
    except ValueError:  # of a schema to come, or of one long gone
        return Base()
    return Base(values_of(content, kept.beside), values_of_rows(content))


def values_of(content: Content, beside: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = texts_of(content)
    values["topics"] = keys_of(Topic, content.topics)
    values["lead_picture"] = next(iter(keys_of(Picture, [content.lead_picture])), None)
    if "see_also" in beside:
        values["see_also"] = keys_of(Article, beside["see_also"])
    for name in (*IMPORTED, *TYPED):
        if name in beside:
            column: Any = Article._meta.get_field(name)
            values[column.name] = column.to_python(beside[name])
    return values


def keys_of(model: type[models.Model], uids: Any) -> list[int]:
    wanted = [uid for uid in uids if uid]
    rows = model._default_manager.filter(uid__in=wanted) if wanted else []
    return [row.pk for row in rows]


def values_of_rows(content: Content) -> dict[str, dict[str, Any]]:
    rows = {}
    for note in content.notes:
        row = endnote_of(Article(), note, 0)
        rows[note.uid] = {name: getattr(row, name) for name in NOTE_FIELDS}
    for place in content.byline:
        rows[place.author] = {"role": place.role, "affiliation": place.affiliation}
    return rows


def stored_in(bound: BoundField) -> Any:
    """Return what the database holds, as the form found it."""
    return bound.initial


def typed_in(bound: BoundField) -> Any:
    """Return what was typed, understood if it can be."""
    field = bound.field
    if isinstance(field, forms.FileField):
        return bound.data.name if bound.data else ""
    try:
        return field.clean(bound.data)
    except forms.ValidationError:
        said = bound.data
        return " ".join(map(str, said)) if isinstance(said, list) else str(said)


def shown(bound: BoundField, value: Any) -> str:
    """Return a value of this field as the form would show it, in words."""
    field = bound.field
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(names(field, field.prepare_value(value or []))))
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(names(field, [field.prepare_value(value)]))
    if isinstance(value, bool) or isinstance(field, forms.ChoiceField):
        return choice(field, value)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def names(field: forms.ModelChoiceField, keys: Any) -> list[str]:
    """Return what the chosen records are called; what is no key is as it was typed."""
    chosen = [key for key in keys if key not in (None, "")]
    try:
        return [str(row) for row in field.queryset.filter(pk__in=chosen)]
    except (TypeError, ValueError):
        return [str(key) for key in chosen]


def choice(field: forms.Field, value: Any) -> str:
    given = getattr(field.widget, "choices", ()) or (
        (True, _("Yes")),
        (False, _("No")),
    )
    return str({str(key): name for key, name in given}.get(str(value), value))


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. ``pieces`` are of both texts: "-" is only theirs, "+" only yours.

    ``target`` is the id of the field in the form, or "", ``anchor`` that of this place,
    which the field names as what describes it.
    """

    label: str
    pieces: tuple[Piece, ...]
    effect: str
    target: str = ""
    anchor: str = ""

    @property
    def theirs(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.sign != "+"]

    @property
    def yours(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.sign != "-"]


@dataclass(frozen=True, slots=True)
class Place:
    """One field of the article, or one row of its lists with all that differs there.

    ``sentence`` says what becomes of a row that one of the two does not have, ``only``
    whose it is: "theirs", "yours".
    """

    name: str
    differences: tuple[Difference, ...]
    sentence: str = ""
    only: str = ""
    is_undone: bool = False


def told_of(form: ArticleForm, inlines: list[Any]) -> dict[str, Any]:
    """Return what the page of a form that grew stale says; and mark its fields.

    Of any other, nothing. ``inlines`` are the admin's wrappers round the formsets.
    """
    if not form.stored:
        return {}
    article = form.instance.pk
    formsets = [each.formset for each in inlines]
    found = places(form, formsets, base_of(article, form.begun_with))
    return {
        "stored": form.stored,
        "saved": last_save(article),
        "places": found,
        "undone": undone(found),
    }


def last_save(article: int) -> str:
    """Say who saved it last, and when; nothing where that is not known."""
    kept = Revision.objects.filter(article=article).select_related("by").first()
    if kept is None or kept.by is None:
        return ""
    told = {"name": kept.by.get_username(), "moment": moment_text(kept.at)}
    return _("Saved by %(name)s, %(moment)s.") % told


def places(
    form: ModelForm, formsets: list[BaseInlineFormSet], base: Base
) -> list[Place]:
    """Return all that differs, in the order of the form."""
    return [
        *(Place("", found) for found in fields_of(form, base.article) if found),
        *(place for formset in formsets for place in rows_of(formset, base)),
    ]


def undone(found: list[Place]) -> list[str]:
    """Return the names of what a save now would take back, though you never changed it."""
    return [
        ": ".join(filter(None, [place.name, each.label]))
        for place in found
        for each in place.differences
        if each.effect == UNDOES
    ] + [place.name for place in found if place.is_undone]


def fields_of(
    form: ModelForm, base: dict[str, Any]
) -> Iterator[tuple[Difference, ...]]:
    """Yield the differences of each field in turn; a text may have several."""
    for name in form.changed_data:
        if name not in FORM_ONLY:
            bound = form[name]
            mark(bound)
            yield tuple(differences(bound, base.get(name, ...)))


def differences(bound: BoundField, base: Any) -> Iterator[Difference]:
    theirs, yours = shown(bound, stored_in(bound)), shown(bound, typed_in(bound))
    effect = effect_of(None if base is ... else shown(bound, base), theirs, yours)
    label, anchor = str(bound.label), anchor_of(bound)
    target = bound.id_for_label or bound.auto_id
    is_long = bound.name == "source"
    parts = [(c.name, c.pieces) for c in in_text(theirs, yours)] if is_long else []
    # Blank lines and pictures count as the same there.
    for heading, pieces in parts or [("", by_word(theirs, yours))]:
        name = f"{label}: {heading}" if heading else label
        yield Difference(name, pieces, effect, target, anchor)
        anchor = ""


def effect_of(base: str | None, theirs: str, yours: str) -> str:
    """Return what a save does to a field; ``base`` is None where it is not known."""
    if base == yours:
        return UNDOES
    return KEEPS if base == theirs else REPLACES


def mark(bound: BoundField) -> None:
    """Let the field itself be seen to differ, and lead to where it says how."""
    attrs = bound.field.widget.attrs
    attrs["class"] = f"{attrs.get('class', '')} differs".strip()
    helped = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    attrs["aria-describedby"] = " ".join([*helped, anchor_of(bound)])


def anchor_of(bound: BoundField) -> str:
    return f"differs-{bound.auto_id}"


def rows_of(formset: BaseInlineFormSet, base: Base) -> Iterator[Place]:
    """Yield the rows that differ, that one of the two has deleted, or has added."""
    known = formset.initial_form_count()
    lost = known + getattr(formset, "lost_rows", 0)
    for number, row in enumerate(formset.forms):
        if number >= known:
            yield from row_of_yours(row, is_lost=number < lost)
        elif row.has_changed():
            yield row_of_both(row, base)
    posted = {row.instance.pk for row in formset.forms[:known]}
    for theirs in formset.queryset:
        if theirs.pk not in posted:
            yield row_of_theirs(formset, theirs)


def row_of_both(row: ModelForm, base: Base) -> Place:
    name = name_of(row, stored_in)
    if "DELETE" in row.changed_data:
        said = _(
            "You delete it, and saving now deletes it as the other editor left it."
        )
        return Place(name, (), said)
    found = fields_of(row, base.row(row.instance))
    return Place(name, tuple(each for group in found for each in group))


def row_of_yours(row: ModelForm, *, is_lost: bool) -> Iterator[Place]:
    if not row.has_changed() or "DELETE" in row.changed_data:
        return
    said = _("Only your form has it. Saving now adds it.")
    if is_lost:
        said = _("The other editor has deleted it. Saving now puts it back.")
    found = (each for group in fields_of(row, {}) for each in group)
    yield Place(name_of(row, typed_in), tuple(found), said, "yours", is_undone=is_lost)


def row_of_theirs(formset: BaseInlineFormSet, theirs: Any) -> Place:
    said = _("The other editor has added it. Saving now leaves it as it is.")
    row = formset.form(instance=theirs, prefix="theirs")
    told = [
        Difference(str(bound.label), (Piece("-", words),), KEEPS)
        for bound in row.visible_fields()
        if (words := shown(bound, stored_in(bound)))
    ]
    return Place(name_of(row, stored_in), tuple(told), said, "theirs")


def name_of(row: ModelForm, value_in: Any) -> str:
    """Return what a row is called: "Note 5", "Author: Dr Asha Verma"."""
    names = {
        Endnote: ("label", _("Note %(label)s")),
        Byline: ("author", _("Author: %(label)s")),
        Correction: ("at", _("Correction: %(label)s")),
    }
    field, name = names.get(row._meta.model, ("title", _("File: %(label)s")))
    label = shown(row[field], value_in(row[field])) if field in row.fields else ""
    return name % {"label": label or "–"}
