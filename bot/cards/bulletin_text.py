"""通报 in words: what its template is filled with, from the ledger alone. Judgement is left to the signer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.cards.bulletin_merits import merits
from bot.cards.bulletin_rows import late_rows, percent_of, rate, unit_rows
from bot.cards.form_texts import head
from bot.cards.formatter import Formatter
from bot.cards.measured_lines import measured_sentences
from bot.cards.urgent_sentences import urgent_sentences
from bot.domain.assignment import State
from bot.domain.language.plan_names import short_name
from bot.domain.ledger import Ledger, LedgerRow
from bot.domain.ledger_figures import figures, returns_missing, task_lights
from bot.domain.light import Light, Reason
from bot.domain.paper_fields import Field
from bot.domain.papers import PaperKind, PaperText, Value
from bot.domain.plan import Plan
from bot.domain.summary import Lights

LISTED = 10  # items in the text; the annex has all of them
AHEAD = timedelta(days=14)
BEHIND = (Reason.NEAR, Reason.BEHIND, Reason.OVERDUE_SOFT)
AHEAD_NAMED = 3  # units
END_OF_DAY = time(23, 59)
TITLE_LINE = 20  # signs of 22 points
LIGHT_KEYS = {light: f"paper.light.{light.value}" for light in Light}


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    ledger: Ledger  # as of the bulletin's instant; its days are the bulletin's
    before: Ledger | None  # as of the eve of the first day; None where nothing was asked then


def bulletin(fmt: Formatter, facts: BulletinFacts, contact: str) -> PaperText:
    """`fmt` speaks the language of papers, on the day as of which it is written. `contact`: who drafts it."""
    found, period = facts.ledger, period_text(fmt, facts.ledger.first, facts.ledger.last)
    title = fmt.say("paper.bulletin_title", period=period, plan=short_name(fmt.plan.title))
    late = overdue(found)
    style = fmt.plan.papers
    values: dict[str, Value] = {
        Field.TITLE: title if len(title) <= TITLE_LINE else title_lines(fmt, period),
        Field.TO: fmt.say("paper.bulletin_to"),
        Field.LEAD_IN: _lead_in(fmt, found, period),
        Field.PROGRESS: tuple(_progress(fmt, facts)),
        Field.MERITS: tuple(merits(fmt, found, facts.before)),
        Field.LATE: tuple(_late(fmt, late)),
        Field.UNFILED: tuple(_unfiled(fmt, found)),
        Field.BEHIND: tuple(_behind(fmt, found)),
        Field.RETURNED: tuple(_returned(fmt, found)),
        Field.AHEAD: tuple(_ahead(fmt, found)),
        Field.ANNEXES: tuple(fmt.say(key) for key in ("paper.annex_1", "paper.annex_2", "paper.annex_3")),
        Field.METHODS: (fmt.say("paper.method_results"), fmt.say("paper.method_returns")),
        Field.LATE_ROWS: late_rows(fmt, late),
        Field.UNIT_ROWS: unit_rows(fmt, found, counties=False),
        Field.COUNTY_ROWS: unit_rows(fmt, found, counties=True),
        Field.COPY_TO: fmt.language.list(style.copy_to) if style.copy_to else fmt.say("paper.copy_open"),
        Field.PRINTED_ON: fmt.say("paper.day_open", year=str(fmt.today.year)),
    }
    return PaperText(PaperKind.BULLETIN, title, head(fmt, PaperKind.BULLETIN, contact) | values)


def overdue(found: Ledger) -> list[LedgerRow]:
    """Late results, as the summary counts them: 力争 and 鼓励 are none."""
    return [row for row in found.rows if row.a.current and row.a.light is Light.RED]


def title_lines(fmt: Formatter, period: str) -> str:
    """Broken by meaning: a long one would break where the line ends."""
    return fmt.say("paper.bulletin_title_lines", period=period, plan=short_name(fmt.plan.title))


def period_text(fmt: Formatter, first: date, last: date) -> str:
    """2023年12月, 2023年第四季度, 2024年1月8日至14日"""
    say, year = fmt.say, str(first.year)
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 1:
            return say("period.month", year=year, start=first, n=first.month)
        if months == 3 and first.month % 3 == 1:
            return fmt.period(f"{year}-Q{(first.month + 2) // 3}")
        if months == 12 and first.month == 1:
            return say("period.year", year=year)
    if (first.year, first.month) == (last.year, last.month):
        return say("paper.days_of_month", first=fmt.language.date(first), last=last.day)
    return say("paper.days", first=fmt.language.date(first), last=fmt.language.date(last))


def _lead_in(fmt: Formatter, found: Ledger, period: str) -> str:
    at = fmt.calendar.local(found.at)
    hour = 24 if at.time() >= END_OF_DAY else at.hour
    scope = fmt.say("paper.scope", scope=found.scope) if found.scope else ""
    day = fmt.language.date(at.date())
    return fmt.say("paper.lead_in", plan=fmt.plan.title, period=period, scope=scope, day=day, hour=str(hour))


# ---- progress


def lights(plan: Plan, found: Ledger) -> Lights:
    """Of the numbered tasks that the ledger has, as the summary counts them."""
    of = task_lights(found.rows)
    tasks = {row.a.task for row in found.rows}
    chosen = plan.tasks if not found.scope else [task for task in plan.tasks if task.id in tasks]
    return Lights.of(of.get(task.id, Light.WHITE) for task in chosen)


def _progress(fmt: Formatter, facts: BulletinFacts) -> Iterable[str]:
    now = lights(fmt.plan, facts.ledger)
    shown = [fmt.say(LIGHT_KEYS[light], n=now[light]) for light in Light if now[light]]
    changed = _changed(fmt, now, lights(fmt.plan, facts.before)) if facts.before else ""
    yield fmt.say("paper.tasks", n=now.total, lights=shown, changed=changed)
    counted = figures(facts.ledger, facts.ledger.rows)
    r, returns = counted.results, counted.returns
    if r.due:
        yield fmt.say(
            "paper.results", due=r.due, on_time=r.on_time, late=r.late, open=r.open, in_review=r.in_review,
            rate=rate(r.on_time_rate), done=rate(r.done_rate),
        )  # fmt: skip
    else:
        yield fmt.say("paper.no_results")
    if returns.asked:
        yield fmt.say(
            "paper.returns", asked=returns.asked, filed=returns.filed, late=returns.filed_late, not_due=returns.not_due,
            missing=returns.missing, rate=rate(returns.on_time_rate),
        )  # fmt: skip
    else:
        yield fmt.say("paper.no_returns")
    yield from measured_sentences(fmt, facts.ledger)
    yield from urgent_sentences(fmt, facts.ledger)


def _changed(fmt: Formatter, now: Lights, before: Lights) -> str:
    moved = [
        fmt.say("paper.more" if now[light] > before[light] else "paper.fewer", light=_name(fmt, light), n=n)
        for light in (Light.RED, Light.YELLOW, Light.GREEN)
        if (n := abs(now[light] - before[light]))
    ]
    return fmt.say("paper.changed", moved=moved) if moved else fmt.say("paper.unchanged")


def _name(fmt: Formatter, light: Light) -> str:
    return fmt.say(LIGHT_NAME_KEYS[light])


LIGHT_NAME_KEYS = {light: f"paper.light_name.{light.value}" for light in Light}


# ---- problems


def _late(fmt: Formatter, late: Sequence[LedgerRow]) -> Iterable[str]:
    if not late:
        yield fmt.say("paper.none_late")
        return
    grouped = list(_grouped(fmt, late).values())
    for n, rows in enumerate(grouped[:LISTED], 1):
        one = rows[0]
        yield fmt.say(
            "paper.late_line", number=n, units=[row.a.unit for row in rows], task=fmt.number(one.a.task),
            title=_title(one), due=fmt.language.date(one.a.due), days=one.days_late, last=_last(fmt, rows),
        )  # fmt: skip
    if rest := sum(map(len, grouped[LISTED:])):
        yield fmt.say("paper.late_rest", n=rest)


def _grouped(fmt: Formatter, rows: Iterable[LedgerRow]) -> dict[tuple[str, str, date], list[LedgerRow]]:
    """Units that share a milestone and its date are one sentence, by date and in the roster's order."""
    grouped: dict[tuple[str, str, date], list[LedgerRow]] = {}
    for row in sorted(rows, key=lambda row: (row.a.due, fmt.place(row.a.unit))):
        grouped.setdefault((row.a.task, row.a.milestone, row.a.due), []).append(row)
    return grouped


