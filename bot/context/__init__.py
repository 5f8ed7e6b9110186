"""What actions, engine and queries share: ports, the plan context, events and their fold."""
