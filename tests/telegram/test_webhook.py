"""The webhook's door: who may bring updates, and what is answered to those who bring something else."""

import json

import httpx
import pytest

from bot.channels.telegram.webhook import LARGEST
from tests.telegram.builders import TelegramCity

LIAISON = "u02-liaison"
HEADER = b"X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def mode() -> str:
    return "webhook"


async def bring(town: TelegramCity, body: bytes, secret: bytes | None = None) -> int:
    """The status that whoever posts there gets. `secret`: another than Telegram's, b"" for none at all."""
    await town.server.until(lambda: town.server.state.webhook)
    assert town.server.state.webhook
    hook = town.server.state.webhook.hook
    shown = hook.secret.encode() if secret is None else secret
    async with httpx.AsyncClient() as somebody:
        answer = await somebody.post(hook.url, content=body, headers=[(HEADER, shown)] if shown else [])
    return answer.status_code


@pytest.mark.parametrize("secret", [b"", b"guess", "密".encode(), b"s3cret "[:5]])
async def test_without_the_secret_nobody_is_heard(town: TelegramCity, secret: bytes) -> None:
    phone = town.phone_of(LIAISON)
    forged = {
        "update_id": 7,
        "message": {"message_id": 1, "date": 0, "text": "/help", "chat": phone.chat.json()},
    }
    assert await bring(town, json.dumps(forged).encode(), secret) == 401
    assert town.inbox() == [] and not phone.heard


@pytest.mark.parametrize("body", [b"", b"not JSON", b"\xff\xfe", b"[1, 2]", b"{}", b"[" * 100_000])
async def test_what_cannot_be_read_is_kept_and_not_brought_again(town: TelegramCity, body: bytes) -> None:
    assert await bring(town, body) == 200
    assert await bring(town, body) == 200
    ((_, error),) = town.inbox()
    assert error


async def test_too_much_at_once_is_refused(town: TelegramCity) -> None:
    assert await bring(town, b" " * (LARGEST + 1)) == 413
    assert town.inbox() == []


async def test_only_posts_are_answered(town: TelegramCity) -> None:
    await town.server.until(lambda: town.server.state.webhook)
    assert town.server.state.webhook
    async with httpx.AsyncClient() as somebody:
        answer = await somebody.get(town.server.state.webhook.hook.url)
    assert answer.status_code == 405
