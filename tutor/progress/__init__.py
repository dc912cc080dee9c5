"""What was done and written: one SQLite file."""
