"""The parser against the specification's own examples, where they are present."""

import json
import re

from markdown_it import MarkdownIt

from articles.text.parsing.parser import build_parser
from tests.sample_documents import needs_samples, sample

# markdown-it-py 4.3.0 does not know a comment that ends in "--->"; with HTML off
# it makes no difference.
LIBRARY = {626}
# Raw HTML is shown as text.
HTML = {
    21, 31, *range(148, 192), 201, 308, 309, 344, 474, 475, 476, 490, 493, 523, 535,
    *range(612, 617), *range(622, 632), 642, 643,
} - {623}  # fmt: skip
# Straight quotation marks and apostrophes become curly ones.
QUOTES = {
    12, 14, 21, 27, 31, 41, 91, 152, 153, 154, 156, 159, 162, 164, 169, 170, 172, 173,
    180, 187, 197, 209, 210, 343, 344, 352, 358, 362, 379, 384, 394, 474, 475, 476, 507,
    523, 535, 589, 614, 615, 616, 618, 619, 621, 623, 630, 631, 632, 642, 643, 650,
}  # fmt: skip
# No example has a [n] of digits or a [^n], so markers change none.
MARKERS = set()


def examples():
    return json.loads(
        sample("sanitise/commonmark_spec.json").read_text(encoding="utf-8")
    )


def squeezed(html):
    """Without the white space between tags, which browsers do not show."""
    return re.sub(r">\s+<", "><", html).strip()


def differing(render):
    return {
        example["example"]
        for example in examples()
        if squeezed(render(example["markdown"])) != squeezed(example["html"])
    }


@needs_samples
def test_bare_parser_with_html_gives_every_example_but_one():
    assert len(examples()) == 652
    assert differing(MarkdownIt("commonmark", {"html": True}).render) == LIBRARY


@needs_samples
def test_guards_change_no_example():
    md = build_parser()
    md.options["html"] = True
    md.core.ruler.disable("curl_quotes")
    assert differing(md.render) == LIBRARY


@needs_samples
def test_differences_are_html_quotes_and_markers_alone():
    md = build_parser()
    every = frozenset(str(number) for number in range(1000))
    assert differing(lambda source: md.render(source, {"labels": every})) == (
        HTML | QUOTES | MARKERS
    )


@needs_samples
def test_html_alone_gives_the_first_list():
    md = build_parser()
    md.core.ruler.disable("curl_quotes")
    assert differing(md.render) == HTML
