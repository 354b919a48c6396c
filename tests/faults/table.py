"""The faults F01 to F37 of the design: how each is made, and which tests make it.

``python -m bench.faults`` runs the tests and writes docs/reliability.md from what they
tell. A row whose part is not built, or that no machine here can make, says why.
"""

from dataclasses import dataclass

CLOCK = "tests/faults/test_clock.py"
DATABASE = "tests/faults/test_database.py"
FILES = "tests/faults/test_files.py"
KILLED = "tests/faults/test_killed.py"
JOURNAL = "tests/faults/test_journal.py"
KEPT = (
    "tests/faults/test_kept.py::"
    "test_comment_that_was_handed_back_is_taken_once_when_sent_again"
)
AWAY = "tests/test_database_away.py"
BACKUPS = "tests/backups/test_faults.py"
DATABASES = "tests/vif_site/test_databases.py"
RECOGNITION = (
    "tests/vif_site/test_recognition.py::"
    "test_database_that_is_not_the_right_one_stops_the_start"
)
SERVING = "tests/vif_site/test_serving.py"
SITE = "tests/vif_site/test_faults.py"


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


TABLE = (
    fault(
        "F01",
        "A worker is killed",
        "kill -9 of one worker, while four comment without a pause",
        f"{SITE}::test_killed_worker_loses_no_comment_that_was_acknowledged",
        f"{SERVING}::test_worker_that_is_killed_is_replaced_and_others_answer_meanwhile",
        f"{SERVING}::test_site_comes_back_when_workers_are_killed_again_and_again",
    ),
    fault(
        "F02",
        "The whole server is killed",
        "kill -9 of the server and its workers, under the same load, then a new start",
        f"{SITE}::test_killed_server_loses_no_comment_that_was_acknowledged",
        f"{SERVING}::test_workers_end_with_a_server_that_is_killed_and_leave_the_port",
    ),
    fault(
        "F03",
        "The journal is cut or altered",
        "cut at 100 places chosen by chance; a bit turned at 100 others",
        f"{JOURNAL}::test_spoilt_journal_opens_to_what_was_stored_before_that_place",
    ),
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
        "tests/views/test_comment_returned.py::test_form_is_kept_while_the_disk_is_almost_full",
    ),
    fault(
        "F06",
        "The disk of the pictures or of the log is full",
        "no file may grow beyond 1,000 bytes; a log on /dev/full",
        f"{FILES}::test_log_that_cannot_be_written_fails_no_request",
        f"{FILES}::test_picture_without_room_leaves_no_row_and_no_part",
        "tests/admin/test_imports.py::test_full_disk_is_told_and_nothing_is_kept",
    ),
    fault(
        "F07",
        "The operator frees the disk again",
        "F05, then room; the same process goes on",
        KEPT,
        f"{DATABASES}::test_full_disk_is_still_read_and_hands_back_what_was_typed",
    ),
    fault(
        "F08",
        "The database is read-only",
        "chmod of the file, its journal and their folder, without root's rights",
        f"{SITE}::test_read_only_database_is_still_read_and_hands_back_what_was_typed",
        "tests/vif_site/test_recognition.py::"
        "test_what_cannot_be_written_stops_the_start",
    ),
    fault(
        "F09",
        "A writer holds the lock for seconds",
        "BEGIN IMMEDIATE in another process",
        "tests/test_locked.py::"
        "test_readers_are_served_and_comments_are_kept_while_the_database_is_locked",
    ),
    fault(
        "F10",
        "A writer holds the lock for longer than anybody waits",
        "BEGIN IMMEDIATE, with a wait of 1 second in place of 20",
        KEPT,
    ),
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
    fault(
        "F13",
        "An SQLite that loses writes",
        "Python's own library of 3.40; any old version",
        f"{DATABASES}::test_libraries_that_may_lose_writes_are_known",
        f"{DATABASES}::test_affected_library_falls_back_and_is_reported",
        "tests/vif_site/test_old_sqlite.py::"
        "test_journal_is_one_that_this_library_keeps_whole",
        "tests/vif_site/test_old_sqlite.py::"
        "test_page_is_answered_on_pythons_own_sqlite",
    ),
    fault(
        "F14",
        "Bits rot in the database or in a backup",
        "50 bits turned where pages of the file begin; one in a text; 300 in a backup",
        f"{SITE}::test_bits_that_rot_where_the_pages_of_the_file_begin_stop_the_start",
        f"{SITE}::test_letter_that_rots_within_a_text_is_seen_by_nobody",
        f"{BACKUPS}::test_damaged_database_is_not_kept_as_a_backup",
        "tests/backups/test_verification.py::"
        "test_every_flipped_bit_that_changes_a_member_is_found",
    ),
    fault(
        "F15",
        "The database is gone",
        "deleted, emptied, cut, overwritten, moved away under the running site",
        RECOGNITION,
        f"{SERVING}::test_database_that_is_moved_away_is_not_made_anew",
        "tests/backups/test_drill.py::"
        "test_restored_site_is_the_same_record_by_record_and_file_by_file",
    ),
    fault(
        "F16",
        "A part of the journal is gone",
        "-shm and -wal deleted while the site is stopped",
        f"{JOURNAL}::test_index_of_the_journal_that_is_gone_is_made_anew",
        f"{JOURNAL}::test_database_without_its_journal_opens_to_what_is_in_the_file",
    ),
    fault(
        "F17",
        "A backup while others write",
        "a writer that never stops",
        f"{BACKUPS}::test_backup_under_writes_holds_one_moment_and_halts_no_writer",
    ),
    fault(
        "F18",
        "A backup is killed, or has no room",
        "kill -9 at three moments; a limit on the size of files",
        f"{BACKUPS}::test_killed_backup_leaves_no_file_of_a_good_name",
        f"{BACKUPS}::test_full_disk_leaves_nothing_and_the_old_backups",
    ),
    fault(
        "F19",
        "A restore onto a running site, or of another version",
        "the command",
        f"{BACKUPS}::test_site_that_is_open_is_not_replaced",
        "tests/backups/test_drill.py::"
        "test_site_that_is_not_empty_is_replaced_only_when_told",
        "tests/backups/test_drill.py::test_backup_of_an_older_version_is_migrated",
        "tests/backups/test_drill.py::"
        "test_backup_of_a_newer_version_is_refused_by_name",
    ),
    fault(
        "F20",
        "Redis stops",
        "",
        why_not="the site uses none",
    ),
    fault(
        "F21",
        "PostgreSQL is restarted",
        "stopped and started between the requests of three processes",
        f"{AWAY}::test_restart_of_the_database_costs_no_request_that_comes_after_it",
    ),
    fault(
        "F22",
        "PostgreSQL is away",
        "stopped while pages are asked for and forms sent, then started",
        f"{AWAY}::test_site_says_so_and_is_back_at_once",
    ),
    fault(
        "F23",
        "PostgreSQL has no connection left",
        "as many opened as it has",
        f"{AWAY}::test_server_without_a_connection_left_is_told_of_and_is_back_at_once",
    ),
    fault(
        "F24",
        "Two transactions block each other",
        "a comment and another transaction that lock the same rows crosswise; with"
        " SQLite writers queue",
        f"{AWAY}::"
        "test_comment_that_blocks_another_transaction_is_handed_back_and_taken_once",
    ),
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
    fault(
        "F34",
        "The site is reloaded while all read",
        "HUP while four ask for pages without a pause",
        f"{SITE}::test_reload_fails_no_request",
    ),
    fault(
        "F35",
        "A process needs too much memory",
        "a child that asks for 10 GB; a limit below what a worker holds",
        f"{SITE}::"
        "test_worker_that_holds_too_much_memory_is_replaced_and_no_request_fails",
        "tests/sandbox/test_running.py::"
        "test_too_much_memory_is_told_with_what_was_answered_before",
    ),
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
