"""Feeds of articles and comments."""
