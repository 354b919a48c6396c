"""Files that are stored while a form is saved, and belong to nothing if that fails."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from articles import wording
from articles.moderation.room import NoRoom, check_room


def refuse_without_room() -> None:
    """Raise ValidationError where the disk has no room for a file."""
    try:
        check_room()
    except NoRoom:
        raise forms.ValidationError(wording.NO_ROOM, "no-room") from None


class StoredFiles:
    """The part of an admin page that deletes what a failed save has stored.

    Saving adds the paths to ``request.stored_files``; ``delete_unused`` is a static
    method that deletes those of them that no row has.
    """

    delete_unused: Callable[[Iterable[str]], None]

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        request.stored_files = set()
        try:
            return super().changeform_view(request, *args, **kwargs)
        finally:
            # The transaction has ended, well or not.
            if request.stored_files:
                self.delete_unused(request.stored_files)
