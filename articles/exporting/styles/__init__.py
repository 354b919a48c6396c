"""Citations to read: the sentences that the style guides ask for."""
