"""Summary in, bytes out. Importing this room loads no drawing library: a child process draws."""

from bot.reports.drawer import Drawer, NotDrawn

__all__ = ["Drawer", "NotDrawn"]
