"""What editors do with articles: take one in, change, publish, withdraw, bin it.

Acts are plain functions: verb first, the object, then named details. ``by`` is the
user who acts, or None for the system. Each act is atomic and writes its Decision.
"""

from .accepting import Accepted, accept
from .checking import too_long
from .contents import content_of
from .indexing import index_all
from .leading import lead_with
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
from .saving import (
    StaleVersion,
    claim_version,
    finish_save,
    is_taken,
    name_as_now,
    new_slug,
)
from .states import (
    CannotPublish,
    move_to_bin,
    publish,
    restore,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "Accepted",
    "CannotPublish",
    "StaleVersion",
    "accept",
    "claim_version",
    "content_of",
    "finish_save",
    "index_all",
    "is_taken",
    "keep_picture",
    "lead_with",
    "move_to_bin",
    "name_as_now",
    "new_slug",
    "open_preview",
    "publish",
    "rebuild",
    "rebuild_page",
    "rebuild_where_used",
    "render_article",
    "render_page",
    "restore",
    "send_back",
    "submit",
    "too_long",
    "undescribed",
    "withdraw",
]
