"""Exports that are broken or meant to do harm: sentences, and little memory."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from articles.importing.sites import BadSite, Fault, LeftOut, Line
from articles.importing.sites.formats import open_site
from articles.importing.sites.wordpress import stream as stream_module
from articles.importing.sites.wordpress.comments import parents_first
from articles.importing.sites.wordpress.stream import Broken, elements
from articles.importing.sites.wordpress.values import Remark

ROOT = Path(__file__).parents[2]
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss xmlns:wp="http://wordpress.org/export/1.2/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><wp:wxr_version>1.2</wp:wxr_version><link>https://x.example</link>"
)
END = "</channel></rss>"


def item(**fields):
    told = {
        "wp:post_id": "1",
        "title": "A title",
        "content:encoded": "Text.",
        "wp:status": "publish",
        "wp:post_date_gmt": "2020-01-02 03:04:05",
        "wp:post_type": "post",
    } | {name.replace("__", ":"): text for name, text in fields.items()}
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in told.items())
    return f"<item>{inner}</item>"


def entries(tmp_path, text):
    path = tmp_path / "export.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with open_site(path) as site:
        return list(site.entries())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no XML at all",
        "<html><body>x</body></html>",
        "<rss><channel><title>A feed</title></channel></rss>",
        '<rss xmlns:wp="http://wordpress.org/export/9/"><channel>'
        "<wp:wxr_version>9.9</wp:wxr_version></channel></rss>",
        HEAD[:60],
        b"PK\x03\x04",
        b"\xff\xfe\x00",
    ],
)
def test_other_file_is_refused(tmp_path, text):
    with pytest.raises(BadSite, match="no WordPress export"):
        entries(tmp_path, text)


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, '<!DOCTYPE rss SYSTEM "x.dtd">'])
def test_entities_are_refused(tmp_path, doctype):
    text = HEAD.replace("\n", f"\n{doctype}\n", 1) + item(title="&a;") + END
    with pytest.raises(BadSite, match="document type or entities"):
        entries(tmp_path, text)


def test_cut_file_gives_what_stands_before_the_cut(tmp_path):
    found = entries(tmp_path, HEAD + item() + item(wp__post_id="2")[:-20])
    assert found[0].fields["title"] == "A title"
    assert isinstance(found[-1], Fault)
    assert found[-1].why.startswith("The XML is broken or cut off in line 2.")
    assert found[-1].number == 2


def test_control_characters_are_spaces(tmp_path):
    found = entries(tmp_path, HEAD + item(title="A\x07B\x00C") + END)
    assert found[0].fields["title"] == "A B C"


def test_blank_lines_before_the_declaration_are_passed_over(tmp_path):
    assert entries(tmp_path, f"\n\n  {HEAD}{item()}{END}")


def test_utf_16_is_read(tmp_path):
    text = f"{HEAD}{item(title='बंदरगाह')}{END}".replace("UTF-8", "UTF-16")
    assert entries(tmp_path, text.encode("utf-16"))[0].fields["title"] == "बंदरगाह"


def test_unknown_encoding_is_told(tmp_path):
    with pytest.raises(BadSite, match="no WordPress export"):
        entries(tmp_path, HEAD.replace("UTF-8", "x-none") + item() + END)


def test_entry_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(stream_module, "LARGEST", 200_000)
    text = HEAD + item(content__encoded="x" * 300_000) + END
    with pytest.raises(BadSite, match="larger than"):
        list(elements(io.BytesIO(text.encode())))


def test_entry_of_elements_alone_is_refused(monkeypatch):
    monkeypatch.setattr(stream_module, "MOST_ELEMENTS", 1000)
    text = HEAD + "<item>" + "<a/>" * 2000 + "</item>" + END
    with pytest.raises(BadSite, match="elements"):
        list(elements(io.BytesIO(text.encode())))


def test_deep_entry_is_refused():
    text = HEAD + "<item>" + "<a>" * 200
    with pytest.raises(BadSite, match="too deep"):
        list(elements(io.BytesIO(text.encode())))


def test_text_that_is_too_long_is_told_and_stops_no_other(tmp_path):
    long = item(content__encoded="x" * 1_000_001, title="Long")
    found = entries(tmp_path, HEAD + long + item(wp__post_id="2") + END)
    assert isinstance(found[0], Fault)
    assert found[0].why == "“Long” has more than 1,000,000 characters or 50,000 tags."
    assert isinstance(found[1], Line)


def remark(number, parent):
    return Remark(str(number), "A", "", "", "Text", "1", "", str(parent), "0")


def test_comments_in_a_circle_all_come():
    remarks = [remark(1, 2), remark(2, 3), remark(3, 1), remark(4, 4), remark(5, 9)]
    found = [each.id for each in parents_first(remarks)]
    assert sorted(found) == ["1", "2", "3", "4", "5"]
    assert found.index("2") < found.index("1")


def test_comments_with_one_number_all_come():
    assert len(list(parents_first([remark(1, 0), remark(1, 0), remark("", 0)]))) == 3


def test_markup_in_names_is_text(tmp_path):
    name = "<![CDATA[<b>Asha</b> <script>x</script>&amp; Co]]>"
    comment = (
        "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_approved>9"
        f"</wp:comment_approved><wp:comment_author>{name}</wp:comment_author>"
        "<wp:comment_content>Hm</wp:comment_content></wp:comment>"
    )
    text = item(title=name).replace("</item>", f"{comment}</item>")
    article, comment, *_rest = entries(tmp_path, HEAD + text + END)
    assert article.fields["title"] == "Asha & Co"
    assert comment.fields["name"] == "Asha & Co"
    assert comment.fields["state"] == "waiting"
    assert "is not known; it waits" in comment.remarks[0]


def test_empty_comment_is_told(tmp_path):
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"
    text = item().replace("</item>", f"{comment}</item>")
    found = entries(tmp_path, HEAD + text + END)
    (left,) = [entry for entry in found if isinstance(entry, LeftOut)]
    assert left.why == "It has no text."


def test_path_of_a_picture_leads_nowhere_else(tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    (tmp_path / "export.media").mkdir()
    image = "<![CDATA[<img src='https://x.example/../secret.png' alt='a'>]]>"
    found = entries(tmp_path, HEAD + item(content__encoded=image) + END)
    assert all(entry.record != "picture" for entry in found)


@pytest.mark.parametrize("status", ["", "inherit", "odd", "auto-draft"])
def test_odd_state_is_never_public(tmp_path, status):
    (entry, *_rest) = entries(tmp_path, HEAD + item(wp__status=status) + END)
    assert isinstance(entry, LeftOut) or entry.fields["status"] == "draft"


def test_broken_is_no_traceback():
    with pytest.raises(Broken, match="cut off"):
        list(elements(io.BytesIO(HEAD.encode())))


# The peak of the program itself: rusage would begin with what the suite holds.
MEASURE = """
import re, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from articles.importing.sites.formats import open_site
with open_site(Path(sys.argv[1])) as site:
    count = sum(1 for _entry in site.entries())
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(count, int(peak[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux' own account")
def test_long_export_costs_little_memory(tmp_path):
    path = tmp_path / "export.xml"
    body = "Words of a long text. " * 4000
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(600):
            # The reading of posts takes its time; the memory of all is the same.
            kind = "revision" if number % 100 else "post"
            text = item(
                wp__post_id=str(number), content__encoded=body, wp__post_type=kind
            )
            file.write(text)
        file.write(END)
    assert path.stat().st_size > 50_000_000
    code = MEASURE.format(root=str(ROOT))
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    count, megabytes = map(int, done.stdout.split())
    assert count > 600
    assert megabytes < 150
