"""Read models in, bytes out. Importing this room loads no library: the first picture, ledger or paper does."""

from bot.exports.drawer import Drawer, NotDrawn
from bot.exports.ledger_writer import LedgerWriter
from bot.exports.papers import Papers, Templates

__all__ = ["Drawer", "LedgerWriter", "NotDrawn", "Papers", "Templates"]
