"""What goes wrong on a bad day, made to go wrong: see ``table``."""
