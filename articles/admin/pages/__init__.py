"""The institution, small pages, the front page."""
