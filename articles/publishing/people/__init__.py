"""Authors and topics: found by name, merged, separated again."""
