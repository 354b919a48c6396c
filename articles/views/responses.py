"""How a public page is answered: to whom, kept how long, and not twice."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, Decision, Edition

# Longer than any change takes from the moment that is written down for it until
# readers can see it; also past the end of its second.
SETTLED = 60  # seconds
# Another program may say the same otherwise.
STARTED_AT = timezone.now()
# More answers than a large site has feeds. They hold a path and a few numbers each.
MOST_REMEMBERED = 20_000
View = Callable[..., HttpResponse]
SPECULATION_RULES = "prefetch.speculationrules"
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"


@dataclass(frozen=True, slots=True)
class State:
    """What differs whenever anything that the public can see does.

    ``edition`` grows with every act that readers may notice, and ``acted_at`` is when
    anybody last did anything; ``appeared_at`` is when the latest article appeared, as
    it may by the clock alone.
    """

    edition: int | None
    appeared_at: datetime
    acted_at: datetime | None

    @classmethod
    def current(cls) -> "State | None":
        """Fetch it in one query; None where nothing is published."""
        acted = Decision.objects.order_by("-pk").values("at")[:1]
        found = (
            Article.objects.published()
            .order_by("-published_at")
            .values_list(
                Subquery(Edition.objects.values("number")[:1]),
                "published_at",
                Subquery(acted),
            )
            .first()
        )
        return cls(*found) if found else None

    @property
    def settled_at(self) -> int:
        """Return the second from which on all readers see the latest change."""
        changes = filter(None, (self.appeared_at, self.acted_at, STARTED_AT))
        return math.ceil(max(changes).timestamp()) + SETTLED

    @property
    def last_modified(self) -> int | None:
        """Return the second for Last-Modified; None while a change is fresh.

        Two acts may fall into one second, and one may be seen late. Whoever asks for
        what came since that second, or since any later one, has seen them all.
        """
        is_settled = self.settled_at <= timezone.now().timestamp()
        return self.settled_at if is_settled else None


# The state in which a path was last answered in full, and the ETag of the answer.
remembered: dict[str, tuple[State, str]] = {}


def conditional_get(view: View) -> View:
    """Answer 304 after one query, if the client has what this view last said.

    What the view says must depend on the path and on what acts change, alone. The
    ETag is a sum of the bytes, so that it is the same in all processes, and stays
    when the site changes elsewhere.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # Before the view looks: what changes meanwhile makes another state.
        state = State.current()
        response = known_answer(request, state)
        if response is None:
            response = set_response_etag(view(request, *args, **kwargs))
            remember(request.path, state, response)
        if state and state.last_modified and response.status_code in (200, 304):
            response["Last-Modified"] = http_date(state.last_modified)
        return response

    return answer


def known_answer(request: HttpRequest, state: State | None) -> HttpResponse | None:
    """Return a 304 where the state is the one in which this path was answered."""
    known, etag = remembered.get(request.path, (None, ""))
    if state is None or known != state:
        return None
    response = get_conditional_response(request, etag, state.last_modified)
    if response is not None:
        response.headers.setdefault("ETag", etag)
    return response


def remember(path: str, state: State | None, response: HttpResponse) -> None:
    if state is None or response.status_code != 200:
        return
    if len(remembered) >= MOST_REMEMBERED:
        remembered.clear()
    remembered[path] = state, response["ETag"]


def read_only(view: View) -> View:
    """Answer GET and HEAD alone (405).

    So there is nothing a CSRF token could guard; to ask for one would answer a POST
    with 403 and advice about a form that is not there.
    """
    return csrf_exempt(require_safe(view))


def public_page(view: View) -> View:
    """Answer GET and HEAD, with the same bytes for everyone and for a minute.

    Where readers choose an article, browsers that can are told to fetch it ahead once a
    reader points at its link. The rules cost a request, which an article can do without.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", CACHE_CONTROL)
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        if is_html and request.resolver_match.url_name != "article_detail":
            response["Speculation-Rules"] = f'"{static(SPECULATION_RULES)}"'
        return response if response.has_header("ETag") else set_response_etag(response)

    return read_only(answer)
