"""`duban check`: what would keep Duban from doing its work, each with what to do about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.actions.load import names_of
from bot.bootstrap import locate, open_channels, open_database
from bot.bootstrap.environment import shipped
from bot.bootstrap.locate import air_rules, emergency_office, ticket_rules
from bot.cards import outage_lines
from bot.cards.revision import whole
from bot.channels.spec import CheckResult
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assessment import Assessment, unset
from bot.domain.emergency.emergency_rules import emergency_task
from bot.domain.errors import DubanError, Invalid, Refused
from bot.domain.identity import KnownIds
from bot.domain.outage import Outage
from bot.domain.person import Role, Roster
from bot.domain.plan import Level, Plan, PlanStatus, UnitKind, UnitRole
from bot.domain.plan_diff import plan_changes
from bot.domain.review import reviewer_missing_for
from bot.exports import Templates
from bot.i18n import Language
from bot.planfile.calendar import known_years
from bot.planfile.people import People
from bot.queries.inbox import unreachable
from bot.settings import Settings
from bot.settings.emergency_settings import GROUP as EMERGENCY

NAMED = 8  # people named one by one; the others are counted

OUTAGE = "check.outage"
OUTAGE_ARGS = ("channel", "party", "code", "said")

UNSET_KEYS = {
    "judge": "check.unset.judge",
    "attainment": "check.unset.attainment",
    "index.formulas": "check.unset.formula",
    "last": "check.unset.last",
    "compensation": "check.unset.compensation",
    "warning": "check.unset.warning",
    "talk": "check.unset.talk",
}
NOBODY_KEYS = {
    Role.COORDINATOR: "check.nobody.coordinator",
    Role.REVIEWER: "check.nobody.reviewer",
    Role.LEADER: "check.nobody.leader",
}


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    level: Level
    key: str
    args: Mapping[str, object] = field(default_factory=dict)


async def examine(settings: Settings, language: Language) -> list[DoctorFinding]:
    """Everything at once. A file that cannot be read ends the examination with its own mistakes."""
    try:
        read = locate.read_files(settings, language)
    except Invalid as error:
        return [
            DoctorFinding(Level.ERROR, "check.file", {"mistake": str(mistake)}) for mistake in error.mistakes
        ]
    found = [
        *_web(settings),
        *_plan(read.plan),
        *_assessment(read.plan, air_rules(settings, language).assessment),
        *_urgent(settings, read.plan, language),
        *_people(read.plan, read.people.roster),
        *_years(read.plan),
    ]
    found += [
        DoctorFinding(Level.WARNING, one.key, one.args_of_sentence)
        for one in Templates(shipped(locate.TEMPLATES), settings.templates).troubles()
    ]
    found += _accounts(read.people, open_channels.reachable_names(settings))
    found += [_of_channel(one, language) for one in await open_channels.checked(settings)]
    of_database = await _database(settings, language, read)
    return [*found, *(one for one in of_database if one not in found)]  # an outage that lasts is found twice


def _web(settings: Settings) -> Iterator[DoctorFinding]:
    if settings.allowed_hosts and not settings.trusted_proxies:
        yield DoctorFinding(Level.WARNING, "check.no_trusted_proxies")


def _plan(plan: Plan) -> Iterator[DoctorFinding]:
    if plan.status is PlanStatus.DRAFT:
        yield DoctorFinding(Level.WARNING, "check.draft")
    for code in dict.fromkeys(finding.code for finding in plan.findings):
        n = sum(finding.code == code for finding in plan.findings)
        yield DoctorFinding(Level.INFO, "check.findings", {"code": code, "n": n})


def _assessment(plan: Plan, rules: Assessment) -> Iterator[DoctorFinding]:
    """Decisions that are still to be made, where readings of the air decide goals of the plan, and names in them that
    the plan does not have."""
    if not any(goal.measure for goal in plan.goals):
        return
    groups = list(dict.fromkeys(unit.group for unit in plan.units if unit.kind is UnitKind.COUNTY))
    for one in unset(rules, groups):
        yield DoctorFinding(Level.WARNING, UNSET_KEYS[one.setting], one.args)
    bases = rules.compensation.base if rules.compensation else {}
    for name in (
        *(one for one in rules.last if one not in groups),
        *(one for one in bases if one not in plan.unit),
    ):
        yield DoctorFinding(Level.WARNING, "check.assessment_names_nobody", {"name": name})


def _urgent(settings: Settings, plan: Plan, language: Language) -> Iterator[DoctorFinding]:
    """What nobody has decided yet of the clocks in minutes: no ticket is issued until then, and no emergency started
    where a task of the plan asks for them."""
    for name in ticket_rules(settings, language).unset:
        yield DoctorFinding(Level.INFO, "check.unset.ticket_clock", {"name": name})
    office = emergency_office(settings, language)
    if emergency_task(plan, office.rules):
        for name in office.clocks.unset:
            yield DoctorFinding(Level.INFO, "check.unset.emergency_clock", {"name": f"{EMERGENCY}.{name}"})


def _people(plan: Plan, roster: Roster) -> Iterator[DoctorFinding]:
    for role in NOBODY_KEYS:
        if not roster.holding(role):
            level = Level.WARNING if role is Role.LEADER else Level.ERROR
            yield DoctorFinding(level, NOBODY_KEYS[role])
    asked = {unit for task in plan.works for role, unit in task.roles if role is not UnitRole.SUPPORT}
    for unit in plan.units:
        if unit.name in asked and not roster.colleagues(unit.name):
            yield DoctorFinding(Level.ERROR, "check.no_liaison", {"unit": unit.name})
        elif unit.name in asked and not roster.heads(unit.name):
            yield DoctorFinding(Level.WARNING, "check.no_head", {"unit": unit.name})
    for unit_name in reviewer_missing_for(plan, roster):
        yield DoctorFinding(Level.ERROR, "check.no_reviewer", {"unit": unit_name})


def _accounts(people: People, served: frozenset[str]) -> Iterator[DoctorFinding]:
    """Accounts on a channel that no settings open: nothing would ever be sent to them."""
    names = {person.id: person.name for person in people.roster.people}
    by_channel: dict[str, list[str]] = {}
    for account in people.accounts:
        if account.channel not in served:
            by_channel.setdefault(account.channel, []).append(names[account.person])
    for channel, lost in by_channel.items():
        shown = lost[:NAMED] + (["…"] if len(lost) > NAMED else [])
        args = {"channel": channel, "n": len(lost), "names": shown, "served": sorted(served)}
        yield DoctorFinding(Level.ERROR, "check.channel_not_served", args)


def _years(plan: Plan) -> Iterator[DoctorFinding]:
    """From December on next year's table must be there; a year without one has no holidays."""
    known = known_years()
    for year in range(plan.start.year, plan.end.year + 1):
        if year not in known:
            yield DoctorFinding(Level.WARNING, "check.no_calendar", {"year": str(year)})


