"""A conversation script: who says, presses or sends what, and when. For `duban rehearse`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path as File
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.i18n import Language
from bot.planfile.checks import words
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.scalars import Day, FileRow, Line, Text, Whole, one_text_of
from bot.planfile.validate import enter, read_text
from bot.planfile.yaml_tree import Tree, parse

MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}):(\d{2})(?::00)?", re.ASCII)
NO_REPLIES = "none"
OTHERS = (NO_REPLIES, "mixed", "good")
DEEDS = ("say", "press", "send", "edit")
SEED_PLAN = "nanyang-2023-2025"


def _moment(value: object) -> datetime:
    if not isinstance(value, str) or not (match := MOMENT.fullmatch(value.strip())):
        raise PydanticCustomError("not_a_moment", "day and time expected")
    try:
        return datetime.fromisoformat(f"{match[1]} {int(match[2]):02d}:{match[3]}")
    except ValueError:
        raise PydanticCustomError("no_such_moment", "no such day or time") from None


def _said(value: object) -> str:
    """As it is written: blanks and line ends are part of what a person types."""
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "text expected")
    return value


class ScriptStepRow(FileRow):
    at: Annotated[datetime, BeforeValidator(_moment)] | None = None
    who: Text | None = None
    say: Annotated[str, BeforeValidator(_said)] | None = None
    press: Text | None = None
    send: Text | None = None
    edit: Line | None = None
    reply_to: Line | None = None
    quote: Text | None = None  # a part of the message replied to
    forwarded: Text | None = None  # whose words they are, passed on
    expect: object = None  # a checker's, on a step or on the script


class ConversationRow(FileRow):
    plan: Text = SEED_PLAN
    golive: Day
    people: Text | None = None
    lists: list[Text] = Field(default=[])  # files, handed in before the first step
    others: Annotated[str, one_text_of(*OTHERS)] = NO_REPLIES
    seed: Whole = 1
    settings: dict[str, object] | None = None
    steps: Annotated[list[ScriptStepRow], Field(min_length=1)]
    expect: object = None


@dataclass(frozen=True, slots=True)
class ConversationStep:
    """One line of a script. `at` is local time; numbers of other steps count from 1."""

    n: int
    at: datetime
    place: FilePlace
    who: str = ""
    say: str = ""
    press: str = ""
    send: str = ""
    edit: int = 0
    reply_to: int = 0
    quote: str = ""
    forwarded: str = ""
    places: dict[str, FilePlace] = field(default_factory=dict)  # where the value of each key stands


@dataclass(frozen=True, slots=True)
class Conversation:
    """A script whose form is right. `settings`: dotted name → (value, where)."""

    file: File
    plan: str
    golive: date
    people: str
    others: str
    seed: int
    settings: dict[str, tuple[object, FilePlace]]
    steps: tuple[ConversationStep, ...]
    places: dict[str, FilePlace]
    lists: tuple[str, ...] = ()


def read_conversation(file: File, language: Language) -> Conversation:
    """Raises Invalid with every mistake of the script's form. People, plan and labels are looked up later."""
    tree = parse(read_text(file, language).removeprefix("\ufeff"))
    if tree.broken:
        raise invalid(tree.flaws, str(file), language)
    rows, misshapen = enter(ConversationRow, tree)
    flaws = [*tree.flaws, *misshapen, *_check_steps(tree, file)]
    if rows is None or flaws:
        raise invalid(flaws, str(file), language)
    return _conversation(file, rows, tree)


def _conversation(file: File, rows: ConversationRow, tree: Tree) -> Conversation:
    steps: list[ConversationStep] = []
    for number, row in enumerate(rows.steps, 1):
        at = row.at or steps[-1].at  # the first has one: see _times
        path = ("steps", number - 1)
        places = {name: tree.place((*path, name)) for name in ScriptStepRow.model_fields}
        steps.append(
            ConversationStep(
                number, at, tree.place(path), row.who or "", row.say or "", row.press or "", row.send or "",
                row.edit or 0, row.reply_to or 0, row.quote or "", row.forwarded or "", places,
            )
        )  # fmt: skip
    places = {name: tree.place((name,)) for name in ConversationRow.model_fields}
    return Conversation(
        file, rows.plan, rows.golive, rows.people or "", rows.others, rows.seed, dict(_settings(tree)),
        tuple(steps), places, tuple(rows.lists),
    )  # fmt: skip


