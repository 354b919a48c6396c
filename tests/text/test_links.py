import pytest

from articles.text import Finding, Note, render
from articles.text.links import host

from .bare import bare


def body(source):
    rendered = render(source, [], pictures={})
    html = bare(rendered.html).strip()
    return html.removeprefix("<p>").removesuffix("</p>"), rendered


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](https://b.example)", '<a href="https://b.example" rel="noopener">a</a>'),
        ('[a](/b "title")', '<a href="/b">a</a>'),
        ("[a](#b)", '<a href="#b">a</a>'),
        ("[a](mailto:b@c.example)", '<a href="mailto:b@c.example">a</a>'),
        ("https://b.example", "https://b.example"),
    ],
)
def test_link_allowed(source, expected):
    html, rendered = body(source)
    assert (html, rendered.findings) == (expected, ())


@pytest.mark.parametrize(
    "address",
    ["b.html", "//b.example", "ftp://b.example", "http:b", "data:image/png;x"],
)
def test_link_elsewhere_becomes_text_and_is_reported(address):
    html, rendered = body(f"[*a*]({address})")
    assert html == "<em>a</em>"
    assert rendered.findings == (Finding("link-dropped", (address,)),)


def test_links_do_not_nest():
    html, _ = body("[a <https://b.example> c](/d) [e <https://f.example>](g)")
    assert html == (
        '<a href="/d">a https://b.example c</a>'
        ' e <a href="https://f.example" rel="noopener">https://f.example</a>'
    )


def test_link_with_script_is_text():
    assert "<a" not in body("[a](javascript:alert(1)) <javascript:x>")[0]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("See https://a.example/x.", ["https://a.example/x"]),
        ("(http://a.example/x_y_z)", ["http://a.example/x_y_z"]),
        ("https://a.example/x_(y), HTTPS://b.example", ["https://a.example/x_(y)", "https://b.example"]),
        ("*https://a.example/*", ["https://a.example/"]),
        ("xhttp://a.example", []),
        ("http://", []),
        ("http://.", []),
        ("ratio 3:4 and ftp://a.example", []),
        ("[https://a.example](https://b.example)", ["https://b.example"]),
        (r"htt\p://a.example", []),
        ("ht&#116;ps://a.example", []),
        ("\\http://a.example", []),
        ("<https://a.example>", ["https://a.example"]),
    ],
)  # fmt: skip
def test_bare_addresses_in_notes(text, addresses):
    html = render("a[^1]", [Note("1", text)], pictures={}).notes_html
    found = [part.partition('"')[0] for part in html.split('href="')[1:]]
    assert [address for address in found if address != "#fnref-1"] == addresses


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.a.example:80/x", "a.example"),
        ("https://[bad", "https://[bad"),
        ("https:", "https:"),
    ],
)
def test_host(address, name):
    assert host(address) == name
