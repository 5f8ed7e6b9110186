"""The document of `rehearse --json`, issue 9 §7. No wall-clock time in it: equal scripts are equal bytes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.context.ports import Outgoing
from bot.domain.as_json import as_json
from bot.queries.summary_document import summary_to_json
from bot.simulate.conversation import PlayedConversation, PlayedStep
from bot.simulate.witness import RecordedEvent

DEEDS = ("say", "press", "send", "edit", "reply_to", "quote", "forwarded")
VALUE = ("name", "value", "unit", "of", "verdict")


def transcript(played: PlayedConversation) -> dict[str, object]:
    return {
        "steps": [_step(played, step) for step in played.steps],
        "summary": summary_to_json(played.summary, played.script.calendar),
    }


def _step(played: PlayedConversation, one: PlayedStep) -> dict[str, object]:
    step = one.step
    head: dict[str, object] = {"n": step.n, "at": f"{step.at:%Y-%m-%d %H:%M}"}
    if step.who:
        head["who"] = step.who
    head |= {outcome: getattr(step, outcome) for outcome in DEEDS if getattr(step, outcome)}
    return head | {
        "shown": [_shown(played, one, message) for message in _since_the_step_before(one)],
        "recorded": [record(played, event) for event in one.recorded],
    }


def _since_the_step_before(one: PlayedStep) -> Sequence[Outgoing]:
    """Before the first step there is none: weeks may lie between go-live and what somebody says in it."""
    if one.step.n > 1 or not one.step.who:
        return one.shown
    return one.shown[len(one.shown) - one.answers :]


def _shown(played: PlayedConversation, one: PlayedStep, message: Outgoing) -> dict[str, object]:
    card = message.card
    return {
        "to": name_of(played, one, message.person),
        "kind": message.kind,
        "text": card.text,
        "buttons": [button.text for row in card.buttons for button in row],
        "picture": played.file_names.get(card.picture, card.picture) or None,
        "files": [played.file_names.get(sha256, sha256) for sha256 in card.files],
    }


def name_of(played: PlayedConversation, one: PlayedStep, person: str) -> str:
    """As this step writes the person, else as the script does, else the usual way."""
    own = played.people.get(one.step.who)
    return one.step.who if own and own.id == person else played.names.get(person, person)


def record(played: PlayedConversation, event: RecordedEvent) -> dict[str, object]:
    """An event in the words of the interface; what its data does not say is null or empty."""
    data, item = event.data, event.item
    return {
        "event": event.kind,
        "task": _said(data, "task") or (item.task if item else None),
        "milestone": _said(data, "milestone") or (item.milestone if item else None) or None,
        "unit": _said(data, "unit") if item is None else item.unit,
        "period": (item.period if item else _said(data, "period")) or None,
        "percent": data.get("percent"),
        "values": list(values(data)),
        "done": bool(data.get("done")) or event.kind == "submitted",
        "next_date": data.get("next_date"),
        "words": event.words,
        "files": [played.file_names.get(sha256, sha256) for sha256 in event.files],
    }


def _said(data: Mapping[str, object], key: str) -> str | None:
    value = data.get(key)
    return str(value) if value else None


def values(data: Mapping[str, Any]) -> Iterable[dict[str, object]]:
    """`values` where the event has them by name; else its `quantities`, pairs of number and unit."""
    named = data.get("values")
    if named is None:
        named = [{"value": value, "unit": unit} for value, unit in data.get("quantities") or ()]
    for one in named:
        yield {key: _number(one.get(key)) if key in ("value", "of") else one.get(key) for key in VALUE}


def _number(value: object) -> object:
    """Decimals are kept as text in an event."""
    if not isinstance(value, str):
        return as_json(value)
    number = float(value)
    return int(number) if number.is_integer() else number
