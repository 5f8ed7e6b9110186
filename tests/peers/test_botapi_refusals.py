"""Every refusal in Telegram's own words."""

from typing import Any

import httpx
import pytest

from tests.peers.botapi.server import BotApi
from tests.peers.conftest import Ask

WANG, UNSTARTED, BLOCKED, GONE = 1001, 1002, 1003, 1004
KICKED, OLD, LEFT, FORUM, PLAIN = -51, -52, -1_000_000_000_053, -1_000_000_000_054, -1_000_000_000_055
BOTS_TEXT, BOTS_PHOTO, WANGS = 5, 6, 1  # messages of the scene


@pytest.fixture
async def scene(bare: BotApi, ask: Ask) -> None:
    wang = bare.person(WANG)
    await wang.write("/start")
    bare.person(UNSTARTED)
    blocked, gone = bare.person(BLOCKED), bare.person(GONE)
    await blocked.write("/start")
    await blocked.block()
    await gone.write("/start")
    gone.deactivate()
    kicked = bare.group(KICKED, members=[wang])
    await kicked.add_bot(wang)
    bare.group(LEFT, members=[wang])
    await bare.forum(FORUM, "论坛", {7: "锅炉"}, [wang]).add_bot(wang)
    plain = bare.group(PLAIN, members=[wang])
    await plain.add_bot(wang)
    await ask("sendMessage", chat_id=WANG, text="原文")
    await ask("sendLocation", chat_id=WANG, latitude=33, longitude=112)
    await kicked.kick_bot(wang)
    old = bare.group(OLD, members=[wang])
    await old.add_bot(wang)
    await old.migrate()


def keys(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "按", **button}]]}


SAY = ("sendMessage", {"chat_id": WANG, "text": "话"})
TO = "sendMessage"
EDIT: dict[str, object] = {"chat_id": WANG, "message_id": BOTS_TEXT}
BAD = "Bad Request: "


def to(chat: object, **more: object) -> dict[str, object]:
    return {"chat_id": chat, "text": "话", **more}


