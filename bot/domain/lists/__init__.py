"""Lists (清单): enterprises, projects or works, each with a date of its own, that add up to a milestone."""
