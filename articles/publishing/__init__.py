"""What editors do with articles: take one in, change, publish, withdraw, bin it.

Acts are plain functions: verb first, the object, then named details. ``by`` is the
user who acts, or None for the system. Each act is atomic and writes its Decision.
"""

from .accepting import Accepted, accept
from .addressing import former_path
from .attaching import BadAttachment, checked, drop_attachments, drop_files, place_file
from .bin import binned_before, delete_for_good
from .checking import too_long
from .comparing import Change, Piece, by_word, compare, headings, in_text
from .contents import content_of
from .demonstrating import (
    Removal,
    plan_removal,
    remember_demonstration,
    remove_demonstration,
)
from .drafting import AlreadyDone, Reviewed, accept_reviewed
from .indexing import index_all
from .keeping import CARDS, SITE_CARDS, KeptFile, dead_files, forget_made
from .leading import lead_with
from .lifting import lift_links
from .merging import CannotMerge, merge, plan_merge
from .merging_notes import merge_notes
from .orphans import delete_orphan, orphans
from .picturing import keep_picture
from .previewing import open_preview
from .rebuilding import (
    rebuild,
    rebuild_page,
    rebuild_where_used,
    render_article,
    render_page,
    undescribed,
)
from .receiving import (
    keep_corrections,
    read_again,
    receive,
    throw_away,
)
from .referring import link_references, unlink_reference
from .renumbering import renumber_notes, renumbered
from .revising import (
    CannotChangeNotes,
    changes_in_force,
    last_change,
    undo_notes,
)
from .saving import (
    StaleVersion,
    begin_save,
    claim_version,
    finish_save,
    is_taken,
    name_as_now,
    new_slug,
)
from .small_pictures import small_picture
from .states import (
    CannotPublish,
    move_to_bin,
    publish,
    restore,
    send_back,
    submit,
    withdraw,
)
from .taking_back import (
    CannotTakeBack,
    changes_to_take_back,
    take_back_import,
    why_not_taken_back,
)
from .tidying import abandoned, delete_lost_file, lost_files, tidy_incoming
from .typesetting import CannotTypeset, typeset_article
from .understanding import NotesUnderstood, ask_again, leave_alone, notes_understood
from .unmerging import CannotUndo, undo_merge

__all__ = [
    "CARDS",
    "SITE_CARDS",
    "Accepted",
    "AlreadyDone",
    "BadAttachment",
    "CannotChangeNotes",
    "CannotMerge",
    "CannotPublish",
    "CannotTakeBack",
    "CannotTypeset",
    "CannotUndo",
    "Change",
    "KeptFile",
    "NotesUnderstood",
    "Piece",
    "Removal",
    "Reviewed",
    "StaleVersion",
    "abandoned",
    "accept",
    "accept_reviewed",
    "ask_again",
    "begin_save",
    "binned_before",
    "by_word",
    "changes_in_force",
    "changes_to_take_back",
    "checked",
    "claim_version",
    "compare",
    "content_of",
    "dead_files",
    "delete_for_good",
    "delete_lost_file",
    "delete_orphan",
    "drop_attachments",
    "drop_files",
    "finish_save",
    "forget_made",
    "former_path",
    "headings",
    "in_text",
    "index_all",
    "is_taken",
    "keep_corrections",
    "keep_picture",
    "last_change",
    "lead_with",
    "leave_alone",
    "lift_links",
    "link_references",
    "lost_files",
    "merge",
    "merge_notes",
    "move_to_bin",
    "name_as_now",
    "new_slug",
    "notes_understood",
    "open_preview",
    "orphans",
    "place_file",
    "plan_merge",
    "plan_removal",
    "publish",
    "read_again",
    "rebuild",
    "rebuild_page",
    "rebuild_where_used",
    "receive",
    "remember_demonstration",
    "remove_demonstration",
    "render_article",
    "render_page",
    "renumber_notes",
    "renumbered",
    "restore",
    "send_back",
    "small_picture",
    "submit",
    "take_back_import",
    "throw_away",
    "tidy_incoming",
    "too_long",
    "typeset_article",
    "undescribed",
    "undo_merge",
    "undo_notes",
    "unlink_reference",
    "why_not_taken_back",
    "withdraw",
]
