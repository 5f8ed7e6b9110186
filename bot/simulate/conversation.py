"""Runs a conversation script on a simulated clock and collects the messages shown and the events recorded."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from bot.cards.card import Button
from bot.context.ports import Attachment, Inbound, Outgoing, Store
from bot.domain.addressee import addressees, written
from bot.domain.attachment import mime_of, safe_name
from bot.domain.calendar import Calendar, Instant
from bot.domain.drawn import Drawable
from bot.domain.person import Person
from bot.domain.summary import Summary
from bot.i18n import Language
from bot.planfile.conversation import Conversation, ConversationStep
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.queries.summary import summarize
from bot.simulate.phone import NoLabel, Phones, SeveralLabels, find_button
from bot.simulate.play import Play
from bot.simulate.rehearse import CHANNEL, Script, stage
from bot.simulate.witness import RecordedEvent, Witness
from bot.storage.store import open_store
from bot.web.bubble import file as file_of
from bot.web.bubble import raw

PICTURE = (
    b"\x89PNG\r\n\x1a\n"  # placeholder: a script only reports that a picture was sent; drawing takes seconds
)


@dataclass(frozen=True, slots=True)
class PlayedStep:
    step: ConversationStep
    shown: tuple[Outgoing, ...]  # to anybody, since the step before
    recorded: tuple[RecordedEvent, ...]
    answers: int = 0  # of those shown, how many came after the person had spoken


@dataclass(frozen=True, slots=True)
class PlayedConversation:
    script: Script
    steps: tuple[PlayedStep, ...]
    summary: Summary  # at the end of the script
    people: Mapping[str, Person]  # as the script writes them
    names: Mapping[str, str]  # person id → as the script writes the person, else the usual way
    file_names: Mapping[str, str]  # sha256 → name


async def play_conversation(
    script: Script, conversation: Conversation, language: Language,
    moved: Callable[[date], None] = lambda day: None,
) -> PlayedConversation:  # fmt: skip
    """On a throw-away database. Raises Invalid for a person or a label that is not there. `moved` hears of each
    day played."""
    people = resolved(script, conversation, language)
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        store = await open_store(f"sqlite:///{folder}/play.db", script.plan.id, synchronous="OFF")
        try:
            return await _played(store, script, conversation, people, language, moved)
        finally:
            await store.close()


async def _played(
    store: Store, script: Script, conversation: Conversation, people: Mapping[str, Person],
    language: Language, moved: Callable[[date], None],
) -> PlayedConversation:  # fmt: skip
    witness, phones = Witness(store), Phones()
    show = await stage(script, witness, onward=phones, draw=_draw)
    for person in people.values():
        show.dice.take_over(person.id, True)
    player = Player(show.play, witness, phones, conversation, people, language)
    steps = []
    for step in conversation.steps:
        steps.append(await player.step(step, moved))
    summary = await summarize(store, await show.play.contexts.current(), show.play.clock.now)
    names = written(addressees(script.roster))
    names |= {person.id: who for who, person in reversed(list(people.items()))}
    return PlayedConversation(script, tuple(steps), summary, people, names, witness.file_names)


async def _draw(drawn: Drawable, language: str) -> bytes:
    return PICTURE


def resolved(script: Script, conversation: Conversation, language: Language) -> dict[str, Person]:
    """Each name of the script → its person, in the order of the script. Raises Invalid with all unknown names."""
    known = addressees(script.roster)
    named = [step for step in conversation.steps if step.who]
    flaws = [
        Flaw(step.places["who"], "unknown_person", {"word": step.who, "known": tuple(known)})
        for step in named
        if step.who not in known
    ]
    if flaws:
        raise invalid(flaws, str(conversation.file), language)
    return {step.who: known[step.who] for step in named}


@dataclass
class Player:
    """Runs the steps in order."""

    play: Play
    witness: Witness
    phones: Phones
    conversation: Conversation
    people: Mapping[str, Person]
    language: Language
    _said: dict[int, Inbound] = field(default_factory=dict)  # by step
    _shown: dict[int, tuple[Outgoing, ...]] = field(default_factory=dict)

    async def step(self, step: ConversationStep, moved: Callable[[date], None]) -> PlayedStep:
        before, calendar = len(self.phones.shown), self.play.calendar
        await self.play.until(at_minute(calendar, step), lambda at: moved(calendar.day(at)))
        await self.play.settle()
        said_after = len(self.phones.shown)
        recorded = await self._act(step) if step.who else ()
        shown = self._shown[step.n] = tuple(self.phones.shown[before:])
        return PlayedStep(step, shown, recorded, len(self.phones.shown) - said_after)

    async def _act(self, step: ConversationStep) -> tuple[RecordedEvent, ...]:
        """The person's input, one millisecond after the messages shown before."""
        inbound = self._said[step.n] = self._inbound(step, self.people[step.who])
        self.play.clock.now += 1
        self.witness.listen()
        await self.play.receive(inbound, self.play.clock.now)
        recorded = await self.witness.heard()
        await self.play.settle()
        return recorded

    def _inbound(self, step: ConversationStep, person: Person) -> Inbound:
        if step.press:
            message, button = self._button(step, person)
            return Inbound(
                CHANNEL, _update(step), person.id, button=button.payload, message_id=message.message_id,
                raw=raw(label=button.text),
            )  # fmt: skip
        edited, answered = self._said.get(step.edit), self._answered(step, person)
        message_id = answered.message_id if answered else edited.message_id if edited else ""
        quote = step.quote or (answered.card.text if answered else "")
        files = (self._file(step.send),) if step.send else ()
        return Inbound(
            CHANNEL, _update(step), person.id, step.say, message_id=message_id, attachments=files,
            raw=raw(step.say, reply_to=message_id, quote=quote, files=[file_of(one) for one in files]),
            platform_id=edited.platform_id if edited else _update(step), edited=edited is not None,
            forwarded=step.forwarded, quote=step.quote,
        )  # fmt: skip

    def _button(self, step: ConversationStep, person: Person) -> tuple[Outgoing, Button]:
        on = self._answered(step, person)
        try:
            return find_button([on] if on else self.phones.screen(person.id), step.press)
        except NoLabel as none:
            code = "label_not_unique" if isinstance(none, SeveralLabels) else "no_such_label"
            about = {"who": step.who, "word": step.press, "known": none.labels, "n": len(none.labels)}
            self._fail(step.places["press"], code, about)

    def _answered(self, step: ConversationStep, person: Person) -> Outgoing | None:
        """The newest message that this person was shown in the step replied to."""
        if not step.reply_to:
            return None
        mine = [m for m in self._shown[step.reply_to] if m.person == person.id]
        if not mine:
            self._fail(step.places["reply_to"], "nothing_was_shown", {"who": step.who, "n": step.reply_to})
        return mine[-1]

    def _fail(self, place: FilePlace, code: str, about: Mapping[str, object]) -> NoReturn:
        raise invalid([Flaw(place, code, about)], str(self.conversation.file), self.language)

    def _file(self, name: str) -> Attachment:
        body = (self.conversation.file.parent / name).read_bytes()
        called = safe_name(name)
        return Attachment(called, mime_of(called, body), body)


def _update(step: ConversationStep) -> str:
    return f"step.{step.n}"


def at_minute(calendar: Calendar, step: ConversationStep) -> Instant:
    return calendar.at(step.at.date(), step.at.time())
