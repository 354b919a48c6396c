"""Plain text: an author's file, or an old page saved as text."""

from .reading import read_plaintext

__all__ = ["read_plaintext"]
