"""Attachments: judged by their bytes; no file stays behind."""

import io
import zipfile
from zipfile import ZipInfo

import pytest
from django.db import IntegrityError, transaction

from articles.models import Attachment
from articles.publishing import BadAttachment, checked
from articles.publishing.files.attachments import LARGEST, ODS
from tests.factories import PDF, make_article, make_attachment


def packed(*names, first=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr(ZipInfo("mimetype"), first)
        for name in names:
            archive.writestr(ZipInfo(name), "x")
    return out.getvalue()


XLSX = packed("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PDF, "Report.PDF"),
        (b"\n" * 900 + PDF + b"\n" * 900, "a.pdf"),
        (b"\xef\xbb\xbfyear,sum\r\n1990,12\r\n", "a.csv"),
        ("साल;योग\n१९९०;१२\n".encode(), "a.csv"),
        ("Größe;1\n".encode("cp1252"), "a.csv"),
        (XLSX, "a.xlsx"),
        (packed("content.xml", first=ODS), "a.ods"),
    ],
)
def test_file_is_what_its_name_says(data, name):
    assert checked(data, name) == f".{name.rpartition('.')[2].lower()}"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (PDF, "a.exe", "unknown"),
        (PDF, "a.html", "unknown"),
        (PDF, "pdf", "unknown"),
        (b"<script>alert(1)</script>", "a.pdf", "unlike"),
        (PDF.replace(b"%%EOF", b""), "a.pdf", "unlike"),
        (b"x" * 2000 + PDF, "a.pdf", "unlike"),
        (PDF + b"x" * 3000, "a.pdf", "unlike"),
        (b"", "a.pdf", "unlike"),
        (b"  \n", "a.csv", "unlike"),
        (b"<html>a,b", "a.csv", "unlike"),
        (b"a,b\0", "a.csv", "unlike"),
        (b"one word", "a.csv", "unlike"),
        (PDF, "a.xlsx", "unlike"),
        (XLSX[:40], "a.xlsx", "unlike"),
        (packed("word/document.xml"), "a.xlsx", "unlike"),
        (packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
         "a.xlsx", "macros"),
        (XLSX, "a.ods", "unlike"),
        (packed("Basic/Standard/x.xml", first=ODS), "a.ods", "macros"),
        (packed(first=b"application/vnd.oasis.opendocument.text"), "a.ods", "unlike"),
        (b"%PDF-" + bytes(LARGEST), "a.pdf", "too-large"),
    ],
)  # fmt: skip
def test_refusals(data, name, code):
    with pytest.raises(BadAttachment) as refused:
        checked(data, name)
    assert refused.value.code == code


@pytest.mark.django_db
class TestAttachment:
    @pytest.fixture(autouse=True)
    def media(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def test_article_has_one_report_and_many_files(self):
        article = make_article()
        make_attachment(article)
        for _ in range(2):
            make_attachment(article, kind="file", title="Data")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_attachment(article)

    def test_file_has_a_title(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_attachment(kind="file")

    def test_names_itself(self):
        assert str(make_attachment()) == "The designed report, as PDF"
        named = make_attachment(kind="file", title="Data")
        assert str(named) == "Data"
        assert (named.format, named.suffix) == ("PDF", ".pdf")

    def test_goes_with_its_article(self):
        make_attachment().article.delete()
        assert not Attachment.objects.exists()
