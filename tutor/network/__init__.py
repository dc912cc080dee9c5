"""The mathematics: networks, the rules, a trace of steps, quantities, mistakes."""
