"""The leader's weekly message: three lines, and at most three decisions that the coordinator endorsed."""

from bot.cards import ahead_lines, late_lines, return_lines, talks
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.figures_line import figures_line
from bot.cards.formatter import Formatter, clipped
from bot.cards.term_lines import term_lines
from bot.cards.urgent_lines import urgent_lines
from bot.domain.period_returns import ReturnFigures
from bot.domain.summary import Item, Summary
from bot.domain.talk import TalkDecision

DECISIONS_AT_MOST = 3


def weekly(fmt: Formatter, summary: Summary, decisions: tuple[Item, ...]) -> Card:
    lines = [_status_line(fmt, summary), _late_line(fmt, summary), _next_date_line(fmt, summary)]
    lines += urgent_lines(fmt, summary)
    lines += figures_line(fmt, summary)
    asked = decisions[:DECISIONS_AT_MOST]
    lines += [_decision(fmt, n, item) for n, item in enumerate(asked, 1)]
    more = len(decisions) - len(asked)
    lines += [fmt.say("weekly.more_decisions", n=more)] if more else []
    rows = tuple(
        talks.decision_row(fmt, n if len(asked) > 1 else 0, item, item.endorsed_on or summary.today)
        for n, item in enumerate(asked, 1)
    )
    last = (fmt.button("button.all_decisions", Verb.WAITING, "talks", 0, n=len(decisions)),) if more else ()
    buttons = (*rows, (*last, fmt.button("button.summary", Verb.SUMMARY)))
    title = fmt.say("weekly.title", day=summary.today)
    return Card(title, tuple(lines), buttons, assignments=tuple(item.id for item in asked))


def _decision(fmt: Formatter, n: int, item: Item) -> str:
    deferred = item.talk is TalkDecision.DEFERRED
    return fmt.say(
        "weekly.decision_again" if deferred else "weekly.decision",
        n=n,
        unit=item.unit,
        task=fmt.number(item.task),
        title=clipped(item.title),
        days=item.days_late,
    )


def _status_line(fmt: Formatter, summary: Summary) -> str:
    standing = fmt.say(
        "weekly.standing",
        n=len(summary.tasks),
        lights=fmt.lights(summary.lights),
        counties=summary.counties.total,
        local=fmt.lights(summary.counties),
    )
    over = term_lines(fmt, summary.golive)
    return fmt.say("weekly.term", term=over[0], standing=standing) if over else standing


def _late_line(fmt: Formatter, summary: Summary) -> str:
    """Tasks that are late, then returns. Nothing is said to be in order that nobody has confirmed or been asked."""
    said = []
    if summary.late:
        said.append(late_lines.sentence(fmt, summary))
    if summary.unconfirmed:
        said.append(fmt.say("summary.unconfirmed", n=summary.unconfirmed))
    if not said:
        said.append(fmt.say("summary.nothing_late"))
    return fmt.say("weekly.late", said=return_lines.side_by_side(fmt, [*said, *_returns(fmt, summary)]))


def _returns(fmt: Formatter, summary: Summary) -> list[str]:
    if not summary.returns and not summary.missed:
        return [fmt.say("weekly.none_asked")]
    said = [_return(fmt, one) for one in summary.returns]
    before = sum(one.missing for one in summary.missed)
    return [*said, fmt.say("weekly.missed", n=before)] if before else said


def _return(fmt: Formatter, one: ReturnFigures) -> str:
    period = return_lines.span(fmt, one.periods)
    if one.missing:
        return fmt.say("weekly.missing", n=len(one.missing_units), period=period)
    if one.not_due:
        return fmt.say(
            "weekly.not_due", n=one.asked, period=period, reported=one.reported, due=fmt.day(one.due)
        )
    return fmt.say("weekly.all_filed", period=period)


def _next_date_line(fmt: Formatter, summary: Summary) -> str:
    if not summary.upcoming:
        return fmt.say("weekly.nothing_ahead")
    return fmt.say("weekly.ahead", what=ahead_lines.sentence(fmt, summary))
