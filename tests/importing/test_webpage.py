"""Pages and pasted HTML: what is text, what its data say, what is left out."""

import base64
from datetime import date

import pytest

from articles.importing import LeftOut, Person, Unreadable
from articles.importing.formats import read_here as read
from articles.importing.readers.web.reader import read_pasted, read_webpage
from articles.importing.writing.addresses import whole
from tests.limits import processor_time

LONG = (
    "Pilots are scarce along the coast, and every port that trains its own loses them"
    " within the year to a richer neighbour."
)
MORE = (
    "The figures are plain enough, and nobody in the ministry has answered them since."
)
BODY = f"<h1>Lanes at Sea</h1><p>{LONG}</p><p>{MORE}</p>"
TEXT = f"{LONG}\n\n{MORE}"


def page(body=BODY, head=""):
    html = (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    )
    return read_webpage(html.encode())


def left(manuscript, code):
    return [e.text for e in manuscript.report.left_out if e.code == code]


def warnings(manuscript):
    return {entry.code: dict(entry.parameters) for entry in manuscript.report.warnings}


JSON_LD = (
    '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"VIF"},'
    '{"@type":"NewsArticle","headline":"Lanes at Sea","datePublished":'
    '"2021-03-04T23:30:00+05:30","author":[{"@type":"Person","name":"Dr Meera Joshi"},'
    '{"name":"Lila van der Meer"},{"name":"admin"}]}]}</script>'
)
HIGHWIRE = (
    '<meta name="citation_title" content="Lanes at Sea">'
    '<meta name="citation_author" content="Joshi, Meera">'
    '<meta name="citation_author" content="van der Meer, Lila">'
    '<meta name="citation_publication_date" content="2021/03/04">'
)
TAGS = (
    '<title>Lanes at Sea | VIF</title><meta property="og:site_name" content="VIF">'
    '<meta name="author" content="Meera Joshi and Lila van der Meer">'
    '<meta property="article:published_time" content="2021-03-04">'
)


@pytest.mark.parametrize("head", [JSON_LD, HIGHWIRE, TAGS])
def test_read_what_the_data_say(head):
    manuscript = page(f"<p>{LONG}</p><p>{MORE}</p>", head)
    assert manuscript.title == "Lanes at Sea"
    assert [person.family_name for person in manuscript.people] == [
        "Joshi",
        "van der Meer",
    ]
    assert (manuscript.dated, manuscript.dated_precision) == (date(2021, 3, 4), "day")
    assert manuscript.source == TEXT
    assert manuscript.language == "en"
    assert warnings(manuscript) == {"no-notes": {}}


@pytest.mark.parametrize(
    "printed",
    [
        "<p>By Dr Meera Joshi, Senior Fellow, VIF</p><p>Published on 4 March 2021</p>",
        '<p class="byline">By <a rel="author" href="/m">Dr Meera Joshi</a>, Senior Fellow, VIF</p>'
        '<time datetime="2021-03-04">4 March 2021</time>',
        '<div class="meta"><span class="author">By Dr Meera Joshi, Senior Fellow, VIF</span></div>'
        '<div class="date">March 4, 2021</div>',
    ],
)
def test_read_a_printed_byline_and_date(printed):
    manuscript = page(f"<h1>Lanes at Sea</h1>{printed}<p>{LONG}</p><p>{MORE}</p>")
    person = Person("Dr", "Meera", "Joshi", "Meera Joshi", "Senior Fellow", "VIF")
    assert manuscript.people == (person,)
    assert manuscript.dated == date(2021, 3, 4)
    assert manuscript.source == TEXT


def test_the_data_name_people_and_the_page_their_roles():
    printed = '<p class="byline">By Dr Meera Joshi, Fellow, VIF and Ms Lila van der Meer, Director, Quay House</p>'
    manuscript = page(
        f"<h1>Lanes at Sea</h1>{printed}<p>{LONG}</p><p>{MORE}</p>", JSON_LD
    )
    assert [(p.honorific, p.role, p.affiliation) for p in manuscript.people] == [
        ("Dr", "Fellow", "VIF"),
        ("Ms", "Director", "Quay House"),
    ]


