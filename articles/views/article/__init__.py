"""An article's page and files."""
