"""Comments: the form, what comes of it, what is given back."""
