"""The loops of `run` on a simulated clock, with people who answer by a seeded dice."""
