"""The blocks of the daily message about others' work, as a table: which notices, and what draws them."""

from collections.abc import Callable, Iterable, Sequence

from bot.cards import (
    complaint_cards,
    new_list_lines,
    proposal_lines,
    rulings,
    sections_absence,
    sections_news,
    sections_past,
    sections_people,
    sections_review,
    sections_risks,
    support_lines,
    talks,
)
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import ItemNumbers
from bot.domain.message import NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.person import Role

TOLD_KINDS = (NoticeKind.OUTCOME, NoticeKind.NEWS)
NOTE_KINDS = (NoticeKind.SUPPORT_ANSWERED, NoticeKind.SUPPORTED)
Found = Sequence[NoticeView]
Draw = Callable[[Formatter, Found, ItemNumbers], Iterable[ScreenBlock]]


def _plain(draw: Callable[[Formatter, list[NoticeView]], ScreenBlock]) -> Draw:
    return lambda fmt, found, _: (draw(fmt, list(found)),)


def _numbered(draw: Callable[[Formatter, list[NoticeView], ItemNumbers], ScreenBlock]) -> Draw:
    return lambda fmt, found, numbers: (draw(fmt, list(found), numbers),)


def _each(draw: Callable[[Formatter, NoticeView], ScreenBlock]) -> Draw:
    return lambda fmt, found, _: (draw(fmt, one) for one in found)


def _kinds(*kinds: NoticeKind) -> Callable[[NoticeView], bool]:
    return lambda view: view.kind in kinds


def _to_review(view: NoticeView) -> bool:
    return view.kind is NoticeKind.REVIEW or (view.kind is NoticeKind.RUNG and view.role is Role.REVIEWER)


def _reviews(fmt: Formatter, found: list[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """What was submitted before what is reminded of."""
    ordered = sorted(found, key=lambda view: view.kind is not NoticeKind.REVIEW)
    return sections_review.reviews(fmt, ordered, numbers)


def _decision(*, of_an_item: bool) -> Callable[[NoticeView], bool]:
    return lambda view: view.kind is NoticeKind.DECISION and bool(view.item) is of_an_item


OF_OTHERS: tuple[tuple[Callable[[NoticeView], bool], Draw], ...] = (
    (_kinds(NoticeKind.PAST), _numbered(sections_past.past)),
    (_to_review, _numbered(_reviews)),
    (_kinds(NoticeKind.COMPLAINT), _plain(complaint_cards.told)),
    (_kinds(NoticeKind.LISTED), _plain(new_list_lines.told)),
    (_kinds(NoticeKind.PAPER_PROPOSED), _plain(proposal_lines.told)),
    (_kinds(NoticeKind.COMPLAINT_ANSWERED), _plain(complaint_cards.answers)),
    (_kinds(NoticeKind.SUPPORT_ASKED), _plain(support_lines.asked)),
    (_kinds(*NOTE_KINDS), _plain(support_lines.told)),
    (_kinds(NoticeKind.RISK), _numbered(sections_risks.risks)),
    (_decision(of_an_item=True), _numbered(sections_review.decisions)),
    (_kinds(NoticeKind.DIRECTED), _plain(talks.directed)),
    (_kinds(NoticeKind.NAMED, NoticeKind.RULED), _plain(rulings.told)),
    (_kinds(*TOLD_KINDS), _numbered(sections_news.outcomes)),
    (_kinds(NoticeKind.CORRECTION), _numbered(sections_news.corrections)),
    (_decision(of_an_item=False), lambda fmt, found, _: (sections_review.no_lead(fmt),)),
    (
        _kinds(NoticeKind.UNACKNOWLEDGED, NoticeKind.URGED),
        lambda fmt, found, _: sections_people.unacknowledged(fmt, list(found)),
    ),
    (_kinds(NoticeKind.ABSENCE), _each(sections_absence.absence)),
    (_kinds(NoticeKind.POST), _each(sections_people.post_taken)),
    (_kinds(NoticeKind.UNATTENDED), _plain(sections_people.unattended)),
    (_kinds(NoticeKind.UNREACHABLE), _plain(sections_review.unreachable)),
    (_kinds(NoticeKind.SET_ASIDE), _plain(sections_review.set_aside)),
)
"""In the order of the message: past milestones, reviews, decisions, outcomes, people out of reach."""


def blocks_of_others(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> list[ScreenBlock]:
    found = ((draw, [view for view in views if which(view)]) for which, draw in OF_OTHERS)
    return [block for draw, some in found if some for block in draw(fmt, some, numbers)]
