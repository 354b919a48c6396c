"""A site in which every column that travels says something, and a way to empty it."""

import io
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from PIL import Image

from articles.models import (
    Address,
    Article,
    Attachment,
    Author,
    Byline,
    Comment,
    Correction,
    Disclaimer,
    Endnote,
    FrontPage,
    Institution,
    Page,
    Picture,
    Spelling,
    Topic,
)
from articles.publishing import move_to_bin, rebuild, store_picture, withdraw
from articles.publishing.files.attachments import place_file
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_front_page,
    make_page,
    make_topic,
    make_user,
)

LONG_AGO = datetime(2019, 4, 5, 6, 7, 8, 901234, tzinfo=UTC)


def png(width=700, colour="navy"):
    out = io.BytesIO()
    Image.new("RGB", (width, 300), colour).save(out, "PNG")
    return out.getvalue()


def fill():
    """Make one of everything; return the picture that stands in an article."""
    fill_institution()
    topics = fill_topics()
    picture = fill_picture()
    people = fill_people(picture)
    fill_articles(topics, picture, people)
    fill_comments(live_article())
    fill_attachments(live_article())
    fill_front(topics[0])
    fill_addresses(live_article())
    Spelling.objects.create(words="Tokayev, Tokaev")
    return picture


def fill_institution():
    fields = (
        "name", "short_name", "tagline", "postal_address", "disclaimer", "statement",
        "licence_name",
    )  # fmt: skip
    Institution(
        **{name: f"The {name}" for name in fields},
        email="desk@example.org",
        licence_url="https://example.org/by/4.0/",
        translated={"hi": {"tagline": "साक्ष्य", "name": "संस्थान"}},
    ).save()


def fill_topics():
    series = make_topic(axis="series", name="Ports", slug="ports", scope_note="Quays.")
    energy = make_topic(
        name="Energy", slug="energy", translated={"hi": {"name": "ऊर्जा"}}
    )
    return energy, series


def fill_picture():
    picture = store_picture(png(), by=None)
    picture.is_decoration = False
    picture.alt, picture.caption, picture.credit = "A quay", "At dawn", "A. Nair"
    picture.save()
    decoration = store_picture(png(300, "red"), by=None)
    Picture.objects.filter(pk=decoration.pk).update(uploaded_at=LONG_AGO)
    return picture


def fill_people(picture):
    author = make_author(
        display_name="Asha V. Verma",
        biography="Writes on *quays*.",
        photograph=picture,
        orcid="0000-0002-1825-0097",
        links="https://example.org/a\nhttps://example.org/b",
        translated={"hi": {"family_name": "वर्मा"}},
        user=make_user(),
    )
    desk = make_author(
        honorific="",
        given_names="",
        family_name="Ports Desk",
        is_present=False,
        is_organisation=True,
    )
    return author, desk


def fill_articles(topics, picture, people):
    disclaimer = Disclaimer.objects.create(
        name="Jointly", text="Two houses.", translated={"hi": {"text": "दो संस्थाएँ"}}
    )
    live = fill_live(topics, picture, people, disclaimer)
    fill_draft_of(live, picture)
    hindi = make_article(
        title="बंदरगाह और <b>लहरें</b> & “उद्धरण”",
        slug="bandargah",
        language="hi",
        source="पहला अनुच्छेद।[^१]\n\nदूसरा।",
        notes={"1": "टिप्पणी।"},
        translation_key=live.translation_key,
    )
    later = make_article(
        title="Tomorrow",
        published_at=timezone.now() + timedelta(days=3),
        dated_by_schedule=True,
        lead_until=timezone.now() + timedelta(days=9),
    )
    gone = make_article(title="Withdrawn")
    withdraw(gone, by=None, why="It was wrong.")
    binned = make_article(title="Binned", slug="binned")
    move_to_bin(binned, by=None)
    make_article(title="A draft", status="draft", published_at=None, dated=None)
    make_article(title="In review", status="in_review", published_at=None)
    live.see_also.set([hindi, later])
    hindi.see_also.set([live])


