"""Summary in, bytes out. Importing this room loads no drawing library: a child process draws."""

from bot.exports.drawer import Drawer, NotDrawn

__all__ = ["Drawer", "NotDrawn"]
