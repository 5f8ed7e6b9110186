"""Tickets (交办单): a hot spot or a clue is given to a unit, on clocks in minutes, until it is passed."""