ROWS: list[tuple[str, dict[str, object], str]] = [
    (TO, {"text": "话"}, "Bad Request: chat_id is empty"),
    (TO, to(WANG, text=""), "Bad Request: message text is empty"),
    (TO, to(WANG, text=" \n "), "Bad Request: message text is empty"),
    (TO, to(WANG, text="<b></b>", parse_mode="HTML"), "Bad Request: message text is empty"),
    (TO, to(WANG, text="字" * 4097), "Bad Request: message is too long"),
    (TO, to(WANG, text="😀" * 2049), "Bad Request: message is too long"),
    (TO, to(WANG, parse_mode="BBCode"), "Bad Request: unsupported parse_mode"),
    (TO, to(77), "Bad Request: chat not found"),
    (TO, to("@nobody"), "Bad Request: chat not found"),
    (TO, to(OLD), "Bad Request: group chat was upgraded to a supergroup chat"),
    (TO, to(UNSTARTED), "Forbidden: bot can't initiate conversation with a user"),
    (TO, to(BLOCKED), "Forbidden: bot was blocked by the user"),
    (TO, to(GONE), "Forbidden: user is deactivated"),
    (TO, to(KICKED), "Forbidden: bot was kicked from the group chat"),
    (TO, to(LEFT), "Forbidden: bot is not a member of the supergroup chat"),
    (TO, to(FORUM, message_thread_id=8), "Bad Request: message thread not found"),
    (TO, to(PLAIN, message_thread_id=1), "Bad Request: message thread not found"),
    (TO, to(WANG, reply_parameters={"message_id": 99}), "Bad Request: message to be replied not found"),
    (TO, to(WANG, reply_markup="{"), "Bad Request: can't parse reply keyboard markup JSON object"),
    (TO, to(WANG, reply_markup=keys(callback_data="字" * 22)), "Bad Request: BUTTON_DATA_INVALID"),
    (TO, to(WANG, reply_markup=keys(callback_data="")), "Bad Request: BUTTON_DATA_INVALID"),
    (TO, to(WANG, reply_markup=keys(url="")), "Bad Request: BUTTON_URL_INVALID"),
    (
        TO,
        to(WANG, reply_markup=keys(url="http://localhost/")),
        "Bad Request: inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
    ),
    (
        TO,
        to(WANG, reply_markup=keys(url="ftp://a.b")),
        "Bad Request: inline keyboard button URL 'ftp://a.b' is invalid: Unsupported URL protocol",
    ),
    (
        TO,
        to(WANG, reply_markup=keys(web_app={"url": "http://a.b/"})),
        "Bad Request: inline keyboard button Web App URL 'http://a.b/' is invalid: Only HTTPS links are allowed",
    ),
    (
        TO,
        to(WANG, reply_markup=keys()),
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        TO,
        to(WANG, reply_markup=keys(text="", callback_data="x")),
        "Bad Request: inline keyboard button text must be non-empty",
    ),
    (
        TO,
        to(WANG, reply_markup={"inline_keyboard": [[{"text": "1", "callback_data": "1"}]] * 101}),
        "Bad Request: REPLY_MARKUP_TOO_LONG",
    ),
    (
        "editMessageText",
        EDIT | {"text": "原文"},
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message",
    ),
    ("editMessageText", EDIT | {"message_id": 99, "text": "新"}, BAD + "message to edit not found"),
    ("editMessageText", EDIT | {"message_id": WANGS, "text": "新"}, BAD + "message can't be edited"),
    ("editMessageText", EDIT | {"message_id": 0, "text": "新"}, BAD + "message identifier is not specified"),
    (
        "editMessageText",
        EDIT | {"message_id": BOTS_PHOTO, "text": "新"},
        BAD + "there is no text in the message to edit",
    ),
    ("editMessageText", EDIT | {"text": ""}, BAD + "message text is empty"),
    ("editMessageCaption", EDIT | {"caption": "新"}, BAD + "there is no caption in the message to edit"),
    ("deleteMessage", EDIT | {"message_id": 99}, BAD + "message to delete not found"),
    ("pinChatMessage", EDIT | {"message_id": 99}, BAD + "message to pin not found"),
    ("setMessageReaction", EDIT | {"reaction": [{"type": "emoji", "emoji": "🚀"}]}, BAD + "REACTION_INVALID"),
    (
        "copyMessage",
        {"chat_id": WANG, "from_chat_id": WANG, "message_id": 99},
        BAD + "message to copy not found",
    ),
    ("sendPhoto", {"chat_id": WANG, "photo": ""}, BAD + "there is no photo in the request"),
    ("sendPhoto", {"chat_id": WANG, "photo": "no"}, BAD + "wrong file identifier/HTTP URL specified"),
    ("sendMediaGroup", {"chat_id": WANG, "media": []}, BAD + "there are no messages to send"),
    (
        "sendMediaGroup",
        {"chat_id": WANG, "media": [{"type": "photo", "media": "attach://x"}]},
        BAD + "can't parse InputMedia: media not found",
    ),
    ("sendChatAction", {"chat_id": WANG, "action": "sleep"}, BAD + "wrong parameter action in request"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        BAD + "query is too old and response timeout expired or query ID is invalid",
    ),
    ("getFile", {"file_id": "no"}, BAD + "wrong file_id or the file is temporarily unavailable"),
    ("getChat", {"chat_id": UNSTARTED}, BAD + "chat not found"),
    ("getChatMember", {"chat_id": FORUM, "user_id": 77}, BAD + "user not found"),
    ("setMyCommands", {"commands": [{"command": "Big", "description": "大"}]}, BAD + "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "a" * 33, "description": "长"}]},
        BAD + "command length must not exceed 32",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "late", "description": ""}]},
        BAD + "command description must be non-empty",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "late", "description": "长" * 257}]},
        BAD + "command description length must not exceed 256",
    ),
    (
        "setWebhook",
        {"url": "http://example.org/"},
        BAD + "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://example.org:8080/"},
        BAD + "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    (
        "setWebhook",
        {"url": "http://127.0.0.1/", "secret_token": "a b"},
        BAD + "secret token contains unallowed characters",
    ),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat_member", "chat_id": WANG, "user_id": WANG}},
        BAD + "can't use specified scope in private chats",
    ),
    ("sendNothing", {}, "Not Found"),
]


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(("method", "params", "words"), ROWS)
async def test_each_mistake_has_its_words(
    ask: Ask, method: str, params: dict[str, object], words: str
) -> None:
    answer = await ask(method, **params)
    assert (answer["ok"], answer["description"]) == (False, words)
    assert answer["error_code"] == {"B": 400, "F": 403, "N": 404}[words[0]]


