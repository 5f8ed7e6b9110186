"""Papers in the chat: a draft with its file, the question before it is issued, and the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.corrected_rank_lines import correction_line
from bot.cards.form_texts import KIND_KEYS
from bot.cards.formatter import Formatter, clipped
from bot.cards.lists import ListEntry, page
from bot.domain.air.told_ranks import CorrectedRank
from bot.domain.paper_life import OfficePaper, PaperState
from bot.domain.papers import PaperKind

WHAT_KEYS = {kind: f"paper.what.{kind}" for kind in PaperKind}
STATE_LINE_KEYS = {
    PaperState.DRAFT: "paper.line_draft",
    PaperState.ISSUED: "paper.line_issued",
    PaperState.VOIDED: "paper.line_voided",
}
NAMED_AT_MOST = 8  # people named in a question; more are counted
GAP_LENGTH = 40


@dataclass(frozen=True, slots=True)
class DraftActions:
    """What the reader may do with a draft."""

    issue: bool
    ask_to_issue: bool  # somebody else issues


def kind(fmt: Formatter, paper: OfficePaper) -> str:
    return fmt.say(KIND_KEYS[paper.kind])


def about(fmt: Formatter, paper: OfficePaper) -> str:
    """督办单 市农业农村局 第8项…"""
    key = "paper.about" if paper.unit else "paper.about_all"
    return fmt.say(key, kind=kind(fmt, paper), unit=paper.unit, title=clipped(paper.title, 60))


def draft(
    fmt: Formatter, paper: OfficePaper, gaps: Sequence[str], may: DraftActions, above: str, *,
    doubts: Sequence[str] = (),
) -> Card:  # fmt: skip
    """The draft's file with what it is, in a line, and what there is to do."""
    lines = [*doubts]
    if gaps:
        lines.insert(0, fmt.say(WHAT_KEYS[paper.kind]))
        lines.append(fmt.say("paper.gap", gap=clipped(gaps[0], GAP_LENGTH), n=len(gaps)))
        lines.append(fmt.say("paper.gap_how"))
    else:
        lines.append(fmt.say("paper.ready"))
    row = []
    if may.issue and not gaps:
        row.append(fmt.button("button.sign_paper", Verb.SIGN_PAPER, paper.id, style=ButtonStyle.PRIMARY))
    if may.ask_to_issue and not gaps:
        row.append(fmt.button("button.to_sign", Verb.TO_SIGN, paper.id, style=ButtonStyle.PRIMARY))
    row.append(fmt.button("button.discard", Verb.DISCARD, paper.id))
    return Card(above, tuple(lines), (tuple(row),), files=(paper.file,))


def to_sign(fmt: Formatter, paper: OfficePaper, by: str) -> Card:
    """To whoever issues."""
    row = (fmt.button("button.sign_paper", Verb.SIGN_PAPER, paper.id, style=ButtonStyle.PRIMARY),)
    title = fmt.say("paper.to_sign", about=about(fmt, paper), name=by)
    return Card(title, (fmt.say(WHAT_KEYS[paper.kind]),), (row,), files=(paper.file,))


def confirm(
    fmt: Formatter, paper: OfficePaper, number: str, told: Sequence[str], missed: Sequence[str]
) -> Card:
    """Before it is issued: the number it will take, and who gets it."""
    lines = [about(fmt, paper), fmt.say("paper.takes_number", number=number)]
    lines += _who(fmt, told, missed)
    row = (
        fmt.button("button.issue", Verb.ISSUE, paper.id, paper.version, style=ButtonStyle.PRIMARY),
        fmt.button("button.cancel", Verb.FORGET),
    )
    return Card(fmt.say("paper.confirm", kind=kind(fmt, paper)), tuple(lines), (row,), files=(paper.file,))


def issued(fmt: Formatter, paper: OfficePaper, told: Sequence[str], missed: Sequence[str]) -> Card:
    lines = [about(fmt, paper), *_who(fmt, told, missed)]
    row = (
        fmt.button("button.void", Verb.VOID, paper.id),
        fmt.button("button.papers", Verb.PAPERS, 0),
    )
    title = fmt.say("paper.issued", number=str(paper.number), kind=kind(fmt, paper))
    return Card(title, tuple(lines), (row,), files=(paper.file,))


