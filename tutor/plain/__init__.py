"""The linear mode: all is said line by line and typed, without a screen, for any terminal."""
