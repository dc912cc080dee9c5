"""A network and what is known of it, drawn with characters."""
