"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from articles.exporting.escaping import xml_moment
from articles.exporting.metadata.structured_data import without_gaps
from articles.exporting.people import Person

from .feed import Channel, Entry

VERSION = "https://jsonfeed.org/version/1.1"
TYPE = "application/feed+json"


def to_json_feed(channel: Channel) -> bytes:
    """Return the whole document; equal channels give equal bytes."""
    feed = without_gaps(
        {
            "version": VERSION,
            "title": channel.title,
            "home_page_url": channel.address,
            "feed_url": channel.feed_address,
            "description": channel.description,
            "language": channel.language,
            "authors": [_author(Person(channel.site_name, url=channel.site_address))],
        }
    )
    feed["items"] = [_item(entry) for entry in channel.entries]
    text = json.dumps(feed, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace")


def _item(entry: Entry) -> dict[str, Any]:
    published = entry.published_at and xml_moment(entry.published_at)
    return without_gaps(
        {
            "id": entry.urn,
            "url": entry.address,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": published,
            "date_modified": xml_moment(entry.updated_at),
            "authors": [_author(person) for person in entry.people],
            "tags": list(entry.subjects),
            "language": entry.language,
        }
    )


def _author(person: Person) -> dict[str, str]:
    return without_gaps({"name": person.plain_name, "url": person.url})
