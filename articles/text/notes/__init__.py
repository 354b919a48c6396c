"""The notes of a text."""
