"""How values are shown to readers. Formatting only: no queries."""