def test_a_date_within_a_sentence_stays():
    text = f"{LONG} It was on <time datetime='2020-01-01'>1 January 2020</time> that all began."
    manuscript = page(f"<h1>Lanes</h1><p>{MORE}</p><p>{text}</p>")
    assert "1 January 2020" in manuscript.source


def test_standfirst_printed_or_told():
    printed = f'<h1>Lanes</h1><p class="standfirst">Who draws them.</p><p>{LONG}</p>'
    assert page(printed).standfirst == "Who draws them."
    told = page(BODY, '<meta name="description" content="Who pays for them.">')
    assert told.standfirst == "Who pays for them."
    assert "standfirst-from-data" in warnings(told)
    cut = page(BODY, f'<meta name="description" content="{LONG[:70]}…">')
    assert cut.standfirst == ""
    same = page(BODY, f'<meta name="description" content="{LONG[:90]}">')
    assert same.standfirst == ""


def test_the_old_address_is_kept_and_links_are_whole():
    head = '<link rel="canonical" href="https://vif.example/a/lanes">'
    body = (
        f'<h1>Lanes</h1><p>{LONG} <a href="../b?id=3&amp;utm_source=x&amp;fbclid=1">One</a>'
        ' <a href="javascript:alert(1)">two</a> <a href="file:///C:/x">three</a>'
        ' <a href="#top">four</a> <a href="mailto:a@example.org">five</a></p>'
    )
    manuscript = page(body, head)
    assert manuscript.address == "https://vif.example/a/lanes"
    assert "[One](https://vif.example/b?id=3) two three four [five](mailto:" in (
        manuscript.source
    )
    assert warnings(manuscript)["links-dropped"]["count"] == 2


def test_a_saved_page_says_where_it_was():
    html = f"<!-- saved from url=(0022)https://vif.example/a --><html><body>{BODY}</body></html>"
    assert read_webpage(html.encode()).address == "https://vif.example/a"


def test_tracking_is_taken_off_and_nothing_else():
    address = "https://a.example/p?q=a%20b&utm_medium=x#c"
    assert whole(address, "") == "https://a.example/p?q=a+b#c"
    assert whole("https://a.example/p?q=a%20b", "") == "https://a.example/p?q=a%20b"
    assert whole("http://[bad?utm_a=1", "https://a.example/") == "http://[bad?utm_a=1"
    assert whole("//[bad", "https://a.example/") == "//[bad"


FURNITURE = (
    '<header class="site-header"><h1 class="logo">The House</h1></header>'
    "<nav><ul><li><a href='/a'>About us here</a></ul></nav>"
    f'<div id="page"><div class="content">{BODY}'
    '<div class="share-buttons"><a href="#">Tweet this</a></div></div>'
    '<section class="related"><h3>Related</h3><a href="/b">Another article</a></section>'
    f'<div id="comments"><h3>Two comments</h3><p>{MORE}</p></div>'
    "<form><label>Your name</label></form></div>"
    "<aside>Subscribe to the letter</aside><div hidden>Nobody sees this</div>"
    "<footer>© 2021 The House</footer>"
)


def test_furniture_is_left_out_and_listed():
    manuscript = page(FURNITURE, "<title>Lanes at Sea</title>")
    assert manuscript.source == TEXT
    assert manuscript.title == "Lanes at Sea"
    assert left(manuscript, "page-header") == ["The House"]
    assert left(manuscript, "menu") == ["About us here"]
    assert left(manuscript, "share-bar") == ["Tweet this"]
    assert left(manuscript, "related") == ["Related Another article"]
    assert left(manuscript, "comments") == [f"Two comments {MORE}"]
    assert left(manuscript, "comment-form") == ["Your name"]
    assert left(manuscript, "aside") == ["Subscribe to the letter"]
    assert left(manuscript, "hidden-text") == ["Nobody sees this"]
    assert left(manuscript, "page-footer") == ["© 2021 The House"]
    assert "words-not-placed" not in warnings(manuscript)


def test_text_in_layout_tables_is_found():
    cells = (
        "<table><tr><td width=150><a href='/a'>Home</a><br><a href='/b'>Archive</a></td>"
        f"<td><font face=Arial>{LONG}<br><br>{MORE}</font></td></tr></table>"
    )
    manuscript = page(
        f"<center><b>The House</b></center>{cells}", "<title>Lanes</title>"
    )
    assert manuscript.source == TEXT


