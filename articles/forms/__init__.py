"""What people type. A form cleans; its ``save`` calls one act."""
