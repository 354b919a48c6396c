"""What a page says of its article to machines."""
