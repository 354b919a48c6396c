"""States of an article: review, publication, withdrawal, the bin; preview links."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.audit import record
from articles.models import Address, Article, Comment, Preview, User
from articles.publishing.files.attachments import drop_attachments
from articles.publishing.files.cache import clear_cached_files

from .derived import rebuild
from .saving import hold, store

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
    "listed_on",
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
    known to be unknown. An article that readers have seen keeps its place in lists.
    Raises CannotPublish, and changes nothing, while a marker has no note or the text
    is empty. What is public already stays as it is.
    """
    hold(article)
    if article.is_published:
        return article
    rebuild(article)
    problems = problems_of(article)
    if problems:
        raise CannotPublish(problems)
    before, was_seen = moment(article), article.was_published
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
    if not was_seen:
        article.listed_on = article.dated or day
    store(article, *MOMENTS)
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
    """Clear what scheduling had filled in, unless readers have seen the article."""
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
    not published stays as it is, and so does what lies in the bin.
    """
    hold(article)
    if article.status != Status.PUBLISHED or article.binned_at:
        return article
    before, was_seen = moment(article), article.was_published
    if article.is_scheduled or not was_seen:
        unschedule(article)
    if was_seen:
        # A date that readers have seen is the article's own from now on.
        article.dated_by_schedule = False
        article.status = Status.WITHDRAWN
        article.withdrawn_at = timezone.now()
        article.withdrawal_reason = why
    store(article, *MOMENTS)
    record(
        "withdraw", article, by=by, before=before, after=article.status, why=why,
        is_public=was_seen,
    )  # fmt: skip
    return article


def unschedule(article: Article) -> None:
    """Drop a moment at which nobody saw the article: a draft again, or withdrawn."""
    was_seen = article.was_published
    forget_schedule(article)
    if was_seen:
        article.status = Status.WITHDRAWN
        article.withdrawn_at = article.withdrawn_at or timezone.now()
        article.published_at = article.first_published_at
        return
    article.status = Status.DRAFT
    article.published_at = article.first_published_at = None
    article.listed_on = article.dated or timezone.localdate()


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
    """Take an article out of the bin, as it was.

    One that was scheduled, and whose moment passed in there, would be public at once
    and nobody would have said so: it is no longer scheduled, and the Decision says why.
    """
    hold(article)
    if not article.binned_at:
        return article
    why = ""
    if has_missed_its_moment(article):
        unschedule(article)
        why = _("The moment it was scheduled for passed while it was in the bin.")
    article.binned_at = None
    store(article, *MOMENTS, "binned_at")
    record(
        "restore", article, by=by, before="binned", after=article.status, why=why,
        is_public=article.was_published,
    )  # fmt: skip
    return article


def has_missed_its_moment(article: Article) -> bool:
    """Tell whether it was to appear at a moment that found it in the bin."""
    if article.status != Status.PUBLISHED:
        return False
    since, at = article.binned_at, article.published_at
    return bool(since and at and since < at <= timezone.now())


def moment(article: Article) -> str:
    """Say the status for the audit, with its moment where it has one."""
    if article.status == Status.PUBLISHED and article.published_at:
        return f"{article.status} {article.published_at.isoformat()}"
    return str(article.status)


def binned_before(moment: datetime) -> "models.QuerySet[Article]":
    """Return the articles that have lain in the bin since then at least."""
    return Article.objects.filter(binned_at__lt=moment).order_by("pk")


@transaction.atomic
def delete_for_good(key: int, *, before: datetime, by: User | None) -> bool:
    """Delete the article with this key, if it is in the bin since before that moment.

    Its comments, notes and attachments go with it, and its drafts; pictures stay. Where
    readers have known it, its addresses say from now on that it is gone. Returns whether
    it was deleted; somebody may have taken it out of the bin, or been quicker.
    """
    article = binned_before(before).select_for_update().filter(pk=key).first()
    if article is None:
        return False
    comments = Comment.objects.filter(article__in=[article, *article.drafts.all()])
    record(
        "delete",
        article,
        by=by,
        before="binned",
        why=told(article, comments.count()),
        is_public=article.was_published,
    )
    if article.was_published:
        remember_as_gone(article)
    drop_attachments(article)
    clear_cached_files(article)
    comments.delete()
    article.delete()
    return True


def told(article: Article, comments: int) -> str:
    since = timezone.localtime(article.binned_at)
    why = _("In the bin since %(day)s.") % {"day": f"{since:%Y-%m-%d}"}
    if not comments:
        return why
    went = ngettext(
        "%(count)d comment went with it.", "%(count)d comments went with it.", comments
    )
    return f"{why} {went % {'count': comments}}"


def remember_as_gone(article: Article) -> None:
    """Let every path at which readers have known an article say so (410)."""
    gone = {"article": None, "leads_to": "", "is_gone": True}
    article.addresses.update(**gone)
    Address.objects.update_or_create(path=article.get_absolute_url(), defaults=gone)


@transaction.atomic
def feature(
    article: Article | None, *, language: str, until: datetime | None, by: User | None
) -> None:
    """Let this article lead until then, and none of the others that lead now.

    Without an article the newest leads. What is not published yet stays as it is: it
    was set to lead when it appears.
    """
    key = article.pk if article else None
    leading = Article.objects.published().in_language(language)
    for other in leading.filter(lead_until__gt=timezone.now()).exclude(pk=key):
        set_lead(other, None, by=by)
    if article:
        set_lead(article, until, by=by)


def set_lead(article: Article, until: datetime | None, *, by: User | None) -> None:
    hold(article)
    before, article.lead_until = article.lead_until, until
    if before == until:
        return
    store(article, "lead_until")
    record("lead", article, by=by, before=text(before), after=text(until))


def text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


@transaction.atomic
def open_preview(article: Article, *, by: User | None) -> Preview:
    """Make a link that shows the saved text for a week; deleting it takes it back."""
    link = Preview.objects.create(article=article, made_by=by)
    record("preview", article, by=by, is_public=False)
    return link
