"""The wiring: what is made of what. The only reader of the clock and the environment."""
