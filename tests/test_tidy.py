"""What nobody needs any more is listed, and goes when told to."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.management import chores
from articles.models import (
    Address,
    Article,
    Attachment,
    Comment,
    Counter,
    Decision,
    Edition,
    Outbox,
    Picture,
    Preview,
    Spent,
)
from articles.publishing import (
    move_to_bin,
    open_preview,
    receive,
    restore,
    store_picture,
)
from tests.publishing.filled_site import png

from .factories import make_article, make_attachment, make_comment, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VIF_MADE_DIR = tmp_path / "made"


def tidy(*arguments):
    out = io.StringIO()
    call_command("tidy", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


def make_old(path, hours=2):
    then = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(path, (then, then))


def bin_since(article, days):
    move_to_bin(article, by=None)
    Article.objects.filter(pk=article.pk).update(
        binned_at=timezone.now() - timedelta(days=days)
    )


def test_tidy_site_is_left_alone():
    make_comment()
    assert tidy() == ["There is nothing to tidy."]
    assert tidy("--now") == ["There is nothing to tidy."]


def test_nothing_goes_before_it_was_told_to():
    article = make_article()
    bin_since(article, 31)
    assert tidy() == [
        "Articles in the bin, with their comments: 1",
        "With --now all of this is removed.",
    ]
    assert Article.objects.exists()


# The bin


def test_article_goes_with_all_that_hangs_on_it(client):
    article = make_article(
        title="Old", slug="old", notes={"1": "A note."},
        published_at=timezone.now() - timedelta(days=90),
        first_published_at=timezone.now() - timedelta(days=90),
    )  # fmt: skip
    Article.objects.create(title="Draft", slug="draft", source="x", draft_of=article)
    make_comment(article, in_reply_to=make_comment(article))
    kept = make_comment()
    attachment = make_attachment(article)
    Address.objects.create(path="/2019/old/", article=article)
    bin_since(article, 31)
    edition = Edition.current()

    assert tidy("--now")[0] == "Articles in the bin, with their comments: 1"

    assert list(Article.objects.all()) == [kept.article]
    assert list(Comment.objects.all()) == [kept]
    assert not default_storage.exists(attachment.file.name)
    assert not Attachment.objects.exists()
    decision = Decision.objects.first()
    assert (decision.what, decision.title, decision.by) == ("delete", "Old", None)
    day = timezone.localdate() - timedelta(days=31)
    assert decision.why == f"In the bin since {day}. 2 comments went with it."
    assert Edition.current() == edition + 1
    # Readers knew it: it is gone, and not unknown.
    for path in ("/articles/old/", "/2019/old/"):
        assert client.get(path).status_code == 410
    assert tidy("--now") == ["There is nothing to tidy."]


def test_what_nobody_ever_saw_stays_unknown(client):
    article = make_article(
        slug="never", status="draft", published_at=None, first_published_at=None
    )
    bin_since(article, 31)
    tidy("--now")
    assert not Address.objects.exists()
    assert client.get("/articles/never/").status_code == 404


def test_what_lies_in_the_bin_for_less_or_was_taken_out_stays():
    bin_since(make_article(), 29)
    back = make_article()
    bin_since(back, 31)
    restore(back, by=None)
    tidy("--now")
    assert Article.objects.count() == 2


def test_bin_is_never_emptied_where_the_setting_is_0(settings):
    settings.VIF_TIDY = settings.VIF_TIDY | {"bin": 0}
    bin_since(make_article(), 9000)
    assert tidy("--now") == ["There is nothing to tidy."]
    assert Article.objects.exists()


def test_article_that_is_taken_out_of_the_bin_meanwhile_stays(monkeypatch):
    article = make_article()
    bin_since(article, 31)
    found = list(chores.chores())
    restore(article, by=None)
    assert found[0].remove(found[0].found) == 0
    assert Article.objects.exists()


# Files


def test_files_that_nothing_names_go_and_named_ones_stay():
    picture, attachment = store_picture(png(), by=None), make_attachment(make_article())
    kept = {
        *(made["path"] for made in picture.renditions),
        attachment.file.name,
        "own/logo.svg",
        "pictures/young.webp",
    }
    for name in ("own/logo.svg", "pictures/young.webp"):
        default_storage.save(name, ContentFile(b"x"))
    lost = {"pictures/lost.webp", "attachments/lost.pdf"}
    for name in lost:
        default_storage.save(name, ContentFile(b"x" * 2**20))
    for name in (kept | lost) - {"pictures/young.webp"}:
        make_old(default_storage.path(name))

    said = "Files of pictures and attachments that nothing names: 2 (2.0 MB)"
    assert tidy()[0] == said
    assert all(map(default_storage.exists, kept | lost))
    assert tidy("--now")[0] == said
    assert all(map(default_storage.exists, kept))
    assert not any(map(default_storage.exists, lost))


def test_orphan_that_a_row_names_at_last_stays():
    default_storage.save("pictures/late.webp", ContentFile(b"x"))
    make_old(default_storage.path("pictures/late.webp"))
    (chore,) = [one for one in chores.chores() if one.found]
    Picture.objects.create(
        file="pictures/late.webp", width=1, height=1, is_decoration=True
    )
    chore.remove(chore.found)
    assert default_storage.exists("pictures/late.webp")


def test_half_written_files_go_when_nobody_writes_them(tmp_path):
    folder = tmp_path / "made" / "papers"
    left = tmp_path / ".backup-left"
    for path in (folder, left, tmp_path / "media" / "pictures", tmp_path / "incoming"):
        path.mkdir(parents=True)
    dead = [
        folder / "a-b.part",
        folder / "a-c.failed",
        left / "site.sqlite3",
        tmp_path / "secret-key.txt.new",
        tmp_path / "media" / "pictures" / ".a.webp.part",
        tmp_path / "incoming" / ".0123.part",
    ]
    alive = [folder / "a-d", folder / "young.part", tmp_path / "secret-key.txt"]
    for path in [*dead, *alive]:
        path.write_bytes(b"x")
    for path in [*dead, left, folder / "a-d", tmp_path / "secret-key.txt"]:
        make_old(path)
    assert tidy("--now")[0].startswith("Half-written files: 6")
    assert not any(path.exists() for path in [*dead, left])
    assert all(path.exists() for path in alive)


def test_text_that_was_brought_in_and_abandoned_goes():
    text = receive(b"On tides\n\nThe sea rises.", "a.txt", by=make_user("Editor"))
    path = Path(text.file.path)
    then = timezone.now() - timedelta(days=31)
    type(text).objects.update(created_at=then)
    make_old(path, hours=31 * 24)
    assert tidy()[0].startswith("Texts brought in and abandoned: 1")
    assert path.exists()
    tidy("--now")
    assert not path.exists()
    assert not type(text).objects.exists()


# Rows


def test_dead_rows_go_and_living_ones_stay():
    now, article = timezone.now(), make_article()
    old, later = now - timedelta(days=31), now + timedelta(days=1)
    for until in (now - timedelta(seconds=1), later):
        Spent.objects.create(nonce=f"{until:%f%S}", until=until)
        Counter.objects.create(key=f"{until:%f%S}", window=0, until=until)
        Session.objects.create(
            session_key=f"{until:%f%S}", session_data="", expire_date=until
        )
    for sent_at in (old, now, None):
        Outbox.objects.create(recipient="a@example.org", sent_at=sent_at)
    for expires_at in (old, now - timedelta(days=1), later):
        link = open_preview(article, by=None)
        Preview.objects.filter(pk=link.pk).update(expires_at=expires_at)
    said = [
        "Answered sums: 1",
        "Counts that are over: 1",
        "Sent mail: 1",
        "Ended preview links: 1",
        "Ended log-ins: 1",
    ]
    assert tidy() == [*said, "With --now all of this is removed."]
    assert tidy("--now") == [*said, "All of this was removed."]
    kept = [
        model.objects.count() for model in (Spent, Counter, Outbox, Preview, Session)
    ]
    assert kept == [1, 1, 2, 2, 1]


def test_many_rows_go_in_small_transactions(django_assert_max_num_queries):
    now = timezone.now()
    Spent.objects.bulk_create(
        Spent(nonce=str(number), until=now - timedelta(days=1)) for number in range(450)
    )
    (chore,) = [one for one in chores.chores() if one.found]
    assert chore.at_once == 100
    tidy("--now")
    assert not Spent.objects.exists()


def test_run_that_is_stopped_says_how_to_go_on(monkeypatch):
    for _ in range(3):
        bin_since(make_article(), 31)
    delete = chores.publishing.delete_for_good

    def stop(key, **options):
        if Article.objects.count() == 2:
            raise KeyboardInterrupt
        return delete(key, **options)

    monkeypatch.setattr(chores.publishing, "delete_for_good", stop)
    with pytest.raises(CommandError, match="Start the same command again to go on"):
        tidy("--now")
    assert Article.objects.count() == 2
    monkeypatch.undo()
    assert tidy("--now")[0].endswith("their comments: 2")