def _settings(tree: Tree) -> Iterator[tuple[str, tuple[object, FilePlace]]]:
    """group: {key: value} → group.key"""
    given = tree.at(("settings",))
    for name, value in given.items() if isinstance(given, dict) else ():
        if isinstance(value, dict):
            for key, inner in value.items():
                yield f"{name}.{key}", (inner, tree.key(("settings", name, key)))
        else:
            yield name, (value, tree.key(("settings", name)))


# What the rows of a script say of each other. A value of the wrong form is passed over: the door has named it.


def _check_steps(tree: Tree, file: File) -> Iterator[Flaw]:
    yield from _times(tree)
    yield from _deeds(tree)
    yield from _earlier_steps(tree)
    yield from _files(tree, file.parent)


def _steps(tree: Tree) -> Iterator[tuple[int, dict[str, object]]]:
    steps = tree.at(("steps",))
    for at, row in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(row, dict):
            yield at, row


def _times(tree: Tree) -> Iterator[Flaw]:
    latest: datetime | None = None
    for n, row in _steps(tree):
        try:
            at = _moment(row.get("at"))
        except PydanticCustomError:
            if n == 0 and row.get("at") is None:
                yield Flaw(tree.key(("steps", 0, *list(row)[:1])), "first_step_without_time")
            continue
        if latest and at < latest:
            about = {"at": f"{at:%Y-%m-%d %H:%M}", "before": f"{latest:%Y-%m-%d %H:%M}"}
            yield Flaw(tree.place(("steps", n, "at")), "step_goes_back", about)
        latest = max(at, latest or at)


def _deeds(tree: Tree) -> Iterator[Flaw]:
    for n, row in _steps(tree):
        done = [name for name in DEEDS if row.get(name) is not None]
        if done and row.get("who") is None:
            yield Flaw(tree.key(("steps", n, done[0])), "step_without_who", {"key": done[0]})
        if row.get("who") is not None and not done and row.keys() <= ScriptStepRow.model_fields.keys():
            yield Flaw(tree.key(("steps", n, "who")), "step_without_deed")
        if "press" in done and len(done) > 1:
            yield Flaw(tree.key(("steps", n, "press")), "press_alone")
        if "edit" in done and row.get("say") is None:
            yield Flaw(tree.key(("steps", n, "edit")), "edit_without_say")
        if row.get("quote") is not None and row.get("reply_to") is None:
            yield Flaw(tree.key(("steps", n, "quote")), "quote_without_reply")


def _earlier_steps(tree: Tree) -> Iterator[Flaw]:
    rows = dict(_steps(tree))
    for n, row in rows.items():
        for name in ("edit", "reply_to"):
            number = row.get(name)
            if not isinstance(number, str) or not number.isdecimal() or number == "0":
                continue
            place, target = tree.place(("steps", n, name)), rows.get(int(number) - 1, {})
            if int(number) > n:
                yield Flaw(place, "not_an_earlier_step", {"n": int(number)})
            elif name == "edit" and (target.get("say") is None or target.get("who") != row.get("who")):
                yield Flaw(
                    place, "edit_of_nothing_said", {"n": int(number), "who": str(row.get("who") or "")}
                )


def _files(tree: Tree, folder: File) -> Iterator[Flaw]:
    for path, name in (*words(tree, "steps", "*", "send"), *words(tree, "lists", "*")):
        if not (folder / name).is_file():
            yield Flaw(tree.place(path), "no_such_file", {"path": name})
    people = tree.at(("people",))
    if isinstance(people, str) and not (folder / people).is_file():
        yield Flaw(tree.place(("people",)), "no_such_file", {"path": people})
