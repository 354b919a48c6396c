"""Notes in any file: their labels and markers, and the lists they stand in."""
