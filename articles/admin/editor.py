"""The Markdown editor's doors, ours and closed: two previews, and an upload.

django-markdownx brings the widget only. Its own views ask for no permission and
trust the sender's file name and type, so they are never mounted.
"""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import pictures, text, wording
from articles.models import Counter
from articles.moderation.limits import DiskFull, check_room
from articles.publishing import render_page, store_picture

from .widgets import check_source

View = Callable[..., HttpResponse]
LANGUAGES = dict(settings.LANGUAGES)
RETRY_SECONDS = 60


def needs(*rights: str) -> Callable[[View], View]:
    """Let in who has one of these rights; refuse everyone else (403)."""

    def closed(view: View) -> View:
        @wraps(view)
        def inner(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            if not any(request.user.has_perm(f"articles.{right}") for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inner

    return closed


@require_POST
@needs("add_page", "change_page")
def preview_page(request: HttpRequest) -> HttpResponse:
    """Render a small page as readers would see it, and store nothing."""
    language = language_of(request, get_language())
    return shown(request, lambda source: render_page(source, language))


def shown(request: HttpRequest, render: Callable[[str], text.Rendered]) -> HttpResponse:
    if is_too_often(request, "previews"):
        sentence = _("Too many previews. Wait a minute.")
        return HttpResponse(sentence, status=429, content_type="text/plain")
    source = request.POST.get("content", "").replace("\r\n", "\n").strip()
    try:
        made = render(check_source(source))
    except (forms.ValidationError, text.SourceTooLong) as error:
        said = getattr(error, "messages", None) or [str(error)]
        return HttpResponse(said[0], status=413, content_type="text/plain")
    return HttpResponse(made.html + made.notes_html)


def language_of(request: HttpRequest, otherwise: str) -> str:
    said = request.POST.get("language", "")
    return said if said in LANGUAGES else otherwise


@require_POST
@needs("add_picture")
def upload(request: HttpRequest) -> JsonResponse:
    """Keep a picture, and return the Markdown that shows it."""
    try:
        check_room()
    except DiskFull:
        return refusal(str(wording.NO_ROOM), 503)
    if is_too_often(request, "uploads"):
        return refusal(_("Too many pictures. Wait ten minutes."), 429)
    if "image" not in request.FILES:
        return refusal(_("No file was sent."))
    file = request.FILES["image"]
    if file.size > pictures.MOST_BYTES:
        return refusal(str(wording.PICTURES["too-large"]), 413)
    try:
        cleaned = pictures.clean(file.read())
    except pictures.Busy as error:
        answer = refusal(str(wording.PICTURES[error.code]), 503)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    except pictures.BadPicture as error:
        return refusal(str(wording.PICTURES[error.code]))
    picture = store_picture(cleaned, by=request.user)
    note = {"note": str(wording.FIRST_FRAME)} if cleaned.was_moving else {}
    return JsonResponse({"image_code": f"![](picture:{picture.uid})"} | note)


def refusal(sentence: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"image": [sentence]}, status=status)


def is_too_often(request: HttpRequest, what: str) -> bool:
    """Count one more act of this editor; tell whether it is beyond the limit."""
    key, now = f"{what}:{request.user.pk}", timezone.now()
    counts = [
        (Counter.add(key, seconds, now), most)
        for most, seconds in settings.VIF_LIMITS[what]
    ]
    return any(count > most for count, most in counts)
