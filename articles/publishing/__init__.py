"""What editors do with articles: take one in, change, publish, withdraw, bin it.

Acts are plain functions: verb first, the object, then named details. ``by`` is the
user who acts, or None for the system. Each act is atomic and writes its Decision.
"""

from articles.publishing.files.attachments import (
    BadAttachment,
    checked,
    drop_attachments,
    drop_files,
    place_file,
)
from articles.publishing.files.cache import (
    CARDS,
    SITE_CARDS,
    CachedFile,
    clear_cached_files,
    dead_files,
)
from articles.publishing.files.orphans import delete_orphan, orphans
from articles.publishing.files.pictures import store_picture
from articles.publishing.imports.acceptance import Accepted, accept
from articles.publishing.imports.comparison import (
    Change,
    Piece,
    by_word,
    compare,
    headings,
    in_text,
)
from articles.publishing.imports.pending import (
    abandoned,
    delete_lost_file,
    keep_corrections,
    lost_files,
    read_again,
    receive,
    small_picture,
    throw_away,
    tidy_incoming,
)
from articles.publishing.imports.review import AlreadyDone, Reviewed, accept_reviewed
from articles.publishing.imports.undo import (
    CannotUndoImport,
    changes_to_undo,
    undo_import,
    why_not_undone,
)
from articles.publishing.notes.changes import (
    CannotChangeNotes,
    changes_in_force,
    last_change,
    undo_notes,
)
from articles.publishing.notes.links import extract_note_links
from articles.publishing.notes.merging import merge_notes
from articles.publishing.notes.numbering import renumber_notes, renumbered
from articles.publishing.notes.references import link_references, unlink_reference
from articles.publishing.notes.suggestions import (
    NoteSuggestions,
    dismiss_suggestion,
    restore_suggestion,
    suggestions_for,
)
from articles.publishing.pdf.typesetting import CannotTypeset, typeset_article
from articles.publishing.people.merging import CannotMerge, merge, plan_merge
from articles.publishing.people.unmerging import CannotUndo, undo_merge

from .addresses import former_path, is_taken, new_slug
from .content import content_of
from .demonstration import (
    Removal,
    plan_removal,
    remember_demonstration,
    remove_demonstration,
)
from .derived import (
    index_all,
    rebuild,
    rebuild_page,
    rebuild_where_used,
    render_article,
    render_page,
    undescribed,
)
from .saving import (
    StaleVersion,
    begin_save,
    claim_version,
    finish_save,
    name_as_now,
    too_long,
)
from .workflow import (
    CannotPublish,
    binned_before,
    delete_for_good,
    feature,
    move_to_bin,
    open_preview,
    publish,
    restore,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "CARDS",
    "SITE_CARDS",
    "Accepted",
    "AlreadyDone",
    "BadAttachment",
    "CachedFile",
    "CannotChangeNotes",
    "CannotMerge",
    "CannotPublish",
    "CannotTypeset",
    "CannotUndo",
    "CannotUndoImport",
    "Change",
    "NoteSuggestions",
    "Piece",
    "Removal",
    "Reviewed",
    "StaleVersion",
    "abandoned",
    "accept",
    "accept_reviewed",
    "begin_save",
    "binned_before",
    "by_word",
    "changes_in_force",
    "changes_to_undo",
    "checked",
    "claim_version",
    "clear_cached_files",
    "compare",
    "content_of",
    "dead_files",
    "delete_for_good",
    "delete_lost_file",
    "delete_orphan",
    "dismiss_suggestion",
    "drop_attachments",
    "drop_files",
    "extract_note_links",
    "feature",
    "finish_save",
    "former_path",
    "headings",
    "in_text",
    "index_all",
    "is_taken",
    "keep_corrections",
    "last_change",
    "link_references",
    "lost_files",
    "merge",
    "merge_notes",
    "move_to_bin",
    "name_as_now",
    "new_slug",
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
    "restore_suggestion",
    "send_back",
    "small_picture",
    "store_picture",
    "submit",
    "suggestions_for",
    "throw_away",
    "tidy_incoming",
    "too_long",
    "typeset_article",
    "undescribed",
    "undo_import",
    "undo_merge",
    "undo_notes",
    "unlink_reference",
    "why_not_undone",
    "withdraw",
]
