"""A backup that is not what was written is found out, and by name."""

import json
import random
import zipfile
from hashlib import sha256

import pytest

from articles.backups import DamagedBackup, verify

from .site import rewritten


def verified(path):
    return verify(path, tell=lambda *_told: None)


def sentence(path):
    with pytest.raises(DamagedBackup) as caught:
        verified(path)
    return str(caught.value)


def resummed(data, **members):
    """Return a manifest that takes other bytes for right."""
    manifest = json.loads(data)
    for name, content in members.items():
        if content is None:
            del manifest["members"][name]
        else:
            manifest["members"][name] |= {
                "size": len(content),
                "sha256": sha256(content).hexdigest(),
            }
    return json.dumps(manifest).encode()


def changed(path, to, name, content):
    """Copy a backup in which a member has other bytes, and its sum agrees."""

    def change(each, data):
        if each == "manifest.json":
            return resummed(data, **{name: content})
        return content if each == name else data

    return rewritten(path, to, change)


def members(path):
    with zipfile.ZipFile(path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def test_good_backup_says_what_is_in_it(backup):
    manifest = verified(backup)
    assert manifest.tables["articles_article"] == 8
    assert manifest.format == 1
    assert manifest.missing == []
    assert set(members(backup)) == {"manifest.json", *manifest.members}


def test_every_flipped_bit_that_changes_a_member_is_found(backup, tmp_path):
    data, whole = backup.read_bytes(), members(backup)
    chance = random.Random(11)  # noqa: S311
    path = tmp_path / "flipped.zip"
    found = 0
    for place in chance.sample(range(len(data)), 300):
        flipped = bytearray(data)
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        try:
            verified(path)
        except DamagedBackup:
            found += 1
        else:
            assert members(path) == whole
    assert found > 200


@pytest.mark.parametrize("length", [0, 1, 1000, -1, -22, -4000])
def test_cut_backup_is_found(backup, tmp_path, length):
    path = tmp_path / "cut.zip"
    path.write_bytes(backup.read_bytes()[:length])
    assert sentence(path) == "It is no backup, or its end is missing."


def test_swapped_picture_is_found_by_its_name(backup, tmp_path):
    name = next(name for name in members(backup) if name.startswith("media/pictures"))
    path = rewritten(
        backup, tmp_path / "x.zip", lambda each, data: b"?" if each == name else data
    )
    assert sentence(path) == f"{name} is damaged: it is not what was written."


def test_missing_member_is_found_by_its_name(backup, tmp_path):
    name = "tables/articles_article.jsonl"
    path = rewritten(
        backup, tmp_path / "x.zip", lambda each, data: None if each == name else data
    )
    assert sentence(path) == f"{name} is missing."


def test_file_that_a_row_names_must_be_in_it(backup, tmp_path):
    name = next(name for name in members(backup) if name.startswith("media/attach"))
    path = changed(backup, tmp_path / "x.zip", name, None)
    assert sentence(path) == f"{name} is missing, and a record names it."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it has 0 rows of 8."),
        (b'{"id": 1}\n', "it has 1 rows of 8."),
        (b"{\n" * 8, "a line is not JSON."),
        (b"\xff\n" * 8, "a line is not JSON."),
        (b"[" * 10**6 + b"\n", "a line is not JSON."),
        (b"[]\n" * 8, "a line is no row."),
        (b"{}\n" * 7 + b"{}", "its last line has no end."),
    ],
)
def test_rows_are_counted_and_read(backup, tmp_path, content, why):
    name = "tables/articles_article.jsonl"
    path = changed(backup, tmp_path / "x.zip", name, content)
    assert sentence(path) == f"{name} is damaged: {why}"


def test_what_is_in_it_and_not_listed_is_found(backup, tmp_path):
    path = rewritten(backup, tmp_path / "x.zip", lambda _name, data: data)
    with zipfile.ZipFile(path, "a") as pack:
        pack.writestr("media/more", b"")
    assert sentence(path) == "media/more is not listed in its manifest."


@pytest.mark.parametrize(
    "name",
    [
        "media/../../x",
        "/etc/x",
        "media//../x",
        "../x",
        "media",
        "other/x",
        "media/a\\b",
    ],
)
def test_name_that_leads_elsewhere_is_refused(backup, tmp_path, name):
    def change(each, data):
        if each != "manifest.json":
            return data
        manifest = json.loads(data)
        manifest["members"][name] = {
            "size": 0, "sha256": sha256(b"").hexdigest(), "modified": 0,
        }  # fmt: skip
        return json.dumps(manifest).encode()

    path = rewritten(backup, tmp_path / "x.zip", change)
    with zipfile.ZipFile(path, "a") as pack:
        pack.writestr(name, b"")
    assert "is no name of a file in a backup." in sentence(path)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: b"{", "manifest.json cannot be read."),
        (lambda data: b"[]", "manifest.json cannot be read."),
        (lambda data: data.replace(b'"size"', b'"sise"'), "manifest.json cannot be"),
        (lambda data: None, "manifest.json is missing."),
        (
            lambda data: data.replace(b'"format": 1', b'"format": 2'),
            "It is of format 2",
        ),
    ],
)
def test_manifest_must_be_readable(backup, tmp_path, change, why):
    path = rewritten(
        backup,
        tmp_path / "x.zip",
        lambda name, data: change(data) if name == "manifest.json" else data,
    )
    assert sentence(path).startswith(why)


def test_verify_backup_says_so_in_one_sentence_and_fails(loaded, backup, tmp_path):
    said = loaded.manage("verify_backup", backup)
    assert f"{backup} is good: " in said
    assert "by version 0.1.0" in said
    path = tmp_path / "cut.zip"
    path.write_bytes(backup.read_bytes()[:-1])
    status, said = loaded.run("verify_backup", path)
    assert status == 1
    assert said.strip().endswith("It is no backup, or its end is missing.")
    assert "Traceback" not in said
    status, said = loaded.run("verify_backup", tmp_path / "none.zip")
    assert (status, "No such file" in said) == (1, True)


def test_damaged_backup_is_never_restored(loaded, backup, empty, tmp_path):
    path = tmp_path / "cut.zip"
    path.write_bytes(backup.read_bytes()[:-1])
    status, said = empty.run("restore", path)
    assert (status, "It is no backup" in said) == (1, True)
    assert list(empty.folder.iterdir()) == []
