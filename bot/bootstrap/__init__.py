"""Bootstrap: builds and connects all parts. Only this package reads the clock and the environment."""
