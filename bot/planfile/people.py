"""people.yaml → who holds which post, and under which accounts the channels know them."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import Plan
from bot.i18n import DEFAULT, Language, codes
from bot.planfile.checks import twice, words
from bot.planfile.problems import Flaw
from bot.planfile.scalars import FileRow, Id, Text, Yes, one_of
from bot.planfile.validate import read_text
from bot.planfile.yaml import load_rows
from bot.planfile.yaml_tree import Path as TreePath
from bot.planfile.yaml_tree import Tree

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{3,22}[0-9]", re.ASCII)
WITH_A_UNIT = (Role.LIAISON, Role.HEAD, Role.COORDINATOR)  # a coordinator's: reviewed by others


def _language(value: object) -> str:
    if not isinstance(value, str) or value not in codes():
        raise PydanticCustomError("not_a_choice", "language expected", {"known": list(codes())})
    return value


def _phone(value: object) -> str:
    """As it is dialled: digits with what parts them."""
    text = str(value or "").strip()
    if not isinstance(value, str | None) or (text and not PHONE.fullmatch(text)):
        raise PydanticCustomError("not_a_phone", "telephone number expected")
    return text


class PostRow(FileRow):
    role: Annotated[Role, one_of(Role)]
    unit: Text | None = None
    tasks: list[Id] = Field(default=[])


class PersonRow(FileRow):
    id: Id
    name: Text
    language: Annotated[str, BeforeValidator(_language)] = DEFAULT
    posts: Annotated[list[PostRow], Field(min_length=1)]
    issues: Yes = False
    phone: Annotated[str, BeforeValidator(_phone)] = ""
    accounts: dict[str, Text | None] = Field(
        default={}
    )  # by channel; the browser's people are let in by invite


class PeopleRow(FileRow):
    people: Annotated[list[PersonRow], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Account:
    person: str
    channel: str
    address: str


@dataclass(frozen=True)
class People:
    """Accounts written down beforehand; most people bind theirs by invite instead."""

    roster: Roster
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountRule:
    """How a channel's accounts are written, see channels/spec.AccountField."""

    channel: str
    pattern: str
    problem: str  # code of the flaw
    folds_case: bool = False


def read_people(path: Path, plan: Plan, language: Language, rules: Sequence[AccountRule] = ()) -> People:
    """Raises Invalid with every mistake of the file, units and tasks the plan does not have among them."""
    return load_people(read_text(path, language), str(path), plan, language, rules)


def load_people(
    text: str, file_name: str, plan: Plan, language: Language, rules: Sequence[AccountRule] = ()
) -> People:
    rows = load_rows(PeopleRow, text, file_name, language, check_people(plan, rules))
    roster = Roster(tuple(map(_person, rows.people)))
    folded = {rule.channel for rule in rules if rule.folds_case}
    return People(roster, tuple(account for row in rows.people for account in _accounts(row, folded)))


def _person(row: PersonRow) -> Person:
    posts = (Post(post.role, post.unit or "", tuple(post.tasks)) for post in row.posts)
    return Person(row.id, row.name, tuple(posts), row.language, row.issues, row.phone)


def _accounts(row: PersonRow, folded: Collection[str]) -> Iterator[Account]:
    for channel, address in row.accounts.items():
        if address:
            yield Account(row.id, channel, address.casefold() if channel in folded else address)


def check_people(plan: Plan, rules: Sequence[AccountRule]) -> Callable[[Tree], Iterator[Flaw]]:
    def check(tree: Tree) -> Iterator[Flaw]:
        yield from twice(tree, "people", "*", "id")
        yield from _posts(tree, plan)
        yield from _one_person_an_account(tree, {rule.channel for rule in rules if rule.folds_case})
        if rules:
            yield from _known_channels(tree, [rule.channel for rule in rules])
        for rule in rules:
            yield from _written_so(tree, rule)

    return check


def _posts(tree: Tree, plan: Plan) -> Iterator[Flaw]:
    for path, row in tree.each("people", "*", "posts", "*"):
        if not isinstance(row, dict):
            continue
        role, unit = row.get("role"), row.get("unit")
        if unit is None and role in WITH_A_UNIT:
            yield Flaw(tree.place(path), "post_without_unit", {"role": role})
        if isinstance(unit, str) and unit not in plan.unit:
            about = {"word": unit, "known": tuple(plan.unit)}
            yield Flaw(tree.place((*path, "unit")), "unknown_unit", about)
        if row.get("tasks") and role != Role.LIAISON:
            yield Flaw(tree.key((*path, "tasks")), "tasks_of_a_liaison")
    yield from _tasks(tree, plan)


def _tasks(tree: Tree, plan: Plan) -> Iterator[Flaw]:
    for path, task in words(tree, "people", "*", "posts", "*", "tasks", "*"):
        unit = tree.at((*path[:4], "unit"))
        if task not in plan.task:
            yield Flaw(tree.place(path), "unknown_task", {"word": task, "known": tuple(plan.task)})
        elif isinstance(unit, str) and unit in plan.unit and plan.task[task].roles.of(unit) is None:
            yield Flaw(tree.place(path), "not_their_task", {"task": task, "unit": unit})


def _known_channels(tree: Tree, known: Sequence[str]) -> Iterator[Flaw]:
    for path, accounts in tree.each("people", "*", "accounts"):
        for channel in accounts if isinstance(accounts, dict) else ():
            if channel not in known:
                about = {"word": channel, "known": tuple(known)}
                yield Flaw(tree.key((*path, channel)), "unknown_key", about)


def _written_so(tree: Tree, rule: AccountRule) -> Iterator[Flaw]:
    for path, address in words(tree, "people", "*", "accounts", rule.channel):
        if not re.fullmatch(rule.pattern, address):
            yield Flaw(tree.place(path), rule.problem, {"word": address})


def _one_person_an_account(tree: Tree, folded: Collection[str]) -> Iterator[Flaw]:
    first: dict[tuple[str, str], int] = {}
    for path, channel, address in _addresses(tree):
        place = tree.place(path)
        key = (channel, address.casefold() if channel in folded else address)
        if key in first:
            args = {"channel": channel, "word": address, "first": first[key]}
            yield Flaw(place, "account_twice", args)
        first.setdefault(key, place.line)


def _addresses(tree: Tree) -> Iterator[tuple[TreePath, str, str]]:
    """(place, channel, address)"""
    for path, accounts in tree.each("people", "*", "accounts"):
        for channel, address in accounts.items() if isinstance(accounts, dict) else ():
            if isinstance(channel, str) and isinstance(address, str):
                yield (*path, channel), channel, address
