"""Simulation: the engine's turns on a simulated clock, with people whose answers are seeded random numbers."""
