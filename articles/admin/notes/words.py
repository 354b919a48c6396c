"""What is said of changes of the notes, and of those that are refused."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# What an act on the notes refuses, and what one did: the code, then the labels.
REFUSALS = {
    "markers-unclear": _(
        "The markers of this text cannot be told apart from other numbers in brackets."
        " Change them by hand."
    ),
    "no-reference": _("Note {0} does not refer to another note."),
    "no-such-note": _("There is no note {0} with a text."),
    "nothing-to-lift": _("No note has a link to be moved."),
    "nothing-to-link": _("No reference is left to be linked."),
    "nothing-to-merge": _("There is nothing to merge."),
    "nothing-to-renumber": _("The notes are in order already."),
    "nothing-to-undo": _(
        "There is nothing to undo, or someone has saved the article since."
    ),
    "too-many-notes": _("More than {0} notes cannot be numbered."),
}
CHANGES = {
    "merge notes": _("Notes merged: {0}."),
    "link references": _("References linked in these notes: {0}."),
    "unlink reference": _("The reference in note {0} was taken back."),
    "lift links": _("Links moved out of the text of these notes: {0}."),
    "renumber notes": _("Notes renumbered: {0}."),
}


def refusal(code: str, parameters: Iterable[str] = ()) -> str:
    """Say why the notes were not changed."""
    return str(REFUSALS.get(code, code)).format(*parameters)


def change(remark: str) -> str:
    """Say what an act has changed in the notes: "merge notes: 8 = 11"."""
    code, _colon, labels = remark.partition(": ")
    return str(CHANGES.get(code, remark)).format(labels)


def stale() -> str:
    """Say that someone else was first."""
    return gettext(
        "Someone else has saved this article since you opened it. Nothing has been"
        " changed. Look at the notes again."
    )
