"""An article and the rows that belong to it."""
