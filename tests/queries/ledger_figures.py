"""The figures of a Summary, counted from the rows of a ledger."""

from collections import Counter

from bot.domain.assignment import State
from bot.domain.ledger import Ledger
from bot.domain.ledger_figures import lights_by, returns_asked, returns_missing, task_lights
from bot.domain.light import Light
from bot.domain.period_returns import figures, latest
from bot.domain.plan import Plan, UnitRole
from bot.domain.summary import Summary
from tests.queries.recount import Figures, shown


def counted(ledger: Ledger, plan: Plan) -> Figures:
    late = [row.a for row in ledger.rows if row.a.current and row.a.light is Light.RED]
    missing = returns_missing(ledger)
    returns = figures(latest(returns_asked(ledger, ledger.rows)), plan, ledger.today)
    local = [row for row in ledger.rows if row.a.role is UnitRole.LOCAL and row.a.task in plan.task]
    return {
        "task lights": task_lights(row for row in ledger.rows if row.a.task in plan.task),
        "counties": Counter(lights_by(local, lambda row: row.a.unit).values()),
        "late": len(late),
        "late tasks": len({a.task for a in late}),
        "late units": len({a.unit for a in late}),
        "overdue": {(a.due, a.task, a.unit) for a in late},
        "unconfirmed": len({r.a.task for r in ledger.rows if r.a.current and r.a.state is State.PAST}),
        "in review": sum(row.a.light is Light.BLUE for row in ledger.rows if row.a.current),
        "held": Counter(row.waits_for for row in ledger.rows if row.waits_for),
        "missing units": plan.in_order(one.unit for one in missing),
        "missing items": sum(one.overdue for one in missing),
        "missing returns": len(missing),
        "returns": {
            one.periods[0]: (one.asked, one.filed, one.filed_late, one.not_due, one.missing)
            for one in returns
        },
    }


def of_summary(summary: Summary, found_in: Ledger) -> Figures:
    """Those of its figures that a ledger has. A task without a row of the city is white in the Summary."""
    found = dict(shown(summary))
    lights = {line.id: line.light for line in summary.tasks}
    known = {row.a.task for row in found_in.rows if row.a.current and row.a.role is not UnitRole.LOCAL}
    assert all(light is Light.WHITE for task, light in lights.items() if task not in known)
    found["task lights"] = {task: light for task, light in lights.items() if task in known}
    return {name: found[name] for name in found if name not in ("ahead", "acknowledged", "to acknowledge")}
