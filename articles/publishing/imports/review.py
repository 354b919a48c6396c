"""Make an article of what came in, as its editor has corrected it."""

import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.audit import record
from articles.content import texts_of
from articles.importing import Manuscript, Person, read
from articles.models import Article, Author, Incoming, User
from articles.publishing.addresses import new_slug
from articles.publishing.files.pictures import delete_unused
from articles.publishing.notes.merging import merge_groups
from articles.publishing.people.matching import author_of
from articles.publishing.saving import claim_version
from articles.publishing.versions import previous_content

from .acceptance import Accepted, Named, check_words, fill
from .pending import bytes_of, drop_file
from .pictures import Cleaned, clean_pictures, store_pictures
from .undo import save_previous_content

_SIGNS = re.compile(r"[\[\]\\*_`<]")


class AlreadyDone(Exception):
    """An article was made of it before; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A manuscript as its editor wants it, with what it cannot say itself.

    Its disclaimer is empty unless ``disclaimer_choice`` is "other"; where no author
    is chosen, the one of that name is taken, or made. ``merges`` are groups of labels
    that become one note, the first.
    """

    manuscript: Manuscript
    byline: tuple[tuple[Author | None, Person], ...]
    date_unknown: bool = False
    disclaimer_choice: str = Article.DisclaimerChoice.STANDARD
    merges: tuple[tuple[str, ...], ...] = ()


def accept_reviewed(
    incoming: Incoming, reviewed: Reviewed, *, by: User, seen: int | None = None
) -> Accepted:
    """Make a draft of what came in, or set it into the article it was brought for.

    ``seen`` is the version of that article on which this was decided. All that the
    editor left empty is empty then; notes keep their uid and archived link.
    Raises ValidationError where a field cannot hold what is there, StaleVersion where
    somebody saved the article since, CannotChangeNotes for a merger that cannot be,
    Unreadable where pictures are wanted and the file is gone, pictures.Busy, and
    AlreadyDone.
    Nothing is kept then.
    """
    if Incoming.objects.filter(pk=incoming.pk, done_at__isnull=False).exists():
        raise AlreadyDone
    # Before the transaction: a large file takes long, and others would wait.
    whole = with_pictures(incoming, reviewed.manuscript)
    reviewed = replace(reviewed, manuscript=whole)
    cleaned = clean_pictures(whole)
    stored: list[str] = []
    try:
        return set_in(incoming, reviewed, cleaned, by, stored, seen)
    finally:
        if stored:
            delete_unused(stored)


@transaction.atomic
def set_in(
    incoming: Incoming,
    reviewed: Reviewed,
    cleaned: Cleaned,
    by: User,
    stored: list[str],
    seen: int | None,
) -> Accepted:
    """Do what ``accept_reviewed`` promises; paths of new files are added to ``stored``."""
    kept = Incoming.objects.select_for_update().get(pk=incoming.pk)
    if kept.done_at:
        raise AlreadyDone
    check_words(reviewed.manuscript)
    article, is_new = article_for(kept, reviewed, by, seen)
    former = None if is_new else previous_content(article)
    shown = store_pictures(reviewed.manuscript, cleaned, stored, by=by)
    settle(article, reviewed)
    fill(article, shown.manuscript, named(reviewed), is_whole=True)
    if not reviewed.manuscript.topics:
        article.topics.clear()
    address = reviewed.manuscript.address
    save_previous_content(article, former, by=by, name=kept.name, address=address)
    after = "created" if is_new else ""
    record("import", article, by=by, after=after, is_public=article.is_published)
    if reviewed.merges:
        merge_groups(article, reviewed.merges, by=by)
    finish(kept, article)
    outcome = "created" if is_new else "replaced"
    return Accepted(article, outcome, shown.refused, tuple(stored), shown.moving)


def article_for(
    incoming: Incoming, reviewed: Reviewed, by: User, seen: int | None
) -> tuple[Article, bool]:
    """Return the article that is to say this, and whether it is a new one."""
    if incoming.article is None:
        taken = Article.objects.filter(draft_of=None)
        slug = new_slug(reviewed.manuscript.title, taken)
        return Article(owner=by, slug=slug), True
    article = incoming.article
    if article.binned_at:
        raise ValidationError(_("The article is in the bin. Restore it first."))
    claim_version(article, article.version if seen is None else seen)
    return article, False


def named(reviewed: Reviewed) -> Named:
    byline: Named = {}
    for author, person in reviewed.byline:
        byline.setdefault(author or author_of(person), person)
    return byline


def with_pictures(incoming: Incoming, manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with the pictures of the file, under their present words."""
    if not manuscript.pictures:
        return manuscript
    words = {picture.key: picture.alt for picture in manuscript.pictures}
    raw = read(bytes_of(incoming), incoming.name).pictures
    source = manuscript.source
    for picture in raw:
        if words.get(picture.key, picture.alt) != picture.alt:
            source = described(source, picture.key, words[picture.key])
    pictures = tuple(replace(p, alt=words.get(p.key, p.alt)) for p in raw)
    return replace(manuscript, source=source, pictures=pictures)


def described(source: str, key: str, words: str) -> str:
    """Return the source with these words in the place of those that describe a picture."""
    said = _SIGNS.sub(r"\\\g<0>", words)
    shown = re.compile(rf"!\[(?:[^\[\]\\]|\\.)*\]\(picture:{re.escape(key)}(?=[)\s])")
    return shown.sub(lambda _found: f"![{said}](picture:{key}", source)


def settle(article: Article, reviewed: Reviewed) -> None:
    """Empty what the editor has left empty: ``fill`` would keep what was there."""
    said = reviewed.manuscript
    for name, words in texts_of(said).items():
        setattr(article, name, words)
    if not said.dated:
        article.dated = None
        article.date_unknown = reviewed.date_unknown
    article.disclaimer_choice = Article.DisclaimerChoice.STANDARD
    article.disclaimer = None
    if reviewed.disclaimer_choice == Article.DisclaimerChoice.NONE:
        article.disclaimer_choice = Article.DisclaimerChoice.NONE


def finish(incoming: Incoming, article: Article) -> None:
    """Note what became of it, and let the file go."""
    incoming.article, incoming.done_at = article, timezone.now()
    drop_file(incoming)
    incoming.save(update_fields=["article", "done_at", "file"])
