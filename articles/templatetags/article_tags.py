"""Dates, names and short texts as readers see them; a comment's text as paragraphs."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles import text
from articles.content import statements_of
from articles.models import Article, Author, Byline

# Django misspells these months in Hindi; our catalogue stands in front of its own.
RESPELT = (
    gettext_noop("September"),
    gettext_noop("November"),
    gettext_noop("December"),
)

register = template.Library()

SHOWN = {"day": "j F Y", "month": "F Y", "year": "Y"}
MACHINE = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
MOST_WORDS = 60
SENTENCE_END = re.compile(r"(?<=[.!?।])\s+")
PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
# On escaped text: a quotation mark or angle bracket can only be an entity here.
ADDRESS = re.compile(r"(?<![\w/:.@])https?://[^\s<>\"'`\\\x00-\x1f]+", re.IGNORECASE)
ENTITY_END = re.compile(r"&(?:lt|gt|quot|#x27);.*\Z", re.DOTALL)
LONGEST_ADDRESS = 2000


@register.filter
def article_date(article: Article) -> str:
    """Return the article's date as exactly as it is known, or say that it is not."""
    if not article.dated:
        return _("Date not recorded")
    precision = article.dated_precision
    return time_element(
        article.dated.strftime(MACHINE[precision]),
        date_format(article.dated, SHOWN[precision]),
    )


@register.filter
def day(moment: date | datetime | None) -> str:
    """Return a date, or the site's day of a moment, as "3 June 2022"."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return time_element(local.strftime("%Y-%m-%d"), date_format(local, SHOWN["day"]))


@register.filter
def moment(at: datetime) -> str:
    """Return a moment as "3 June 2022, 14:05", in the site's zone."""
    local = timezone.localtime(at)
    shown = f"{date_format(local, SHOWN['day'])}, {local:%H:%M}"
    return time_element(local.isoformat(timespec="seconds"), shown)


def time_element(machine: str, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, shown)


@register.filter
def in_language(record: object, field: str) -> str:
    """Return a record's field in the language of the page."""
    return record.in_language(field)


@register.filter
def statements(article: Article) -> list[tuple[str, str]]:
    """Return what stands under an article: what it is called, and its words."""
    return [(_(field.label), words) for field, words in statements_of(article)]


@register.filter
def names(bylines: Iterable[Byline]) -> str:
    """Return the authors' names as "A, B and C"."""
    return joined([byline.author.name for byline in bylines])


def joined(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    parts = {"others": ", ".join(words[:-1]), "last": words[-1]}
    return _("%(others)s and %(last)s") % parts


@register.filter
def biography(author: Author) -> SafeString:
    """Return the whole biography as HTML that ``text.sanitize`` has cleaned."""
    html = text.render_plainly(author.in_language("biography"))
    return mark_safe(html)  # noqa: S308 -- cleaned by text.sanitize


@register.filter
def short_biography(author: Author) -> str:
    """Return the first sentences of the biography, at most 60 words, as plain text."""
    plain = " ".join(strip_tags(biography(author)).split())
    kept: list[str] = []
    for sentence in SENTENCE_END.split(plain):
        if kept and len(" ".join([*kept, sentence]).split()) > MOST_WORDS:
            break
        kept.append(sentence)
    words = unescape_few(" ".join(kept)).split()
    return " ".join(words[:MOST_WORDS]) + ("…" if len(words) > MOST_WORDS else "")


def unescape_few(plain: str) -> str:
    """Undo what the sanitiser escaped, since the template escapes once more."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain.replace("&nbsp;", "\u00a0")


@register.filter
def two_tone(name: str) -> SafeString:
    """Return the wordmark: its first word upright, the others set apart."""
    first, space, rest = name.partition(" ")
    if not rest:
        return format_html("{}", first)
    return format_html("{}{}<i>{}</i>", first, space, rest)


@register.filter
def comment_text(plain: str) -> SafeString:
    """Return a comment's text as paragraphs with links; all markup in it is inert."""
    paragraphs = PARAGRAPH_BREAK.split(plain.replace("\r\n", "\n").strip())
    html = "".join(
        f'<p dir="auto">{linked(escape(p)).replace(chr(10), "<br>")}</p>'
        for p in map(str.strip, paragraphs)
        if p
    )
    return mark_safe(html)  # noqa: S308 -- escaped above, before links were made


def linked(escaped: str) -> str:
    """Return escaped text with its http and https addresses as links."""
    return ADDRESS.sub(link, escaped)


def link(found: re.Match[str]) -> str:
    """Link one address, leaving outside what belongs to the sentence."""
    whole = found[0]
    address = trimmed(ENTITY_END.sub("", whole))
    host = address.partition("://")[2]
    if len(address) > LONGEST_ADDRESS or not host[:1].isalnum():
        return whole
    opening = f'<a href="{address}" rel="ugc nofollow noopener">'
    return f"{opening}{address}</a>{whole[len(address) :]}"


def trimmed(address: str) -> str:
    """Drop closing punctuation, and a bracket that was opened before the address."""
    while address:
        last = address[-1]
        is_foreign = last in ")]" and address.count(last) > address.count(
            {")": "(", "]": "["}[last]
        )
        if (last in ".,:;!?…*_~’”" and not is_entity(address)) or is_foreign:
            address = address[:-1]
        else:
            break
    return address


def is_entity(address: str) -> bool:
    return bool(re.search(r"&(?:amp|#x?\w+);\Z", address))


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    """Return the numbers to show under a long list, with gaps."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return list(shown)
