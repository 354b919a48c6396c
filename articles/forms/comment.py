"""The comment form, and what was typed into it."""

import unicodedata
from datetime import datetime

from django import forms
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
    is_sum_asked,
    receive,
)

from .refusals import HIDDEN_FIELD, over_limit, sentence_of

# Line ends and tabs; and the joiners without which Hindi and emoji are spelt wrong.
KEPT = frozenset("\t\n\r\u200c\u200d")
# Control characters, format characters (direction marks among them), and halves of
# characters, which no database takes.
DROPPED = frozenset({"Cc", "Cf", "Cs"})
# Letters and signs that are drawn as nothing.
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
LONGEST = 3000


class TypedField(forms.CharField):
    """A text in NFC without invisible characters; empty if nothing else is in it."""

    def to_python(self, value: object) -> str:
        return super().to_python(drop_invisible(str(value or "")))


def drop_invisible(text: str) -> str:
    """Return the text without control and direction characters, in NFC.

    Joiners stay, but not alone: what shows nothing at all is returned empty.
    """
    kept = "".join(
        character
        for character in text
        if character in KEPT or unicodedata.category(character) not in DROPPED
    )
    return unicodedata.normalize("NFC", kept) if any(map(is_seen, kept)) else ""


def is_seen(character: str) -> bool:
    """Tell whether the character alone puts ink on the page."""
    return unicodedata.category(character)[0] in "LNPS" and character not in BLANKS


class CommentForm(forms.Form):
    """A comment and its sum.

    The form is given back with everything as typed after every failure; ``status``
    is then the HTTP status of the page. It trusts nothing but its own token.
    """

    name = TypedField(
        label=_("Your name"),
        max_length=100,
        error_messages={
            "required": _("Enter your name"),
            "max_length": _("Name must be 100 characters or less"),
        },
    )
    email = TypedField(
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
    text = TypedField(
        label=_("Comment"),
        strip=True,
        error_messages={"required": _("Enter your comment")},
    )
    answer = TypedField(required=False)
    subject = TypedField(label=_("Leave this empty"), required=False)
    token = TypedField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: dict | None = None,
        *,
        challenge: captcha.Challenge | None,
        action: str,
        article: Article | None = None,
        now: datetime | None = None,
    ) -> None:
        super().__init__(data)
        self.article = article
        self.challenge = challenge
        self.action = action
        self.now = now or timezone.now()
        self.status = 200
        self.wait = 0
        self.notice = ""
        self.sent: captcha.Token | None = None

    @classmethod
    def of_page(cls, article: Article) -> "CommentForm":
        """Return the form that stands in the article's page, the same for everyone."""
        now = timezone.now()
        challenge, action = captcha.of_page(article.pk, now), address_of(article)
        return cls(challenge=challenge, action=action, article=article, now=now)

    @classmethod
    def personal(cls, article: Article, data: dict | None = None) -> "CommentForm":
        """Return a form with a fresh challenge of its own."""
        now = timezone.now()
        challenge, action = captcha.personal(article.pk, now), address_of(article)
        return cls(data, challenge=challenge, action=action, article=article, now=now)

    @classmethod
    def kept(cls, data: dict, action: str) -> "CommentForm":
        """Return the form as it was sent, sum and answer too, without any record.

        To be sent once more when the database is there again; it cannot be saved. A
        token that is not ours goes back as it came, without a sum.
        """
        try:
            challenge = captcha.open_token(data.get("token", "")).challenge
        except captcha.BadToken:
            challenge = None
        return cls(data, challenge=challenge, action=action)

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
        return self.challenge.token if self.challenge else self.data.get("token", "")

    @property
    def is_same_sum(self) -> bool:
        return self.is_bound and self.data.get("token") == self.token_value

    @property
    def is_sum_asked(self) -> bool:
        return self.challenge is not None and is_sum_asked(self.challenge)

    @property
    def offers_no_sum(self) -> bool:
        """Whether this visitor has tried often enough to go without the sum."""
        return self.is_sum_asked and self.challenge.wrong >= PATIENCE

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
        """Leave the comment; return it, or None with the errors and a new sum.

        The token is read first, so that a form that is held back keeps its sum; it
        is refused last, so that forged ones count towards the limits too.
        """
        bad = self.read_token()
        try:
            check_limits(address, self.now)
            if bad:
                raise bad
            if not self.is_valid():
                self.status = 422
                return None
            return receive(self.attempt(address, signs), at=self.now)
        except OverLimit as error:
            self.hold_back(error)
        except (captcha.BadToken, Refused) as error:
            if error.code == "hidden-field":
                # All the rest may be sent again: the sum and its answer stay.
                self.status = 422
                self.add_error(None, ValidationError(HIDDEN_FIELD, error.code))
            else:
                self.renew(error.code, wrong=getattr(error, "wrong", 0))
        return None

    def read_token(self) -> captcha.BadToken | None:
        """Show the sum of the token that was sent; return what is wrong with it."""
        token = self.data.get("token", "")
        try:
            self.sent = captcha.read_token(token, self.article.pk, self.now)
        except captcha.BadToken as error:
            return error
        self.challenge = self.sent.challenge
        return None

    def attempt(self, address: str, signs: tuple[str, ...]) -> Attempt:
        said = self.cleaned_data
        return Attempt(
            article=self.article,
            token=self.sent,
            name=said["name"],
            email=said["email"],
            text=said["text"],
            answer=said["answer"],
            wants_no_sum=self.wants_no_sum,
            address=address,
            signs=(*signs, "honeypot") if said["subject"] else signs,
        )

    def renew(self, code: str, *, wrong: int) -> None:
        """Put a new sum under what was typed, and say why."""
        self.status = 422
        was_asked = self.sent is not None and self.sent.is_asked
        is_asked = was_asked or wrong > 0 or code == "sum-wanted"
        self.challenge = captcha.personal(
            self.article.pk, self.now, wrong=wrong, is_asked=is_asked
        )
        self.full_clean()
        self.errors.pop("answer", None)
        said = sentence_of(code, is_sum_asked=self.is_sum_asked)
        place = "answer" if self.is_sum_asked else None
        self.add_error(place, ValidationError(said, code))

    def hold_back(self, limit: OverLimit) -> None:
        """Keep everything as typed, and say how long to wait."""
        self.status = 429
        self.wait = limit.seconds
        self.notice = over_limit(limit.whose, limit.seconds)


def address_of(article: Article) -> str:
    """Return where comments on this article are sent; the form alone stands there."""
    return f"{article.get_absolute_url()}comment/"
