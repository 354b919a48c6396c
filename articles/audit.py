"""What was done: one Decision for every act, and the Edition that grows with it.

A landing between acts and records: whatever changes what the public sees, or who may
do what, is written down here, in the transaction of the change itself.
"""

from django.conf import settings
from django.db import models, transaction

from .models import Article, Decision, Edition, Outbox, User

# What readers may notice, though no article says anything else than before.
UNANNOUNCED = {"lead", "rerender"}


def record(
    what: str,
    subject: models.Model,
    *,
    by: User | None,
    before: str = "",
    after: str = "",
    why: str = "",
    is_public: bool = True,
) -> Decision:
    """Write one row: who did what to which record, from what to what, and why.

    ``by`` is None for the system itself. ``is_public`` says whether readers may
    notice; then the edition grows, and search engines are told of an article. Must run
    in the transaction of the change.
    """
    with transaction.atomic():
        if is_public:
            Edition.build_blocks()
            announce(what, subject)
        return Decision.objects.create(
            by=by,
            by_name=by.display_name[:150] if by else "",
            what=what,
            model=subject._meta.model_name or "",
            record=str(subject.pk or ""),
            title=str(subject)[:300],
            before=before[:300],
            after=after[:300],
            why=why,
        )


def announce(what: str, subject: models.Model) -> None:
    """Have search engines told of an article's change, where the site does so."""
    if not settings.VIF_INDEXNOW_KEY or what in UNANNOUNCED:
        return
    if isinstance(subject, Article):
        Outbox.objects.announce(subject)
