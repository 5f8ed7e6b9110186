"""A played conversation line by line, as the terminal and the demo's page show it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bot.context.ports import Outgoing
from bot.i18n import Language
from bot.simulate.conversation import PlayedConversation, PlayedStep
from bot.simulate.transcript import name_of, record
from bot.web.script_ports import LineKind, ScriptLine


def script_lines(played: PlayedConversation, language: Language) -> Iterator[ScriptLine]:
    """Step by step. Messages to people who do not appear in the script are counted, not shown."""
    at = None
    for one in played.steps:
        if one.step.at != at:
            at = one.step.at
            yield ScriptLine(LineKind.MOMENT, title=language.say("rehearse.moment", day=at.date(), at=at))
        before = len(one.shown) - one.answers
        yield from _messages(played, one, one.shown[:before], language)
        if one.step.who:
            yield _said(one, language)
        yield from _messages(played, one, one.shown[before:], language)
        for event in one.recorded:
            yield ScriptLine(LineKind.RECORDED, title=_recorded(record(played, event), language))


def _messages(
    played: PlayedConversation, one: PlayedStep, shown: Sequence[Outgoing], language: Language
) -> Iterator[ScriptLine]:
    appearing = {person.id for person in played.people.values()}
    for message in shown:
        if message.person in appearing:
            yield _told(played, one, message, language)
    others = Counter(message.person for message in shown if message.person not in appearing)
    if others:
        title = language.say("rehearse.others", n=others.total(), people=len(others))
        yield ScriptLine(LineKind.OTHERS, title=title)


def _said(one: PlayedStep, language: Language) -> ScriptLine:
    step = one.step
    who = step.who
    if step.edit:
        who = language.say("rehearse.edits", who=step.who, n=step.edit)
    elif step.reply_to:
        who = language.say("rehearse.replies", who=step.who, n=step.reply_to)
    elif step.forwarded:
        who = language.say("rehearse.forwards", who=step.who, author=step.forwarded)
    title = language.say("rehearse.pressed", label=step.press) if step.press else ""
    attached = (language.say("rehearse.sent", file=step.send),) if step.send else ()
    return ScriptLine(LineKind.SAID, f"{step.n}  {who}", title, tuple(step.say.splitlines()), attached)


def _told(played: PlayedConversation, one: PlayedStep, message: Outgoing, language: Language) -> ScriptLine:
    card = message.card
    attached = [language.say("rehearse.picture")] if card.picture else []
    for sha256 in card.files:
        attached.append(language.say("rehearse.sent", file=played.file_names.get(sha256, sha256)))
    return ScriptLine(
        LineKind.TOLD,
        name_of(played, one, message.person),
        card.title,
        tuple(line for text in card.lines for line in text.split("\n")),
        tuple(attached),
        tuple(tuple(button.text for button in row) for row in card.buttons),
    )


def _recorded(row: dict[str, Any], language: Language) -> str:
    """Item, kind and what was read of the words, as the event has it."""
    parts = [str(row[key]) for key in ("unit", "period", "next_date") if row[key]]
    if row["percent"] is not None:
        parts.append(f"{row['percent']}%")
    for value in row["values"]:
        of = f"/{value['of']}" if value["of"] is not None else ""
        verdict = f" ({value['verdict']})" if value["verdict"] else ""
        parts.append(f"{value['name'] or ''}{value['value']}{of}{value['unit'] or ''}{verdict}")
    item = row["milestone"] or row["task"] or ""
    return language.say("rehearse.recorded", event=row["event"], item=item, parts=parts or ["–"])
