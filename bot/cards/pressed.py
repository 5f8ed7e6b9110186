"""The final state of a card whose button was pressed: what was done stands below its words, and the buttons that have
lost their meaning are gone. The same rule for every channel.

A button that only shows something stays. One that acts goes with the press of any button that acted on the same item,
answers the same question, or is about the same return; see ADR 0040.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cards.callback_data import Shape, Verb
from bot.cards.card import Button, Card

ACT_KEYS: Mapping[Verb, str] = {
    Verb.ACKNOWLEDGE: "pressed.acknowledge",
    Verb.CHOOSE: "pressed.choose",
    Verb.MEANT: "pressed.choose",
    Verb.SAME: "pressed.same",
    Verb.REST_SAME: "pressed.rest_same",
    Verb.SUBMIT: "pressed.submit",
    Verb.WAIT_ON: "pressed.wait_on",
    Verb.RESUME: "pressed.resume",
    Verb.HAND_TO: "pressed.hand_to",
    Verb.SUPPORT_SAME: "pressed.support_same",
    Verb.ASK_SUPPORT: "pressed.ask_support",
    Verb.LEAVE_BY: "pressed.leave_by",
    Verb.LEAVE_END: "pressed.leave_end",
    Verb.STAND_DOWN: "pressed.stand_down",
    Verb.CONFIRM_POST: "pressed.confirm_post",
    Verb.ENTER_READINGS: "pressed.enter_readings",
    Verb.IMPORT_LIST: "pressed.enter_readings",
    Verb.UNDO: "pressed.undo",
    Verb.FORGET: "pressed.forget",
    Verb.PASS: "pressed.pass",
    Verb.PASS_SHORT: "pressed.pass_short",
    Verb.PASS_SHOWN: "pressed.pass_all",
    Verb.REWORK_FOR: "pressed.rework",
    Verb.GRANT: "pressed.grant",
    Verb.REFUSE_GRANT_FOR: "pressed.refuse_grant",
    Verb.EXCUSE: "pressed.excuse",
    Verb.REFUSE_EXCUSE_FOR: "pressed.refuse_excuse",
    Verb.SIGN: "pressed.sign",
    Verb.RESTART: "pressed.restart",
    Verb.HELPED: "pressed.helped",
    Verb.TAKE: "pressed.take",
    Verb.GRANT_SUSPENSION: "pressed.grant_suspension",
    Verb.RECHECK: "pressed.recheck",
    Verb.CONFIRM_CLOSED: "pressed.confirm_closed",
    Verb.ENDORSE: "pressed.endorse",
    Verb.AGREE_TALK: "pressed.talk_agree",
    Verb.REFUSE_TALK: "pressed.talk_refuse",
    Verb.DEFER_TALK: "pressed.talk_defer",
    Verb.SUMS_UP: "pressed.sums_up",
    Verb.WORK_COUNTY: "pressed.work_county",
    Verb.RHYTHM_IS: "pressed.rhythm",
    Verb.EMERGENCY_SIGN: "pressed.emergency_sign",
    Verb.EMERGENCY_REPORT: "pressed.emergency_report",
    Verb.TICKET_ISSUE: "pressed.ticket_issue",
    Verb.TICKET_SIGN: "pressed.ticket_sign",
    Verb.TICKET_SUBMIT: "pressed.submit",
    Verb.TICKET_TOWNSHIP: "pressed.ticket_township",
    Verb.TICKET_PASS: "pressed.pass",
    Verb.TICKET_UNFOUNDED: "pressed.ticket_unfounded",
    Verb.TICKET_BACK_FOR: "pressed.ticket_back",
    Verb.TICKET_SAYS: "pressed.ticket_says",
    Verb.TICKET_KEEP: "pressed.confirm_closed",
    Verb.TICKET_TALK_UP: "pressed.endorse",
    Verb.TICKET_TALK_SPARE: "pressed.ticket_talk_spare",
    Verb.TICKET_TALK_AGREE: "pressed.talk_agree",
    Verb.TICKET_TALK_REFUSE: "pressed.talk_refuse",
    Verb.START: "pressed.start",
    Verb.CHASE: "pressed.chase",
    Verb.URGE: "pressed.urge",
    Verb.URGE_ALL: "pressed.urge_all",
    Verb.CHASE_ALL: "pressed.chase_all",
    Verb.GO_LIVE: "pressed.go_live",
    Verb.DISCARD: "pressed.discard",
    Verb.REPLACE: "pressed.replace",
    Verb.TO_SIGN: "pressed.to_sign",
    Verb.ISSUE: "pressed.issue",
    Verb.VOID_NOW: "pressed.void",
}
"""Sentences that a card gains once a button has acted. A verb without a row here changes nothing when it is pressed."""

PROMPTS = frozenset(
    {
        *(Verb.REPORT, Verb.EXTEND, Verb.DECLINE, Verb.WAIT, Verb.HAND, Verb.FILL),
        *(Verb.REWORK, Verb.REFUSE_GRANT, Verb.REFUSE_EXCUSE, Verb.REFUSE_SUSPENSION, Verb.REOPEN),
        *(Verb.DECLINE_TO, Verb.PROPOSE, Verb.SUSPEND, Verb.TAKERS, Verb.HOLD),
        *(Verb.LEAVE, Verb.LEAVE_DAYS, Verb.EMERGENCY_LIFT),
        *(Verb.TICKET_PASS_DOWN, Verb.TICKET_RETURN, Verb.TICKET_REOPEN, Verb.TICKET_RECHECK),
        *(Verb.TICKET_WITHDRAW, Verb.TICKET_UNIT, Verb.TICKET_SOURCE),
    }
)
"""They ask something first: pressed, they leave the card as it is, and go with the acts on their item."""


@dataclass(frozen=True, slots=True)
class CardPress:
    """A row of card_press: one press that did what its button says."""

    message_id: str
    payload: str
    items: tuple[int, ...]  # that it acted on
    line: str  # what the card says of it; "" for nothing
    undone: str = ""  # what it says since the act was undone; "" while it stands


@dataclass(frozen=True, slots=True)
class PressedCard:
    """A message before and after."""

    sent: Card
    shown: Card


def final_state(card: Card, presses: Sequence[CardPress]) -> Card:
    """The card after these presses, in their order."""
    if not presses:
        return card
    standing = [press for press in presses if not press.undone]
    rows = (tuple(b for b in row if not any(ended(b, press) for press in standing)) for row in card.buttons)
    lines = (line for press in presses for line in (press.line, press.line and press.undone) if line)
    return replace(card, lines=(*card.lines, *lines), buttons=tuple(row for row in rows if row))


def ended(button: Button, press: CardPress) -> bool:
    """Whether the press has taken this button's meaning."""
    if button.link:
        return False
    if button.payload == press.payload:
        return True
    verb, done = verb_of(button.payload), verb_of(press.payload)
    if verb is None or done is None or not acts(verb):
        return False
    if Verb.FORGET in (verb, done):  # the question is answered, or taken back with all of its answers
        return True
    if verb is done is Verb.CHOOSE:
        return True
    if done is Verb.REST_SAME and verb is Verb.FILL:
        return _arguments(button.payload)[:2] == _arguments(press.payload)[:2]
    if ticket := ticket_in(button.payload):
        return ticket == ticket_in(press.payload)
    return item_in(button.payload) in press.items


