"""Files that hold a site: what is read, and what is refused in one sentence."""

import io
import json
import zipfile

import pytest
from PIL import Image

from articles.importing.sites import (
    BadSite,
    Fault,
    Line,
    is_bare_webp,
    read_header,
    read_lines,
)
from articles.importing.sites import lines as lines_module
from articles.importing.sites.formats import open_site

HEADER = {"format": "vif-site", "schema": 1, "counts": {"topic": 2}}


def written(path, *lines, header=HEADER):
    path.write_bytes(
        b"\n".join(
            line if isinstance(line, bytes) else json.dumps(line).encode()
            for line in (header, *lines)
        )
    )
    return path


def entries(path):
    with open_site(path) as site:
        return list(site.entries())


def test_lines_are_read_one_by_one_with_their_numbers(tmp_path):
    path = written(
        tmp_path / "site.jsonl", {"record": "topic"}, b"", {"record": "page"}
    )
    assert [(entry.number, entry.record) for entry in entries(path)] == [
        (2, "topic"),
        (4, "page"),
    ]


def test_header_is_read_and_a_mark_before_it_passed_over():
    stream = io.BytesIO(
        b"\xef\xbb\xbf" + json.dumps(HEADER | {"match": "names"}).encode()
    )
    header = read_header(stream)
    assert (header.counts, header.match_names) == ({"topic": 2}, True)


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"<rss>",
        b"[]",
        b'{"format": "else"}',
        b"\xff\xfe",
        b'"vif-site"',
        b"{" * 9999,
    ],
)
def test_file_without_header_is_refused(first):
    with pytest.raises(BadSite, match="no file of a site"):
        read_header(io.BytesIO(first))


@pytest.mark.parametrize("schema", [0, 2, "1", None, True, 1.5, "x" * 999])
def test_other_schema_is_refused(schema):
    first = json.dumps(HEADER | {"schema": schema}).encode()
    with pytest.raises(BadSite, match="schema 1 is read") as refused:
        read_header(io.BytesIO(first))
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "counts", [None, [], {"topic": -1}, {"topic": "two"}, {"topic": True}]
)
def test_odd_counts_are_passed_over(counts):
    first = json.dumps(HEADER | {"counts": counts}).encode()
    assert read_header(io.BytesIO(first)).counts == {}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b"[1, 2]", "no JSON object"),
        (b'{"a": NaN}', "no record of a site needs"),
        (b'{"a": ' + b"9" * 5000 + b"}", "no record of a site needs"),
        (b"[" * 100_000, "no record of a site needs"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b'{"a": ["\\u0000"]}', "no database keeps"),
        (b'{"a": {"\\ud800": 1}}', "no database keeps"),
        (b'{"a": "\x00"}', "not JSON"),
    ],
)
def test_bad_line_is_a_fault_and_stops_no_other(line, why):
    found = list(read_lines(io.BytesIO(line + b'\n{"record": "topic"}\n')))
    assert isinstance(found[0], Fault)
    assert why in found[0].why
    assert len(found[0].why) < 200
    assert isinstance(found[1], Line)


def test_letters_beyond_the_first_plane_may_be_spelt():
    (line,) = read_lines(io.BytesIO(b'{"a": "\\ud83d\\ude00"}'))
    assert line.fields == {"a": "😀"}


def test_line_without_end_costs_no_memory(monkeypatch):
    monkeypatch.setattr(lines_module, "LONGEST", 1000)

    class Endless(io.RawIOBase):
        asked = 0

        def readline(self, size=-1):
            assert 0 < size <= 1001
            self.asked += 1
            return (
                b"x" * size if self.asked < 5000 else b"end\n"[: self.asked % 5000 + 4]
            )

    stream = Endless()
    first = next(read_lines(stream))
    assert isinstance(first, Fault)
    assert "longer than" in first.why
    assert stream.asked == 5000


def test_line_as_long_as_is_allowed_is_read(monkeypatch):
    monkeypatch.setattr(lines_module, "LONGEST", 20)
    line = b'{"record": "topic" }'
    assert len(line) == 20
    assert [type(entry) for entry in read_lines(io.BytesIO(line + b"\n" + line))] == [
        Line,
        Line,
    ]


