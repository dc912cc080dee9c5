"""What the commands do that need no screen."""
