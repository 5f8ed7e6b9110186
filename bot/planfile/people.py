"""people.yaml → who holds which post, and under which accounts the channels know them."""

import re
from collections.abc import Callable, Iterator
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
from bot.planfile.scalars import Id, Row, Text, one_of
from bot.planfile.validate import read_text
from bot.planfile.yaml import load_rows
from bot.planfile.yaml_tree import Tree

WITH_A_UNIT = (Role.LIAISON, Role.HEAD, Role.COORDINATOR)  # a coordinator's: reviewed by others


def _language(value: object) -> str:
    if not isinstance(value, str) or value not in codes():
        raise PydanticCustomError("not_a_choice", "language expected", {"known": list(codes())})
    return value


class PostRow(Row):
    role: Annotated[Role, one_of(Role)]
    unit: Text | None = None
    tasks: list[Id] = Field(default=[])


class AccountsRow(Row):
    """The browser needs none: its people are let in by invite."""

    telegram: Text | None = None
    wecom: Text | None = None


class PersonRow(Row):
    id: Id
    name: Text
    language: Annotated[str, BeforeValidator(_language)] = DEFAULT
    posts: Annotated[list[PostRow], Field(min_length=1)]
    accounts: AccountsRow = AccountsRow()


class PeopleRow(Row):
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


def read_people(path: Path, plan: Plan, language: Language) -> People:
    """Raises Invalid with every mistake of the file, units and tasks the plan does not have among them."""
    return load_people(read_text(path, language), str(path), plan, language)


def load_people(text: str, file_name: str, plan: Plan, language: Language) -> People:
    rows = load_rows(PeopleRow, text, file_name, language, check_people(plan))
    roster = Roster(tuple(map(_person, rows.people)))
    return People(roster, tuple(account for row in rows.people for account in _accounts(row)))


def _person(row: PersonRow) -> Person:
    posts = (Post(post.role, post.unit or "", tuple(post.tasks)) for post in row.posts)
    return Person(row.id, row.name, tuple(posts), row.language)


def _accounts(row: PersonRow) -> Iterator[Account]:
    for channel, address in row.accounts:
        if address:
            yield Account(row.id, channel, address)


def check_people(plan: Plan) -> Callable[[Tree], Iterator[Flaw]]:
    def check(tree: Tree) -> Iterator[Flaw]:
        yield from twice(tree, "people", "*", "id")
        yield from _posts(tree, plan)
        for channel in AccountsRow.model_fields:
            yield from _one_person_an_account(tree, channel)
        yield from _telegram_numbers(tree)

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


def _telegram_numbers(tree: Tree) -> Iterator[Flaw]:
    """A bot cannot write to an @name, only to somebody whose number it has been told."""
    for path, address in words(tree, "people", "*", "accounts", "telegram"):
        if not re.fullmatch(r"[1-9][0-9]{0,18}", address):
            yield Flaw(tree.place(path), "not_telegrams_number", {"word": address})


def _one_person_an_account(tree: Tree, channel: str) -> Iterator[Flaw]:
    first: dict[str, int] = {}
    for path, address in words(tree, "people", "*", "accounts", channel):
        place = tree.place(path)
        if address in first:
            args = {"channel": channel, "word": address, "first": first[address]}
            yield Flaw(place, "account_twice", args)
        first.setdefault(address, place.line)
