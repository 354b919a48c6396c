"""What the site itself says: the institution, pages, the front page, old addresses."""
