"""What the comment form says when a comment is not taken."""

from django.utils.translation import gettext_lazy, ngettext

HOURS_FROM = 90  # minutes

SENTENCES = {
    "wrong-answer": gettext_lazy(
        "That answer was not right. Enter the answer to the new sum."
    ),
    "sum-wanted": gettext_lazy(
        "One more step: enter the answer to the sum, and send your comment again."
    ),
    "reused": gettext_lazy(
        "This sum has been answered already. Your comment is still here: "
        "enter the answer to the new sum and send it again."
    ),
    "expired": gettext_lazy(
        "This form was open for too long. Your comment is still here: "
        "enter the answer to the new sum."
    ),
    "forged": gettext_lazy(
        "This form could not be checked. Your comment is still here: "
        "enter the answer to the new sum."
    ),
    # Where no sum is shown, none may be spoken of.
    "reused-no-sum": gettext_lazy(
        "A comment was sent from this form already. Yours is still here: send it again."
    ),
    "expired-no-sum": gettext_lazy(
        "This form was open for too long. Your comment is still here: send it again."
    ),
    "forged-no-sum": gettext_lazy(
        "This form could not be checked. Your comment is still here: send it again."
    ),
}
HIDDEN_FIELD = gettext_lazy(
    "A field that people do not see was filled in, perhaps by your browser. It is "
    "empty now. Your comment is still here: send it again."
)
OVER_LIMIT = {
    "address": gettext_lazy(
        "Too many comments came from your connection. Yours is kept in this "
        "form: send it again in about %(wait)s."
    ),
    "network": gettext_lazy(
        "Too many comments came from the network you are in. Yours is kept in this "
        "form: send it again in about %(wait)s."
    ),
    "article": gettext_lazy(
        "Too many comments are being sent to this article. Yours is kept in this "
        "form: send it again in about %(wait)s."
    ),
    "site": gettext_lazy(
        "Too many comments are being sent to this site. Yours is kept in this "
        "form: send it again in about %(wait)s."
    ),
}


def sentence_of(code: str, *, is_sum_asked: bool) -> str:
    """Say why a form comes back; what no reader can do anything about is forged."""
    known = code if code in SENTENCES else "forged"
    return SENTENCES[known if is_sum_asked else f"{known}-no-sum"]


def over_limit(whose: str, seconds: int) -> str:
    """Say of whom there were too many, and for how long, in minutes or hours."""
    minutes = -(-seconds // 60)
    if minutes < HOURS_FROM:
        wait = ngettext("%(count)s minute", "%(count)s minutes", minutes)
        number = minutes
    else:
        number = -(-minutes // 60)
        wait = ngettext("%(count)s hour", "%(count)s hours", number)
    return str(OVER_LIMIT[whose]) % {"wait": wait % {"count": number}}
