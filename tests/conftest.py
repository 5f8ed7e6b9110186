"""Shared test configuration. Property tests use a fixed seed, so that results are reproducible."""

import gc
import sys

from hypothesis import settings

settings.register_profile("duban", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("duban")

# Left out rather than skipped: .ci/run, where nothing may be skipped, runs it on a Python that has what it needs.
collect_ignore = ["peers/test_tg_auto_test.py"] if sys.version_info < (3, 12) else []

gc.disable()  # collecting six thousand tests leaves hardly a cycle, and looking for them takes half of the time


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: no collection looks at it again."""
    gc.freeze()
    gc.enable()
