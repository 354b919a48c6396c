"""Citations to keep: the files that reference managers read."""