def acts(verb: Verb) -> bool:
    """Not one that only shows something. A language may be chosen again and again."""
    return verb in ACT_KEYS or verb in PROMPTS


def several_items(card: Card) -> bool:
    """Whether its acts are about more than one item, so that the line has to say which."""
    found = {item_in(b.payload) for row in card.buttons for b in row if (v := verb_of(b.payload)) and acts(v)}
    return len(found - {None}) > 1


def carries(card: Card, payload: str) -> bool:
    return any(button.payload == payload for row in card.buttons for button in row)


def by_message(presses: Iterable[CardPress]) -> dict[str, list[CardPress]]:
    found: dict[str, list[CardPress]] = {}
    for press in presses:
        found.setdefault(press.message_id, []).append(press)
    return found


def verb_of(payload: str) -> Verb | None:
    return Verb.called(payload.partition(":")[0])


def item_in(payload: str) -> int | None:
    """The item that a button of ours is about."""
    verb = verb_of(payload)
    if verb is None or not verb.about(Shape.ITEM):
        return None
    return int(_arguments(payload)[0])


def ticket_in(payload: str) -> int | None:
    """The number of the ticket that a button of ours is about."""
    verb = verb_of(payload)
    if verb is None or not verb.about(Shape.TICKET):
        return None
    return int(_arguments(payload)[0])


def only_ticket_on(card: Card) -> int:
    """The ticket that a card is about; 0 where it is about none, or several."""
    found = {ticket_in(button.payload) for row in card.buttons for button in row} - {None}
    return found.pop() or 0 if len(found) == 1 else 0


def _arguments(payload: str) -> list[str]:
    return payload.split(":")[1:]
