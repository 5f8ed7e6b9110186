"""Patterns compiled at their first use: every one of the house can be, and none is by an import."""

import importlib
import pkgutil
import re
import subprocess
import sys

import bot.domain
from bot.domain.lazy_pattern import LazyPattern, lazy_pattern


def test_it_does_what_the_pattern_does() -> None:
    lazy, eager = lazy_pattern(r"第(\d+)项", re.IGNORECASE), re.compile(r"第(\d+)项", re.IGNORECASE)
    for text in ("第12项完成", "没有"):
        assert lazy.findall(text) == eager.findall(text)
        assert bool(lazy.search(text)) is bool(eager.search(text))
    assert (lazy.pattern, lazy.flags, lazy.groups) == (eager.pattern, eager.flags, eager.groups)


def test_every_pattern_of_the_house_compiles() -> None:
    found = 0
    for module in pkgutil.walk_packages(bot.domain.__path__, "bot.domain."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, LazyPattern):
                found += value.flags >= 0
    assert found > 50


def test_no_import_compiles_the_readers_patterns() -> None:
    """Counted in a process of its own: here some test has used them."""
    count = (
        "import re, bot.i18n; n = 0; compile = re._compiler.compile\n"
        "def counted(*args):\n    global n; n += len(args[0]) > 500; return compile(*args)\n"
        "re._compiler.compile = counted\n"
        "import bot.domain.language.reading; print(n)"
    )
    assert subprocess.run([sys.executable, "-c", count], capture_output=True, text=True).stdout == "0\n"
