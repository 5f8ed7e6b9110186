"""people.new.yaml: a draft of people.yaml from directories. Pure; what fits no unit is listed, never guessed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.directory import Department, Directory, Member
from bot.domain.language.named_units import units_in
from bot.domain.person import Role
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.people import PHONE, People

ID_SIGNS = re.compile("[^a-z0-9.-]+")
LONGEST_ID = 40
MANY = 4  # liaisons of a unit: more are seldom meant


@dataclass(frozen=True, slots=True)
class DraftedPerson:
    channel: str
    member: Member
    posts: tuple[tuple[Role, str], ...]


@dataclass
class PeopleDraft:
    people: list[DraftedPerson] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)  # with people in them, and no unit of the plan
    nowhere: list[str] = field(default_factory=list)  # names of people whose departments fit no unit
    missing: list[str] = field(default_factory=list)  # units of the plan for which nobody was found
    known: Mapping[str, str] = field(default_factory=dict)  # by account: ids that are in people.yaml already

    @property
    def to_look_at(self) -> Iterator[tuple[str, list[str]]]:
        """(key of the sentence, names)"""
        told = {
            "people_draft.known": [p.member.name for p in self.people if p.member.account in self.known],
            "people_draft.missing": self.missing,
            "people_draft.departments": self.departments,
            "people_draft.nowhere": self.nowhere,
        }
        yield from ((key, [_one_line(name) for name in names]) for key, names in told.items() if names)


def draft(directories: Sequence[Directory], plan: Plan, already: People | None = None) -> PeopleDraft:
    units = [unit.name for unit in plan.units]
    made = PeopleDraft()
    for directory in directories:
        for member in directory.members:
            _place(made, directory, member, units)
    found = {unit for person in made.people for _, unit in person.posts}
    made.missing = [unit for unit in units if unit not in found]
    made.departments = list(dict.fromkeys(made.departments))
    if already:
        made.known = {p.member.account: id_ for p in made.people if (id_ := _id_in(already, p))}
    return made


def _id_in(already: People, drafted: DraftedPerson) -> str:
    """By the account; else by the name and a unit of theirs. "" for nobody."""
    account = drafted.channel, drafted.member.account.casefold()
    units = {unit for _, unit in drafted.posts}
    by_account = (a.person for a in already.accounts if (a.channel, a.address.casefold()) == account)
    by_name = (
        p.id for p in already.roster.people if p.name == drafted.member.name and units & set(p.units())
    )
    return next(by_account, None) or next(by_name, "")


def _place(made: PeopleDraft, directory: Directory, member: Member, units: Sequence[str]) -> None:
    posts: dict[str, Role] = {}
    unplaced: list[str] = []
    for id_ in member.departments:
        upwards = list(directory.upwards(id_))
        unit = next((unit for one in upwards if (unit := unit_of(one, units))), None)
        if unit is None:
            unplaced += [one.name for one in upwards[:1]]
        elif posts.get(unit) is not Role.HEAD:
            posts[unit] = Role.HEAD if _leads(member, upwards, unit, units) else Role.LIAISON
    if posts:
        made.people.append(
            DraftedPerson(directory.channel, member, tuple((role, unit) for unit, role in posts.items()))
        )
    else:
        made.nowhere.append(member.name)
        made.departments += unplaced


def unit_of(department: Department, units: Sequence[str]) -> str | None:
    """The one unit of the plan that the department's name names; None where there is none, or more than one."""
    if department.name in units:
        return department.name
    named = units_in(department.name, units)
    return named[0] if len(named) == 1 else None


def _leads(member: Member, upwards: Sequence[Department], unit: str, units: Sequence[str]) -> bool:
    """The unit itself, and not a division of it: 市生态环境局, not 市生态环境局大气科."""
    own = [one for one in upwards if unit_of(one, units) == unit]
    return member.account in own[-1].leaders


def as_yaml(made: PeopleDraft, plan: Plan, language: Language) -> str:
    """In the order of the plan's units; what could not be placed stands as comments."""
    order = {unit.name: at for at, unit in enumerate(plan.units)}
    people = sorted(made.people, key=lambda one: order[one.posts[0][1]])
    lines = [f"# {line}".rstrip() for line in language.say("people_draft.head").splitlines()]
    lines += [f"# {language.say(key, n=len(names), names=names)}" for key, names in made.to_look_at]
    lines += ["", "people:" if people else "people: []"]
    ids = _Ids()
    heading = ""
    for person in people:
        unit = person.posts[0][1]
        if unit != heading:
            lines += ["", f"  # {_heading(unit, people, language)}"]
            heading = unit
        if id_ := made.known.get(person.member.account):
            lines.append(f"  # {language.say('people_draft.known_as', id=id_)}")
        lines += _entry(person, ids)
    return "\n".join(lines) + "\n"


def _heading(unit: str, people: Sequence[DraftedPerson], language: Language) -> str:
    n = sum((Role.LIAISON, unit) in person.posts for person in people)
    return language.say("people_draft.many", unit=unit, n=n) if n > MANY else unit


def _entry(person: DraftedPerson, ids: "_Ids") -> Iterator[str]:
    yield f"  - id: {_quoted(ids.of(person.member.account))}"
    yield f"    name: {_quoted(_one_line(person.member.name) or person.member.account)}"
    if PHONE.fullmatch(phone := _one_line(person.member.phone)):
        yield f"    phone: {_quoted(phone)}"
    yield "    posts:"
    for role, unit in person.posts:
        yield f"      - {{role: {role}, unit: {_quoted(unit)}}}"
    yield f"    accounts: {{{person.channel}: {_quoted(person.member.account)}}}"


def _quoted(text: str) -> str:
    """Whatever somebody calls themselves stays a text, on its line."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    """Without what a file of ours may not hold, or nobody sees."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable()).strip()


class _Ids:
    """Ids from accounts: letters, digits, dots and hyphens, each once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, account: str) -> str:
        name = ID_SIGNS.sub("-", account.rpartition("/")[2].casefold()).strip("-.") or "person"
        name = name[: LONGEST_ID - 4].rstrip("-.")
        found, n = name, 1
        while found in self._given:
            n += 1
            found = f"{name}-{n}"
        self._given.add(found)
        return found
