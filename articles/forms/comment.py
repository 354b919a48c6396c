"""The form under an article."""

import unicodedata
from datetime import datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import captcha
from articles.models import Article, Comment
from articles.moderation import (
    PATIENCE,
    Attempt,
    OverLimit,
    Refused,
    check_limits,
    receive,
)

LONGEST = 3000
SENTENCES = {
    "wrong-answer": _("That answer was not right. Enter the answer to the new sum."),
    "reused": _(
        "This sum has been answered already. Your comment is still here: "
        "enter the answer to the new sum and send it again."
    ),
    "expired": _(
        "This form was open for too long. Your comment is still here: "
        "enter the answer to the new sum."
    ),
    "forged": _(
        "This form could not be checked. Your comment is still here: "
        "enter the answer to the new sum."
    ),
}


class CommentForm(forms.Form):
    """A comment and its sum.

    The form is given back with everything as typed after every failure; ``status``
    is then the HTTP status of the page. It trusts nothing but its own token.
    """

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        error_messages={
            "required": _("Enter your name"),
            "max_length": _("Name must be 100 characters or less"),
        },
    )
    email = forms.CharField(
        label=_("Email address"),
        max_length=254,
        help_text=_(
            "The content of this field is kept private and will not be shown publicly."
        ),
        error_messages={
            "required": _("Enter your email address"),
            "max_length": _("Email address must be 254 characters or less"),
        },
    )
    text = forms.CharField(
        label=_("Comment"),
        strip=True,
        error_messages={"required": _("Enter your comment")},
    )
    answer = forms.CharField(required=False)
    subject = forms.CharField(label=_("Leave this empty"), required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: dict | None = None,
        *,
        article: Article,
        challenge: captcha.Challenge,
        now: datetime | None = None,
    ) -> None:
        super().__init__(data)
        self.article = article
        self.challenge = challenge
        self.now = now or timezone.now()
        self.status = 200
        self.wait = 0
        self.notice = ""
        self.sent: captcha.Token | None = None

    @classmethod
    def of_page(cls, article: Article) -> "CommentForm":
        """Return the form that stands in the article's page, the same for everyone."""
        now = timezone.now()
        return cls(article=article, challenge=captcha.of_page(article.pk, now), now=now)

    @classmethod
    def personal(cls, article: Article, data: dict | None = None) -> "CommentForm":
        """Return a form with a fresh challenge of its own."""
        now = timezone.now()
        challenge = captcha.personal(article.pk, now)
        return cls(data, article=article, challenge=challenge, now=now)

    @property
    def action(self) -> str:
        return f"{self.article.get_absolute_url()}comment/"

    @property
    def sum_label(self) -> str:
        return f"{self.challenge.first} + {self.challenge.second} ="

    @property
    def sum_spoken(self) -> str:
        words = {"first": self.challenge.first, "second": self.challenge.second}
        return _("%(first)s plus %(second)s") % words

    @property
    def answer_value(self) -> str:
        """What was typed into the answer, unless the sum beside it is a new one."""
        return self["answer"].value() or "" if self.is_same_sum else ""

    @property
    def token_value(self) -> str:
        return self.challenge.token

    @property
    def is_same_sum(self) -> bool:
        return self.is_bound and self.data.get("token") == self.challenge.token

    @property
    def is_sum_asked(self) -> bool:
        asked = settings.VIF_COMMENT_SUM
        return asked == "always" or (asked == "suspicion" and self.challenge.wrong > 0)

    @property
    def offers_no_sum(self) -> bool:
        """Whether this visitor has tried often enough to go without the sum."""
        return self.challenge.wrong >= PATIENCE

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        try:
            validate_email(email)
        except ValidationError:
            message = _(
                "Enter an email address in the correct format, like name@example.com"
            )
            raise ValidationError(message, "email") from None
        return email

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")
        text = unicodedata.normalize("NFC", text)
        if len(text) > LONGEST:
            message = _(
                "Comment must be %(most)s characters or less. You have %(count)s"
            )
            numbers = {"most": f"{LONGEST:,}", "count": f"{len(text):,}"}
            raise ValidationError(message, "too-long", numbers)
        return text

    def clean(self) -> dict:
        cleaned = super().clean()
        if not (cleaned.get("answer") or self.wants_no_sum) and self.is_sum_asked:
            message = _("Enter the answer to %(sum)s") % {"sum": self.sum_spoken}
            self.add_error("answer", ValidationError(message, "required"))
        return cleaned

    @cached_property
    def wants_no_sum(self) -> bool:
        return bool(self.data.get("without_sum")) and self.offers_no_sum

    def save(self, *, address: str, signs: tuple[str, ...] = ()) -> Comment | None:
        """Leave the comment; return it, or None with the errors and a new sum."""
        try:
            check_limits(address, self.now)
            self.check_token()
            if not self.is_valid():
                self.status = 422
                return None
            return receive(self.attempt(address, signs), at=self.now)
        except OverLimit as error:
            self.hold_back(error.seconds)
        except captcha.BadToken as error:
            self.renew(error.code)
        except Refused as error:
            self.renew(error.code, wrong=error.wrong)
        return None

    def check_token(self) -> None:
        """Read the token that was sent, and show its sum again. Raises BadToken."""
        token = self.data.get("token", "")
        self.sent = captcha.read_token(token, self.article.pk, self.now)
        self.challenge = self.sent.challenge

    def attempt(self, address: str, signs: tuple[str, ...]) -> Attempt:
        said = self.cleaned_data
        if said["subject"]:
            signs = (*signs, "honeypot")
        return Attempt(
            article=self.article,
            token=self.sent,
            name=said["name"],
            email=said["email"],
            text=said["text"],
            answer=said["answer"],
            wants_no_sum=self.wants_no_sum,
            address=address,
            signs=signs,
        )

    def renew(self, code: str, *, wrong: int = 0) -> None:
        """Put a new sum under what was typed, and say why."""
        self.status = 422
        self.challenge = captcha.personal(self.article.pk, self.now, wrong=wrong)
        self.full_clean()
        self.errors.pop("answer", None)
        sentence = SENTENCES.get(code, SENTENCES["forged"])
        self.add_error("answer", ValidationError(sentence, code))

    def hold_back(self, seconds: int) -> None:
        """Keep everything as typed, and say how long to wait."""
        self.status = 429
        self.wait = seconds
        minutes = -(-seconds // 60)
        self.notice = _(
            "Too many comments came from your connection. Yours is kept in this "
            "form: send it again in about %(minutes)s min."
        ) % {"minutes": minutes}
