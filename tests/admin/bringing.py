"""Bring a text in as an editor does: by its file, then by the page that follows."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article

from .filling import fields_of, text_of

IMPORT = "/admin/articles/article/import/"
TEXT = """---
title: On tides
standfirst: They come and go.
author: Dr Asha Verma, Fellow, Meridian
author: Mr B. Rao, Director, Elsewhere
date: 2026-03-04
topic: Water
---

## Rising

The sea rises.[^1] It falls.[^3] It rises again.[^4]

## Falling

It falls again.[^5]

[^1]: Asha Verma, *Tides*, 2020. https://example.org/tides
[^3]: A second source. Available at
[^4]: Asha Verma, *Tides*, 2020. https://example.org/tides
[^6]: Nobody cites this one.
"""


def upload(client, text=TEXT, name="tides.md", path=IMPORT, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(path, {"file": SimpleUploadedFile(name, data), **more})


def brought(client, text=TEXT, name="tides.md", path=IMPORT):
    """Bring a text in; return the address of its page."""
    response = upload(client, text, name, path)
    assert response.status_code == 302, text_of(response, "#content")
    return response["Location"]


def press(client, page, button="_create", **changes):
    """Send the form of a page as it is, but for these changes."""
    data = fields_of(client.get(page), "form.import-review") | changes
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(page, data | {button: "1"})


def made(response):
    """Return the article to which an answer leads."""
    found = re.fullmatch(r"/admin/articles/article/(\d+)/change/", response["Location"])
    return Article.objects.get(pk=found[1])