def fill_live(topics, picture, people, disclaimer):
    live = make_article(
        title="Harbours",
        slug="harbours",
        kind="paper",
        source=f"Text.[^1] More.[^2]\n\n![](picture:{picture.uid})\n\n## Part\n\nEnd.[^3]",
        authors=people,
        topics=topics,
        lead_picture=picture,
        picture_credit="An old credit",
        funding="The Water Trust paid.",
        disclaimer_choice="other",
        disclaimer=disclaimer,
        comments_are="closing",
        comments_close_after=40,
        left_alone=["lift 1"],
        series_number=4,
        report_number="R-4",
        doi="10.5555/12345678",
        isbn="978-0-306-40615-7",
        published_at=LONG_AGO,
        first_published_at=LONG_AGO - timedelta(days=2),
        dated=date(2019, 4, 1),
        dated_precision="month",
        listed_on=date(2019, 4, 2),
        revised_at=LONG_AGO + timedelta(days=3),
    )
    fill_notes(live)
    Correction.objects.create(
        article=live, at=LONG_AGO, level="correction", text="A number."
    )
    rebuild(live)
    Article.objects.filter(pk=live.pk).update(created_at=LONG_AGO, changed_at=LONG_AGO)
    live.refresh_from_db()
    return live


def fill_notes(live):
    note = Endnote.objects.create(
        article=live,
        label="1",
        text="Nair, *Quays*.",
        link="https://example.org/quays?a=1&b=2",
        archived_link="https://web.archive.org/web/2020/https://example.org/quays",
        accessed_on=date(2020, 2, 3),
        archived_on=date(2020, 2, 4),
        link_is_dead=True,
    )
    Endnote.objects.create(article=live, label="2", state="missing", position=1)
    ibid = Endnote.objects.create(article=live, label="3", text="Ibid.", position=2)
    ibid.refers_to = note.uid
    ibid.save()


def fill_draft_of(live, picture):
    draft = Article.objects.create(
        title="Harbours, revised",
        slug=live.slug,
        source="Text, revised.",
        translation_key=live.translation_key,
        draft_of=live,
        date_unknown=True,
    )
    Byline.objects.create(article=draft, author=Author.objects.order_by("pk").first())
    rebuild(draft)


def fill_comments(article):
    first = make_comment(
        article, state="approved", decided_by_name="Maya", reason="Fine."
    )
    answer = make_comment(
        article, state="approved", in_reply_to=first, is_by_author=True
    )
    deep = make_comment(
        article, in_reply_to=answer, name="ऋतु <script>", text="नमस्ते\nदो\tतीन"
    )
    make_comment(article, state="declined", in_reply_to=deep, email="")
    make_comment(
        article,
        state="spam",
        suspicions=["links", "fast"],
        queue_rank=Comment.Rank.ROBOT,
        sender="a" * 64,
        nonce="b" * 32,
        ip="192.0.2.1",
    )
    # Written before the one that it was later said to answer.
    first.in_reply_to = make_comment(article, state="approved", text="The eldest")
    first.save()


def fill_attachments(article):
    files = {
        "report": b"%PDF-1.7\nnothing\n%%EOF\n",
        "file": "वर्ष,लंबाई\n2019,4\n".encode(),
    }
    suffixes = {"report": ".pdf", "file": ".csv"}
    for position, (kind, data) in enumerate(files.items()):
        attachment = Attachment(
            article=article, kind=kind, title=f"The {kind}", position=position
        )
        place_file(attachment, data, suffixes[kind])
        attachment.save()


def fill_front(topic):
    page = make_front_page(
        blocks=["latest", topic],
        menu=[("Energy", "/topics/topic/energy/"), ("Away", "https://example.org/")],
        announcement="A new series begins.",
        announcement_leads_to="/topics/series/ports/",
        announced_from=LONG_AGO,
        announced_until=LONG_AGO + timedelta(days=9000),
    )
    page.blocks.filter(topic=topic).update(heading="On energy", most=5)
    make_page(title="About", slug="about", source="We are *here*.")
    make_page(title="परिचय", slug="about", language="hi", source="हम।")


def fill_addresses(article):
    Address.objects.create(path="/2019/04/harbours/", article=article)
    Address.objects.create(path="/old/ऊर्जा/", leads_to="/topics/topic/energy/")
    Address.objects.create(path="/gone/", is_gone=True)


def live_article():
    return Article.objects.get(slug="harbours", draft_of=None)


def empty():
    """Delete all that travels, as in a database where nothing was ever made."""
    for model in (Address, Attachment, FrontPage, Comment, Page, Spelling):
        model.objects.all().delete()
    Article.objects.exclude(draft_of=None).delete()
    for model in (Article, Author, Picture, Topic, Disclaimer, Institution):
        model.objects.all().delete()
