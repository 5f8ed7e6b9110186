"""Shared by actions, engine and queries: ports, the plan context, events and recipients."""
