"""An article as a PDF: tagged for assistants, in our own type, with its notes."""
