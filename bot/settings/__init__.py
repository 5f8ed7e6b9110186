"""One door for settings: duban.yaml, then DUBAN_* of the environment on top, DUBAN_*_FILE for secrets."""

from bot.settings.naming import Given, Groups, names, secrets, variable
from bot.settings.reader import load
from bot.settings.shape import NOT_SETTINGS, OFFICE_GROUPS, PREFIX, SQLITE, Settings

__all__ = [
    "NOT_SETTINGS",
    "OFFICE_GROUPS",
    "PREFIX",
    "SQLITE",
    "Given",
    "Groups",
    "Settings",
    "load",
    "names",
    "secrets",
    "variable",
]
