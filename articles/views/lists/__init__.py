"""Lists of articles, people and topics; the archive; search."""
