"""A sum, signed, good for a while: the challenge under an article.

Two kinds. The challenge of a *page* is the same for every reader of it, so that the
page can be kept; each sender may answer it once for each comment. A *personal* one stands
in a form that is given back, and is answered once by anyone. Who has answered is kept
by ``models.Spent``. The answer is nowhere in the page: the token carries a keyed hash.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing

SALT = "comments.captcha:v1"
LIFE = {"page": timedelta(hours=48), "personal": timedelta(hours=24)}
# A page's challenge is made anew this often, so that it is good for a day and a
# half after the page was fetched.
RENEWAL = timedelta(hours=12)
SKEW = timedelta(seconds=30)
LONGEST_ANSWER = 20
NUMBERS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    "hi": "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह"
    " अठारह उन्नीस बीस",
}
SPELLINGS = {"पांच": 5, "छः": 6, "छे": 6, "पन्द्रह": 15, "सतरह": 17, "अट्ठारह": 18}
WORDS = {
    unicodedata.normalize("NFC", word): number
    for numbers in NUMBERS.values()
    for number, word in enumerate(numbers.split())
} | {unicodedata.normalize("NFC", word): n for word, n in SPELLINGS.items()}


class BadToken(ValueError):
    """The token is not ours, not for this article, or too old. ``code`` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Challenge:
    """A sum as a form shows it, with the token that the form sends back.

    ``wrong`` counts the wrong answers in a row that led to it. ``is_asked`` says that
    this sum was asked for a reason, where it is not asked of everyone.
    """

    first: int
    second: int
    token: str
    wrong: int = 0
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """What a token of ours says, and under which ``key`` it was signed."""

    kind: str
    nonce: str
    article: int
    issued: datetime
    digest: str
    wrong: int
    is_asked: bool
    text: str
    key: str = field(repr=False)

    @property
    def until(self) -> datetime:
        return self.issued + LIFE[self.kind]

    def matches(self, answer: int | None) -> bool:
        """Tell in constant time whether the answer is right."""
        wanted = -1 if answer is None else answer
        digest = answer_digest(self.nonce, self.article, wanted, self.key)
        return hmac.compare_digest(self.digest, digest)

    @property
    def challenge(self) -> Challenge:
        """The same sum once more, for a form that comes back for another reason."""
        terms = terms_of(self.nonce, self.article, self.key)
        return Challenge(*terms, self.text, self.wrong, self.is_asked)


def personal(
    article: int, now: datetime, *, wrong: int = 0, is_asked: bool = False
) -> Challenge:
    """Make a fresh challenge for one form, after this many wrong answers."""
    nonce = secrets.token_hex(16)
    return sign("personal", nonce, article, now, wrong=wrong, is_asked=is_asked)


def of_page(article: int, now: datetime) -> Challenge:
    """Make the challenge of an article's page: the same for all until the renewal.

    Everything in it follows from the article, the span of time and the key, so every
    process renders the same bytes.
    """
    seconds = int(RENEWAL.total_seconds())
    span = int(now.timestamp()) // seconds
    issued = datetime.fromtimestamp(span * seconds, tz=now.tzinfo)
    nonce = keyed(settings.SECRET_KEY, f"page|{article}|{span}")[:16].hex()
    return sign("page", nonce, article, issued)


def sign(
    kind: str,
    nonce: str,
    article: int,
    issued: datetime,
    *,
    wrong: int = 0,
    is_asked: bool = False,
) -> Challenge:
    terms = terms_of(nonce, article, settings.SECRET_KEY)
    said = {
        "k": kind,
        "n": nonce,
        "a": article,
        "t": int(issued.timestamp()),
        "h": answer_digest(nonce, article, sum(terms), settings.SECRET_KEY),
        "w": wrong,
        "s": is_asked,
    }
    token = signing.Signer(salt=SALT).sign_object(said)
    return Challenge(*terms, token, wrong, is_asked)


def read_token(text: str, article: int, now: datetime) -> Token:
    """Check signature, kind, article and age; raise BadToken."""
    token = open_token(text)
    if token.article != article:
        raise BadToken("other-article")
    if token.issued > now + SKEW:
        raise BadToken("future")
    if now > token.until:
        raise BadToken("expired")
    return token


def open_token(text: str) -> Token:
    """Check signature and kind alone, which needs no record; raise BadToken."""
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        signer = signing.Signer(key=key, salt=SALT, fallback_keys=[])
        try:
            said = signer.unsign_object(text)
            if said["k"] not in LIFE:
                break
            return Token(
                kind=said["k"],
                nonce=said["n"],
                article=said["a"],
                issued=datetime.fromtimestamp(said["t"], tz=UTC),
                digest=said["h"],
                wrong=said["w"],
                is_asked=said["s"],
                text=text,
                key=key,
            )
        except (signing.BadSignature, ValueError, KeyError, TypeError):
            continue
    raise BadToken("forged")


def read_answer(text: str) -> int | None:
    """Read digits of any script or a number word; None for anything else.

    Python's ``int`` alone is too kind: it reads "7_0" as 70.
    """
    word = unicodedata.normalize("NFC", text.strip().casefold())
    if not word or len(word) > LONGEST_ANSWER:
        return None
    if all(character.isdecimal() for character in word):
        return int("".join(str(unicodedata.decimal(c)) for c in word))
    return WORDS.get(word)


def terms_of(nonce: str, article: int, key: str) -> tuple[int, int]:
    """Return two terms of at least 1 whose sum is spread evenly over 2 to 20.

    They follow from the nonce and the secret key, so nothing need be stored to show
    the same sum again.
    """
    seed = keyed(key, f"terms|{nonce}|{article}")
    total = 2 + int.from_bytes(seed[:8], "big") % 19
    first = 1 + int.from_bytes(seed[8:16], "big") % (total - 1)
    return first, total - first


def answer_digest(nonce: str, article: int, answer: int, key: str) -> str:
    return keyed(key, f"answer|{nonce}|{article}|{answer}")[:16].hex()


def keyed(key: str, text: str) -> bytes:
    return hmac.new(f"{SALT}:{key}".encode(), text.encode(), hashlib.sha256).digest()
