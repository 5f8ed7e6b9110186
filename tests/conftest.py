"""What all tests share. Laws are drawn from a fixed seed: a run that was green stays green."""

from hypothesis import settings

settings.register_profile("duban", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("duban")
