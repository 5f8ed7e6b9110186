"""A Telegram not of our making: tg-auto-test stands in for the Bot API and speaks to the bot as Telethon would.

Needs Python 3.12; on an older one tests/conftest.py leaves this file out, and .ci/run brings one.
"""

from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CommandHandler, ContextTypes

# Missing where mypy runs on an older Python.
from tg_auto_test.test_utils.serverless_telegram_client import (  # type: ignore[import-not-found,unused-ignore]
    ServerlessTelegramClient,
)

App = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message and update.message.text
    await update.message.reply_text(f"heard: {update.message.text}")


def echoing(builder: Builder) -> App:
    app: App = builder.build()
    app.add_handler(CommandHandler("start", echo))
    return app


async def test_its_client_is_answered() -> None:
    client = ServerlessTelegramClient(build_application=echoing)
    await client.connect()
    async with client.conversation("duban_bot") as conversation:
        await conversation.send_message("/start ABCD2345")
        answer = await conversation.get_response()
    await client.disconnect()
    assert answer.text == "heard: /start ABCD2345"
