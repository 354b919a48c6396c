"""What can be done with an article's notes."""
