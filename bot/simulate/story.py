"""The demo's first minute: a reminder, a reply, a chase and a summary, found in what the clock brings.

Nothing is staged: the messages are those of the plan. Only where nobody would answer the reminder, or ask for the
summary, somebody is made to, so that the four are seen in this order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.cards.callback_data import Verb
from bot.cards.pressed import verb_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Accepted, Channel, Fetch, Inbound, Outgoing, Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import MINUTE, Instant
from bot.domain.ladder import Rung
from bot.domain.pace import Pace
from bot.domain.person import Person, Role
from bot.i18n import Language
from bot.simulate.play import SimulatedPhones
from bot.web.bubble import raw

REPLIES_AFTER = 25 * MINUTE
SUMMARY_AFTER = 20 * MINUTE
PERCENT = 80


class Scene(StrEnum):
    REMINDER = "reminder"
    REPLY = "reply"
    CHASE = "chase"
    SUMMARY = "summary"


READING: Mapping[Scene, float] = {Scene.REMINDER: 7.0, Scene.REPLY: 7.0, Scene.CHASE: 7.0, Scene.SUMMARY: 9.0}
"""Seconds for which the clock waits, so that what has come can be read."""


@dataclass(frozen=True, slots=True)
class _Rungs:
    why: tuple[tuple[int, str, str], ...]

    @property
    def names(self) -> set[str]:
        return {rung for _, rung, _ in self.why}


@dataclass
class Story:
    """A channel that passes everything on and notes what was said; `advance` looks for the next scene in it."""

    store: Store
    inner: Channel
    scenes: dict[Scene, str] = field(
        default_factory=dict
    )  # seen so far, with the account whose chat shows it
    begun: bool = False  # False: the prologue
    liaison: str = ""  # an account that owes one dated item, for a visitor who wants to answer
    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 100
    _sent: list[Outgoing] = field(default_factory=list)
    _heard: list[Inbound] = field(default_factory=list)

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        self._sent.append(message)
        return await self.inner.send(message, fetch)

    def heard(self, inbound: Inbound) -> None:
        self._heard.append(inbound)

    async def begin(self, context: PlanContext) -> None:
        """The prologue is over: chooses whom a visitor may answer for."""
        for message in reversed(self._sent):
            if await self._reminds_of_one(context, message):
                self.liaison = message.external_id
                break
        self._sent.clear()
        self._heard.clear()
        self.begun = True

    async def advance(self, context: PlanContext, phones: SimulatedPhones, now: Instant) -> Scene | None:
        """The scene that has just come, if one has."""
        scene = next((one for one in Scene if one not in self.scenes), None)
        sent, self._sent = self._sent, []
        heard, self._heard = self._heard, []
        match scene:
            case Scene.REMINDER:
                chat = await self._reminded(context, sent, phones, now)
            case Scene.REPLY:
                chat = next(
                    (i.external_id for i in heard if i.external_id == self.scenes[Scene.REMINDER]), ""
                )
            case Scene.CHASE:
                chat = await self._chased(context, sent, phones, now)
            case Scene.SUMMARY:
                chat = next((one.external_id for one in heard if one.text == "/summary"), "")
            case _:
                return None
        if not chat:
            return None
        self.scenes[scene] = chat
        return scene

    async def _reminded(
        self, context: PlanContext, sent: list[Outgoing], phones: SimulatedPhones, now: Instant
    ) -> str:
        for message in sent:
            if await self._reminds_of_one(context, message):
                self.liaison = message.external_id
                self._see_to_a_reply(context, message, phones, now)
                return message.external_id
        return ""

    async def _reminds_of_one(self, context: PlanContext, message: Outgoing) -> bool:
        """To a liaison, of one dated item that is still open."""
        person = _person(context, message)
        if person is None or not person.holds(Role.LIAISON) or len(message.card.assignments) != 1:
            return False
        if not _offers(message, Verb.REPORT) or Rung.REMIND not in (await self._rungs(message)).names:
            return False
        a = await self.store.one(Assignment, "assignment_by_id", id=message.card.assignments[0])
        return a is not None and a.running and not a.recurring

    async def _chased(
        self, context: PlanContext, sent: list[Outgoing], phones: SimulatedPhones, now: Instant
    ) -> str:
        for message in sent:
            if Rung.CHASE in (await self._rungs(message)).names:
                self._see_to_a_summary(context, phones, now)
                return message.external_id
        return ""

    def _see_to_a_reply(
        self, context: PlanContext, message: Outgoing, phones: SimulatedPhones, now: Instant
    ) -> None:
        account, soon = message.external_id, now + 3 * REPLIES_AFTER
        if any(one.inbound.external_id == account and one.at <= soon for one in phones.coming):
            return
        person = _person(context, message)
        words = Language.of(person.language if person else "").say("dice.report.steady", percent=PERCENT)
        reply = Inbound(
            self.name, "story.reply", account, words, message_id=message.message_id, raw=raw(words)
        )
        phones.expect(now + REPLIES_AFTER, reply)

    def _see_to_a_summary(self, context: PlanContext, phones: SimulatedPhones, now: Instant) -> None:
        people = [one for one in context.roster.people if one.holds(Role.COORDINATOR)]
        account = next((found for one in people if (found := context.account(one.id))), None)
        if account:
            asked = Inbound(self.name, "story.summary", account.external_id, "/summary", raw=raw("/summary"))
            phones.expect(now + SUMMARY_AFTER, asked)

    async def _rungs(self, message: Outgoing) -> _Rungs:
        found = await self.store.one(_Rungs, "message_by_id", message_id=message.message_id)
        return found or _Rungs(())


def _person(context: PlanContext, message: Outgoing) -> Person | None:
    return context.roster.by_id.get(message.person)


def _offers(message: Outgoing, verb: Verb) -> bool:
    return any(verb_of(button.payload) is verb for row in message.card.buttons for button in row)
