"""What a line leaves open, and what cannot stand here as it is told."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from django.db import models
from django.utils import timezone

from articles.models import Article, Author, Comment, Page, Topic
from articles.models.site.page import RESERVED
from articles.publishing.addresses import is_taken, new_slug

from .columns import InvalidValue
from .lines import Parsed
from .lookup import Finder

MOST_REPLIES = 1000
Row = models.Model | None


def settle_key(kind: str, parsed: Parsed) -> None:
    """Change a key that cannot be one here; before the record is looked for."""
    values = parsed.values
    if kind == "page" and values["slug"] in RESERVED:
        told = f"The site itself answers at /{values['slug']}/: “-page” was added."
        parsed.remarks.append(told)
        values["slug"] = f"{values['slug']}-page"
    if kind == "address":
        # As the model keeps it.
        values["path"] = unquote(values["path"])


def settle_article(parsed: Parsed, row: Row, find: Finder) -> None:
    values = parsed.values
    others = Article.objects.filter(draft_of=None)
    if row is None:
        fill_moments(values)
        values.setdefault("slug", new_slug(values.get("title", ""), others))
    name_once(parsed)
    if values.get("draft_of") is None:
        free_slug(parsed, row, others)
        refuse_second_translation(parsed, row)


def name_once(parsed: Parsed) -> None:
    """Keep an author once in a byline: two of the file may be one here."""
    known: list[Any] = []
    for place in parsed.rows.get("bylines", []):
        if place.get("author") in [each.get("author") for each in known]:
            parsed.remarks.append(f"“{place['author']}” stood twice in the byline.")
        else:
            known.append(place)
    if "bylines" in parsed.rows:
        parsed.rows["bylines"] = known


def fill_moments(values: dict[str, Any]) -> None:
    """Give a new article the moments and dates that follow from those it has."""
    status, moment = values.get("status"), values.get("published_at")
    if status == Article.Status.PUBLISHED and moment is None:
        raise InvalidValue("“published_at” is missing; a published article needs it.")
    if status == Article.Status.WITHDRAWN and not values.get("withdrawn_at"):
        raise InvalidValue("“withdrawn_at” is missing; a withdrawn article needs it.")
    if status == Article.Status.PUBLISHED:
        values.setdefault("first_published_at", moment)
        if not values.get("date_unknown"):
            values.setdefault("dated", timezone.localdate(moment))
    day = values.get("dated") or (timezone.localdate(moment) if moment else None)
    if day:
        values.setdefault("listed_on", day)


def refuse_second_translation(parsed: Parsed, row: Row) -> None:
    key = parsed.values.get("translation_key")
    if not key:
        return
    language = parsed.values.get("language", getattr(row, "language", "en"))
    others = Article.objects.filter(
        draft_of=None, translation_key=key, language=language
    )
    other = others.exclude(pk=row.pk if row else None).first()
    if other:
        raise InvalidValue(
            f"Its “translation_key” and language are those of “{other.title[:60]}”, "
            "and an article has one text in a language."
        )


def settle_author(parsed: Parsed, row: Row, find: Finder) -> None:
    values = parsed.values
    if row is None:
        name = f"{values.get('given_names', '')} {values.get('family_name', '')}"
        values.setdefault("slug", new_slug(name, Author.objects.all()))
    free_slug(parsed, row, Author.objects.all())


def settle_topic(parsed: Parsed, row: Row, find: Finder) -> None:
    values = parsed.values
    axis = values.get("axis", getattr(row, "axis", ""))
    if row is None:
        on_axis = Topic.objects.filter(axis=axis)
        values.setdefault("slug", new_slug(values.get("name", ""), on_axis))
    free_slug(parsed, row, Topic.objects.filter(axis=axis))


def free_slug(parsed: Parsed, row: Row, others: "models.QuerySet[Any]") -> None:
    """Give a record another address where its own is taken; one that is here keeps its."""
    wanted = parsed.values.get("slug")
    if not wanted or (row and getattr(row, "slug", "") == wanted):
        return
    others = others.exclude(pk=row.pk) if row else others
    if not is_taken(wanted, others):
        return
    found = getattr(row, "slug", "") if row else new_slug(wanted, others)
    parsed.remarks.append(f"The address “{wanted}” is taken here; it has “{found}”.")
    parsed.values["slug"] = found


def settle_comment(parsed: Parsed, row: Row, find: Finder) -> None:
    values = parsed.values
    state = values.get("state", Comment.State.WAITING)
    if row is None and state != Comment.State.WAITING:
        moment = values.get("created_at") or timezone.now()
        values["decided_at"] = values.get("decided_at") or moment
    if row and goes_round(row, values.get("in_reply_to")):
        parsed.remarks.append("It answers itself in a circle; it stands alone.")
        values["in_reply_to"] = None


def goes_round(comment: models.Model, parent: Comment | None) -> bool:
    """Tell whether a comment would answer itself by way of this one."""
    for _step in range(MOST_REPLIES):
        if parent is None:
            return False
        if parent.pk == comment.pk:
            return True
        parent = parent.in_reply_to
    return True


def settle_address(parsed: Parsed, row: Row, find: Finder) -> None:
    """Let it lead to a topic, an author or a page of the file, wherever that is here."""
    values, beside = parsed.values, parsed.beside
    for name, model in (("topic", Topic), ("author", Author)):
        if name in beside:
            found: Any = find.look(model, str(beside[name]))
            if found is None:
                raise InvalidValue(f"“{name}” is not here.")
            values["leads_to"] = found.get_absolute_url()
    if "page" in beside:
        values["leads_to"] = path_of_page(beside["page"])
    if values.get("leads_to") == values["path"]:
        raise InvalidValue("It is where it leads: the path is still in use.")


def path_of_page(told: Any) -> str:
    if not isinstance(told, list) or len(told) != 2:
        raise InvalidValue("“page” is no list of slug and language.")
    slug, language = map(str, told)
    slug = f"{slug}-page" if slug in RESERVED else slug
    page = Page.objects.filter(slug=slug, language=language).first()
    if page is None:
        raise InvalidValue(f"“page” names the page {slug[:60]}, which is not here.")
    return page.get_absolute_url()


SETTLE: Mapping[str, Callable[[Parsed, Row, Finder], None]] = {
    "article": settle_article,
    "author": settle_author,
    "topic": settle_topic,
    "comment": settle_comment,
    "address": settle_address,
}
