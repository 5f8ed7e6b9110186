"""Digest blocks for coordinator and reviewer: drafts, reviews, decisions, unreachable people."""

from collections.abc import Sequence

from bot.cards import acts
from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Button, ButtonStyle
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import ItemNumbers, ids, number_of, numbered
from bot.domain.ladder import Draft
from bot.domain.message import NoticeView
from bot.domain.named_work import named_works
from bot.domain.person import Person
from bot.domain.summary import Item

SHOWN_AT_MOST = 5
DRAFT_KEYS = {Draft.LETTER: "draft.line_letter", Draft.TALK: "draft.line_talk"}
DRAFT_COUNT_KEYS = {Draft.TALK: "draft.count_talk", Draft.LETTER: "draft.count_letter"}

SET_ASIDE_KEYS = {
    "notice": "set_aside.notice",
    "assignment": "set_aside.assignment",
    "planned": "set_aside.planned",
}


def drafts(fmt: Formatter, views: Sequence[NoticeView], reader: Person) -> ScreenBlock:
    """One line per draft with its buttons. Nobody endorses a talk about their own unit."""
    found = [(view, view.item) for view in views if view.item]
    title = fmt.say("draft.title", n=len(found))
    lines = [
        fmt.say(DRAFT_KEYS[view.draft], name=fmt.name(item), unit=item.unit, left=acts.when(fmt, item))
        for view, item in found
    ]
    counted = fmt.say("draft.title_counts", n=len(found), counts=_draft_counts(fmt, found))
    shapes = [
        (title if len(lines) <= most else counted, *lines[:most], *more(fmt, len(lines) - most))
        for most in (SHOWN_AT_MOST, 3)
    ] + [(counted,)]
    buttons = [
        draft_buttons(fmt, view.draft, item, endorse=item.unit not in reader.units())
        for view, item in found[:SHOWN_AT_MOST]
    ]
    return ScreenBlock(tuple(shapes), tuple(buttons), ids(item for _, item in found))


def _draft_counts(fmt: Formatter, found: Sequence[tuple[NoticeView, Item]]) -> list[str]:
    """建议约谈3项（12月31日到期）、拟发函商请2项（…）"""
    items = {draft: [item for view, item in found if view.draft is draft] for draft in DRAFT_COUNT_KEYS}
    return [
        fmt.say(key, n=len(items[draft]), dates=acts.dates(fmt, items[draft]))
        for draft, key in DRAFT_COUNT_KEYS.items()
        if items[draft]
    ]


def draft_buttons(fmt: Formatter, draft: Draft, item: Item, *, endorse: bool) -> tuple[Button, ...]:
    if draft is Draft.LETTER:
        return (
            fmt.button("button.letter", Verb.DRAFT, item.id, number=fmt.number(item.task), unit=item.unit),
        )
    talk = fmt.button("button.talk", Verb.DRAFT, item.id, number=fmt.number(item.task), unit=item.unit)
    return (talk, fmt.button("button.endorse", Verb.ENDORSE, item.id)) if endorse else (talk,)


