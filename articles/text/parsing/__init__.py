"""From Markdown to tokens."""
