"""The pictures of a text that came in: small, beside the words for what they show."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import pictures
from articles.importing import RawPicture, Unreadable
from articles.importing.confined import Busy
from articles.importing.kept_pictures import picture_bytes
from articles.models import Incoming, Picture
from articles.publishing.receiving import bytes_of
from articles.publishing.understood import to_manuscript

from .article_import_forms import field_of
from .article_import_words import unreadable
from .editor import is_too_often

MOST_PICTURES = 50  # to be described on the page; the rest comes in as it was read
LONGEST_SIDE = 240


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
    found = to_manuscript(incoming.understood).pictures[:MOST_PICTURES]
    if incoming.done_at or number >= len(found):
        raise Http404
    if is_too_often(request, "previews"):
        sentence = gettext("Too many previews. Wait a minute.")
        return HttpResponse(sentence, status=429, content_type="text/plain")
    try:
        made = made_small(
            picture_bytes(bytes_of(incoming), incoming.name, found[number])
        )
    except Busy as error:
        return HttpResponse(unreadable(error), status=503, content_type="text/plain")
    except (Unreadable, pictures.BadPicture) as error:
        raise Http404 from error
    response = HttpResponse(made, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def made_small(data: bytes) -> bytes:
    """Return a picture as WebP, neither wider nor taller than 240 pixels.

    Raises BadPicture.
    """
    image = pictures.upright(data)
    widest = LONGEST_SIDE * image.width // max(image.size)
    if widest < image.width:
        image = pictures.narrowed(image, max(1, widest))
    return pictures.encode(image).data
