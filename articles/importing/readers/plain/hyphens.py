"""Words that were divided at the ends of lines, put together again."""

import re
from collections import Counter

FEWEST = 3
# A hyphen after these is more often the writer's than the printer's.
_KEPT_AFTER = frozenset(
    [
        "well",
        "self",
        "non",
        "co",
        "ex",
        "anti",
        "pro",
        "semi",
        "cross",
        "long",
        "short",
        "half",
        "post",
        "pre",
        "multi",
        "inter",
        "two",
        "three",
        "four",
        "five",
        "high",
        "low",
        "full",
        "part",
        "re",
        "sub",
        "counter",
        "far",
        "near",
        "so",
        "much",
        "north",
        "south",
        "east",
        "west",
        "sino",
        "indo",
    ]
)
_DIVIDED = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,}+)-\n[ \t]*([a-z\u00df-\u00ff]\S*)[ \t]*"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def joined_words(text: str) -> tuple[str, int]:
    """The text with divided words joined, and how many; fewer than three are left.

    A hyphen stays where the text elsewhere writes the word with one, or where the
    first part is one that often has one.
    """
    if len(_DIVIDED.findall(text)) < FEWEST:
        return text, 0
    known = Counter(word.casefold() for word in _WORD.findall(text))
    count = 0

    def join(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        first, rest = match[1], match[2]
        core = _WORD.match(rest)
        second = core[0] if core else rest
        whole = f"{first}-{second}".casefold()
        bare = f"{first}{second}".casefold()
        is_kept = known[whole] > 0 or first.casefold() in _KEPT_AFTER
        hyphen = "-" if is_kept and not known[bare] else ""
        return f"{first}{hyphen}{rest}\n"

    return _DIVIDED.sub(join, text), count
