"""What people see of the bot: commands, name, descriptions, the menu button."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.peers.botapi.forms import Call
from tests.peers.botapi.methods import place
from tests.peers.botapi.refusal import Json, bad
from tests.peers.botapi.state import Handler, Profile, State

COMMANDS = 100
DESCRIPTION = 256
ANYWHERE = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
IN_A_CHAT = {"chat", "chat_administrators", "chat_member"}

Key = tuple[str, int, int, str]


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def _key(state: State, call: Call) -> Key:
    scope = call.object("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in ANYWHERE:
        return str(kind), 0, 0, _language(call)
    if kind not in IN_A_CHAT:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    if not scope.get("chat_id"):
        raise bad("can't parse BotCommandScope: Can't find field \"chat_id\"")
    if not str(scope["chat_id"]).removeprefix("-").isdecimal():  # nobody here has a public @name
        raise bad("chat not found")
    chat = place.known(state, int(scope["chat_id"]))
    if chat.user and kind != "chat":
        raise bad("can't use specified scope in private chats")
    user = int(scope.get("user_id") or 0)
    if kind == "chat_member" and not user:
        raise bad("can't parse BotCommandScope: Can't find field \"user_id\"")
    return str(kind), chat.id, user, _language(call)


def set_commands(state: State, call: Call) -> bool:
    given = call.object("commands", "BotCommand")
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    if len(given) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    state.profile.commands[_key(state, call)] = [_command(one) for one in given]
    return True


def _command(given: Json) -> Json:
    name = str(given.get("command", "")).strip().removeprefix("/")
    description = str(given.get("description", "")).strip()
    for what, text, most in (("command", name, 32), ("command description", description, DESCRIPTION)):
        if not text:
            raise bad(f"{what} must be non-empty")
        if len(text) > most:
            raise bad(f"{what} length must not exceed {most}")
    if not re.fullmatch("[a-z0-9_]+", name):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def get_commands(state: State, call: Call) -> list[Json]:
    return state.profile.commands.get(_key(state, call), [])


def delete_commands(state: State, call: Call) -> bool:
    state.profile.commands.pop(_key(state, call), None)
    return True


def commands_for(profile: Profile, chat: int, user: int, language: str, *, admin: bool = False) -> list[Json]:
    """The menu a phone shows: the narrowest scope that has a list, the reader's language before all others."""
    shared: list[tuple[str, int, int]] = [("chat", chat, 0)]
    if chat > 0:
        shared += [("all_private_chats", 0, 0), ("default", 0, 0)]
    else:
        shared = [
            ("chat_member", chat, user),
            *([("chat_administrators", chat, 0)] if admin else []),
            *shared,
        ]
        shared += [("all_chat_administrators", 0, 0)] if admin else []
        shared += [("all_group_chats", 0, 0), ("default", 0, 0)]
    for scope in shared:
        for code in (language[:2], ""):
            if found := profile.commands.get((*scope, code)):
                return found
    return []


def _texts(field: str, most: int, where: Callable[[Profile], dict[str, str]]) -> tuple[Handler, Handler]:
    """The setter and the getter of a text that has a form for each language."""

    def put(state: State, call: Call) -> bool:
        value = call.text(field)
        if len(value) > most:
            raise bad(f"{field.replace('_', ' ')} must be no more than {most} characters long")
        where(state.profile)[_language(call)] = value
        return True

    def take(state: State, call: Call) -> Json:
        known = where(state.profile)
        plain = known.get("") or (state.world.me.first_name if field == "name" else "")
        return {field: known.get(_language(call)) or plain}

    return put, take


def set_menu_button(state: State, call: Call) -> bool:
    button = call.object("menu_button", "MenuButton") or {"type": "default"}
    kind = button.get("type") if isinstance(button, dict) else None
    if kind not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: MenuButton has unsupported type")
    if kind == "web_app":
        url = str(button.get("web_app", {}).get("url", ""))
        if not button.get("text"):
            raise bad("can't parse menu button: Can't find field \"text\"")
        if urlsplit(url).scheme != "https":
            raise bad(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    state.profile.menu_buttons[_menu_chat(state, call)] = button
    return True


def get_menu_button(state: State, call: Call) -> Json:
    known = state.profile.menu_buttons
    return known.get(_menu_chat(state, call)) or known.get(0) or {"type": "commands"}


def _menu_chat(state: State, call: Call) -> int:
    if "chat_id" not in call:
        return 0
    user = call.number("chat_id")
    if user <= 0:
        raise bad("invalid chat_id specified")
    if user not in state.world.users:
        raise bad("user not found")
    return user


SET_NAME, GET_NAME = _texts("name", 64, lambda profile: profile.names)
SET_DESCRIPTION, GET_DESCRIPTION = _texts("description", 512, lambda profile: profile.descriptions)
SET_SHORT, GET_SHORT = _texts("short_description", 120, lambda profile: profile.short_descriptions)

METHODS: dict[str, Handler] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": SET_NAME,
    "getMyName": GET_NAME,
    "setMyDescription": SET_DESCRIPTION,
    "getMyDescription": GET_DESCRIPTION,
    "setMyShortDescription": SET_SHORT,
    "getMyShortDescription": GET_SHORT,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