def _title(row: LedgerRow) -> str:
    return row.requirement or row.title


def _last(fmt: Formatter, rows: Sequence[LedgerRow]) -> str:
    """What the unit reported last; of several units nothing, the annex has each."""
    row = rows[0]
    if len(rows) > 1:
        return ""
    if row.dealings.last is None:
        return fmt.say("paper.never_reported")
    day = fmt.language.date(row.dealings.last.on)
    if row.a.percent is None:
        return fmt.say("paper.last_report", day=day)
    return fmt.say("paper.last_percent", day=day, percent=percent_of(row))


def _unfiled(fmt: Formatter, found: Ledger) -> Iterable[str]:
    by_period: dict[str, list[str]] = {}
    for one in returns_missing(found):
        by_period.setdefault(one.period, []).append(one.unit)
    for period, units in by_period.items():
        named = fmt.plan.in_order(units)
        yield fmt.say("paper.unfiled", period=fmt.period(period), n=len(named), units=list(named))
    if not by_period:
        yield fmt.say("paper.none_unfiled")


def _behind(fmt: Formatter, found: Ledger) -> Iterable[str]:
    """Near their date or behind their pace; what a county is only told is nothing it owes."""
    rows = [
        row
        for row in found.rows
        if row.a.current and row.a.reason in BEHIND and not (row.a.recurring or row.a.told_only)
    ]
    grouped = list(_grouped(fmt, rows).values())
    for n, same in enumerate(grouped[:LISTED], 1):
        yield _behind_line(fmt, n, same)
    if len(grouped) > LISTED:
        yield fmt.say("paper.behind_rest", n=sum(map(len, grouped[LISTED:])))
    if not rows:
        yield fmt.say("paper.none_behind")