async def _database(settings: Settings, language: Language, read: locate.Files) -> list[DoctorFinding]:
    """Findings from the database: people without a chat, and the changes that loading the plan file again would
    make."""
    try:
        async with open_database.opened(settings, language) as (store, contexts):
            context = await contexts.current()
            lost = [one for one in await unreachable(store, context) if context.account(one.person) is None]
            changes = plan_changes(context.plan, read.plan)
            moved = await _moved_tasks(store, context, read)
    except LookupError:
        return [DoctorFinding(Level.INFO, "check.not_loaded")]
    except Refused as error:
        if error.key == "storage.no_database":
            return [DoctorFinding(Level.INFO, "check.not_loaded")]
        problem = language.say(error.key, **error.args_of_sentence)
        return [DoctorFinding(Level.ERROR, "check.database", {"problem": problem})]
    except (DubanError, OSError) as error:
        return [DoctorFinding(Level.ERROR, "check.database", {"problem": str(error)})]
    named = [person.name for person in lost[:NAMED]] + (["…"] if len(lost) > NAMED else [])
    found = [DoctorFinding(Level.WARNING, "check.unreachable", {"n": len(lost), "names": named})]
    found += [DoctorFinding(Level.INFO, "check.change", {"change": whole(language, one)}) for one in changes]
    found += moved
    found += [_outage(one, language) for one in context.outages]
    if context.golive is None:
        found.append(DoctorFinding(Level.INFO, "check.not_live"))
    return found if lost else found[1:]


def _of_channel(one: CheckResult, language: Language) -> DoctorFinding:
    """What a platform refuses is told in the words of an outage."""
    if one.key != OUTAGE:
        return DoctorFinding(one.level, one.key, one.args)
    said = outage_lines.line(language.say, *(str(one.args[name]) for name in OUTAGE_ARGS))
    return DoctorFinding(one.level, OUTAGE, {"line": said})


def _outage(one: Outage, language: Language) -> DoctorFinding:
    said = outage_lines.line(language.say, one.channel, one.party, one.code, one.said)
    return DoctorFinding(Level.ERROR, OUTAGE, {"line": said})


async def _moved_tasks(store: Store, context: PlanContext, read: locate.Files) -> list[DoctorFinding]:
    """Liaisons for some tasks whom the files would make liaisons for others: after renumbering a people file that
    nobody has touched names other tasks than it did."""
    names = await names_of(store, read.plan, context.published) if context.golive else KnownIds()
    found = []
    for person in read.people.roster.people:
        known = context.roster.by_id.get(person.id)
        before = {(post.role, post.unit): set(post.tasks) for post in known.posts} if known else {}
        for post in person.posts:
            tasks = {names.tasks.get(task, task) for task in post.tasks}
            if tasks and before.get((post.role, post.unit), tasks) not in (tasks, set()):
                titles = [read.plan.task[task].title for task in post.tasks]
                args = {"name": person.name, "unit": post.unit, "tasks": titles}
                found.append(DoctorFinding(Level.WARNING, "check.tasks_moved", args))
    return found
