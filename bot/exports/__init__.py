"""A read model in, bytes out. Importing this room loads no library: the first picture or ledger does."""

from bot.exports.drawer import Drawer, NotDrawn
from bot.exports.ledger_writer import LedgerWriter

__all__ = ["Drawer", "LedgerWriter", "NotDrawn"]
