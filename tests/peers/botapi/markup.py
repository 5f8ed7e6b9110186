"""Keyboards: which Telegram takes, and what it says to the others."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.peers.botapi.forms import Call
from tests.peers.botapi.refusal import Json, bad
from tests.peers.botapi.world import Chat

BUTTONS = 100
DATA = 64  # bytes
SCHEMES = {"http", "https", "tg", "ton", "tonsite"}
STYLES = {"primary", "success", "danger"}
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
)


def inline(call: Call, chat: Chat, *, only: bool = False) -> Json | None:
    """The message's `reply_markup` as it will be shown; None for no buttons under the message.

    `only`: an edit takes inline keyboards and nothing else.
    """
    given = call.object("reply_markup", "reply keyboard markup")
    if given is None or given == {}:
        return None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in given:
        if only:
            raise bad("message can't be edited")
        _check_other(given)
        return None
    rows = [[_button(one, chat) for one in row] for row in _rows(given["inline_keyboard"])]
    if sum(map(len, rows)) > BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _rows(given: Any) -> list[list[Any]]:
    if not isinstance(given, list):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if not all(isinstance(row, list) for row in given):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return given


def _check_other(given: Json) -> None:
    if not {"keyboard", "remove_keyboard", "force_reply"} & given.keys():
        raise bad("can't parse reply keyboard markup JSON object")
    for row in given.get("keyboard", []):
        for one in row:
            text = one if isinstance(one, str) else one.get("text")
            if not text:
                raise bad("keyboard button text must be non-empty")


def _button(given: Any, chat: Chat) -> Json:
    if not isinstance(given, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(given.get("text"), str):
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not given["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    if given.get("style") not in (None, "", *STYLES):
        raise bad("can't parse inline keyboard button: Invalid button style specified")
    actions = [name for name in ACTIONS if given.get(name) is not None]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    _check_action(actions[0], given[actions[0]], chat)
    kept = {"text": given["text"], actions[0]: given[actions[0]]}
    return kept | {name: given[name] for name in ("style", "icon_custom_emoji_id") if given.get(name)}


def _check_action(kind: str, value: Any, chat: Chat) -> None:
    if kind == "callback_data" and not 1 <= len(str(value).encode()) <= DATA:
        raise bad("BUTTON_DATA_INVALID")
    if kind == "url":
        _check_url(str(value))
    if kind in ("web_app", "login_url"):
        _check_app(kind, value, chat)


def _check_url(url: str) -> None:
    def wrong(why: str) -> Exception:
        return bad(f"inline keyboard button URL '{url}' is invalid: {why}")

    if not url.strip():
        raise bad("BUTTON_URL_INVALID")
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in SCHEMES:
        raise wrong("Unsupported URL protocol")
    if parts.scheme in ("http", "https"):
        if not parts.hostname:
            raise wrong("URL host is empty")
        if not re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", parts.hostname) or re.search(r"\s", url):
            raise wrong("Wrong HTTP URL")  # localhost is refused too


def _check_app(kind: str, value: Any, chat: Chat) -> None:
    url = value.get("url", "") if isinstance(value, dict) else ""
    what = "Web App" if kind == "web_app" else "login"
    if not url:
        raise bad("can't parse inline keyboard button: Can't find field \"url\"")
    if urlsplit(url).scheme != "https":
        raise bad(f"inline keyboard button {what} URL '{url}' is invalid: Only HTTPS links are allowed")
    if kind == "web_app" and chat.kind != "private":
        raise bad("BUTTON_TYPE_INVALID")
