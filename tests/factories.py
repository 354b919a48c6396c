"""Plain functions that make records with honest defaults."""

import itertools
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from articles.models import (
    Article,
    Attachment,
    Author,
    Block,
    Byline,
    Comment,
    Endnote,
    FrontPage,
    Institution,
    MenuItem,
    Page,
    Topic,
    User,
)
from articles.publishing import place_file, rebuild

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"

count = itertools.count(1)


def make_user(*groups, **changes):
    """Make a user who may log in to the admin as a member of these groups."""
    number = next(count)
    user = User.objects.create_user(
        **{"username": f"user{number}", "password": "correct horse", "is_staff": True}
        | changes
    )
    if groups:
        call_command("set_up_groups", verbosity=0)
        user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_author(**changes):
    number = next(count)
    fields = {
        "honorific": "Dr",
        "given_names": "Asha",
        "family_name": f"Verma{number}",
        "slug": f"asha-verma-{number}",
        "role": "Fellow",
        "affiliation": "Meridian",
    }
    return Author.objects.create(**fields | changes)


def make_article(*, notes=None, authors=None, topics=(), **changes):
    """Make a published article; ``notes`` maps labels to texts ("" is missing)."""
    number = next(count)
    an_hour_ago = timezone.now() - timedelta(hours=1)
    fields = {
        "title": f"Article {number}",
        "slug": f"article-{number}",
        "standfirst": "What it says in short.",
        "source": "The first paragraph.\n\nThe second paragraph.",
        "status": Article.Status.PUBLISHED,
        "published_at": an_hour_ago,
        "dated": timezone.localdate(),
    }
    fields |= changes
    fields.setdefault("first_published_at", fields["published_at"])
    article = Article.objects.create(**fields)
    for position, author in enumerate([make_author()] if authors is None else authors):
        Byline.objects.create(
            article=article,
            author=author,
            position=position,
            role=author.role,
            affiliation=author.affiliation,
        )
    for position, (label, text) in enumerate((notes or {}).items()):
        state = Endnote.State.PRESENT if text else Endnote.State.MISSING
        Endnote.objects.create(
            article=article, label=label, text=text, position=position, state=state
        )
    article.topics.set(topics)
    rebuild(article)
    return article


def make_comment(article=None, **changes):
    """Make a waiting comment."""
    fields = {
        "article": article or make_article(),
        "name": "A. Reader",
        "email": "reader@example.org",
        "text": "I read this twice.",
    }
    if changes.get("state", Comment.State.WAITING) != Comment.State.WAITING:
        fields["decided_at"] = timezone.now()
    return Comment.objects.create(**fields | changes)


def make_attachment(article=None, data=PDF, suffix=".pdf", **changes):
    """Attach a designed report, or what else it is; its file is kept at once."""
    fields = {"article": article or make_article(), "kind": Attachment.Kind.REPORT}
    attachment = Attachment(**fields | changes)
    place_file(attachment, data, suffix)
    attachment.save()
    return attachment


def make_topic(**changes):
    number = next(count)
    fields = {"axis": "topic", "name": f"Topic {number}", "slug": f"topic-{number}"}
    return Topic.objects.create(**fields | changes)


def make_page(**changes):
    number = next(count)
    fields = {
        "title": f"Page {number}",
        "slug": f"page-{number}",
        "source": "A paragraph.",
        "html": "<p>A paragraph.</p>",
    }
    return Page.objects.create(**fields | changes)


def make_front_page(*, blocks=(), menu=(), **changes):
    """Make a front page; blocks are kinds or topics, ``menu`` pairs of label and path."""
    front_page = FrontPage.objects.create(**{"language": "en"} | changes)
    for position, shows in enumerate(blocks):
        is_topic = isinstance(shows, Topic)
        fields = {"kind": "strip", "topic": shows} if is_topic else {"kind": shows}
        Block.objects.create(front_page=front_page, position=position, **fields)
    for position, (label, leads_to) in enumerate(menu):
        MenuItem.objects.create(
            front_page=front_page, position=position, label=label, leads_to=leads_to
        )
    return front_page


def make_institution(**changes):
    fields = {
        "name": "Meridian Institute",
        "short_name": "Meridian",
        "email": "desk@example.org",
        "disclaimer": "The views are the author’s own.",
    }
    institution = Institution(**fields | changes)
    institution.save()
    return institution
