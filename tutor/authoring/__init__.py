"""For authors: whether lessons are as they have to be."""
