"""A submission to a verdict that the learner can act on."""
