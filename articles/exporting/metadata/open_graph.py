"""Open Graph: how a link to the article looks where it is shared, as pairs."""

from articles.exporting.citation import Citation

from .structured_data import modified, published

# Where a language is written by more than one people, the site's own comes first.
LOCALES = {"en": "en_IN", "hi": "hi_IN"}
Tag = tuple[str, str]


def to_open_graph(citation: Citation) -> list[Tag]:
    """Return (property, content) in the order in which they should stand.

    None is empty. The card is shown, or the lead picture where there is no card.
    """
    tags = [
        ("og:type", "article"),
        ("og:title", citation.title),
        ("og:description", citation.description),
        ("og:url", citation.address),
        ("og:locale", LOCALES.get(citation.language, citation.language)),
        *_image(citation),
        ("article:published_time", published(citation)),
        ("article:modified_time", modified(citation)),
        *(("article:author", person.url) for person in citation.people),
        ("article:section", citation.section),
        *(("article:tag", keyword) for keyword in citation.keywords),
    ]
    return [(name, content) for name, content in tags if content]


def _image(citation: Citation) -> list[Tag]:
    image = citation.card or citation.image
    if not image:
        return []
    return [
        ("og:image", image.url),
        ("og:image:width", str(image.width)),
        ("og:image:height", str(image.height)),
        ("og:image:alt", image.alt),
    ]
