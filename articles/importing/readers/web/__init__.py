"""Web pages and pasted HTML: the article on a page, and its notes."""

from .reader import read_webpage

__all__ = ["read_webpage"]
