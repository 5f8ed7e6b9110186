"""A person's own matters: the language they read, whether they see buttons, that they have acknowledged the plan."""

from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.actions.confirm_post import confirm
from bot.cards import welcome
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.chat.turn import Answer, Turn
from bot.context.ports import Change
from bot.domain.errors import Refused
from bot.domain.language.commands import OFF
from bot.domain.permissions import Action
from bot.i18n import Language, codes

PAGE = "browser"  # shows its buttons to everybody


async def lang(turn: Turn, argument: str) -> Answer:
    if argument:
        return await language(turn, argument)
    return Answer(welcome.languages(turn.fmt))


async def language(turn: Turn, word: str) -> Answer:
    """The rest of the conversation is in that language, beginning with this answer."""
    code = next((known for known in codes() if _calls(known, word.strip().lower())), None)
    if code is None:
        raise Refused("refused.no_such_language", languages=[welcome.name(known) for known in codes()])
    changes = (
        Change("set_language", {"person_id": turn.person.id, "language": code}),
        Change("revise_plan"),
    )
    fmt = replace(turn.fmt, language=Language(code))
    return Answer(Card(fmt.say("language.set", language=welcome.name(code))), changes)


async def plain(turn: Turn, argument: str) -> Answer:
    """Words only from the next message on; with an "off" behind it buttons again."""
    if turn.inbound.channel == PAGE:
        raise Refused("refused.plain_on_a_page")
    wanted = argument.strip().lower() not in OFF
    values = {
        "channel": turn.inbound.channel,
        "external_id": turn.inbound.external_id,
        "plain": int(wanted),
    }
    changes = (Change("read_plainly", values), Change("revise_plan"))
    return Answer(Card(turn.say("plain.on" if wanted else "plain.off")), changes, keeps_dialog=True)


def _calls(code: str, word: str) -> bool:
    """zh, zh_cn, zh-hans and 简体中文 all call zh_CN."""
    tongue = word.replace("-", "_").partition("_")[0]
    return tongue == code.partition("_")[0] or word == welcome.name(code).lower()


async def acknowledge(turn: Turn, version: str) -> Answer:
    """签收: once a person and plan version, in one tap."""
    require_in_plan(turn.person, Action.ACKNOWLEDGE)
    if version not in await _asked(turn):
        raise Refused("refused.other_version")
    at = await turn.store.one(int, "acknowledged_by", person=turn.person.id)
    if at is not None:
        return Answer(Card(turn.say("ack.already", at=turn.at(at))))
    values = {"person_id": turn.person.id, "version": version, "now": turn.now}
    buttons = ((turn.fmt.button("button.tasks", Verb.TASKS, 0),),)
    card = Card(turn.say("ack.done"), (turn.say("ack.then"),), buttons)
    return Answer(card, (Change("acknowledge", values, rows=None),))


async def _asked(turn: Turn) -> set[str]:
    """The version in force; and the one they were asked about last, if what came after changes nothing for them."""
    asked = await turn.store.one(str, "last_asked", person=turn.person.id) or ""
    return {version[:40] or "0" for version in (turn.context.plan.version, asked.partition(" ")[0])}


async def acknowledge_now(turn: Turn) -> Answer:
    """签收, typed: the version that is asked for."""
    return await acknowledge(turn, sorted(await _asked(turn))[-1])


async def acknowledged(turn: Turn) -> bool:
    return await turn.store.one(int, "acknowledged_by", person=turn.person.id) is not None


async def confirm_post(turn: Turn, number: int) -> Answer:
    """确认接收: the open items of a post newly held."""
    changes = confirm(turn.context, turn.person, number, turn.now)
    buttons = ((turn.fmt.button("button.tasks", Verb.TASKS, 0),),)
    return Answer(Card(turn.say("post.confirmed"), (), buttons), changes)
