"""Drawings in a Word file: pictures are kept, what cannot be shown is named."""

from html import escape
from xml.etree.ElementTree import Element

from .parts import Part, WordFile
from .story import Story

_OTHERS = ("c-chart", "dgm-relIds")
PICTURES = ("wp-docPr", "a-blip", "v-imagedata", "v-textpath", *_OTHERS)


class Drawings:
    """Reads the drawings of one part; their description comes before them."""

    def __init__(self, file: WordFile, part: Part, story: Story) -> None:
        self._file, self._part, self._story = file, part, story
        self._name = self._alt = ""

    def read(self, element: Element) -> str:
        """Return the picture that an element names, as HTML, or nothing."""
        if element.tag == "wp-docPr":
            alt = element.get("descr", "").strip() or element.get("title", "").strip()
            self._alt, self._name = " ".join(alt.split()), element.get("name", "")
            return ""
        if element.tag in _OTHERS:
            kind = "chart" if element.tag == "c-chart" else "diagram"
            self._story.leave(kind, self._alt or self._name or kind)
            return ""
        alt = self._alt
        if element.tag == "v-imagedata":
            alt = " ".join((element.get("o-title") or "").split())
        return self._picture(element, alt)

    def _picture(self, element: Element, alt: str) -> str:
        own = element.get("r-embed") or element.get("r-id") or ""
        relation = self._part.relations.get(own or element.get("r-link", ""))
        if relation is None:
            return ""
        if relation.is_outside:
            self._story.leave("picture-outside", f"{relation.target[:200]} {alt}")
            return ""
        data = self._file.bytes_of(relation)
        key = self._story.keep_picture(relation.target, data, alt)
        return f'<img src="picture:{key}" alt="{escape(alt)}">' if key else ""
