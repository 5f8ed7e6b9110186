"""Simulated people: seeded random numbers decide whether, when and what they answer. Equal seeds, equal answers."""

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.cards.callback_data import Verb
from bot.cards.card import Button, Card
from bot.context.plan_context import PlanContext
from bot.context.ports import Inbound, Outgoing
from bot.domain.calendar import HOUR, MINUTE, Instant
from bot.domain.message import MessageKind
from bot.domain.person import Person, Role
from bot.i18n import Language
from bot.web.bubble import raw

Answers = Sequence[tuple[Instant, Inbound]]

SAY_KEYS = ("dice.report.steady", "dice.report.hopeful", "dice.report.blocked", "dice.report.short")
DONE_KEYS = ("dice.done.plain", "dice.done.accepted")


class Temper(Enum):
    """(chance to answer a message, earliest and latest answer)."""

    PROMPT = (0.95, 4 * MINUTE, 90 * MINUTE)
    SLOW = (0.5, 90 * MINUTE, 7 * HOUR)
    SILENT = (0.06, 3 * HOUR, 8 * HOUR)


SHARES = {  # of a hundred people
    "good": ((92, Temper.PROMPT), (100, Temper.SLOW)),
    "mixed": ((55, Temper.PROMPT), (85, Temper.SLOW), (100, Temper.SILENT)),
}
REPLIES = ("none", *SHARES)


@dataclass
class Dice:
    context: PlanContext
    replies: str  # none, mixed, good
    seed: int
    taken: set[str] = field(default_factory=set)  # accounts a visitor answers for
    decides: bool = True  # coordinator and reviewer decide without a visitor
    _percent: dict[str, int] = field(default_factory=dict)  # progress by unit
    _done: set[str] = field(default_factory=set)  # people whose last report said that it is done
    _number: int = 0

    def take_over(self, external_id: str, taken: bool) -> None:
        (self.taken.add if taken else self.taken.discard)(external_id)

    def plays(self, person: Person) -> bool:
        if self.replies == "none" or person.id in self.taken:
            return False
        return person.holds(Role.LIAISON) or (self.decides and not person.holds(Role.LEADER))

    def answer(self, message: Outgoing, now: Instant) -> Answers:
        """The person's answer to a message and its instant. Called once per message."""
        person = self.context.roster.by_id.get(message.person)
        if person is None or not self.plays(person):
            return ()
        roll = random.Random(f"{self.seed} {message.message_id}")
        if message.kind == MessageKind.ANSWER:
            return list(self._next(person, message, now, roll))
        chance, soonest, latest = self._temper(person).value
        if roll.random() > chance:
            return ()
        if any(_button(message.card, verb) for verb in CALLED):
            soonest, latest = soonest // HASTE, latest // HASTE
        at = now + roll.randrange(soonest, latest, MINUTE) + roll.randrange(MINUTE)
        return list(self._first(person, message, at, roll))

    def _temper(self, person: Person) -> Temper:
        if not person.holds(Role.LIAISON):
            return Temper.PROMPT
        digest = hashlib.sha256(f"{self.seed} {person.id}".encode()).digest()
        place = digest[0] * 100 // 256
        return next(temper for share, temper in SHARES[self.replies] if place < share)

    def _first(
        self, person: Person, message: Outgoing, at: Instant, roll: random.Random
    ) -> Iterable[tuple[Instant, Inbound]]:
        """Answer to a digest: acknowledge, file the return, decide, or report progress."""
        card = message.card
        for verb in ANSWERED:
            if button := _button(card, verb):
                yield at, self._press(message, button)
                at += roll.randrange(MINUTE, 6 * MINUTE)
        if person.holds(Role.LIAISON) and (_button(card, Verb.REPORT) or _button(card, Verb.WALK)):
            yield at, self._say(message, self._words(person, roll))

    def _next(
        self, person: Person, message: Outgoing, now: Instant, roll: random.Random
    ) -> Iterable[tuple[Instant, Inbound]]:
        """Answer to a confirmation or question: choose the item, pass it all the same, or submit a finished one."""
        at = now + roll.randrange(20_000, 2 * MINUTE)
        if button := _button(message.card, Verb.CHOOSE) or _button(message.card, Verb.PASS_SHORT):
            yield at, self._press(message, button)
        elif person.id in self._done and (button := _button(message.card, Verb.SUBMIT)):
            self._done.discard(person.id)
            yield at, self._press(message, button)

    def _words(self, person: Person, roll: random.Random) -> str:
        """Text of a report. Progress increases by uneven steps up to done."""
        language = Language.of(person.language)
        percent = min(self._percent.get(person.id, roll.randrange(20, 60)) + roll.randrange(10, 35), 100)
        self._percent[person.id] = percent
        if percent == 100:
            self._percent.pop(person.id)
            self._done.add(person.id)
            return language.say(roll.choice(DONE_KEYS))
        return language.say(roll.choice(SAY_KEYS), percent=percent)

    def _say(self, message: Outgoing, words: str) -> Inbound:
        return Inbound(
            message.channel,
            self._update(),
            message.external_id,
            words,
            message_id=message.message_id,
            raw=raw(words),
        )

    def _press(self, message: Outgoing, button: Button) -> Inbound:
        return Inbound(
            message.channel, self._update(), message.external_id, button=button.payload, message_id=message.message_id,
            raw=raw(label=button.text),
        )  # fmt: skip

    def _update(self) -> str:
        self._number += 1
        return f"dice.{self._number}"


CALLED = (Verb.EMERGENCY_SIGN, Verb.TICKET_SIGN)
HASTE = 3  # how much sooner people answer an emergency or a ticket than a digest
ANSWERED = (
    *CALLED, Verb.ACKNOWLEDGE, Verb.SIGN, Verb.REST_SAME, Verb.HELPED, Verb.PASS_ALL, Verb.PASS, Verb.GRANT, Verb.TAKE,
    Verb.GRANT_SUSPENSION, Verb.CONFIRM_CLOSED,
)  # fmt: skip
"""What simulated people press where it is offered."""


def _button(card: Card, verb: Verb) -> Button | None:
    buttons = (button for row in card.buttons for button in row)
    return next((b for b in buttons if b.payload.partition(":")[0] == verb), None)
