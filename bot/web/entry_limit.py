"""How many wrong codes one address may try: counted before the code is looked up, in rows, so that neither parallel
requests nor a second process get more tries."""

import ipaddress
from collections.abc import Callable

from bot.context.ports import Change, Store
from bot.domain.calendar import MINUTE, Instant
from bot.domain.errors import Stale

TRIES = 10  # wrong codes in a minute from one address; then one more each EACH
EACH = MINUTE // TRIES  # milliseconds
IPV6_SITE = 64  # bits: whoever has one IPv6 address commonly has its whole /64


class EntryLimit:
    """One row an address: the instant at which all its tries are free again. Each try moves it on by EACH, and it
    never lies more than a minute ahead. One that lies further was written before the clock was set back: it is
    started anew."""

    def __init__(self, store: Store, clock: Callable[[], Instant]) -> None:
        self._store = store
        self._clock = clock

    async def take(self, address: str) -> bool:
        """Counts a try; False where the address has none left."""
        now = self._clock()
        values = {
            "address": group_of(address),
            "now": now,
            "first": now + EACH,
            "room": now + MINUTE - EACH,
            "full": now + MINUTE,
            "each": EACH,
        }
        try:
            await self._store.commit(
                [Change("prune_entries", {"now": now}, rows=None), Change("take_entry", values)]
            )
        except Stale:
            return False
        return True

    async def give_back(self, address: str) -> None:
        """It was no guess."""
        values = {"address": group_of(address), "each": EACH}
        await self._store.commit([Change("give_back_entry", values, rows=None)])


def group_of(address: str) -> str:
    """The key under which an address is counted: the IPv4 address, the /64 network of an IPv6 address, else the text
    itself."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((int(ip), IPV6_SITE), strict=False))
