"""Hides pysqlite3, as on a machine for which it has no wheel.

``PYTHONPATH=tests/without`` before a command has it use Python's own SQLite.
"""

raise ImportError("pysqlite3 is hidden by tests/without")
