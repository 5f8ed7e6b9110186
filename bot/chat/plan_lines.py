"""Versions of the plan and its going live, as lines of a history."""

from collections.abc import Sequence

from bot.chat.turn import Turn
from bot.queries.task_history import PlanMoment


def lines(turn: Turn, moments: Sequence[PlanMoment]) -> list[str]:
    """方案第2版下达; 方案上线."""
    found, versions = [], list[str]()
    for moment in moments:
        key = "history.version"
        if moment.version in versions:
            key = "history.golive" if moment.golive else "history.not_live"
        else:
            versions.append(moment.version)
        local = turn.context.calendar.local(moment.at)
        n = versions.index(moment.version) + 1
        found.append(turn.say(key, day=turn.fmt.day(local.date()), at=local, n=n))
    return found
