"""What comes back for review and when, and what the record of attempts says in numbers."""
