"""Take in one record that came from another site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError
from django.db import models, transaction

from articles.audit import record
from articles.importing.sites import BadSite, Line
from articles.models import Article, Attachment, Author, Comment, Page, Picture, Topic
from articles.pictures import BadPicture
from articles.publishing.addresses import remembered
from articles.publishing.derived import (
    index_all,
    rebuild,
    rebuild_page,
    rebuild_where_used,
)
from articles.publishing.files.attachments import BadAttachment
from articles.publishing.saving import begin_save, check
from articles.text import SourceTooLong

from . import files
from .columns import InvalidValue, to_plain
from .conflicts import SETTLE, settle_key
from .kinds import COMMENT, KINDS, RELATED, Kind
from .lines import Parsed, Values, parse, plain_values
from .lookup import here_already, merged_into, of_this_name
from .outcomes import Outcome, Taken
from .rows import differing_rows, set_rows
from .visit import Visit

# What keeps one entry out, and lets the others in.
FAILURES = (
    BadAttachment,
    BadPicture,
    BadSite,
    DatabaseError,
    InvalidValue,
    OSError,
    SourceTooLong,
    ValidationError,
)
LONGEST_TITLE = 80


def take(line: Line, visit: Visit) -> Taken:
    """Take in one line, in a transaction of its own; whatever it holds, return."""
    visit.cleaned = files.cleaned_before(line, visit.site)
    try:
        with transaction.atomic():
            return take_record(line, visit)
    except FAILURES as error:
        why = sentence(error)
        return told(line, Outcome.FAILED, why, line.remarks)


def take_record(line: Line, visit: Visit) -> Taken:
    kind = KINDS.get(line.record)
    if kind is None:
        known = ", ".join(KINDS)
        raise InvalidValue(
            f"“{line.record[:40]}” is no kind of record; these are: {known}."
        )
    fields, loose = loosened(kind, line, visit)
    parsed = parse(kind, fields, visit.find)
    parsed.remarks += loose
    settle_key(kind.name, parsed)
    refuse_repeated(kind, parsed, visit)
    row = here_already(kind, parsed)
    twin = existing_record(kind, parsed, visit) if row is None else None
    if twin is not None:
        return taken_for(twin, parsed.values["uid"], line, visit)
    if kind.name in SETTLE:
        SETTLE[kind.name](parsed, row, visit.find)
    remarks = (*line.remarks, *parsed.remarks)
    if row is None:
        create(kind, parsed, visit)
        return told(line, Outcome.CREATED, "", remarks)
    differing = compare(kind, row, parsed)
    if not differing:
        return told(line, Outcome.UNCHANGED, "", remarks)
    is_first = kind is RELATED and not to_plain(row, "see_also")
    if not (visit.replace or is_first):
        why = f"It is here, and differs in {', '.join(differing)}."
        return told(line, Outcome.SKIPPED, why, remarks)
    replace(kind, row, parsed, visit)
    outcome = Outcome.CREATED if is_first else Outcome.REPLACED
    return told(line, outcome, "", remarks)


def loosened(kind: Kind, line: Line, visit: Visit) -> tuple[dict[str, Any], list[str]]:
    """Return the fields, and a remark on a comment whose parent is not here."""
    fields = dict(line.fields)
    parent = fields.get("in_reply_to")
    if kind is not COMMENT or not isinstance(parent, str):
        return fields, []
    if visit.find.look(kind.model, parent):
        return fields, []
    remark = "The comment that it answers is not here; it stands alone."
    return fields | {"in_reply_to": None}, [remark]


def refuse_repeated(kind: Kind, parsed: Parsed, visit: Visit) -> None:
    key = (kind.name, *(str(parsed.values[name]) for name in kind.key))
    if key in visit.seen:
        raise InvalidValue("An earlier line of the file is this same record.")
    visit.seen.add(key)


def existing_record(kind: Kind, parsed: Parsed, visit: Visit) -> models.Model | None:
    """Return the person or topic here that a line's has become, or is called like."""
    twin = merged_into(kind, parsed)
    if twin is None and visit.site.header.match_names:
        twin = of_this_name(kind, parsed.values)
    return twin


def taken_for(row: models.Model, uid: object, line: Line, visit: Visit) -> Taken:
    """Let all that name the file's record mean the one that is here."""
    visit.find.aliases[type(row), str(uid)] = row.pk
    remark = f"Taken for “{row}”, who or which is here already."
    return told(line, Outcome.UNCHANGED, "", (*line.remarks, remark))


