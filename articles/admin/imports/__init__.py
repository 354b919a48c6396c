"""Bring a text in, correct it, make an article of it."""
