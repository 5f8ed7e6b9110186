"""Bootstrap: builds and connects all parts. Only this room reads the clock and the environment."""