def compare(kind: Kind, row: models.Model, parsed: Parsed) -> list[str]:
    """Return the names of what the line tells otherwise than the record.

    The moments at which a database saved a record tell nothing of it.
    """
    wanted = plain_values(kind.model, parsed.values)
    names = [
        name
        for name, value in wanted.items()
        if name not in saving_moments(kind.model) and to_plain(row, name) != value
    ]
    names += differing_rows(kind, row, parsed)
    if isinstance(row, Picture | Attachment) and files.differ(
        row, parsed.beside.get("files")
    ):
        names.append("files")
    return names


def create(kind: Kind, parsed: Parsed, visit: Visit) -> None:
    if kind is RELATED:
        raise InvalidValue("The article is not here.")
    one, many = divided(kind, parsed.values)
    row = kind.model(**one)
    save(kind, row, parsed, visit, is_new=True)
    link(row, many)
    set_rows(kind, row, parsed)
    finish(kind, row, is_new=True)


def replace(kind: Kind, row: models.Model, parsed: Parsed, visit: Visit) -> None:
    one, many = divided(kind, parsed.values)
    redirect_old_paths = remembered(row)
    if isinstance(row, Article):
        # A form that was opened before is then refused.
        begin_save(row, row.version, by=None)
    for name, value in one.items():
        setattr(row, name, value)
    if kind is not RELATED:
        save(kind, row, parsed, visit, is_new=False)
    redirect_old_paths()
    link(row, many)
    set_rows(kind, row, parsed)
    finish(kind, row, is_new=False)


def save(
    kind: Kind, row: models.Model, parsed: Parsed, visit: Visit, *, is_new: bool
) -> None:
    """Check and store a record, a picture with its files; then its moments of saving."""
    check(row)
    if isinstance(row, Picture | Attachment):
        files.keep(row, parsed, visit, is_new=is_new)
    else:
        row.save()
    moments = {
        name: value
        for name, value in parsed.values.items()
        if name in saving_moments(kind.model)
    }
    if moments:
        kind.model._default_manager.filter(pk=row.pk).update(**moments)


def divided(kind: Kind, values: Values) -> tuple[Values, Values]:
    """Return the values of columns, and those of tables between two records."""
    many = {field.name for field in kind.model._meta.many_to_many}
    return (
        {name: value for name, value in values.items() if name not in many},
        {name: value for name, value in values.items() if name in many},
    )


def link(row: models.Model, many: Values) -> None:
    for name, others in many.items():
        getattr(row, name).set(others)


def saving_moments(model: type[models.Model]) -> set[str]:
    """Return the columns that a save fills by itself."""
    return {
        column.name
        for column in model._meta.concrete_fields
        if getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)
    }


def told(line: Line, outcome: Outcome, why: str, remarks: tuple[str, ...]) -> Taken:
    fields = line.fields
    name = fields.get("uid") or fields.get("path") or fields.get("slug") or ""
    title = (
        fields.get("title") or fields.get("name") or fields.get("display_name")
        or fields.get("family_name") or fields.get("words") or ""
    )  # fmt: skip
    return Taken(
        line=line.number,
        record=line.record[:40],
        name=str(name)[:LONGEST_TITLE],
        title=str(title)[:LONGEST_TITLE],
        outcome=outcome,
        why=why,
        remarks=tuple(remarks),
    )


def sentence(error: Exception) -> str:
    """Say why an entry was not taken in."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, BadPicture):
        return f"The picture cannot be kept: {error.code}."
    if isinstance(error, BadAttachment):
        return f"The file cannot be kept: {error.code}."
    if isinstance(error, DatabaseError):
        return f"The database refused it: {' '.join(str(error).split())}"
    if isinstance(error, OSError):
        return f"{error.strerror or error}."
    return str(error)


def finish(kind: Kind, row: models.Model, *, is_new: bool) -> None:
    """Derive what is derived, and write the Decision."""
    if isinstance(row, Article) and kind is not RELATED:
        rebuild(row)
    elif isinstance(row, Page):
        rebuild_page(row)
    elif isinstance(row, Author | Topic) and not is_new:
        index_all(row.articles.all())
    elif isinstance(row, Picture):
        # It may have come after a text that shows it.
        rebuild_where_used(row)
    after = "created" if is_new else "replaced"
    record("import", row, by=None, after=after, is_public=is_public(row))


def is_public(row: models.Model) -> bool:
    """Tell whether readers may notice the record, or may by and by."""
    if isinstance(row, Article):
        return row.was_published or row.status == Article.Status.PUBLISHED
    if isinstance(row, Attachment):
        return is_public(row.article)
    if isinstance(row, Comment):
        return row.state == Comment.State.APPROVED and is_public(row.article)
    return True