@pytest.mark.usefixtures("scene")
async def test_a_group_that_moved_tells_where(ask: Ask) -> None:
    answer = await ask("sendMessage", chat_id=OLD, text="话")
    assert answer["parameters"] == {"migrate_to_chat_id": -1_000_000_000_000 + OLD}


async def test_the_longest_text_and_caption_pass(bare: BotApi, ask: Ask) -> None:
    await bare.person(WANG).write("/start")
    long = await ask("sendMessage", chat_id=WANG, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert long["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]
    voice = await bare.person(WANG).voice(b"OggS")
    for caption, words in (("字" * 1024, None), ("😀" * 513, "Bad Request: message caption is too long")):
        said = await ask("sendVoice", chat_id=WANG, voice=voice["voice"]["file_id"], caption=caption)
        assert said.get("description") == words


async def test_a_query_is_answered_once_and_in_time(bare: BotApi, ask: Ask) -> None:
    wang = bare.person(WANG)
    await wang.write("/start")
    await ask("sendMessage", chat_id=WANG, text="话", reply_markup=keys(callback_data="x"))
    pressed, late = await wang.press("按"), await wang.press("按")
    away = await ask("answerCallbackQuery", callback_query_id=pressed.id, url="https://example.org/")
    assert away["description"] == "Bad Request: URL_INVALID"
    long = await ask("answerCallbackQuery", callback_query_id=pressed.id, text="长" * 201)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await ask("answerCallbackQuery", callback_query_id=pressed.id, text="好"))["ok"]
    late.expire()
    for one in (pressed, late):
        answer = await ask("answerCallbackQuery", callback_query_id=one.id)
        assert answer["description"].startswith("Bad Request: query is too old")


@pytest.mark.parametrize(
    ("token", "status"), [("1:other-token", 401), ("not-a-token", 404), ("123456789:", 404)]
)
async def test_a_wrong_token_is_refused(bare: BotApi, ask: Ask, token: str, status: int) -> None:
    bare.token = token
    assert (await ask("getMe"))["error_code"] == status


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(bare: BotApi, ask: Ask) -> None:
    wang = bare.person(WANG)
    await wang.write("/start")
    sent = await ask(
        "sendMessage", chat_id=WANG, text="选", reply_markup={"keyboard": [[{"text": "甲"}, "乙"]]}
    )
    assert wang.keyboard == [["甲", "乙"]]
    edit = await ask("editMessageText", chat_id=WANG, message_id=sent["result"]["message_id"], text="改")
    assert edit["description"] == "Bad Request: message can't be edited"
    await ask("sendMessage", chat_id=WANG, text="收", reply_markup={"remove_keyboard": True})
    assert wang.keyboard == []


@pytest.mark.parametrize("way", ["params", "data", "json", "files"])
async def test_parameters_come_in_four_ways_and_methods_in_any_case(bare: BotApi, way: str) -> None:
    await bare.person(WANG).write("/start")
    given: dict[str, Any] = {"chat_id": str(WANG), "text": "话 & 音"}
    if way == "files":
        given = {name: (None, value) for name, value in given.items()}
    async with httpx.AsyncClient() as client:
        answer = await client.request(
            "GET" if way == "params" else "POST",
            f"{bare.base_url}{bare.token}/SENDmessage",
            **{way: given},  # type: ignore[arg-type]
        )
    assert answer.json()["result"]["text"] == "话 & 音"
    assert bare.requests[-1].method == "sendMessage"


async def test_every_request_is_in_the_log(bare: BotApi, ask: Ask) -> None:
    await ask("sendNothing")
    await ask("sendMessage", chat_id=77, text="话")
    assert [(one.method, one.status, one.handled) for one in bare.requests] == [
        ("sendNothing", 404, False),
        ("sendMessage", 400, False),
    ]


async def test_what_the_server_itself_gets_wrong_is_a_complaint(bare: BotApi, ask: Ask) -> None:
    bare.inject({"message": object()})  # no JSON can be made of it
    assert (await ask("getUpdates"))["error_code"] == 500
    assert len(bare.complaints) == 1
