"""Files that people sent: fetched from the platform before the update is dealt with, and while it waits for that."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.channels.incoming import RemoteFile
from bot.context.ports import Attachment
from bot.domain.attachment import mime_of, safe_name
from bot.domain.errors import Moved, TryLater, Undelivered, Unknown, Unsendable

PATIENCE = 25.0  # seconds for all files of an update: its author waits for the answer
PAUSES = (0.5, 2.0)  # seconds between tries
LARGEST = 20 * 1024 * 1024  # bytes of a file that is kept

Fetched = tuple[tuple[Attachment, ...], tuple[str, ...]]
"""(attachments, keys of what is to be said about those that could not be fetched)"""

Download = Callable[[RemoteFile], Awaitable[Attachment]]
"""Its name is empty where the platform tells none with the bytes. Raises Undelivered's children."""


class TooLarge(Unsendable):
    """More than LARGEST, as only its download has shown."""

    def __init__(self) -> None:
        super().__init__("too_large")


class Fetching:
    """The files of one update. They are fetched while it waits for its turn: an address may live for minutes only, and
    the person's buttons need not wait for a large file."""

    def __init__(
        self, download: Download, files: Sequence[RemoteFile], pauses: Sequence[float] = PAUSES
    ) -> None:
        self._download = download
        self._pauses = pauses
        self._files = files
        self._task: asyncio.Task[Fetched] | None = None

    def begin(self) -> None:
        if self._files and self._task is None:
            self._task = asyncio.create_task(fetched(self._download, self._files, self._pauses))

    async def begun(self) -> None:
        """Returns when what was begun is done."""
        if self._task:
            await asyncio.wait([self._task])

    async def result(self) -> Fetched:
        self.begin()
        return await self._task if self._task else ((), ())

    def cancel(self) -> None:
        if self._task:
            self._task.cancel()


async def fetched(download: Download, files: Sequence[RemoteFile], pauses: Sequence[float]) -> Fetched:
    """Of those that could not be fetched it says so."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = [await _fetched(download, one, pauses) for one in files]
    except TimeoutError:
        found = ["heard.not_fetched"]
    attachments = tuple(one for one in found if isinstance(one, Attachment))
    return attachments, tuple(dict.fromkeys(one for one in found if isinstance(one, str)))


async def _fetched(download: Download, one: RemoteFile, pauses: Sequence[float]) -> Attachment | str:
    """Or the key of what is to be said."""
    for pause in (*pauses, None):
        try:
            file = await download(one)
        except (TryLater, Unknown, Moved):
            if pause is None:
                break
            await asyncio.sleep(pause)
        except TooLarge:
            return "heard.too_large"
        except Undelivered:
            break
        else:
            return _kept(file, one)
    return "heard.not_fetched"


def _kept(file: Attachment, one: RemoteFile) -> Attachment | str:
    if len(file.body) > LARGEST:
        return "heard.too_large"
    name = safe_name(file.name or one.name)
    return Attachment(name, mime_of(name, file.body), file.body) if file.body else "heard.not_fetched"
