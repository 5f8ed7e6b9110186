"""Papers that the air of the counties suggests, in a line each, with a button that drafts one."""

from collections.abc import Mapping, Sequence

from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.air_rank_lines import period_name
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, Card
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter, rows
from bot.cards.lists import PAGE_SIZE, ListEntry, PayloadOfPage, page
from bot.domain.air.proposed_papers import Cause, PaperProposal
from bot.domain.message import NoticeView
from bot.domain.papers import PaperKind

LINE_KEYS: Mapping[tuple[PaperKind, Cause], str] = {
    (PaperKind.RANKS, Cause.RANKED): "proposed.ranks",
    (PaperKind.RANKS, Cause.CORRECTED): "proposed.ranks_corrected",
    (PaperKind.PRAISE, Cause.MERIT): "proposed.praise",
    (PaperKind.WARNING, Cause.LAST): "proposed.warning_last",
    (PaperKind.WARNING, Cause.GOAL): "proposed.warning_goal",
    (PaperKind.TALK, Cause.LAST): "proposed.talk_last",
    (PaperKind.TALK, Cause.GOAL): "proposed.talk_goal",
}
BUTTON_KEYS: Mapping[PaperKind, str] = {
    PaperKind.RANKS: "button.draft_ranks",
    PaperKind.PRAISE: "button.draft_praise",
    PaperKind.WARNING: "button.draft_warning",
    PaperKind.TALK: "button.draft_talk",
}


def proposal_line(fmt: Formatter, one: PaperProposal) -> str:
    """2024年7月排名通报; 对方城县的预警提醒（连续2个月为本组末位）"""
    period = period_name(one.period, fmt.language)
    return fmt.say(LINE_KEYS[one.kind, one.cause], period=period, unit=one.unit, n=one.n)


def _draft_button(fmt: Formatter, one: PaperProposal) -> Button:
    period = period_name(one.period, fmt.language)
    return fmt.button(BUTTON_KEYS[one.kind], Verb.DRAFT_PROPOSED, one.code, period=period, unit=one.unit)


def told(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """In the day's message of whoever drafts."""
    found = [one for view in views if (one := proposal_of(view))]
    title = fmt.say("proposed.title", n=len(found))
    lines = [fmt.say("list.bullet") + proposal_line(fmt, one) for one in found]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)]
    buttons = rows([_draft_button(fmt, one) for one in found[:3]], 1)
    door = fmt.button("button.proposals", Verb.WAITING, "papers", 0, n=len(found))
    return ScreenBlock((*shapes, (title,)), (*buttons, (door,)) if len(found) > 3 else buttons)


def proposal_of(view: NoticeView) -> PaperProposal | None:
    said = view.data
    if "kind" not in said:
        return None
    return PaperProposal(
        PaperKind(str(said["kind"])),
        Cause(str(said["cause"])),
        str(said["period"]),
        str(said["unit"]),
        int(str(said["n"])),
        str(said["mark"]),
    )


def notice_data(one: PaperProposal) -> Mapping[str, object]:
    return {
        "kind": one.kind, "cause": one.cause, "period": one.period, "unit": one.unit, "n": one.n, "mark": one.mark,
    }  # fmt: skip


def listed(
    fmt: Formatter, title: str, found: Sequence[PaperProposal], number: int, pages: PayloadOfPage
) -> Card:
    """In the inbox: a number drafts, and another button says that nobody wants it."""
    entries = [
        ListEntry(proposal_line(fmt, one), payload_for(Verb.DRAFT_PROPOSED, one.code)) for one in found
    ]
    start = min(number, max(len(found) - 1, 0) // PAGE_SIZE) * PAGE_SIZE
    unwanted = [
        fmt.button("button.not_wanted", Verb.DISMISS_PROPOSED, one.code, n=n)
        for n, one in enumerate(found[start : start + PAGE_SIZE], start + 1)
    ]
    how = (fmt.say("proposed.how"),) if found else ()
    card = page(
        fmt, title, entries, number, pages, empty=fmt.say("inbox.none_of_it"),
        last=(*rows(unwanted, 3), (fmt.button("button.inbox", Verb.INBOX),)),
    )  # fmt: skip
    return Card(card.title, (*card.lines, *how), card.buttons)


def dismissed(fmt: Formatter, one: PaperProposal) -> Card:
    return Card(fmt.say("proposed.dismissed", line=proposal_line(fmt, one)))
