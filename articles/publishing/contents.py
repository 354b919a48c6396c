"""Gather an article's content into one value."""

from articles.content import Content, ContentByline, ContentNote
from articles.models import Article


def content_of(article: Article) -> Content:
    """Return what the article says now, as it stands in the database."""
    return Content(
        title=article.title,
        standfirst=article.standfirst,
        source=article.source,
        notes=tuple(
            ContentNote(
                uid=str(note.uid),
                label=note.label,
                text=note.text,
                link=note.link,
                archived_link=note.archived_link,
                accessed_on=note.accessed_on.isoformat() if note.accessed_on else "",
                state=note.state,
                archived_on=note.archived_on.isoformat() if note.archived_on else "",
                link_is_dead=note.link_is_dead,
                refers_to=str(note.refers_to or ""),
            )
            for note in article.endnotes.all()
        ),
        byline=tuple(
            ContentByline(
                author=str(place.author.uid),
                name=place.author.full_name,
                role=place.role,
                affiliation=place.affiliation,
            )
            for place in article.bylines.select_related("author")
        ),
        topics=tuple(sorted(str(topic.uid) for topic in article.topics.all())),
        lead_picture=str(article.lead_picture.uid) if article.lead_picture else "",
        picture_credit=article.picture_credit,
        disclaimer=article.disclaimer.name
        if article.disclaimer
        else article.disclaimer_choice,
    )
