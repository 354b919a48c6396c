"""The pictures of a text that came in: small, beside the words for what they show."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import pictures, publishing, wording
from articles.admin.editor import RETRY_SECONDS, is_too_often
from articles.importing import Busy, RawPicture, Unreadable
from articles.models import Incoming, Picture

from .head import field_of


class PictureForm(forms.Form):
    """What a picture shows, for those who do not see it."""

    alt = field_of(Picture, "alt")

    def __init__(self, picture: RawPicture, *args: Any, **kwargs: Any) -> None:
        self.picture = picture
        super().__init__(*args, initial={"alt": picture.alt}, **kwargs)


@require_safe
def small_picture(
    request: HttpRequest, incoming: Incoming, number: int
) -> HttpResponse:
    """Answer with one picture of a kept file, small and encoded anew.

    Its own browser may keep it, since the file does not change; nobody else.
    """
    if incoming.done_at:
        raise Http404
    if is_too_often(request, "previews"):
        sentence = gettext("Too many previews. Wait a minute.")
        return HttpResponse(sentence, status=429, content_type="text/plain")
    try:
        made = publishing.small_picture(incoming, number)
    except (Busy, pictures.Busy):
        response = HttpResponse(
            wording.PICTURES["busy"], status=503, content_type="text/plain"
        )
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    except Unreadable as error:
        raise Http404 from error
    if not made:
        raise Http404
    response = HttpResponse(made, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    return response
