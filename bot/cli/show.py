"""Plans and rehearsals as lines on a terminal, and the example files of `duban init`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.bootstrap import environment, locate
from bot.domain.coverage import Covered
from bot.domain.message import MessageKind
from bot.domain.person import Post
from bot.domain.plan import Every, Plan, Task, UnitRole
from bot.i18n import Language
from bot.planfile.demo import demo_people
from bot.planfile.findings import say_finding
from bot.planfile.yaml import read_plan
from bot.simulate.rehearse import Played, Script

EVERY_KEYS = {every: f"show.every.{every}" for every in Every}
KIND_KEYS: dict[MessageKind, str] = {
    kind: f"show.kind.{kind}" for kind in MessageKind if kind is not MessageKind.ANSWER
}
ROLE_KEYS = {role: f"show.role.{role}" for role in UnitRole}
BUSIEST = 10
MANY = 6  # units named one by one; more are counted


def plan_lines(plan: Plan, language: Language) -> Iterator[str]:
    say = language.say
    yield plan.title
    yield say(
        "show.counts",
        sections=len(plan.sections),
        tasks=len(plan.tasks),
        goals=len(plan.goals),
        units=len(plan.units),
    )
    for section in plan.sections:
        yield ""
        yield say("show.section", number=section.number, title=section.title)
        for task in section.tasks:
            yield from _task_lines(task, language)
    if plan.safeguards:
        yield ""
        yield say("show.safeguards")
        for task in plan.safeguards:
            yield from _task_lines(task, language)
    yield ""
    yield say("show.findings", n=len(plan.findings))
    for finding in plan.findings:
        yield say("show.finding", line=finding.line or 0, text=say_finding(finding, language))


def coverage_lines(covered: Sequence[Covered], language: Language) -> Iterator[str]:
    """One line a demand: where it stands, what carries it, who is asked and when."""
    for one in covered:
        yield language.say(
            "show.demand",
            line=one.demand.line,
            task=one.demand.task or "",
            quote=one.demand.quote,
            carried=_carried(one, language),
        )
    carried = sum(one.carried for one in covered)
    yield ""
    yield language.say("show.coverage", n=len(covered), carried=carried, left=len(covered) - carried)


def _carried(one: Covered, language: Language) -> str:
    if not one.carried:
        return language.say("show.uncarried")
    ids = [carrier.id for carrier in one.carriers]
    when = language.say(EVERY_KEYS[one.every] if one.every else "show.no_date")
    return language.say(
        "show.carried",
        ids=ids if len(ids) <= MANY else [ids[0], "…", ids[-1]],
        units=_units(one.asked_of, language),
        when=language.show(one.due) if one.due else when,
    )


def _units(units: Sequence[str], language: Language) -> str:
    return language.list(units) if len(units) <= MANY else language.say("show.units", n=len(units))


def _task_lines(task: Task, language: Language) -> Iterator[str]:
    yield language.say("show.task", number=task.mark, title=task.title)
    for role in UnitRole:
        units = getattr(task.roles, role.value)
        if units:
            yield language.say(ROLE_KEYS[role], units=_units(units, language))
    for milestone in task.milestones:
        if milestone.due:
            yield language.say("show.dated", id=milestone.id, due=milestone.due, text=milestone.text)
        else:
            yield language.say(
                "show.duty",
                id=milestone.id,
                every=language.say(EVERY_KEYS[milestone.every or Every.QUARTER]),
                text=milestone.text,
            )


def rehearsal_lines(script: Script, played: Played, language: Language) -> Iterator[str]:
    """Day by day how many hear of what, then who hears most."""
    by_day: dict[object, list[str]] = {}
    by_person: dict[str, int] = {}
    for sent in played.sent:
        by_day.setdefault(script.calendar.day(sent.created_at), []).append(sent.kind)
        by_person[sent.person] = by_person.get(sent.person, 0) + 1
    for day, kinds in sorted(by_day.items(), key=lambda pair: str(pair[0])):
        counted = [
            language.say(KIND_KEYS[MessageKind(kind)], n=kinds.count(kind)) for kind in dict.fromkeys(kinds)
        ]
        yield language.say("show.day", day=day, kinds=counted)
    yield ""
    yield language.say("show.total", n=len(played.sent), people=len(by_person))
    for person_id, n in sorted(by_person.items(), key=lambda pair: (-pair[1], pair[0]))[:BUSIEST]:
        yield language.say("show.person", name=script.roster.by_id[person_id].name, n=n)


def examples(folder: Path, language: Language) -> list[tuple[Path, str]]:
    """The files `duban init` writes: settings, people to fill in, and the seed plan to look at."""
    plan = environment.shipped(locate.SEED_PLAN)
    return [
        (folder / "duban.yaml", environment.shipped("duban.example.yaml").read_text(encoding="utf-8")),
        (folder / "people.yaml", _people(read_plan(plan, language), language)),
        (folder / "plan.yaml", plan.read_text(encoding="utf-8")),
    ]


def _people(plan: Plan, language: Language) -> str:
    """The example's explanations, then a liaison and a head for every unit of the plan, called by their post."""
    example = environment.shipped("people.example.yaml").read_text(encoding="utf-8")
    explained = example.partition("people:\n")[0]
    rows = [
        f"  - id: {person.id}\n    name: {person.name}\n    posts: [{_post(person.posts[0])}]\n"
        + ("    issues: true\n" if person.issues else "")
        for person in demo_people(plan, language).people
    ]
    return "\n".join((f"{explained}people:", *rows))


def _post(post: Post) -> str:
    return f"{{role: {post.role}, unit: {post.unit}}}" if post.unit else f"{{role: {post.role}}}"
