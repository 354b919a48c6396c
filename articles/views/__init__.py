"""What readers meet: one function for each page, and what all pages share."""
