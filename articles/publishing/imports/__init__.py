"""From a file to an article: pending, reviewed, accepted, undone."""
