"""An article as a PDF, made once for each version."""
