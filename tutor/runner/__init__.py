"""The learner's code in another process: start, limit, watch, stop."""