def _who(fmt: Formatter, told: Sequence[str], missed: Sequence[str]) -> list[str]:
    """People by name; of many the first ones and how many in all."""
    lines = [fmt.say("paper.sent_to", names=list(told[:NAMED_AT_MOST]), n=len(told))] if told else []
    if len(told) > NAMED_AT_MOST:
        lines = [fmt.say("paper.sent_to_many", names=list(told[:NAMED_AT_MOST]), n=len(told))]
    if missed:
        lines.append(fmt.say("paper.not_sent_to", names=list(missed[:NAMED_AT_MOST]), n=len(missed)))
    return lines or [fmt.say("paper.only_kept")]


def received(fmt: Formatter, paper: OfficePaper, item: int | None) -> Card:
    """To a unit that the paper names."""
    title = fmt.say("paper.received", office=fmt.office, kind=kind(fmt, paper), number=str(paper.number))
    row = ((fmt.button("button.card", Verb.CARD, item),),) if item else ()
    lines = (
        (paper.title,) if paper.kind is not PaperKind.SLIP else (paper.title, fmt.say("paper.please_sign"))
    )
    items = (item,) if item else ()
    return Card(title, lines, row, assignments=items, files=(paper.file,))


def ask_void(fmt: Formatter, paper: OfficePaper) -> Card:
    row = (
        fmt.button("button.void_now", Verb.VOID_NOW, paper.id, style=ButtonStyle.DANGER),
        fmt.button("button.cancel", Verb.FORGET),
    )
    lines = (about(fmt, paper), fmt.say("paper.void_keeps"))
    return Card(fmt.say("paper.ask_void", number=str(paper.number)), lines, (row,))


def voided(fmt: Formatter, paper: OfficePaper) -> Card:
    """To whoever voided it, and to those who had received it."""
    return Card(fmt.say("paper.voided", number=str(paper.number), kind=kind(fmt, paper)), (paper.title,))


def which(fmt: Formatter, drafts: Sequence[OfficePaper]) -> Card:
    """A Word file came without a reply to a draft."""
    rows = tuple(
        (Button(clipped(about(fmt, one), 40), payload_for(Verb.REPLACE, one.id)),)
        for one in drafts[:NAMED_AT_MOST]
    )
    cancel = (fmt.button("button.none_of_them", Verb.FORGET),)
    return Card(fmt.say("paper.which"), (), (*rows, cancel))


def register(
    fmt: Formatter, papers: Sequence[OfficePaper], names: dict[str, str], number: int,
    corrected: Mapping[int, Sequence[str]],
) -> Card:  # fmt: skip
    """`corrected`: papers by id, and the places whose ranks in them are others now."""
    drafts = sum(one.state is PaperState.DRAFT for one in papers)
    entries = [
        ListEntry(
            _marked(fmt, _line(fmt, one, names), corrected.get(one.id, ())), payload_for(Verb.PAPER, one.id)
        )
        for one in papers
    ]
    title = fmt.say("paper.register", issued=len(papers) - drafts, drafts=drafts)
    return page(
        fmt,
        title,
        entries,
        number,
        lambda n: payload_for(Verb.PAPERS, n),
        empty=fmt.say("paper.register_empty"),
    )


def _marked(fmt: Formatter, line: str, places: Sequence[str]) -> str:
    return fmt.say("paper.line_corrected", line=line, places=list(places)) if places else line


def _line(fmt: Formatter, paper: OfficePaper, names: dict[str, str]) -> str:
    by = {
        PaperState.DRAFT: paper.drafted_by,
        PaperState.ISSUED: paper.issued_by,
        PaperState.VOIDED: paper.voided_by,
    }[paper.state]
    day = {
        PaperState.DRAFT: fmt.calendar.day(paper.drafted_at),
        PaperState.ISSUED: paper.issued_on,
        PaperState.VOIDED: paper.voided_on,
    }[paper.state]
    assert day
    return fmt.say(
        STATE_LINE_KEYS[paper.state],
        number=str(paper.number or ""),
        about=about(fmt, paper),
        day=fmt.day(day),
        name=names.get(by, ""),
    )


def one(
    fmt: Formatter,
    paper: OfficePaper,
    names: dict[str, str],
    *,
    void: bool,
    corrected: Sequence[CorrectedRank] = (),
) -> Card:
    """An issued or voided paper with its file."""
    row = [fmt.button("button.papers", Verb.PAPERS, 0)]
    if void and paper.state is PaperState.ISSUED:
        row.insert(0, fmt.button("button.void", Verb.VOID, paper.id))
    lines = (paper.title, *(correction_line(fmt, str(paper.number), one) for one in corrected))
    return Card(_line(fmt, paper, names), lines, (tuple(row),), files=(paper.file,))