def test_disclaimer_and_picture_credit_are_fields():
    end = (
        "<p><em>(The views expressed are the author's own and do not reflect... More &gt;&gt;</em></p>"
        "<figure><img src='https://vif.example/a.jpg' alt='A port'><figcaption>Photo: Quay Archive</figcaption></figure>"
    )
    manuscript = page(BODY + end)
    assert manuscript.disclaimer.startswith("(The views expressed")
    assert manuscript.disclaimer_is_cut
    assert manuscript.picture_credit == "Quay Archive"
    assert manuscript.source.endswith("![A port](https://vif.example/a.jpg)")
    assert warnings(manuscript)["pictures-elsewhere"]["count"] == 1


def test_a_picture_in_the_page_comes_along():
    data = b"\x89PNG" + b"x" * 300
    packed = base64.b64encode(data).decode()
    manuscript = page(
        f"{BODY}<p><img alt='A port' src='data:image/png;base64,{packed}'></p>"
        "<p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></p>"
    )
    assert [(p.key, p.data, p.name) for p in manuscript.pictures] == [
        ("page-1", data, "page-1.png")
    ]
    assert manuscript.source == f"{TEXT}\n\n![A port](picture:page-1)"


def test_frames_are_left_out_with_a_warning():
    manuscript = page(f'{BODY}<iframe src="https://video.example/1"></iframe>')
    assert warnings(manuscript)["embeds-left-out"]["addresses"] == (
        "https://video.example/1"
    )


def test_no_script_and_no_style_is_text():
    manuscript = page(
        f"{BODY}<script>evil()</script><style>p{{}}</style><!-- hidden -->"
        "<template>x</template><svg><title>y</title></svg>"
    )
    assert manuscript.source == TEXT
    assert manuscript.report.left_out == ()


def test_headings_lists_quotations_and_tables():
    manuscript = page(
        f"<h1>Lanes</h1><p>{LONG}</p><h3>One</h3><p>{MORE}<p><b>In bold</b></p><p>{LONG}</p>"
        "<ul><li>a<li>b</ul><blockquote>c</blockquote><table><tr><th>A<th>B<tr><td>1<td>2</table>"
    )
    assert manuscript.source == (
        f"{LONG}\n\n## One\n\n{MORE}\n\n### In bold\n\n{LONG}\n\n- a\n- b\n\n> c\n\n"
        "| A | B |\n| --- | --- |\n| 1 | 2 |"
    )


def test_paste_from_google_docs():
    html = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
        '<h1 dir="ltr"><span style="font-size:20pt">Lanes at Sea</span></h1>'
        '<p dir="ltr"><span style="font-weight:400">By Dr Meera Joshi</span></p>'
        '<p><span style="font-weight:700">Bold</span><span> and </span>'
        f'<span style="font-style:italic">italic</span><span>. {LONG}</span></p></b>'
    )
    manuscript = read_pasted(html)
    assert manuscript.title == "Lanes at Sea"
    assert manuscript.people[0].display_name == "Meera Joshi"
    assert manuscript.source == f"**Bold** and *italic*. {LONG}"


def test_paste_from_word():
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        "<!--[if gte mso 9]><xml><o:x>junk</o:x></xml><![endif]--><style>p{mso-x:y}</style>"
        "</head><body lang=EN-IN><!--StartFragment--><p class=MsoTitle>Lanes at Sea<o:p></o:p></p>"
        f"<p class=MsoNormal>{LONG} <b style='mso-bidi-font-weight:normal'>Bold</b><o:p>&nbsp;</o:p></p>"
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>first</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>second</p>"
        f"<p>{MORE} <del>gone</del><ins>new</ins> <a href='file:///C:/x.doc'>file</a></p>"
        "<!--EndFragment--></body></html>"
    )
    manuscript = read_pasted(html)
    assert manuscript.title == "Lanes at Sea"
    assert manuscript.source == (
        f"{LONG} **Bold**\n\n- first\n- second\n\n{MORE} new file"
    )
    assert manuscript.report.left_out == (LeftOut("deleted-text", "gone"),)


