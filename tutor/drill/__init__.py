"""Practice without end: questions drawn from the mathematics, at the learner's own level."""
