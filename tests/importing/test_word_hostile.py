"""Broken and hostile files: each gets one sentence, and none takes long."""

import io
import struct
import zipfile

import pytest

from articles.importing import Unreadable, read
from articles.importing.readers.word import read_word
from articles.importing.readers.word import xml as word_xml
from articles.importing.readers.word.package import MOST_ENTRIES, open_package
from tests.limits import processor_time
from tests.sample_documents import sample

from .docx_writer import SPACES, archive, docx, p, r, relationships, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = relationships([("r1", "officeDocument", "xl/workbook.xml", "")])
LONG = "The sea rises along the whole coast, and nobody has measured it before. " * 4


def refused(data):
    with pytest.raises(Unreadable) as caught:
        read_word(data)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert sentence.count(". ") <= 1
    return caught.value.code


def stored(name, content=b"x", *, flags=0, attributes=0):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = attributes
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(entry, content)
    data = bytearray(out.getvalue())
    if flags:
        data[6] |= flags
        data[data.index(b"PK\1\2") + 8] |= flags
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-word"),
        (b"plain words", "not-word"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>x", "web-page-named"),
        (b"<!-- c -->\n<html><body>x", "web-page-named"),
        (b"\n{\\rtf1 x}", "rtf-named"),
        (b"%PDF-1.7 x", "pdf-named"),
        (OLE + b"x" * 600, "old-word"),
        (OLE + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (docx(p("x"))[:300], "damaged"),
        (docx(p("x"))[:-40], "damaged"),
        (archive({"a.txt": "x"}), "not-word"),
        (archive({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "not-word"),
        (archive({"_rels/.rels": WORKBOOK, "xl/workbook.xml": "<x/>"}), "not-word"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "open-document"),
        (archive({f"{n}": "" for n in range(MOST_ENTRIES + 1)}), "too-many-entries"),
        (docx(p("x"), parts={"../../evil.txt": "x"}), "unsafe-path"),
        (docx(p("x"), parts={"/etc/evil": "x"}), "unsafe-path"),
        (docx(p("x"), parts={"C:\\evil": "x"}), "unsafe-path"),
        (docx(p("x"), parts={"word\\..\\evil": "x"}), "unsafe-path"),
        (stored("word/document.xml", attributes=0o120777 << 16), "unsafe-path"),
        (stored("word/document.xml", flags=1), "protected"),
        (docx(p("x"), parts={"word/document.xml": "<w:document"}), "damaged"),
        (docx(p("x"), parts={"word/document.xml": b"\xff\xfe\x00"}), "damaged"),
        (docx(p("x"), parts={"word/styles.xml": "<a></b>"}), "damaged"),
        (docx(p("x"), parts={"bomb.bin": b"\0" * (60 * 2**20 + 1)}), "unpacks-too-large"),
    ],
)  # fmt: skip
def test_file_is_refused_with_a_sentence(data, code):
    assert refused(data) == code


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_declarations_are_refused(declaration, encoding, name):
    text = f"{declaration}<w:document {SPACES}><w:body/></w:document>"
    assert refused(docx(p("x"), parts={name: text.encode(encoding)})) == (
        "has-declarations"
    )


def test_size_in_a_header_is_not_believed():
    data = bytearray(archive({"word/document.xml": b"\0" * (61 * 2**20)}))
    central = data.index(b"PK\1\2")
    struct.pack_into("<I", data, central + 24, 10)
    struct.pack_into("<I", data, 22, 10)
    assert refused(bytes(data)) in ("damaged", "unpacks-too-large")


def test_overlapping_entries_are_counted_each():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("0", b"\0" * (50 * 2**20))
        first = file.infolist()[0]
        for number in range(1, 20):
            entry = zipfile.ZipInfo(f"{number}")
            for name in ("compress_type", "CRC", "compress_size", "file_size"):
                setattr(entry, name, getattr(first, name))
            entry.header_offset = 0
            file.filelist.append(entry)
    assert refused(out.getvalue()) in ("damaged", "unpacks-too-large")


def test_macros_are_left_out_and_listed():
    manuscript = read_word(docx(p("On Tides"), parts={"word/vbaProject.bin": "x"}))
    assert manuscript.report.left_out[0].as_dict() == {
        "code": "macros",
        "text": "vbaProject.bin",
    }


def test_inner_addresses_are_never_fetched(monkeypatch):
    def no_socket(*args, **options):
        raise AssertionError("A connection was tried.")

    monkeypatch.setattr("socket.socket.connect", no_socket)
    parts = {"word/_rels/document.xml.rels": "<x/>"}
    assert read_word(docx(p("On Tides"), parts=parts)).title == "On Tides"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="s" Type="x/styles" TargetMode="External" '
        'Target="http://127.0.0.1:9/s.xml"/><Relationship Id="t" Type="x/footnotes" '
        'Target="../../../etc/passwd"/></Relationships>'
    )
    parts = {"word/_rels/document.xml.rels": relation}
    assert read_word(docx(p("On Tides"), parts=parts)).title == "On Tides"


def nested(count):
    inner = p("deepest words")
    for _ in range(count):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return inner


@pytest.mark.parametrize("count", [1, 3, 4, 400, 5000])
def test_nested_tables_keep_their_words(count):
    manuscript = read_word(docx(p("On Tides", style="Title"), p(LONG), nested(count)))
    assert manuscript.source.endswith("deepest words")


@pytest.mark.parametrize(
    "tag", ["w:sdt", "w:smartTag", "w:hyperlink", "w:r", "w:p", "w:ins"]
)
def test_anything_nested_deep_keeps_its_words(tag):
    inner = f"<{tag}>" * 3000 + r("deepest") + f"</{tag}>" * 3000
    manuscript = read_word(docx(p("On Tides", style="Title"), f"<w:p>{inner}</w:p>"))
    said = manuscript.source + "".join(e.text for e in manuscript.report.left_out)
    assert "deepest" in said


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(word_xml, "MOST_ELEMENTS", 1000)
    assert refused(docx("<w:p/>" * 1001)) == "too-complex"


def test_book_of_nine_hundred_pages_is_refused_soon():
    chapter = p("Chapter", style="H1") + p(*["Twenty letters here. "] * 15) * 100
    with processor_time(below=10):
        assert refused(docx(chapter * 70)) == "too-much-text"


def test_longest_article_is_read_soon():
    block = p(*[r(f"word{n} " * 4, "<w:b/>" if n % 2 else "") for n in range(8)])
    with processor_time(below=10):
        manuscript = read_word(docx(p("On Tides", style="Title"), block * 800))
    assert len(manuscript.source) > 150_000


def test_huge_table_is_read_soon():
    cells = table(*[["a", "b"]] * 3000)
    with processor_time(below=10):
        manuscript = read_word(docx(p("On Tides", style="Title"), p(LONG), cells))
    assert manuscript.source.count("| a | b |") == 3000


def test_package_gives_nothing_for_a_part_that_is_not_there():
    package = open_package(docx(p("x")))
    assert package.read("word/none.xml") == b""


SAMPLES = {
    "gen_bomb_document_xml_120MB.docx": "grows beyond 60 MB",
    "gen_empty_file.docx": "The file is empty.",
    "gen_html_named.docx": "web page. Rename it so that it ends in .html.",
    "gen_rtf_named.docx": "rich text (RTF)",
    "gen_xxe_file.docx": "XML declarations",
    "hostile_poi_password-is-pass.docx": "protected by a password",
    "hostile_poi_truncated62886.docx": "damaged or cut off",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_hostile_sample_is_refused(name):
    path = sample(f"docx/{name}")
    with processor_time(below=5), pytest.raises(Unreadable) as caught:
        read(path.read_bytes(), name)
    assert SAMPLES[name] in str(caught.value)


@pytest.mark.parametrize("name", ["old.doc", "text.odt", "paper.pdf", "note.rtf"])
def test_other_formats_are_told_apart(name):
    known = {
        "old.doc": (OLE, "old-word"),
        "text.odt": (
            archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "open-document",
        ),
        "paper.pdf": (b"%PDF-1.4", "pdf-named"),
        "note.rtf": (b"{\\rtf1 x}", "rtf-named"),
    }
    data, code = known[name]
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    assert caught.value.code == code