def test_unknown_suffix_is_refused(tmp_path):
    with (
        pytest.raises(BadSite, match=r"“site\.tar” is not read"),
        open_site(tmp_path / "site.tar"),
    ):
        pass


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"text"])
def test_zip_that_is_none_is_refused(tmp_path, data):
    path = tmp_path / "site.zip"
    path.write_bytes(data)
    with pytest.raises(BadSite, match="no ZIP file"), open_site(path):
        pass


def packed(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


def test_zip_without_lines_is_refused(tmp_path):
    path = packed(tmp_path / "site.zip", other_txt=b"text")
    with pytest.raises(BadSite, match="no ZIP file"), open_site(path):
        pass


def test_damaged_zip_gives_the_lines_before_the_damage(tmp_path):
    numbers = (json.dumps({"record": "topic", "n": n}) for n in range(100_000))
    lines = "\n".join([json.dumps(HEADER), *numbers])
    path = packed(tmp_path / "site.zip", site_jsonl=lines)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as pack:
        info = pack.getinfo("site.jsonl")
    # The check sum in the directory at the end.
    at = data.rindex(info.CRC.to_bytes(4, "little"))
    data[at] ^= 0xFF
    path.write_bytes(data)
    found = entries(path)
    assert len(found) > 1000
    assert found[0].fields["n"] == 0
    assert isinstance(found[-1], Fault)
    assert found[-1].why == "The file is damaged from here on."


def test_zip_damaged_from_the_start_is_refused(tmp_path):
    path = packed(tmp_path / "site.zip", site_jsonl=json.dumps(HEADER))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as pack:
        info = pack.getinfo("site.jsonl")
    data[data.rindex(info.CRC.to_bytes(4, "little"))] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(BadSite, match="damaged"), open_site(path):
        pass


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", "..\\x", "a\0b"])
def test_path_that_climbs_out_is_refused(tmp_path, name):
    path = written(tmp_path / "site.jsonl")
    with open_site(path) as site, pytest.raises(BadSite, match="leads out"):
        site.media(name)


def test_link_that_leads_out_is_refused(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "site.media").mkdir()
    (tmp_path / "site.media" / "x").symlink_to(tmp_path / "secret")
    path = written(tmp_path / "site.jsonl")
    with open_site(path) as site, pytest.raises(BadSite, match="missing or damaged"):
        site.media("x")


@pytest.mark.parametrize("suffix", ["jsonl", "zip"])
def test_missing_file_is_refused(tmp_path, suffix):
    path = tmp_path / f"site.{suffix}"
    if suffix == "zip":
        packed(path, site_jsonl=json.dumps(HEADER))
    else:
        written(path)
    with open_site(path) as site, pytest.raises(BadSite, match="missing or damaged"):
        site.media("x.webp")


def test_file_that_swells_is_refused(tmp_path):
    path = packed(
        tmp_path / "site.zip",
        site_jsonl=json.dumps(HEADER),
        media__x_webp=bytes(31 * 2**20),
    )
    assert path.stat().st_size < 2**20
    with open_site(path) as site, pytest.raises(BadSite, match="larger than 30 MB"):
        site.media("x.webp")


def webp(**options):
    out = io.BytesIO()
    mode = options.pop("mode", "RGB")
    Image.new(mode, (40, 30)).save(out, "WEBP", **options)
    return out.getvalue()


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"mode": "RGBA"}])
def test_pixels_alone_are_bare(options):
    assert is_bare_webp(webp(**options))


@pytest.mark.parametrize(
    "data",
    [
        webp() + b"<script>",
        webp(exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"),
        webp(xmp=b"<x:xmpmeta/>"),
        webp(save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]),
        webp()[:-4],
        b"RIFF\x04\0\0\0WEBP",
        b"GIF89a",
        b"",
    ],
    ids=["behind", "exif", "xmp", "moving", "cut", "empty", "other", "nothing"],
)
def test_anything_more_is_not_bare(data):
    assert not is_bare_webp(data)
