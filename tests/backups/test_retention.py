"""Which old backups go."""

import zipfile
from datetime import UTC, datetime

import pytest

from articles.backups.retention import BadRule, outdated, outdated_in, read_rule

from .site import rewritten


def moments(*texts):
    return [datetime.fromisoformat(f"{text}+00:00") for text in texts]


def test_rule_is_read():
    assert read_rule("7d,4w,12m") == {"d": 7, "w": 4, "m": 12}
    assert read_rule(" 24h , 14d") == {"h": 24, "d": 14}


@pytest.mark.parametrize(
    "text", ["", "7", "d", "0d", "7d,7d", "7x", "-1d", "7d,", "٧d"]
)
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(BadRule):
        read_rule(text)


DAILY = [f"2026-11-{day:02}T03:00" for day in range(1, 25)]
HOURLY = [f"2026-11-24T{hour:02}:00" for hour in range(4)]


@pytest.mark.parametrize(
    ("made", "rule", "kept"),
    [
        ([], {"d": 7}, []),
        (["2026-11-24T03:00"], {"d": 1}, ["2026-11-24T03:00"]),
        (HOURLY, {"d": 7}, ["2026-11-24T03:00"]),
        (HOURLY, {"h": 2}, ["2026-11-24T02:00", "2026-11-24T03:00"]),
        (DAILY, {"d": 2}, ["2026-11-23T03:00", "2026-11-24T03:00"]),
        # The 24th is a Tuesday; weeks end on Sundays.
        (DAILY, {"w": 3}, ["2026-11-15T03:00", "2026-11-22T03:00", "2026-11-24T03:00"]),
        (
            ["2025-12-31T03:00", "2026-01-01T03:00", "2026-01-31T03:00"],
            {"m": 2},
            ["2025-12-31T03:00", "2026-01-31T03:00"],
        ),
        # The first of January 2027 is in the last week of 2026.
        (["2026-12-28T00:00", "2027-01-01T00:00"], {"w": 9}, ["2027-01-01T00:00"]),
        # A year without backups: the old ones stay.
        (
            ["2024-01-01T00:00", "2024-01-02T00:00", "2026-11-24T00:00"],
            {"d": 3},
            ["2024-01-01T00:00", "2024-01-02T00:00", "2026-11-24T00:00"],
        ),
        (
            ["2026-11-23T23:59", "2026-11-24T00:00"],
            {"d": 7},
            ["2026-11-23T23:59", "2026-11-24T00:00"],
        ),
        (DAILY, {}, ["2026-11-24T03:00"]),
        (
            DAILY,
            {"d": 2, "w": 2, "m": 12},
            ["2026-11-22T03:00", "2026-11-23T03:00", "2026-11-24T03:00"],
        ),
    ],
)
def test_newest_of_each_span_is_kept(made, rule, kept):
    gone = outdated(moments(*made), rule)
    assert sorted(set(moments(*made)) - set(gone)) == moments(*kept)
    assert gone == sorted(gone)


def test_backups_of_this_site_alone_are_deleted(tmp_path, backup, loaded, kept):
    folder = tmp_path / "folder"
    folder.mkdir()
    data = backup.read_bytes()
    for name in ("site-2020-01-01T000000Z.zip", "site-2020-01-01T000001Z.zip"):
        (folder / name).write_bytes(data)
    for name in ("Site-2020-01-01T000002Z.zip", "site-2020-99-01T000003Z.zip", "x.zip"):
        (folder / name).write_bytes(data)
    uid = kept["articles.SiteIdentity"][0]["uid"].encode()
    other = b"00000000-0000-4000-8000-000000000000"
    rewritten(
        backup,
        folder / "site-2020-01-01T000004Z.zip",
        lambda name, data: data.replace(uid, other),
    )
    (folder / "site-2020-01-01T000005Z.zip").write_bytes(data[:-9])
    before = {path.name for path in folder.iterdir()}

    said = loaded.manage("backup", folder, "--keep", "3d")

    assert "1 older backups were deleted." in said
    after = {path.name for path in folder.iterdir()}
    assert before - after == {"site-2020-01-01T000000Z.zip"}
    (new,) = after - before
    made = datetime.strptime(f"{new}+0000", "site-%Y-%m-%dT%H%M%SZ.zip%z")
    assert abs(datetime.now(UTC) - made).total_seconds() < 3600
    assert zipfile.ZipFile(folder / new).testzip() is None
    assert outdated_in(folder, {"d": 1}, uid.decode()) == [
        folder / "site-2020-01-01T000001Z.zip"
    ]


def test_rule_that_is_not_understood_makes_no_backup(loaded, tmp_path):
    status, said = loaded.run("backup", tmp_path, "--keep", "7")
    assert (status, "Write --keep 7d,4w,12m" in said) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_retention_needs_a_folder(loaded, tmp_path):
    status, said = loaded.run("backup", tmp_path / "x.zip", "--keep", "7d")
    assert (status, "--keep needs a folder" in said) == (1, True)


def test_folder_that_is_not_there_does_not_become_a_file(loaded, tmp_path):
    status, said = loaded.run("backup", tmp_path / "backups")
    assert (status, "is no folder. Make it" in said) == (1, True)
    assert not list(tmp_path.iterdir())
