"""Word files: their text with all changes accepted, and every note."""

from .reading import read_word

__all__ = ["read_word"]
