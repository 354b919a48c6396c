from articles.text import Figure, Finding, Note, Words, render, render_page

from .bare import bare

MAP = Figure(
    "/media/m.webp",
    "/media/m-1.webp 1w, /media/m.webp 2w",
    800,
    600,
    'A "map"',
    "Caption",
    "ANI",
)
BARE = Figure("/media/b.webp", "", 8, 6, "")
PICTURES = {"m": MAP, "b": BARE}
IMG = (
    '<img src="/media/m.webp" srcset="/media/m-1.webp 1w, /media/m.webp 2w"'
    ' sizes="(min-width: 36rem) 34rem, 100vw" width="800" height="600"'
    ' alt="{}" loading="lazy" decoding="async">'
)
BARE_IMG = '<img src="/media/b.webp" width="8" height="6" alt="" loading="lazy" decoding="async">'


def body(source, notes=()):
    rendered = render(source, notes, pictures=PICTURES)
    return bare(rendered.html), rendered.findings


def test_picture_alone_is_a_figure():
    assert body("![](picture:m)")[0] == (
        f"<figure>{IMG.format('A &quot;map&quot;')}<figcaption>Caption"
        ' <span class="figure-credit">Image: ANI</span></figcaption></figure>\n'
    )


def test_words_in_the_source_come_first():
    html = body('![Its "alt"](picture:m "Its caption")')[0]
    assert 'alt="Its “alt”"' in html
    assert "<figcaption>Its caption <span" in html


def test_several_pictures_alone_are_figures():
    html = body("![](picture:b)\n![](picture:b)")[0]
    assert html == f"<figure>{BARE_IMG}</figure>\n" * 2


def test_picture_among_words_is_inline():
    assert body("a ![](picture:b) b")[0].partition(">")[2] == f"a {BARE_IMG} b</p>\n"
    assert "figure" not in body("![](picture:b)[^1]", [Note("1", "I.")])[0]
    assert f"<td>{BARE_IMG}</td>" in body("|a|\n|-|\n|![](picture:b)|")[0]


def test_picture_unknown_shows_its_alternative_text():
    html, findings = body("![The map](picture:none)")
    assert html.partition(">")[2] == "The map</p>\n"
    assert findings == (Finding("picture-unknown", ("none",)),)


def test_picture_elsewhere_is_a_link():
    html, findings = body("![map](https://a.example/m.png) ![](http://www.b.example/)")
    assert html.partition(">")[2] == (
        '<a href="https://a.example/m.png" rel="noopener">map</a>'
        ' <a href="http://www.b.example/" rel="noopener">b.example</a></p>\n'
    )
    assert [f.code for f in findings] == ["picture-elsewhere"] * 2


def test_picture_elsewhere_in_a_link_or_without_address_is_text():
    html, findings = body("[![map](https://a.example/m.png)](/x) ![m](/m.png)")
    assert html.partition(">")[2] == '<a href="/x">map</a> m</p>\n'
    assert [f.parameters for f in findings] == [
        ("https://a.example/m.png",),
        ("/m.png",),
    ]


def test_picture_in_a_link():
    assert f'<a href="/x">{BARE_IMG}</a>' in body("[![](picture:b)](/x)")[0]


def test_pictures_nested_too_deep_stay_as_text():
    html, _ = body("![" * 8 + "a" + "](picture:b)" * 8)
    assert html.count("<img") == 1


def test_page_has_pictures_too():
    html = render_page(
        "![](picture:m)", pictures=PICTURES, words=Words(image="चित्र: {credit}")
    ).html
    assert "चित्र: ANI" in html
