"""In which language a text is, where it is not that of the page."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from articles.models.translation import Translated

register = template.Library()


@register.filter
def lang_of(record: Translated, field: str) -> str:
    """Return `` lang="en"`` for an element with the field's text in the first
    language on a page in another, else nothing."""
    language = get_language()
    is_first = language == settings.LANGUAGE_CODE
    if is_first or record.translation(field, language) or not getattr(record, field):
        return ""
    return format_html(' lang="{}"', settings.LANGUAGE_CODE)
