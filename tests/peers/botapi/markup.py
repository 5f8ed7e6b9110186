"""Keyboards: which Telegram takes, and what it says to the others."""

from typing import Any
from urllib.parse import urlsplit

from tests.peers.botapi import links
from tests.peers.botapi.forms import Call
from tests.peers.botapi.refusal import Json, bad
from tests.peers.botapi.world import Chat

BUTTONS = 100
DATA = 64  # bytes
STYLES = {"", "default", "primary", "success", "danger"}
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


def other(call: Call) -> Json:
    """A reply keyboard, its removal or a forced reply: what is not part of the message. Empty for none."""
    given = call.object("reply_markup")
    return given if isinstance(given, dict) and "inline_keyboard" not in given else {}


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
    style = str(given.get("style") or "").lower()
    if style not in STYLES:
        raise bad("can't parse inline keyboard button: Invalid button style specified")
    actions = [name for name in ACTIONS if given.get(name) is not None]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    _check_action(actions[0], given[actions[0]], chat)
    shown = {"text": given["text"], actions[0]: _shown(actions[0], given[actions[0]])}
    if actions[0] == "login_url":
        shown = {"text": given["text"], "url": shown["login_url"]["url"]}
    looks = {"style": style.replace("default", ""), "icon_custom_emoji_id": given.get("icon_custom_emoji_id")}
    return shown | {name: value for name, value in looks.items() if value}


def _shown(kind: str, value: Any) -> Any:
    """Links come back as TDLib writes them."""
    if kind == "url":
        return links.normal(str(value))
    return value | {"url": links.normal(value["url"])} if kind in ("web_app", "login_url") else value


def _check_action(kind: str, value: Any, chat: Chat) -> None:
    if kind == "callback_data" and not 1 <= len(str(value).encode()) <= DATA:
        raise bad("BUTTON_DATA_INVALID")
    if kind == "url":
        _check_url(str(value))
    if kind in ("web_app", "login_url"):
        _check_app(kind, value, chat)


def _check_url(url: str) -> None:
    if not url.strip():
        raise bad("BUTTON_URL_INVALID")
    if why := links.why_not(url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: {why}")


def _check_app(kind: str, value: Any, chat: Chat) -> None:
    url = value.get("url", "") if isinstance(value, dict) else ""
    what = "Web App" if kind == "web_app" else "login"
    if not url:
        raise bad("can't parse inline keyboard button: Can't find field \"url\"")
    if urlsplit(url).scheme != "https":
        raise bad(f"inline keyboard button {what} URL '{url}' is invalid: Only HTTPS links are allowed")
    if kind == "web_app" and chat.kind != "private":
        raise bad("BUTTON_TYPE_INVALID")
