"""The data sets of the lessons."""