def reviews(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """Items that wait for this reviewer."""
    items = list(dict.fromkeys(view.item for view in views if view.item))
    title, counted = _review_titles(fmt, items)
    same = len({item.period for item in items}) == 1
    lines = [numbered(fmt, number_of(numbers, item), _to_review(fmt, item, same)) for item in items]
    shapes = [
        (title if len(lines) <= most else counted, *lines[:most], *more(fmt, len(lines) - most))
        for most in (LISTED_AT_MOST, 3)
    ] + [(counted,)]
    buttons = [review_buttons(fmt, item, number_of(numbers, item)) for item in items]
    return ScreenBlock(tuple(shapes), () if numbers is None else tuple(buttons), ids(items))


def _review_titles(fmt: Formatter, items: Sequence[Item]) -> tuple[str, str]:
    """待您复核3项：; with counts where not all lines fit. Samples of one period name it once, in the title."""
    periods = list(dict.fromkeys(item.period for item in items if item.period))
    results = [item for item in items if not item.period]
    samples = [
        fmt.say("review.count_sample", n=sum(i.period == one for i in items), period=fmt.period(one))
        for one in periods
    ]
    if not results and len(periods) == 1:
        title = fmt.say("review.title_sample", n=len(items), period=fmt.period(periods[0]))
        return title, title
    dated = (
        [fmt.say("review.count_result", n=len(results), dates=acts.dates(fmt, results))] if results else []
    )
    counted = fmt.say("review.title_counts", n=len(items), counts=dated + samples)
    return fmt.say("review.title", n=len(items)), counted


def _to_review(fmt: Formatter, item: Item, same: bool) -> str:
    """One line; a sampled return names its period, unless the title does."""
    if item.rechecking:
        return fmt.say("review.recheck", name=fmt.name(item), unit=item.unit)
    if not item.period:
        return fmt.say("review.line", name=fmt.name(item), unit=item.unit, due=fmt.day(item.due))
    key = "review.sample_of" if same else "review.sample"
    return fmt.say(key, name=fmt.name(item), unit=item.unit, period=fmt.period(item.period))


def review_buttons(fmt: Formatter, item: Item, n: int = 0) -> tuple[Button, ...]:
    if item.rechecking:
        return _recheck_buttons(fmt, item, n)
    if n:
        return (
            fmt.button("button.pass_n", Verb.PASS, item.id, item.rounds, n=n),
            fmt.button("button.rework_n", Verb.REWORK, item.id, item.rounds, n=n),
            fmt.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        fmt.button("button.pass", Verb.PASS, item.id, item.rounds, style=ButtonStyle.PRIMARY),
        fmt.button("button.rework", Verb.REWORK, item.id, item.rounds),
        fmt.button("button.card", Verb.CARD, item.id),
    )


def _recheck_buttons(fmt: Formatter, item: Item, n: int) -> tuple[Button, ...]:
    """维持销号 or 重新办理."""
    if n:
        return (
            fmt.button("button.confirm_closed_n", Verb.CONFIRM_CLOSED, item.id, n=n),
            fmt.button("button.reopen_n", Verb.REOPEN, item.id, item.rounds, n=n),
            fmt.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        fmt.button("button.confirm_closed", Verb.CONFIRM_CLOSED, item.id, style=ButtonStyle.PRIMARY),
        fmt.button("button.reopen", Verb.REOPEN, item.id, item.rounds),
        fmt.button("button.card", Verb.CARD, item.id),
    )


def decisions(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """Extensions, suspensions and declines that this person decides."""
    items = list(dict.fromkeys(view.item for view in views if view.item))
    title = fmt.say("decision.title", n=len(items))
    lines = [decision_line(fmt, item) for item in items]
    counted = fmt.say("decision.title_counts", n=len(items), counts=_decision_counts(fmt, items))
    shapes = [
        (title if len(lines) <= most else counted, *lines[:most], *more(fmt, len(lines) - most))
        for most in (LISTED_AT_MOST, 3)
    ] + [(counted,)]
    buttons = [row for item in items for row in decision_buttons(fmt, item)]
    return ScreenBlock(tuple(shapes), () if numbers is None else tuple(buttons), ids(items))


def _decision_counts(fmt: Formatter, items: Sequence[Item]) -> list[str]:
    asked = [item for item in items if item.extension]
    counts = (
        [fmt.say("decision.count_extension", n=len(asked), dates=acts.dates(fmt, asked))] if asked else []
    )
    suspended = sum(bool(item.suspension) for item in items)
    declined = sum(item.declined for item in items)
    if suspended:
        counts.append(fmt.say("decision.count_suspension", n=suspended))
    return counts + ([fmt.say("decision.count_decline", n=declined)] if declined else [])


def decision_line(fmt: Formatter, item: Item) -> str:
    if item.extension:
        return fmt.say(
            "decision.extension",
            unit=item.unit,
            name=fmt.name(item),
            due=fmt.day(item.due),
            until=fmt.day(item.extension),
        )
    if item.suspension and item.suspension_due:
        return fmt.say(
            "decision.suspension", unit=item.unit, name=fmt.name(item), until=fmt.day(item.suspension),
            due=fmt.day(item.suspension_due),
        )  # fmt: skip
    key = "decision.decline_to" if item.declined_to else "decision.decline"
    key = "decision.decline_to_owner" if item.proposed_owns else key
    return fmt.say(key, unit=item.unit, name=fmt.name(item), to=item.declined_to)


def decision_buttons(fmt: Formatter, item: Item) -> list[tuple[Button, ...]]:
    found: list[tuple[Button, ...]] = []
    card = fmt.button("button.card", Verb.CARD, item.id)
    if item.extension:
        until = fmt.day(item.extension)
        grant = fmt.button(
            "button.grant", Verb.GRANT, item.id, item.extension, style=ButtonStyle.PRIMARY, until=until
        )
        found.append((grant, fmt.button("button.refuse", Verb.REFUSE_GRANT, item.id, item.extension), card))
    if item.suspension:
        until = fmt.day(item.suspension)
        grant = fmt.button(
            "button.grant_suspension", Verb.GRANT_SUSPENSION, item.id, item.suspension,
            style=ButtonStyle.PRIMARY, until=until,
        )  # fmt: skip
        refuse = fmt.button("button.refuse", Verb.REFUSE_SUSPENSION, item.id, item.suspension)
        found.append((grant, refuse, card))
    if item.declined_to and not item.proposed_owns:
        code = unit_code(item.declined_to)
        found.append(
            (
                fmt.button(
                    "button.take", Verb.TAKE, item.id, code, style=ButtonStyle.PRIMARY, unit=item.declined_to
                ),
            )
        )
    elif item.declined and not item.proposed_owns:
        found.append((fmt.button("button.takers", Verb.TAKERS, item.id, 0),))
    if item.declined:
        excuse = fmt.button("button.excuse", Verb.EXCUSE, item.id)
        found.append((excuse, fmt.button("button.refuse", Verb.REFUSE_EXCUSE, item.id), card))
    return found


def no_lead(fmt: Formatter) -> ScreenBlock:
    """What the plan leaves open: tasks without a lead unit, named works without a county."""
    numbers = [task.number for task in fmt.plan.tasks if not task.roles.leads]
    works = [work.name for work in named_works(fmt.plan)]
    lines, row = [], []
    if numbers:
        lines.append(fmt.say("desk.no_lead", n=len(numbers), numbers=numbers))
        row.append(fmt.button("button.no_lead", Verb.WAITING, "no_lead", 0))
    if works:
        lines.append(fmt.say("desk.which_county", n=len(works), works=works[:SHOWN_AT_MOST]))
        row.append(fmt.button("button.which_county", Verb.WAITING, "which_county", 0))
    return ScreenBlock((tuple(lines),), (tuple(row),) if row else ())


def unreachable(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    names = list(dict.fromkeys(str(view.data.get("name", "")) for view in views))
    key = "desk.unreachable" if len(names) <= SHOWN_AT_MOST else "desk.unreachable_more"
    line = fmt.say(key, n=len(names), names=names[:SHOWN_AT_MOST])
    return ScreenBlock(((line,),), ((fmt.button("button.unreachable", Verb.WAITING, "unreachable", 0),),))


def set_aside(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """Rows that could not be dealt with: which, and the error to pass on to whoever keeps the system."""
    lines = [
        fmt.say(SET_ASIDE_KEYS[str(view.data["kind"])], name=view.data["name"], error=view.data["error"])
        for view in views[:SHOWN_AT_MOST]
    ]
    title = fmt.say("set_aside.title", n=len(views))
    return ScreenBlock(((title, *lines), (title,)), ())
