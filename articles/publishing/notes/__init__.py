"""Change the notes of an article: merge, number, link, refer, suggest, undo."""
