"""Word files: their text with all changes accepted, and every note."""

from .reader import read_word

__all__ = ["read_word"]
