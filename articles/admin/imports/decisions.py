"""What each button under a text that came in does, and what is said if it cannot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from articles import pictures, wording
from articles.admin.base import version_in
from articles.admin.editor import is_too_often
from articles.admin.lost_saves import why_closed
from articles.admin.notes.words import refusal
from articles.importing import Busy, Unreadable
from articles.models import Article
from articles.publishing import (
    Accepted,
    AlreadyDone,
    CannotChangeNotes,
    StaleVersion,
    accept_reviewed,
    keep_corrections,
)

from . import words
from .people import as_found
from .review import Review, fields_for, fields_of

ENDS = {"_throw_away": "throw_away", "_read_again": "read_again"}
MAKES = {"_create", "_second"}


@dataclass
class Decided:
    """The page to be shown again, with what is to be said; or an address to go to."""

    review: Review
    problems: list[str] = field(default_factory=list)
    status: int = HTTPStatus.OK
    leads_to: str = ""
    mistakes: list[dict[str, str]] = field(default_factory=list)


def decide(
    request: HttpRequest,
    review: Review,
    same: Article | None,
    may_bring: Callable[[Article | None], bool],
) -> Decided:
    """Keep what was typed, whatever the button; then do what the button says.

    ``same`` is an article that this seems to be; ``may_bring`` tells whether this user
    may set it into an article now, or make a new one.
    """
    if review.incoming.done_at:
        return refused(review, words.already_done())
    if "_into" in request.POST and same:
        return turn_into(request, review, same, is_allowed=may_bring(same))
    too_late = keep(request, review, fields_of(review.data))
    if too_late:
        return too_late
    if not MAKES & set(request.POST):
        return leave(request, review)
    if may_bring(review.incoming.article):
        return make(request, review, same)
    sentence = words.why_not_now(review.incoming, review.article)
    return refused(review, sentence, HTTPStatus.FORBIDDEN)


def turn_into(
    request: HttpRequest, review: Review, same: Article, *, is_allowed: bool
) -> Decided:
    """Let the text be for an article that is here, and show what would change in it."""
    fields = fields_for(review, same) if is_allowed else fields_of(review.data)
    too_late = keep(request, review, fields)
    if too_late:
        return too_late
    if not is_allowed:
        return refused(review, why_closed(same), HTTPStatus.FORBIDDEN)
    review.incoming.article = same
    review.incoming.save(update_fields=["article"])
    return Decided(review, leads_to=address("import_review", review.incoming.uid))


def keep(
    request: HttpRequest, review: Review, fields: dict[str, list[str]]
) -> Decided | None:
    """Keep what was typed; or say that another window was first."""
    incoming = review.incoming
    try:
        keep_corrections(incoming, fields, seen=version_in(request, "seen"))
    except StaleVersion:
        incoming.refresh_from_db(fields=["version", "done_at"])
        sentence = words.already_done() if incoming.done_at else words.stale_import()
        return refused(review, sentence)
    incoming.touch()
    return None


def leave(request: HttpRequest, review: Review) -> Decided:
    """Lead to where the other buttons lead, with what was typed kept."""
    incoming = review.incoming
    for button, name in ENDS.items():
        if button in request.POST:
            return Decided(review, leads_to=address(f"import_{name}", incoming.uid))
    if "_save" in request.POST:
        said = gettext("“%(title)s” is kept. Go on with it whenever you like.")
        messages.success(request, said % {"title": review.current.title or incoming})
        return Decided(review, leads_to=address("import"))
    return Decided(review, leads_to=address("import_review", incoming.uid))


def make(request: HttpRequest, review: Review, same: Article | None) -> Decided:
    """Make the article, and say what became of every marker and note."""
    if not review.is_valid():
        return with_mistakes(review)
    if same and "_second" not in request.POST:
        return refused(review, gettext("This article seems to be here already."))
    # Pictures are taken from the file, which is read once more for them.
    if review.current.pictures and is_too_often(request, "imports"):
        return refused(review, words.too_often(), HTTPStatus.TOO_MANY_REQUESTS)
    try:
        return accept(request, review)
    except (Busy, pictures.Busy):
        sentence = str(wording.PICTURES["busy"])
        return refused(review, sentence, HTTPStatus.SERVICE_UNAVAILABLE)
    except Unreadable as error:
        return refused(review, words.unreadable(error), HTTPStatus(422))


def with_mistakes(review: Review) -> Decided:
    """Show the page again with what needs the editor's hand."""
    count = len(review.mistakes)
    sentence = ngettext(
        "%(count)d field needs your hand before this can be an article.",
        "%(count)d fields need your hand before this can be an article.",
        count,
    )
    decided = refused(review, sentence % {"count": count}, HTTPStatus(422))
    decided.mistakes = review.mistakes
    return decided


def accept(request: HttpRequest, review: Review) -> Decided:
    """Hand the text on as it stands. Raises ``Unreadable`` where its file is needed."""
    seen = version_in(request, "seen_article")
    try:
        made = accept_reviewed(
            review.incoming, review.reviewed(), by=request.user, seen=seen
        )
    except AlreadyDone:
        return refused(review, words.already_done())
    except StaleVersion:
        review.article.refresh_from_db()
        return refused(review, words.stale_article())
    except ValidationError as error:
        return Decided(review, error.messages, HTTPStatus.UNPROCESSABLE_ENTITY)
    except CannotChangeNotes as error:
        sentence = refusal(error.code, error.parameters)
        return refused(review, sentence, HTTPStatus(422))
    say(request, review, made)
    page = reverse("admin:articles_article_change", args=[made.article.pk])
    return Decided(review, leads_to=page)


def refused(
    review: Review, sentence: str, status: int = HTTPStatus.CONFLICT
) -> Decided:
    return Decided(review, [sentence], status)


def say(request: HttpRequest, review: Review, made: Accepted) -> None:
    """Tell the balance on the article's page, and what was left out."""
    messages.success(request, words.balance(made, review.states.balance()))
    for name, code in made.refused:
        said = f"{gettext('Picture left out')}: {name}. {wording.PICTURES[code]}"
        messages.warning(request, said)
    for name in made.moving:
        messages.info(request, f"{gettext('Picture')} {name}: {wording.FIRST_FRAME}")
    out = [form.as_found for form in review.people if form.person and form.is_out]
    out += [as_found(person) for person in review.byline.left_out]
    for person in out:
        said = gettext("Left out of the byline: %(person)s.")
        messages.warning(request, said % {"person": person})


def address(name: str, *parameters: object) -> str:
    return reverse(f"admin:articles_article_{name}", args=parameters)
