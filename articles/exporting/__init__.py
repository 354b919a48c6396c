"""How a text goes out: one plain value, and the formats made of it. No Django here."""

from articles.exporting.card.card import CannotDraw, Card, draw_card
from articles.exporting.feeds.atom import to_atom
from articles.exporting.feeds.feed import Channel, Entry, Reply
from articles.exporting.feeds.full_text import absolute_links, full_text
from articles.exporting.feeds.json_feed import to_json_feed
from articles.exporting.metadata.highwire import to_meta_tags
from articles.exporting.metadata.open_graph import to_open_graph
from articles.exporting.metadata.profile import Profile, to_profile
from articles.exporting.metadata.structured_data import to_json_ld
from articles.exporting.styles.sentence import Sentence

from .citation import Citation, CitationWords, Image, Precision, Work, describe
from .feeds import atom, json_feed
from .formats import FORMATS, STYLES, Format, in_styles
from .markdown_file import MarkdownFile, to_markdown
from .people import Person
from .signposting import to_link_header, to_linkset
from .sitemap import Location, NewsItem, to_index, to_news_sitemap, to_sitemap

__all__ = [
    "FORMATS",
    "STYLES",
    "CannotDraw",
    "Card",
    "Channel",
    "Citation",
    "CitationWords",
    "Entry",
    "Format",
    "Image",
    "Location",
    "MarkdownFile",
    "NewsItem",
    "Person",
    "Precision",
    "Profile",
    "Reply",
    "Sentence",
    "Work",
    "absolute_links",
    "atom",
    "describe",
    "draw_card",
    "full_text",
    "in_styles",
    "json_feed",
    "to_atom",
    "to_index",
    "to_json_feed",
    "to_json_ld",
    "to_link_header",
    "to_linkset",
    "to_markdown",
    "to_meta_tags",
    "to_news_sitemap",
    "to_open_graph",
    "to_profile",
    "to_sitemap",
]
