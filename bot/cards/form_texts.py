"""督办单、函、约谈建议、预警提醒 in words: what a template of each is filled with.

The sentences are those of the drafts in the chat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import draft as drafts
from bot.cards.event_lines import RUNG_KEYS
from bot.cards.formatter import ROLE_KEYS, Formatter
from bot.domain.assignment import State
from bot.domain.language.matter import matter, unstopped
from bot.domain.light import Light, Reason
from bot.domain.paper_fields import Field
from bot.domain.papers import PaperKind, PaperText, Value
from bot.domain.summary import Item

KIND_KEYS = {kind: f"paper.kind.{kind}" for kind in PaperKind}
COLOUR_KEYS = {"red": "paper.red", "yellow": "paper.yellow", "blue": "paper.blue"}
TOLD_AT_MOST = 12  # lines of what was sent; earlier ones are counted


@dataclass(frozen=True, slots=True)
class StepTold:
    """One rung on one day, to however many people."""

    day: date
    rung: str  # "chase" by hand is a chase too
    reached: bool  # a platform accepted it for one of them at least


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form says beside the item itself."""

    reached: drafts.DeliveredRungs
    told: tuple[StepTold, ...]
    quote: str  # of the plan
    others: tuple[str, ...]  # units that share or support the task
    reported_on: date | None
    ladder: str  # name and version of the rules
    figures: tuple[str, ...] = ()  # of the item's indicators, or of the county's air


def form(fmt: Formatter, kind: PaperKind, item: Item, facts: FormFacts, contact: str) -> PaperText:
    """`fmt` speaks the language of papers, whatever the reader's is. `contact`: who drafts it."""
    match kind:
        case PaperKind.SLIP:
            values, title = _slip(fmt, item, facts), fmt.say("paper.slip_title", name=fmt.name(item, 60))
        case PaperKind.TALK:
            values, title = _talk(fmt, item, facts), fmt.say("paper.talk_title", unit=item.unit)
            values |= {Field.TITLE: title, Field.TO: fmt.say("paper.to_leader")}
        case _:
            values = {Field.BODY: _letter(fmt, kind, item, facts)}
            title = _letter_title(fmt, kind, item)
            values |= {Field.TITLE: title, Field.TO: item.unit}
    return PaperText(kind, title, head(fmt, kind, contact) | values)


def head(fmt: Formatter, kind: PaperKind, contact: str) -> dict[str, Value]:
    """What every paper has. Number and day are left open until it is issued."""
    style = fmt.plan.papers
    return {
        Field.OFFICE: fmt.office,
        Field.NUMBER: fmt.say("paper.number_open", series=style.series_of(kind), year=str(fmt.today.year)),
        Field.DAY: fmt.say("paper.day_open", year=str(fmt.today.year)),
        Field.CONTACT: style.contact or contact or fmt.say("paper.contact_open"),
    }


def colour(item: Item) -> str:
    """Red: its date has passed. Yellow: behind its pace or silent. Blue: its date is near."""
    if item.light is Light.RED or item.days_late:
        return "red"
    return "yellow" if item.light is Light.YELLOW and item.reason is not Reason.NEAR else "blue"


def _slip(fmt: Formatter, item: Item, facts: FormFacts) -> dict[str, Value]:
    words = facts.reached.last_words
    return {
        Field.COLOUR: fmt.say(COLOUR_KEYS[colour(item)]),
        Field.UNIT: item.unit,
        Field.OTHERS: fmt.language.list(facts.others) if facts.others else fmt.say("paper.none"),
        Field.ITEM: fmt.say("paper.item", name=fmt.name(item, 200), role=fmt.say(ROLE_KEYS[item.role])),
        Field.BASIS: _basis(fmt, item, facts),
        Field.FIRST_DUE: fmt.language.date(item.first_due),
        Field.DUE: fmt.language.date(item.due),
        Field.STANDING: _standing(fmt, item),
        Field.REPORTED_ON: fmt.language.date(facts.reported_on)
        if facts.reported_on
        else fmt.say("paper.not_reported"),
        Field.WORDS: words or fmt.say("paper.no_words"),
        Field.TOLD: "\n".join(told_lines(fmt, facts.told)),
        Field.COLOURS: fmt.say("paper.colours"),
    }


def _standing(fmt: Formatter, item: Item) -> str:
    state = fmt.status_text(item)
    if item.days_late:
        return fmt.say("paper.standing_late", n=item.days_late)
    return state if item.state is not State.REWORK else fmt.say("paper.standing_rework", n=item.rounds)


def _basis(fmt: Formatter, item: Item, facts: FormFacts) -> str:
    key = "paper.basis_quoted" if facts.quote else "paper.basis"
    return fmt.say(key, plan=fmt.plan.title, number=fmt.number(item.task), quote=facts.quote)


def told_lines(fmt: Formatter, told: Sequence[StepTold]) -> list[str]:
    """2024年1月3日催办，已送达; what did not arrive is said, and does not count as reminded."""
    shown = told[-TOLD_AT_MOST:]
    lines = [fmt.say("paper.told_before", n=len(told) - len(shown))] if len(told) > len(shown) else []
    for one in shown:
        key = "paper.told" if one.reached else "paper.told_not"
        lines.append(fmt.say(key, day=fmt.language.date(one.day), rung=fmt.say(RUNG_KEYS[one.rung])))
    return lines or [fmt.say("paper.told_nothing")]


def _letter_title(fmt: Formatter, kind: PaperKind, item: Item) -> str:
    name = matter(item.title)
    if kind is PaperKind.WARNING:
        return fmt.say("paper.warning_title", name=name or fmt.say("paper.quoted", text=item.title))
    if name:
        return fmt.say("paper.letter_title", name=name)
    return fmt.say("paper.letter_title_task", name=item.title)


def _letter(fmt: Formatter, kind: PaperKind, item: Item, facts: FormFacts) -> tuple[str, ...]:
    said = drafts.facts(fmt, item, facts.reached)
    why = fmt.say("draft.letter_why", **said)
    if kind is PaperKind.WARNING:
        key = "paper.warning_late" if item.days_late else "paper.warning_facts"
        progress = (
            fmt.say("paper.no_percent")
            if item.percent is None
            else fmt.say("paper.percent", percent=item.percent)
        )
        facts_line = fmt.say(key, **said, left=fmt.time_left(item), progress=progress)
        figures = [fmt.say("paper.warning_figure", line=unstopped(one)) for one in facts.figures]
        return (why, facts_line, *figures, fmt.say("paper.warning_ask", **said))
    if not item.days_late:
        return (why, fmt.say("paper.letter_facts_early", **said), fmt.say("draft.letter_ask", **said))
    return (why, fmt.say("draft.letter_facts", **said), fmt.say("draft.letter_ask", **said))


def _talk(fmt: Formatter, item: Item, facts: FormFacts) -> dict[str, Value]:
    said = drafts.facts(fmt, item, facts.reached)
    return {
        Field.ABOUT: (fmt.say("draft.talk_what", **said),),
        Field.FACTS: (fmt.say("draft.talk_facts", **said),),
        Field.TOLD: tuple(fmt.say("paper.sentence", text=one) for one in told_lines(fmt, facts.told)),
        Field.BASIS: (fmt.say("paper.talk_basis", basis=_basis(fmt, item, facts), ladder=facts.ladder),),
        Field.ADVICE: (fmt.say("paper.talk_whom", unit=item.unit), fmt.say("draft.talk_ask", **said)),
    }
