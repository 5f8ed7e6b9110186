"""The corps' APIs for commands that ask something and end: `duban check`, `duban people import`."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from bot.channels.spec import DirectoryRead
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi, connected
from bot.channels.wecom.contacts import read_contacts
from bot.channels.wecom.settings import WeComCorp, WeComSettings
from bot.channels.wecom.tokens import OwnToken
from bot.domain.errors import Undelivered


@asynccontextmanager
async def asking(corp: WeComCorp) -> AsyncIterator[CorpApi]:
    """Raises Refused where the corp's certificates cannot be read."""
    async with AsyncExitStack() as stack:
        yield CorpApi(corp, await stack.enter_async_context(connected(corp)), OwnToken())


async def directories(settings: WeComSettings) -> Sequence[DirectoryRead]:
    """Of each corp with an app; one that cannot be read keeps no other from being."""
    accounts = Accounts(settings.corps)
    return [await _read(corp, accounts) for corp in settings.corps if corp.has_app]


async def _read(corp: WeComCorp, accounts: Accounts) -> DirectoryRead:
    party = accounts.party(corp)
    try:
        async with asking(corp) as api:
            return DirectoryRead(party, await read_contacts(api, accounts))
    except Undelivered as error:
        return DirectoryRead(party, None, error)
