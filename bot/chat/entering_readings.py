"""A file of readings in the chat: what it would change is shown, one tap enters it."""

from bot.actions.correct_figures import corrections_of
from bot.actions.enter_readings import PlannedEntry, enter_readings, planned_entry, require_may_enter
from bot.cards import readings_entry as cards
from bot.cards.air_changes import air_changes
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Card
from bot.cards.indicator_lines import indicator_line
from bot.chat.confirming import confirmed_by_words
from bot.chat.turn import Answer, Expects, Turn, note
from bot.context.ports import Attachment
from bot.domain.errors import Invalid, Refused
from bot.domain.handed_readings import HandedReadings


async def handed(turn: Turn) -> Answer | None:
    """None where nothing that came is a file of readings. Refused for who may not enter them."""
    for file in turn.inbound.attachments if turn.readings else ():
        try:
            found = await _read(turn, file)
        except Invalid as wrong:
            return Answer(note(turn.say("readings.unreadable", name=file.name), *map(str, wrong.mistakes)))
        if found is not None:
            require_may_enter(turn.context, turn.person)
            return await _shown(turn, await planned_entry(turn.store, turn.context, found, turn.now))
    return None


async def _read(turn: Turn, file: Attachment) -> HandedReadings | None:
    assert turn.readings
    return await turn.readings.read(file, turn.context.plan, turn.fmt.language)


async def _shown(turn: Turn, entry: PlannedEntry) -> Answer:
    name = entry.handed.name
    if entry.before:
        return Answer(Card(turn.say("readings.entered_before", name=name, at=turn.at(entry.before))))
    if not entry.sound:
        return Answer(cards.wrong(turn.fmt, entry.handed, entry.findings))
    if not entry.new:
        return Answer(Card(turn.say("readings.nothing_new", name=name)))
    card = cards.would_change(turn.fmt, entry.handed, entry.new, await _changes(turn, entry), entry.findings)
    kept = {"file": entry.handed.sha256, "name": name}
    return confirmed_by_words(turn, card, payload_for(Verb.ENTER_READINGS), **kept)


async def _changes(turn: Turn, entry: PlannedEntry) -> list[str]:
    """Each figure that becomes another one, as it will be."""
    if entry.air and (air := turn.context.air):
        before = await air.report(turn.context.plan, turn.today)
        after = await air.also(entry.air).report(turn.context.plan, turn.today)
        return air_changes(turn.fmt, before, after, air.rules.assessment)
    numbers = turn.context.numbers
    known = (one.of_plan(turn.context.plan, turn.today) for one in (numbers, numbers.also(entry.indicators)))
    rows = zip(*known, strict=True)
    return [
        indicator_line(turn.fmt, new)
        for old, new in rows
        if (old.last, old.light, old.readings, old.periods)
        != (new.last, new.light, new.readings, new.periods)
    ]


async def enter(turn: Turn) -> Answer:
    """导入: what was shown, read again from the file that was sent."""
    kept = turn.dialog.data if turn.dialog and turn.dialog.expects is Expects.CONFIRM else {}
    require_may_enter(turn.context, turn.person)
    body = await turn.store.one(Attachment, "attachment_whole", sha256=str(kept.get("file", "")))
    found = await _read(turn, body) if body and turn.readings else None
    if body is None or found is None:
        raise Refused("refused.nothing_kept")
    entry = await planned_entry(turn.store, turn.context, found, turn.now)
    outcome = enter_readings(turn.context, turn.person.id, entry, turn.now)
    corrected = await corrections_of(turn.store, turn.context, entry, turn.now)
    title = turn.say("readings.entered", name=found.name, n=entry.new)
    button = turn.fmt.button("button.undo", Verb.UNDO)
    return Answer(Card(title, (), ((button,),)), (*outcome.changes, *corrected))