def test_pasted_pieces_know_their_address():
    manuscript = read_pasted(
        f"<h1>Lanes</h1><p>{LONG} <a href='/b'>b</a></p>", "https://vif.example/a"
    )
    assert manuscript.address == "https://vif.example/a"
    assert "[b](https://vif.example/b)" in manuscript.source


def test_a_paste_is_read_as_a_file_too():
    manuscript = read(BODY.encode(), "Pasted text.html")
    assert (manuscript.title, manuscript.source) == ("Lanes at Sea", TEXT)


def test_drop_caps_join_their_word():
    manuscript = page(f"<h1>Lanes</h1><p><b>P</b>{LONG[1:]}</p>")
    assert manuscript.source == LONG
    assert "words-not-placed" not in warnings(manuscript)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("windows-1252", ""),
        ("windows-1252", '<meta charset="iso-8859-1">'),
        (
            "windows-1251",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        ),
        ("utf-8", '<meta charset="windows-1252">'),
    ],
)
def test_encodings(encoding, declared):
    word = "Порт" if "1251" in encoding else "Café – naïve"
    html = f"<html><head>{declared}<title>T</title></head><body><p>{word} {LONG}</p></body></html>"
    manuscript = read_webpage(html.encode(encoding))
    assert manuscript.source == f"{word} {LONG}"


def test_hindi_page():
    text = "पायलट तट पर कम हैं, और हर बंदरगाह जो अपने पायलट तैयार करता है उन्हें खो देता है।"
    html = f'<html lang="hi"><head><meta charset="utf-8"><title>समुद्र</title></head><body><h1>समुद्र</h1><p>{text}<sup>१</sup></p><p>{text}</p><h2>टिप्पणियाँ</h2><ol><li>पत्र।</li></ol></body></html>'
    manuscript = read_webpage(html.encode())
    assert (manuscript.language, manuscript.title) == ("hi", "समुद्र")
    assert manuscript.notes[0].text == "पत्र।"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"<!DOCTYPE html><html><p>x</html>", "a.txt", "web-page-named"),
        (b"<html><p>x</html>", "a.md", "web-page-named"),
        (b"{\\rtf1 x}", "a.txt", "rtf-named"),
        (b"{\\rtf1 x}", "a.html", "rtf-named"),
        (b"{\\rtf1 x}", "a.rtf", "rtf-named"),
        (b"%PDF-1.7", "a.htm", "pdf-named"),
        (b"PK\x03\x04xx", "a.html", "not-text"),
        (b"MIME-Version: 1.0\n", "a.html", "web-archive"),
        (b"MIME-Version: 1.0\n", "a.mhtml", "web-archive"),
        (b"<p>" + b"<b>x</b>" * 200_000, "a.html", "too-complex"),
        (b"<p>" + b"word " * 300_000, "a.html", "too-much-text"),
        (b"<p>" + b"word " * 170_000, "a.html", "too-long"),
    ],
)
def test_refusals(data, name, code):
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_an_empty_paste_is_refused():
    with pytest.raises(Unreadable) as caught:
        read_pasted(" \n")
    assert caught.value.code == "empty"


HOSTILE = {
    "tables": "<table><tr><td>" * 400 + LONG + "</td></tr></table>" * 400,
    "divs": "<div>" * 20_000 + LONG,
    "spans": "<p>" + "<span>" * 20_000 + LONG,
    "comments": "<!--" * 20_000 + LONG,
    "scripts": "<script>" * 20_000,
    "open": "<a " * 20_000,
    "quotes": "<a x='" * 20_000 + ">",
    "signs": "<" * 50_000 + ">",
    "entities": "&" * 50_000,
    "markers": "<p>" + "<a href='#n'>1</a>" * 2_000 + "</p><p id=n>1 x</p>",
    "breaks": "<p>" + "x<br><br>" * 4_000,
    "ends": "</p>" * 20_000,
    "picture": "<img src='data:image/png;base64," + "A" * 5_000_000 + "'>",
    "dates": "<p>" + "<time>x</time> " * 14_000,
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_no_long_time(part):
    with processor_time(below=10):
        read_webpage(f"<html><body><h1>T</h1>{part}".encode())
