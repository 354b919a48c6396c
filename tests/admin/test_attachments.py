"""Attachments at the desk: whoever may change the article may attach files to it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Attachment
from tests.factories import PDF, make_article, make_attachment

from .filling import add_row, fields_of, text_of
from .test_pictures import files

pytestmark = pytest.mark.django_db
DRAFT = {
    "status": Article.Status.DRAFT,
    "published_at": None,
    "first_published_at": None,
    "dated": None,
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def page_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def upload(data=PDF, name="Report.pdf"):
    return SimpleUploadedFile(name, data, "application/pdf")


def attach(client, article, *rows):
    """Add rows of (kind, title, file) to the form, and send it."""
    data = fields_of(client.get(page_of(article)))
    for kind, title, file in rows:
        row = {"kind": kind, "title": title, "position": "0"}
        add_row(data, "attachments", **row | ({"upload": file} if file else {}))
    return client.post(page_of(article), data)


def test_files_are_attached_and_listed(editor, media):
    article = make_article()
    csv = upload(b"a,b\n1,2\n", "wells.csv")
    answer = attach(
        editor, article, ("report", "", upload()), ("file", "Data of 38 wells", csv)
    )
    assert answer.status_code == 302
    report, data = Attachment.objects.order_by("pk")
    assert (report.kind, report.size, report.suffix) == ("report", len(PDF), ".pdf")
    assert (data.title, data.suffix, data.size) == ("Data of 38 wells", ".csv", 8)
    assert files(media) == {report.file.name, data.file.name}
    shown = text_of(editor.get(page_of(article)), "#attachments-group")
    assert f"PDF, {len(PDF)} bytes" in shown.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("report", "", None), "Choose a file."),
        (("report", "", upload(b"no pdf")), "not what its name says"),
        (
            ("file", "Data", upload(PDF, "a.exe")),
            "Choose a PDF, CSV, XLSX or ODS file.",
        ),
        (("file", "", upload()), "Give the file a title."),
        (("report", "", upload(b"a,b", "a.csv")), "The designed report must be a PDF."),
    ],
    ids=["none", "unlike", "unknown", "untitled", "no-pdf"],
)
def test_refusals_are_told_beside_the_row(editor, media, row, sentence):
    if row[2]:
        row[2].seek(0)
    answer = attach(editor, make_article(), row)
    assert answer.status_code == 200
    assert sentence in text_of(answer, "#attachments-group")
    assert not Attachment.objects.exists()
    assert not files(media)


def test_second_report_is_refused(editor):
    article = make_article()
    make_attachment(article)
    answer = attach(editor, article, ("report", "", upload()))
    assert "An article has one designed report." in text_of(
        answer, "#attachments-group"
    )


def test_report_is_replaced_in_one_save(
    editor, media, django_capture_on_commit_callbacks
):
    article = make_article()
    old = make_attachment(article)
    data = fields_of(editor.get(page_of(article)))
    data["attachments-0-DELETE"] = "on"
    add_row(data, "attachments", kind="report", position="0", upload=upload())
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(page_of(article), data).status_code == 302
    new = Attachment.objects.get()
    assert new.pk != old.pk
    assert files(media) == {new.file.name}


def test_file_of_a_row_is_replaced(editor, media, django_capture_on_commit_callbacks):
    old = make_attachment()
    data = fields_of(editor.get(page_of(old.article)))
    data["attachments-0-upload"] = upload(PDF + b"new %%EOF")
    with django_capture_on_commit_callbacks() as later:
        assert editor.post(page_of(old.article), data).status_code == 302
        assert len(files(media)) == 2
    for act in later:
        act()
    new = Attachment.objects.get()
    assert new.pk == old.pk
    assert files(media) == {new.file.name}
    assert new.size == len(PDF) + 9


@pytest.mark.parametrize(
    "where",
    [
        "articles.admin.article.page.finish_save",
        "articles.models.Attachment.save",
        "django.core.files.storage.FileSystemStorage.save",
    ],
)
def test_file_of_a_save_that_is_undone_goes(editor, media, monkeypatch, where):
    old = make_attachment()
    data = fields_of(editor.get(page_of(old.article)))
    data["attachments-0-upload"] = upload(PDF + b"new %%EOF")
    add_row(data, "attachments", kind="file", title="A", position="1", upload=upload())
    monkeypatch.setattr(where, fail)
    editor.raise_request_exception = False
    assert editor.post(page_of(old.article), data).status_code == 503
    assert files(media) == {old.file.name}
    assert Attachment.objects.get().file.name == old.file.name


def fail(self, name=None, content=None, **options):
    """Write what there is room for, if this is storage; then fail."""
    if content is not None:
        Path(self.path(name)).write_bytes(content.read(3))
    raise OSError(28, "No space left on device")


def test_save_without_a_new_file_keeps_the_old(editor, media):
    old = make_attachment()
    data = fields_of(editor.get(page_of(old.article)))
    data["attachments-0-title"] = "The whole report"
    assert editor.post(page_of(old.article), data).status_code == 302
    assert files(media) == {old.file.name}
    assert Attachment.objects.get().title == "The whole report"


def test_contributor_attaches_to_own_drafts_alone(contributor):
    own = make_article(owner=contributor.user, **DRAFT)
    assert attach(contributor, own, ("report", "", upload())).status_code == 302
    assert own.attachments.count() == 1
    published = make_article(owner=contributor.user)
    make_attachment(published)
    page = contributor.get(page_of(published))
    assert 'name="attachments-0-upload"' not in page.content.decode()
    assert "PDF" in text_of(page, "#attachments-group")
    other = make_article(**DRAFT)
    assert contributor.get(page_of(other)).status_code == 302


def test_moderator_only_sees_them(moderator):
    attachment = make_attachment()
    page = moderator.get(page_of(attachment.article))
    assert 'name="attachments-0-upload"' not in page.content.decode()


@pytest.mark.parametrize("many", [False, True])
def test_files_of_a_deleted_article_go_after_the_transaction(
    editor, media, many, django_capture_on_commit_callbacks
):
    gone, other = (make_attachment() for _ in range(2))
    article = gone.article
    Article.objects.filter(pk=article.pk).update(binned_at=article.published_at)
    page, data = f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"}
    if many:
        page = "/admin/articles/article/?state=bin"
        data |= {"action": "delete_selected", "_selected_action": [article.pk]}
    with django_capture_on_commit_callbacks() as later:
        assert editor.post(page, data).status_code == 302
        assert files(media) == {gone.file.name, other.file.name}
    for act in later:
        act()
    assert files(media) == {other.file.name}
    assert Attachment.objects.get() == other
