"""The garbage collector while very much is made that lives on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def much_is_kept() -> Iterator[None]:
    """The collector would look again and again through hundreds of thousands of objects that are all in use, and the
    loop stands still meanwhile: measured, a quarter of a second for a ledger of 30,000 rows."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
