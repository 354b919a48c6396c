"""What stands around a text: title, byline, date, disclaimer, credit, old menus."""
