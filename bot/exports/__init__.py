"""Read models in, bytes out. Importing this room loads no drawing or Word library: the first picture or paper does."""

from bot.exports.drawer import Drawer, NotDrawn
from bot.exports.papers import Papers, Templates

__all__ = ["Drawer", "NotDrawn", "Papers", "Templates"]
