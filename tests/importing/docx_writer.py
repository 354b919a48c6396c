"""A tiny writer of Word files: pieces of XML in, the bytes of a ``.docx`` out."""

import io
import zipfile
from html import escape

SCHEMAS = "http://schemas.openxmlformats.org"
SPACES = (
    f'xmlns:w="{SCHEMAS}/wordprocessingml/2006/main" '
    f'xmlns:r="{SCHEMAS}/officeDocument/2006/relationships" '
    f'xmlns:wp="{SCHEMAS}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{SCHEMAS}/drawingml/2006/main" '
    f'xmlns:pic="{SCHEMAS}/drawingml/2006/picture" '
    f'xmlns:mc="{SCHEMAS}/markup-compatibility/2006" '
    f'xmlns:m="{SCHEMAS}/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
RELATIONS = f"{SCHEMAS}/package/2006/relationships"
KINDS = f"{SCHEMAS}/officeDocument/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="House head"/>
 <w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Em"><w:name w:val="Emphasis"/></w:style>
<w:style w:type="character" w:styleId="Ref"><w:name w:val="footnote reference"/>
 <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
 <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>
 <w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>
 <w:numFmt w:val="lowerRoman"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
"""
OUTSIDE = ' TargetMode="External"'
SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p/></w:{0}>'
)


def t(text):
    """Text within a run."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text="", look="", inner=""):
    """A run; ``look`` is what stands in its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{t(text) if text else ''}{inner}</w:r>"


BOLD, ITALIC, HIDDEN = "<w:b/>", "<w:i/>", "<w:vanish/>"
RAISED = '<w:vertAlign w:val="superscript"/>'
LOWERED = '<w:vertAlign w:val="subscript"/>'


def p(*runs, style="", properties=""):
    """A paragraph of runs; plain strings become runs."""
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    inner = "".join(run if run.startswith("<w:") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def item(text, number="1", level=0):
    """A paragraph that Word numbers or marks."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=place)


def fn(number, mark=""):
    """The marker of a footnote, with the author's own sign if there is one."""
    own = ' w:customMarkFollows="1"' if mark else ""
    inner = f'<w:footnoteReference{own} w:id="{number}"/>{t(mark) if mark else ""}'
    return r(look='<w:rStyle w:val="Ref"/>', inner=inner)


def en(number):
    """The marker of an endnote."""
    return r(inner=f'<w:endnoteReference w:id="{number}"/>')


def note(*paragraphs):
    """The content of a note: its paragraphs, the first with Word's own number."""
    own = r(look='<w:rStyle w:val="Ref"/>', inner="<w:footnoteRef/>")
    first, *rest = paragraphs or ("",)
    return p(own, f" {first}") + "".join(p(text) for text in rest)


def inserted(inner):
    return f'<w:ins w:id="90" w:author="A">{inner}</w:ins>'


def deleted(text, inner=""):
    run = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="91" w:author="A">{run if text else ""}{inner}</w:del>'


def link(relation, text):
    return f'<w:hyperlink r:id="{relation}">{r(text)}</w:hyperlink>'


def field(instruction, shown):
    return (
        r(inner='<w:fldChar w:fldCharType="begin"/>')
        + r(inner=f"<w:instrText>{escape(instruction)}</w:instrText>")
        + r(inner='<w:fldChar w:fldCharType="separate"/>')
        + shown
        + r(inner='<w:fldChar w:fldCharType="end"/>')
    )


def table(*rows, head=False):
    """A table of cells that are texts or XML."""
    html = ""
    for index, cells in enumerate(rows):
        is_head = head and not index
        html += "<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if is_head else "")
        for cell in cells:
            inner = cell if cell.startswith("<w:") else p(cell)
            html += f"<w:tc>{inner}</w:tc>"
        html += "</w:tr>"
    return f"<w:tbl>{html}</w:tbl>"


def box(content):
    """A run with a text box, in the new form and in the old one."""
    new = f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"
    old = f"<v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>"
    return r(
        inner="<mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor>{new}</wp:anchor></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{old}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )


def picture(relation, alt="", *, attribute="embed"):
    return r(
        inner=f'<w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" '
        f'descr="{escape(alt)}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        f'<a:blip r:{attribute}="{relation}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )


def docx(
    *body, footnotes=None, endnotes=None, links=None, note_links=None, parts=None,
    media=None, title="", comments="", margins="", outside=None,
):  # fmt: skip
    """Return the bytes of a file: blocks of its body, and what else lies in it.

    Notes are XML by number; ``links`` and ``media`` are by relation, ``parts`` are
    further entries of the archive by name.
    """
    relations = [
        ("st", "styles", "styles.xml", ""),
        ("nu", "numbering", "numbering.xml", ""),
        *((name, "hyperlink", to, OUTSIDE) for name, to in (links or {}).items()),
        *((name, "image", to, OUTSIDE) for name, to in (outside or {}).items()),
    ]
    entries = {
        "word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>"),
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></c>",
    }
    told = {
        "styles": STYLES,
        "numbering": NUMBERING,
        "footnotes": notes_in("footnote", footnotes),
        "endnotes": notes_in("endnote", endnotes),
        "comments": comments,
        "header": margins,
    }
    for kind, inner in told.items():
        if inner:
            entries[f"word/{kind}.xml"] = part(kind, inner)
            relations.append((kind, kind, f"{kind}.xml", ""))
    for name, (file, data) in (media or {}).items():
        entries[f"word/media/{file}"] = data
        relations.append((name, "image", f"media/{file}", ""))
    own = [(n, "hyperlink", to, OUTSIDE) for n, to in (note_links or {}).items()]
    entries["word/_rels/document.xml.rels"] = relationships(relations)
    entries["word/_rels/footnotes.xml.rels"] = relationships(own)
    return archive({**entries, **(parts or {})})


def part(kind, inner):
    return f"<w:{kind} {SPACES}>{inner}</w:{kind}>"


def notes_in(kind, notes):
    """The notes of one kind, by number, after the lines that part them from the text."""
    if notes is None:
        return ""
    told = (f'<w:{kind} w:id="{n}">{xml}</w:{kind}>' for n, xml in notes.items())
    return SEPARATORS.format(kind) + "".join(told)


def relationships(relations):
    inner = "".join(
        f'<Relationship Id="{name}" Type="{KINDS}/{kind}" Target="{escape(target)}"{mode}/>'
        for name, kind, target, mode in relations
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def archive(entries):
    """Return a zip archive of entries by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()
