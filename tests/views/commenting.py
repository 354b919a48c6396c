"""Fill in a comment form as a person would, send it, and read what comes back."""

import re

from bs4 import BeautifulSoup

HOSTILE = "<b>&\"'</b> नमस्ते \n\nsecond"


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def sum_of(soup):
    """Solve the sum that a page shows."""
    first, second = re.search(r"(\d+) \+ (\d+) =", soup.get_text()).groups()
    return int(first) + int(second)


def fields_of(soup, **changes):
    """Fill in the form that stands in a page, as a person would."""
    token = soup.select_one("input[name=token]")["value"]
    fields = {
        "name": "A. Reader",
        "email": "reader@example.org",
        "text": "I read this twice.",
        "answer": str(sum_of(soup)),
        "subject": "",
        "token": token,
    }
    return fields | changes


def get_form(client, article):
    return page(client.get(f"/articles/{article.slug}/comment/"))


def post(client, article, fields, **headers):
    return client.post(f"/articles/{article.slug}/comment/", fields, headers=headers)


def typed_in(soup):
    """Return what the form given back holds."""
    return {
        "name": soup.select_one("#name")["value"],
        "email": soup.select_one("#email")["value"],
        "text": soup.select_one("#text").get_text().removeprefix("\n"),
    }


def assert_given_back(response, sentence, fields, status=422):
    """Check a refusal: its status, its words, everything as typed, nothing stored."""
    soup = page(response)
    assert response.status_code == status
    assert sentence in soup.get_text()
    assert typed_in(soup) == {key: fields[key] for key in ("name", "email", "text")}
    assert "no-store" in response["Cache-Control"]
    return soup
