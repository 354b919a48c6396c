"""Which lines of a Markdown file are code, and so taken as they are."""

import re
from collections.abc import Sequence

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*\[\^[^\]\s]{1,40}\]:")


def code_lines(lines: Sequence[str]) -> bytearray:
    """One flag for each line: set within fences and in indented code."""
    flags = bytearray(len(lines))
    fence = ""
    is_after_blank, is_in_list = True, False
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            flags[index] = 1
            if line.strip().startswith(fence) and not line.strip(f" \t{fence[0]}"):
                fence = ""
        elif match:
            flags[index] = 1
            fence = match[1]
        elif not line.strip():
            is_after_blank = True
            continue
        elif line.startswith(("    ", "\t")):
            flags[index] = is_after_blank and not is_in_list
        else:
            is_in_list = _LIST.match(line) is not None
        is_after_blank = bool(flags[index])
    return flags
