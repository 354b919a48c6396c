"""The faults F01 to F37 of the design: how each is made, and which tests make it.

``python -m bench.faults`` runs the tests and writes docs/reliability.md from what they
tell. A row whose part is not built, or that no machine here can make, says why.
"""

from dataclasses import dataclass

CLOCK = "tests/faults/test_clock.py"
DATABASE = "tests/faults/test_database.py"
FILES = "tests/faults/test_files.py"
KILLED = "tests/faults/test_killed.py"
DATABASES = "tests/vif_site/test_databases.py"


@dataclass(frozen=True)
class Fault:
    """One row: its number, what goes wrong, how that is made, the tests' addresses."""

    key: str
    what: str
    made: str
    tests: tuple[str, ...] = ()
    why_not: str = ""


def fault(key: str, what: str, made: str, *tests: str, why_not: str = "") -> Fault:
    return Fault(key, what, made, tests, why_not)


LATER = "no test yet"
TABLE = (
    fault("F01", "A worker is killed", "kill -9 of a worker", why_not=LATER),
    fault("F02", "The whole server is killed", "kill -9 of all", why_not=LATER),
    fault("F03", "The journal is cut or altered", "bits turned", why_not=LATER),
    fault(
        "F04",
        "The power fails",
        "",
        why_not="no machine here can be switched off; FULL is shown to be set by"
        " tests/vif_site/test_databases.py",
    ),
    fault(
        "F05",
        "The disk of the database is full",
        "no file may grow by a byte",
        f"{DATABASES}::test_full_disk_is_still_read_and_hands_back_what_was_typed",
        "tests/views/test_comment_kept.py::test_form_is_kept_while_the_disk_is_almost_full",
    ),
    fault(
        "F06",
        "The disk of the pictures or of the log is full",
        "no file may grow beyond 1,000 bytes; a log on /dev/full",
        f"{FILES}::test_log_that_cannot_be_written_fails_no_request",
        f"{FILES}::test_picture_without_room_leaves_no_row_and_no_part",
        "tests/admin/test_importing.py::test_full_disk_is_told_and_nothing_is_kept",
    ),
    fault("F07", "The operator frees the disk again", "F05, then room", why_not=LATER),
    fault("F08", "The database is read-only", "chmod", why_not=LATER),
    fault(
        "F09",
        "A writer holds the lock for seconds",
        "BEGIN IMMEDIATE in another process",
        "tests/test_locked.py::"
        "test_readers_are_served_and_comments_are_kept_while_the_database_is_locked",
    ),
    fault("F10", "A writer holds the lock for a minute", "the same", why_not=LATER),
    fault(
        "F11",
        "Many write at once",
        "20 savers, and 50 comments in three processes",
        "tests/publishing/test_saving.py::test_of_twenty_savers_at_once_one_succeeds",
        "tests/test_parallel.py::test_one_page_challenge_from_50_senders_brings_50_comments",
    ),
    fault(
        "F12",
        "A reader is stuck",
        "a transaction left open while 70 MB are written",
        f"{DATABASE}::test_journal_that_a_stuck_reader_let_grow_is_cut_again",
    ),
    fault("F13", "An SQLite that loses writes", "an old library", why_not=LATER),
    fault("F14", "Bits of the database rot", "50 bits turned", why_not=LATER),
    fault("F15", "The database is gone", "deleted, emptied", why_not=LATER),
    fault("F16", "A part of the journal is gone", "deleted", why_not=LATER),
    fault("F17", "A backup while others write", "100 writes a second", why_not=LATER),
    fault("F18", "A backup is killed", "kill -9, no room", why_not=LATER),
    fault("F19", "A restore onto the wrong site", "the command", why_not=LATER),
    fault(
        "F20",
        "Redis stops",
        "",
        why_not="the site uses none",
    ),
    fault("F21", "PostgreSQL is restarted", "under load", why_not=LATER),
    fault("F22", "PostgreSQL is away for minutes", "stopped", why_not=LATER),
    fault("F23", "PostgreSQL has no connection left", "100 opened", why_not=LATER),
    fault("F24", "Two transactions block each other", "crossing saves", why_not=LATER),
    fault(
        "F25",
        "A migration dies half-way",
        "kill -9 after a step chosen by chance, then the next run",
        f"{KILLED}::test_migration_killed_at_any_moment_is_finished_by_the_next",
    ),
    fault(
        "F26",
        "New code on an old schema, and the reverse",
        "",
        why_not="there is one release so far; it takes two",
    ),
    fault(
        "F27",
        "The clock jumps",
        "an hour back, an hour and a year on",
        f"{CLOCK}::test_clock_that_jumps_has_no_sum_accepted_twice",
        f"{CLOCK}::test_clock_that_jumps_takes_no_article_away",
        f"{CLOCK}::test_clock_that_jumps_back_ends_no_session",
    ),
    fault(
        "F28",
        "Two machines' clocks differ",
        "20 seconds apart",
        f"{CLOCK}::test_sum_shown_by_one_machine_is_accepted_by_the_other",
        f"{CLOCK}::test_article_appears_on_both_machines_within_their_difference",
    ),
    fault(
        "F29",
        "An article is binned while another edits it",
        "two editors",
        f"{DATABASE}::test_saver_whose_article_was_binned_meanwhile_keeps_the_words",
    ),
    fault(
        "F30",
        "An import is interrupted",
        "kill -9 of import_site at several stages, then the next run",
        f"{KILLED}::test_import_killed_at_any_moment_is_finished_by_the_next",
    ),
    fault(
        "F31",
        "An upload is interrupted",
        "the connection ends at half of the announced length",
        f"{FILES}::test_upload_cut_off_in_the_middle_leaves_nothing",
    ),
    fault("F32", "The mail server is down", "", why_not="the site sends no mail yet"),
    fault(
        "F33",
        "The file of a picture is gone",
        "deleted",
        f"{FILES}::test_page_whose_picture_is_gone_is_shown_with_its_words",
    ),
    fault("F34", "A new release while all read", "HUP under load", why_not=LATER),
    fault("F35", "A process runs out of memory", "a limit", why_not=LATER),
    fault(
        "F36",
        "Settings are wrong",
        "each missing or malformed",
        "tests/vif_site/test_environment.py::"
        "test_start_with_bad_setting_stops_with_one_sentence",
    ),
    fault(
        "F37",
        "A part of a page fails",
        "",
        why_not="pages have no parts that may fail alone; the whole answers with 500",
    ),
)
