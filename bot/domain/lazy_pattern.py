"""Regular expressions that are compiled at their first use: the reader's are large, and most commands read no reply."""

import re
from typing import Any, cast


class LazyPattern:
    """Stands for a re.Pattern. Attributes are looked up once and kept, so that later uses cost nothing more."""

    def __init__(self, text: str, flags: int) -> None:
        self._source = (text, flags)
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # copying and the like ask for what no pattern has
            raise AttributeError(name)
        self._compiled = self._compiled or re.compile(*self._source)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As re.compile; a mistake in the expression shows at its first use, and in tests/domain/test_lazy_pattern.py."""
    return cast("re.Pattern[str]", LazyPattern(text, flags))
