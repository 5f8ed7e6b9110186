"""What importing a list's file would change, and what is wrong in it."""

from collections.abc import Iterator, Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import ButtonStyle, Card
from bot.cards.formatter import Formatter
from bot.domain.lists.list_changes import ListChanges
from bot.domain.lists.list_findings import ListFinding
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.plan import Level
from bot.i18n import Language

SHOWN = 8  # names in a line, and findings; the rest is counted

LIST_FINDING_KEYS = {
    "unknown_task": "worklist.finding.unknown_task",
    "unknown_milestone": "worklist.finding.unknown_milestone",
    "duplicate_id": "worklist.finding.duplicate_id",
    "unknown_place": "worklist.finding.unknown_place",
    "after_milestone": "worklist.finding.after_milestone",
    "percent_100_open": "worklist.finding.percent_100_open",
    "excused_without_reason": "worklist.finding.excused_without_reason",
}


def list_finding(one: ListFinding, language: Language) -> str:
    return language.say(LIST_FINDING_KEYS[one.code], **one.args)


def list_would_change(
    fmt: Formatter, worklist: WorkList, changes: ListChanges, doubts: Sequence[ListFinding]
) -> Card:
    """One tap imports it; or words do that say why items are gone or left out."""
    lines = [*_lines(fmt, changes), *_findings(fmt, doubts)]
    cancel = fmt.button("button.cancel", Verb.FORGET)
    if unsaid := changes.unsaid:
        ask = fmt.say("worklist.file.why", names=_names(fmt, unsaid))
        return Card(_title(fmt, worklist), (*lines, ask), ((cancel,),))
    yes = fmt.button("button.import_list", Verb.IMPORT_LIST, style=ButtonStyle.PRIMARY)
    return Card(_title(fmt, worklist), tuple(lines), ((yes, cancel),))


def list_wrong(fmt: Formatter, name: str, findings: Sequence[ListFinding]) -> Card:
    errors = [one for one in findings if one.level is Level.ERROR]
    title = fmt.say("readings.wrong", name=name, n=len(errors))
    return Card(title, (*_findings(fmt, errors), fmt.say("readings.send_again")))


def _title(fmt: Formatter, one: WorkList) -> str:
    return fmt.say("worklist.file.would_change", milestone=one.milestone, title=one.title, n=len(one.items))


def _lines(fmt: Formatter, changes: ListChanges) -> Iterator[str]:
    for key, items in (
        ("worklist.file.new", changes.new),
        ("worklist.file.done", changes.done),
        ("worklist.file.left_out", changes.left_out),
        ("worklist.file.gone", changes.gone),
        ("worklist.file.altered", changes.altered),
    ):
        if items:
            yield fmt.say(key, n=len(items), names=_names(fmt, items))


def _names(fmt: Formatter, items: Sequence[ListedItem]) -> list[str]:
    more = len(items) - SHOWN
    names = [fmt.say("worklist.numbered", id=one.id, name=one.name) for one in items[:SHOWN]]
    return [*names, *([fmt.say("worklist.file.more", n=more)] if more > 0 else [])]


def _findings(fmt: Formatter, findings: Sequence[ListFinding]) -> list[str]:
    more = len(findings) - SHOWN
    said = [list_finding(one, fmt.language) for one in findings[:SHOWN]]
    return [*said, *([fmt.say("worklist.file.more", n=more)] if more > 0 else [])]
