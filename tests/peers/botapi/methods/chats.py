"""Questions about chats, members, files and the bot itself."""

from tests.peers.botapi.forms import Call
from tests.peers.botapi.methods import place
from tests.peers.botapi.refusal import Json, bad, forbidden
from tests.peers.botapi.state import Handler, State
from tests.peers.botapi.world import Chat, World

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
)
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_me(state: State, _: Call) -> Json:
    return state.world.me.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(state: State, call: Call) -> Json:
    chat = place.known(state, place.chat_id(call))
    told = chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.pinned and (post := chat.post(chat.pinned[-1])):
        told["pinned_message"] = post.body
    return told


def member(world: World, chat: Chat, user: int) -> Json:
    status = chat.bot if user == world.me.id else chat.members.get(user, "left")
    if user not in world.users:
        raise bad("user not found")
    return member_json(world.users[user].json(), status)


def member_json(user: Json, status: str) -> Json:
    told: Json = {"user": user, "status": status}
    if status == "administrator":
        told |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(RIGHTS, True)
    elif status == "creator":
        told["is_anonymous"] = False
    elif status == "kicked":
        told["until_date"] = 0
    return told


def get_member(state: State, call: Call) -> Json:
    return member(state.world, place.known(state, place.chat_id(call)), call.number("user_id"))


def get_member_count(state: State, call: Call) -> int:
    chat = place.known(state, place.chat_id(call))
    return 2 if chat.user else len(_present(chat)) + 1


def _present(chat: Chat) -> list[int]:
    return [user for user, status in chat.members.items() if status not in ("left", "kicked")]


def get_administrators(state: State, call: Call) -> list[Json]:
    chat = place.known(state, place.chat_id(call))
    if chat.user:
        raise bad("there are no administrators in the private chat")
    people = [state.world.me.id] if chat.bot == "administrator" else []
    people += [user for user, status in chat.members.items() if status in ("creator", "administrator")]
    return [member(state.world, chat, user) for user in people]


def leave(state: State, call: Call) -> bool:
    chat = place.known(state, place.chat_id(call))
    if chat.user:
        raise forbidden("bot can't leave private chats")
    chat.bot = "left"
    return True


def get_file(state: State, call: Call) -> Json:
    if "file_id" not in call:
        raise bad("file_id is empty")
    return state.world.files.describe(call.text("file_id"))


def yes(_: State, __: Call) -> bool:
    return True


METHODS: dict[str, Handler] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatMemberCount": get_member_count,
    "getChatAdministrators": get_administrators,
    "leaveChat": leave,
    "getFile": get_file,
    "logOut": yes,
    "close": yes,
}
