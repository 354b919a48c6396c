"""What was done: one Decision for every act, and the Edition that grows with it.

A landing between acts and records: whatever changes what the public sees, or who may
do what, is written down here, in the transaction of the change itself.
"""

from django.db import models, transaction

from articles.models import Decision, Edition, User


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
    notice; then the edition grows. Must run in the transaction of the change.
    """
    with transaction.atomic():
        if is_public:
            Edition.grow()
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
