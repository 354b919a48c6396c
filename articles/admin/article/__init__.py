"""One article at the desk."""
