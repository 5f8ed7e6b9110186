"""The rulings that a running office has made, read beside the plan file for `duban plan show -c`."""

from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap import environment, open_database
from bot.cards import rulings as cards
from bot.cards.formatter import Formatter
from bot.domain.errors import Refused
from bot.domain.lists.work_list import WorkList
from bot.domain.plan import Plan
from bot.domain.ruling import Ruling, in_force, laid_over
from bot.i18n import Language


@dataclass(frozen=True, slots=True)
class RuledPlan:
    """A plan file with the rulings in force laid over it, these as lines and as JSON, and the office's lists."""

    plan: Plan
    lines: tuple[str, ...]
    rulings: tuple[dict[str, object], ...]
    lists: tuple[WorkList, ...] = ()


async def ruled_plan(config: Path, plan: Plan, language: Language) -> RuledPlan:
    """Refused where the settings' database is of another plan, or there is none."""
    settings = environment.settings_of(config, language)
    async with open_database.opened(settings, language) as (store, contexts):
        if plan.id != store.plan_id:
            raise Refused("refused.other_plan", plan=plan.id, known=store.plan_id)
        try:
            context = await contexts.current()
        except LookupError:
            return RuledPlan(plan, (), ())
        found = in_force(plan, context.rulings)
        today = environment.today(context.calendar)
        fmt = Formatter(language, plan, today, context.calendar)
        names = {person.id: person.name for person in context.roster.people}
        return RuledPlan(
            laid_over(plan, context.rulings, context.golive),
            tuple(cards.line(fmt, one, names.get(one.by, one.by)) for one in found),
            tuple(_as_json(one, names.get(one.by, one.by)) for one in found),
            tuple(life.worklist for life in context.lists),
        )


def _as_json(ruling: Ruling, name: str) -> dict[str, object]:
    what = ruling.what
    return {
        "kind": what.kind.value,
        "task": what.task,
        "milestone": what.milestone or None,
        "work": what.work or None,
        "units": list(what.units),
        "every": what.every.value if what.every else None,
        "day": ruling.day.isoformat(),
        "by": name,
        "why": ruling.words,
    }
