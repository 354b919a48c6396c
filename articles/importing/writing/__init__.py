"""A tree of HTML, from whatever file, written as Markdown."""
