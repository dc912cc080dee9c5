"""One submission from end to end: what is asked of it, run, judged and recorded."""
