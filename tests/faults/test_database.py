"""A reader that keeps the database's past alive, and editors in each other's way."""

import sqlite3

import pytest

from articles.models import Article
from articles.publishing import move_to_bin
from tests.admin.filling import fields_of
from tests.factories import make_article, make_user
from vif_site import databases

MEGABYTE = 2**20
MOST = 64 * MEGABYTE


@pytest.mark.skipif(not databases.HAS_SAFE_SQLITE, reason="no current SQLite here")
def test_journal_that_a_stuck_reader_let_grow_is_cut_again(tmp_path, tell):
    path = tmp_path / "site.sqlite3"
    pragmas = databases.sqlite(path)["OPTIONS"]["init_command"]
    writer, reader = (sqlite3.connect(path, isolation_level=None) for _ in range(2))
    for each in (writer, reader):
        each.executescript(pragmas)
    writer.execute("CREATE TABLE kept (data BLOB)")
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    journal = tmp_path / "site.sqlite3-wal"
    for _ in range(70):
        writer.execute("INSERT INTO kept VALUES (randomblob(?))", [MEGABYTE])
    assert journal.stat().st_size > MOST
    assert reader.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    reader.execute("COMMIT")
    for _ in range(3):
        writer.execute("INSERT INTO kept VALUES (x'00')")
    assert journal.stat().st_size <= MOST
    assert reader.execute("SELECT count(*) FROM kept").fetchone() == (73,)
    for each in (writer, reader):
        each.close()
    tell(tried=1, lost="nothing", readers="the state they had begun with")


@pytest.mark.django_db
def test_saver_whose_article_was_binned_meanwhile_keeps_the_words(client, tell):
    article = make_article(status="draft", published_at=None)
    client.force_login(make_user("Editor"))
    path = f"/admin/articles/article/{article.pk}/change/"
    typed = fields_of(client.get(path)) | {"source": "What I typed.", "title": "Mine"}
    move_to_bin(article, by=make_user("Editor"))
    answer = client.post(path, typed)
    assert Article.objects.get().binned_at
    assert answer.status_code == 409
    assert "What I typed." in answer.content.decode()
    tell(tried=1, lost="nothing", readers="nothing: it was a draft")
