"""What an office has decided about emergencies: levels, who may sign, what follows, and the clocks in minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from bot.domain.emergency.alert_levels import AlertLevel, LevelRules
from bot.domain.plan import Plan, Task, UnitKind


@dataclass(frozen=True, slots=True)
class EmergencyClocks:
    """Settings `emergency`. None and nothing: nobody has decided, so no emergency can be started."""

    sign_minutes: int | None = None
    windows: tuple[time, ...] = ()
    lead_minutes: int | None = None

    @property
    def unset(self) -> tuple[str, ...]:
        """The names of the settings that nobody has set."""
        given = {
            "sign_minutes": self.sign_minutes is not None,
            "windows": bool(self.windows),
            "lead_minutes": self.lead_minutes is not None,
        }
        return tuple(name for name, there in given.items() if not there)


@dataclass(frozen=True, slots=True)
class EmergencyRules:
    """plan/emergency.yaml. `task`: the id of the plan's task that emergencies belong to; "" finds it by its words.
    `signers`: names that may sign a level; a level that is not there may be signed by anybody."""

    levels: LevelRules = field(default_factory=dict)
    follow_up: tuple[str, ...] = ()
    task: str = ""
    signers: Mapping[AlertLevel, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EmergencyOffice:
    """How this office deals with emergencies."""

    rules: EmergencyRules = field(default_factory=EmergencyRules)
    clocks: EmergencyClocks = field(default_factory=EmergencyClocks)


def emergency_task(plan: Plan, rules: EmergencyRules) -> Task | None:
    """The task that the rules name; else the only one whose text demands everything that follows an emergency."""
    if rules.task:
        return plan.task_by_number(rules.task)
    demanding = [task for task in plan.tasks if _demands(task, rules.follow_up)]
    return demanding[0] if len(demanding) == 1 else None


def _demands(task: Task, follow_up: Sequence[str]) -> bool:
    words = f"{task.title}{task.text}"
    return bool(follow_up) and all(one in words for one in follow_up)


def must_sign(plan: Plan, task: Task) -> tuple[str, ...]:
    """Every unit of the task, whatever its role in it, and every county; in the plan's order."""
    roles = task.roles
    counties = [unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY]
    return plan.in_order((*roles.leads, *roles.joint, *roles.support, *roles.local, *counties))
