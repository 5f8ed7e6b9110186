"""Summary in, bytes out. Importing this room loads no drawing library: the first picture does."""

from bot.exports.drawer import Drawer, NotDrawn

__all__ = ["Drawer", "NotDrawn"]