def _behind_line(fmt: Formatter, n: int, rows: Sequence[LedgerRow]) -> str:
    row, left = rows[0], fmt.workdays_until(rows[0].a.due)
    progress = ""
    if len(rows) == 1:
        told = (
            fmt.say("paper.no_percent")
            if row.a.percent is None
            else fmt.say("paper.progress", of=percent_of(row))
        )
        progress = fmt.say("paper.and", text=told)
    remaining = fmt.say("paper.left", n=left) if left else fmt.say("paper.left_none")
    return fmt.say(
        "paper.behind_line", number=n, units=[one.a.unit for one in rows], task=fmt.number(row.a.task),
        title=_title(row), due=fmt.language.date(row.a.due), left=remaining, progress=progress,
    )  # fmt: skip


def _returned(fmt: Formatter, found: Ledger) -> Iterable[str]:
    back = [row for row in found.rows if row.a.state is State.REWORK]
    waiting = [row for row in found.rows if row.waits_for]
    for row in back[:LISTED]:
        yield fmt.say(
            "paper.rework_line", unit=row.a.unit, task=fmt.number(row.a.task), title=_title(row), n=row.a.rounds,
            due=fmt.language.date(row.a.due),
        )  # fmt: skip
    for row in waiting[:LISTED]:
        yield fmt.say(
            "paper.waiting_line",
            unit=row.a.unit,
            task=fmt.number(row.a.task),
            title=_title(row),
            other=row.waits_for,
        )
    if not back and not waiting:
        yield fmt.say("paper.none_returned")


def _ahead(fmt: Formatter, found: Ledger) -> Iterable[str]:
    """The next two weeks by day: results by name, returns together."""
    due: dict[tuple[date, str], set[str]] = {}
    for row in found.rows:
        if row.a.running and row.a.current and found.today < row.a.due <= found.today + AHEAD:
            what = fmt.period(row.a.period) if row.a.recurring else _title(row)
            key = (
                fmt.say("paper.return_of", period=what)
                if row.a.recurring
                else fmt.say("paper.quoted", text=what)
            )
            due.setdefault((row.a.due, key), set()).add(row.a.unit)
    for (day, what), units in sorted(due.items(), key=lambda one: one[0]):
        named = fmt.plan.in_order(units)
        key = "paper.ahead_named" if len(named) <= AHEAD_NAMED else "paper.ahead_counted"
        yield fmt.say(
            key, day=fmt.language.date(day), what=what, units=list(named[:AHEAD_NAMED]), n=len(named)
        )
    if not due:
        yield fmt.say("paper.none_ahead")
