"""Move an article from one state to another."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from articles.audit import record
from articles.models import Article, User

from .locking import hold, store
from .rebuilding import rebuild

Status = Article.Status
# Findings of the renderer that readers must never meet.
MUST_FIX = {"marker-without-note"}
# The columns that say when readers may see what.
MOMENTS = (
    "status",
    "published_at",
    "first_published_at",
    "withdrawn_at",
    "withdrawal_reason",
    "dated",
    "dated_by_schedule",
)


Problem = tuple[str, tuple[str, ...]]


class CannotPublish(Exception):
    """The article is not ready. ``problems`` are (code, parameters) to be worded."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(code for code, _parameters in problems))
        self.problems = problems


@transaction.atomic
def publish(
    article: Article, *, by: User | None, at: datetime | None = None
) -> Article:
    """Publish now, or at a moment to come; then it appears by itself.

    Fills the date on the article from the local date of that moment, unless it is
    known to be unknown. Raises CannotPublish, and changes nothing, while a marker
    has no note or the text is empty. What is public already stays as it is.
    """
    hold(article)
    if article.is_published:
        return article
    rebuild(article)
    problems = problems_of(article)
    if problems:
        raise CannotPublish(problems)
    before = moment(article)
    forget_schedule(article)
    article.published_at = at or timezone.now()
    is_scheduled = article.published_at > timezone.now()
    article.first_published_at = article.first_published_at or article.published_at
    article.status = Status.PUBLISHED
    if not is_scheduled:
        # Until a moment to come, the old address goes on saying what was withdrawn.
        article.withdrawn_at, article.withdrawal_reason = None, ""
    day = timezone.localdate(article.published_at)
    if not article.dated and not article.date_unknown:
        article.dated = day
        article.dated_by_schedule = is_scheduled
    article.listed_on = article.dated or day
    store(article, *MOMENTS, "listed_on")
    # Also for a moment to come: pages that are kept must know of it.
    record("publish", article, by=by, before=before, after=moment(article))
    return article


def problems_of(article: Article) -> list[Problem]:
    """Return what must be mended before readers may see the article."""
    problems: list[Problem] = []
    if article.binned_at:
        problems.append(("binned", ()))
    if article.draft_of_id is not None:
        problems.append(("draft-of-another", ()))
    if not article.source.strip():
        problems.append(("empty", ()))
    for finding in article.findings:
        if finding["code"] in MUST_FIX:
            problems.append((finding["code"], tuple(finding["parameters"])))
    return problems


def forget_schedule(article: Article) -> None:
    """Clear what scheduling had filled in, since nobody has seen it."""
    if article.status != Status.PUBLISHED or article.published_at is None:
        return
    if not article.was_published:
        article.first_published_at = None
    is_as_filled = article.dated == timezone.localdate(article.published_at)
    if article.dated_by_schedule and is_as_filled:
        article.dated = None
    article.dated_by_schedule = False


@transaction.atomic
def withdraw(article: Article, *, by: User | None, why: str) -> Article:
    """Take a published article down. Its address then says so, and why.

    One that was only scheduled goes back to being a draft: nobody has seen it. One
    that had been seen before and was scheduled anew is withdrawn as it was. What is
    not published stays as it is.
    """
    hold(article)
    if article.status != Status.PUBLISHED:
        return article
    before, was_seen = moment(article), article.was_published
    if article.is_scheduled:
        forget_schedule(article)
        article.published_at = article.first_published_at
    if not was_seen:
        article.status = Status.DRAFT
    else:
        article.status = Status.WITHDRAWN
        article.withdrawn_at = timezone.now()
        article.withdrawal_reason = why
    store(article, *MOMENTS)
    record(
        "withdraw", article, by=by, before=before, after=article.status, why=why,
        is_public=was_seen,
    )  # fmt: skip
    return article


@transaction.atomic
def submit(article: Article, *, by: User | None) -> Article:
    """Hand a draft to the editors."""
    return move(article, Status.DRAFT, Status.IN_REVIEW, what="submit", by=by)


@transaction.atomic
def send_back(article: Article, *, by: User | None, why: str = "") -> Article:
    """Give a text in review back to its owner, and say what is to be done."""
    return move(
        article, Status.IN_REVIEW, Status.DRAFT, what="send back", by=by, why=why
    )


def move(
    article: Article, start: str, end: str, *, what: str, by: User | None, why: str = ""
) -> Article:
    """Change the status if it still is ``start``; otherwise do nothing."""
    rows = Article.objects.filter(pk=article.pk, status=start)
    has_moved = rows.update(
        status=end, version=models.F("version") + 1, changed_at=timezone.now()
    )
    article.refresh_from_db(fields=["status", "version", "changed_at"])
    if has_moved:
        record(what, article, by=by, before=start, after=end, why=why, is_public=False)
    return article


@transaction.atomic
def move_to_bin(article: Article, *, by: User | None) -> Article:
    """Hide an article from everyone but those who look into the bin."""
    hold(article)
    if article.binned_at:
        return article
    was_seen = article.was_published
    article.binned_at = timezone.now()
    store(article, "binned_at")
    record(
        "bin", article, by=by, before=article.status, after="binned", is_public=was_seen
    )
    return article


@transaction.atomic
def restore(article: Article, *, by: User | None) -> Article:
    """Take an article out of the bin, as it was."""
    hold(article)
    if not article.binned_at:
        return article
    article.binned_at = None
    store(article, "binned_at")
    record(
        "restore", article, by=by, before="binned", after=article.status,
        is_public=article.was_published,
    )  # fmt: skip
    return article


def moment(article: Article) -> str:
    """Say the status for the audit, with its moment where it has one."""
    if article.status == Status.PUBLISHED and article.published_at:
        return f"{article.status} {article.published_at.isoformat()}"
    return str(article.status)
