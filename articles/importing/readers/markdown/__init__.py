"""Markdown files, with their notes and the fields at their top."""

from .reader import read_markdown

__all__ = ["read_markdown"]
