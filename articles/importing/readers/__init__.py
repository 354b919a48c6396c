"""Each format that is read: from bytes to a manuscript."""
