"""Plain text: an author's file, or an old page saved as text."""

from .reader import read_plaintext

__all__ = ["read_plaintext"]
