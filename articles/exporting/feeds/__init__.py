"""Feeds in their formats, and what an article is in them."""
