"""Template cards: one function a rule, for the app and for the bot. Each raises the Refusal of its rule."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import Transport, World

TYPES = ("text_notice", "news_notice", "button_interaction", "vote_interaction", "multiple_interaction")
INTERACTIVE = TYPES[2:]
TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")


@dataclass(frozen=True)
class Offered:
    """A card on its way in."""

    card: Json
    transport: Transport
    world: World
    corp: str = ""
    sender: str = ""  # the app or bot whose task_ids must differ
    callback: bool = True  # the app has a callback URL; the bot needs none

    @property
    def type(self) -> str:
        return str(self.card.get("card_type", ""))

    @property
    def notice(self) -> bool:
        return self.type in ("text_notice", "news_notice")

    def part(self, name: str) -> Json:
        found = self.card.get(name)
        return found if isinstance(found, dict) else {}

    def rows(self, name: str) -> list[Json]:
        found = self.card.get(name)
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    @property
    def selections(self) -> list[Json]:
        return [
            *([self.part("button_selection")] if self.part("button_selection") else []),
            *self.rows("select_list"),
        ]


def card_type(given: Offered) -> None:
    allowed = TYPES[:2] if given.transport == "webhook" else TYPES
    if given.type not in allowed:
        raise Refusal(42031)


def task_id(given: Offered) -> None:
    """Never one used before in this app or bot."""
    needed = given.type in INTERACTIVE or bool(given.part("action_menu"))
    value = given.card.get("task_id", "")
    if not value and not needed:
        return
    if not TASK_ID.fullmatch(value) or (given.corp, given.sender, value) in given.world.task_ids:
        raise Refusal(given.world.switches.task_id_code if given.transport == "bot" else 42014)


def callback_url(given: Offered) -> None:
    if given.type in INTERACTIVE and given.transport == "app" and not given.callback:
        raise Refusal(43012)


def title(given: Offered) -> None:
    spare = given.type == "text_notice" and given.card.get("sub_title_text")
    if not given.part("main_title").get("title") and not spare:
        raise Refusal(42033)


def card_action(given: Offered) -> None:
    action = given.part("card_action")
    if not action:
        if given.notice:
            raise Refusal(42045)
        return
    if action.get("type") not in ((1, 2) if given.notice else (0, 1, 2)):
        raise Refusal(42045)
    _leads_somewhere(action)


def _leads_somewhere(link: Json) -> None:
    if link.get("type") == 1 and not link.get("url"):
        raise Refusal(42028)
    if link.get("type") == 2 and not link.get("appid"):
        raise Refusal(42030)


def horizontal(given: Offered) -> None:
    rows = given.rows("horizontal_content_list")
    if len(rows) > 6:
        raise Refusal(42035)
    for row in rows:
        if not row.get("keyname"):
            raise Refusal(42027)
        if row.get("type") == 1 and not row.get("url"):
            raise Refusal(42028)
        if row.get("type") == 2 and not row.get("media_id"):
            raise Refusal(42029)
        if row.get("type") == 3 and not row.get("userid"):
            raise Refusal(42050)


def vertical(given: Offered) -> None:
    rows = given.rows("vertical_content_list")
    if len(rows) > 4:
        raise Refusal(42036)
    if not all(row.get("title") for row in rows):
        raise Refusal(42033)


def jumps(given: Offered) -> None:
    rows = given.rows("jump_list")
    if len(rows) > 3:
        raise Refusal(42042)
    for row in rows:
        if not row.get("title"):
            raise Refusal(42033)
        _leads_somewhere(row)


def buttons(given: Offered) -> None:
    """The bot's have neither type nor url: a link there is nothing a thumb can follow."""
    if given.type != "button_interaction":
        return
    rows = given.rows("button_list")
    if not 1 <= len(rows) <= 6 or not all(row.get("text") for row in rows):
        raise Refusal(42038)
    for row in rows:
        if given.transport == "bot" and (row.get("url") or row.get("type")):
            given.world.complain("bot button with a link", row.get("text"))
        if given.transport == "app" and row.get("type") == 1:
            if not row.get("url"):
                raise Refusal(42039)
        elif not row.get("key") or len(row["key"].encode()) > 1024:
            raise Refusal(42039)
    _all_differ([row["key"] for row in rows if row.get("key")], 42039)


def selections(given: Offered) -> None:
    rows = given.selections
    if given.type == "multiple_interaction" and not 1 <= len(given.rows("select_list")) <= 3:
        raise Refusal(42047)
    for row in rows:
        if not row.get("question_key") or len(row["question_key"].encode()) > 1024:
            raise Refusal(42043)
        _options(row, 10)
    _all_differ([row["question_key"] for row in rows], 42043)


def checkbox(given: Offered) -> None:
    if given.type != "vote_interaction":
        return
    box = given.part("checkbox")
    if not box.get("question_key"):
        raise Refusal(42043)
    _options(box, 20)


def _options(question: Json, most: int) -> None:
    options = question.get("option_list", [])
    if not 1 <= len(options) <= most:
        raise Refusal(42037)
    for one in options:
        if not one.get("id") or len(one["id"].encode()) > 128:
            raise Refusal(42040)
        if not one.get("text"):
            raise Refusal(42041)
    _all_differ([one["id"] for one in options], 42040)


def submit_button(given: Offered) -> None:
    if given.type not in ("vote_interaction", "multiple_interaction"):
        return
    button = given.part("submit_button")
    if not button.get("text"):
        raise Refusal(42049)
    if not button.get("key") or len(button["key"].encode()) > 1024:
        raise Refusal(42046)


def picture(given: Offered) -> None:
    if given.type != "news_notice":
        return
    if not given.part("card_image").get("url") and not given.part("image_text_area").get("image_url"):
        raise Refusal(42044)


def action_menu(given: Offered) -> None:
    if not given.part("action_menu"):
        return
    actions = given.part("action_menu").get("action_list", [])
    if not 1 <= len(actions) <= 3 or not all(one.get("text") and one.get("key") for one in actions):
        raise Refusal(42051)
    others = [row.get("key") for row in given.rows("button_list")]
    _all_differ([one["key"] for one in actions] + [key for key in others if key], 42051)


def _all_differ(keys: list[str], code: int) -> None:
    if len(set(keys)) < len(keys):
        raise Refusal(code)


RULES: tuple[Callable[[Offered], None], ...] = (
    card_type, title, card_action, horizontal, vertical, jumps, buttons, selections, checkbox, submit_button,
    picture, action_menu, callback_url, task_id,
)  # fmt: skip


def check(given: Offered) -> None:
    for rule in RULES:
        rule(given)


def take(given: Offered) -> None:
    """The task_id is spent, whatever becomes of the card."""
    if value := given.card.get("task_id"):
        given.world.task_ids.add((given.corp, given.sender, value))


def answers_by_code(card: Json) -> bool:
    """Whether the send is answered with a response_code."""
    return card.get("card_type") in INTERACTIVE or bool(card.get("action_menu"))
