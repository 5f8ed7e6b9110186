"""A draft under review: read, shown, changed by answers, and written only where nobody else has changed it."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path as File

from bot.domain.errors import Refused
from bot.i18n import Language
from bot.planfile.findings import say_finding
from bot.planfile.importer.document import Block
from bot.planfile.review import changes
from bot.planfile.review.shown import Json, document_json, draft_json
from bot.planfile.schema import PlanRow
from bot.planfile.yaml import check_all, load_plan, rows_of
from bot.planfile.yaml_edit import NoSuchPlace, YamlText
from bot.planfile.yaml_tree import Path, Tree, parse


class DraftReview:
    """`asked`: how many questions the import of the document left, so that progress is known after a pause too."""

    def __init__(self, file: File, blocks: Iterable[Block], asked: int, language: Language) -> None:
        """Raises Refused where the file is no plan that can be read."""
        self._file, self._language = file, language
        self.name = file.name
        self.document = document_json(blocks)
        self._text, self._tree = "", Tree()
        self._take(self._read())
        load_plan(self._text, file.name, language)
        self._asked = max(asked, self._open())

    def state(self) -> Json:
        """What the page shows; a change made in an editor meanwhile is taken over."""
        self._take(self._read())
        left = self._open()
        return draft_json(self._tree, self._language) | {
            "version": _digest(self._text),
            "asked": max(self._asked, left),
            "left": left,
        }

    def act(self, version: str, act: Mapping[str, object]) -> Json:
        """An answer or an edit; the state after it. Raises Refused where the file is not the one shown any more, where
        the act names nothing that is there, and where the plan would not be one: nothing is written then."""
        if _digest(self._read()) != version:
            raise Refused("plan_review.changed", file=self._file.name)
        try:
            after = _changed(self._text, act)
        except (NoSuchPlace, LookupError, TypeError, ValueError):
            raise Refused("plan_review.not_there") from None
        tree = parse(after)
        if act["act"] != "keep":  # an answered question leaves the plan as it was
            rows_of(PlanRow, tree, self._file.name, self._language, check_all)
        self._write(after)
        self._text, self._tree = after, tree
        return self.state()

    def findings(self) -> list[str]:
        """As `duban plan check` says them."""
        plan = load_plan(self._read(), self._file.name, self._language)
        return [
            self._language.say(
                "show.finding", line=one.line or 0, text=say_finding(one, self._language)
            ).strip()
            for one in plan.findings
        ]

    def _take(self, text: str) -> None:
        """A large draft takes a second to read: once for each text."""
        if text != self._text:
            self._text, self._tree = text, parse(text)

    def _open(self) -> int:
        questions = self._tree.at(("questions",))
        return len(questions) if isinstance(questions, list) else 0

    def _read(self) -> str:
        try:
            return self._file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Refused("plan_review.not_text", file=self._file.name) from None

    def _write(self, text: str) -> None:
        """All of it or nothing, with the rights that the file has."""
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
            os.chmod(name, self._file.stat().st_mode & 0o777)
            os.replace(name, self._file)
        except OSError:
            os.unlink(name)
            raise


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


Act = Mapping[str, object]


def _edit(text: str, act: Act) -> str:
    return changes.with_value(text, _path(act, "path"), _word(act, "value"))


def _remove(text: str, act: Act) -> str:
    path = _path(act, "path")
    return changes.without_task(text, path) if path[-2] == "tasks" else changes.without_row(text, path)


def _roles(text: str, act: Act) -> str:
    given = act["roles"]
    if not isinstance(given, dict):
        raise TypeError
    return changes.with_roles(
        text, _path(act, "task"), {str(unit): str(role) for unit, role in given.items()}
    )


def _due(text: str, act: Act) -> str:
    milestone = _path(act, "milestone") if act.get("milestone") else None
    return changes.with_due(text, _path(act, "task"), milestone, _word(act, "due"), _word(act, "every"))


def _number(text: str, act: Act) -> str:
    given = act["fields"]
    if not isinstance(given, dict):
        raise TypeError
    return changes.with_number(text, _path(act, "task"), {str(name): str(one) for name, one in given.items()})


def _one_unit(text: str, act: Act) -> str:
    return changes.with_one_unit(text, _word(act, "gone"), _word(act, "kept"))


def _keep(text: str, _: Act) -> str:
    return text


ACTS: Mapping[str, Callable[[str, Act], str]] = {
    "keep": _keep,
    "edit": _edit,
    "remove": _remove,
    "roles": _roles,
    "due": _due,
    "number": _number,
    "one_unit": _one_unit,
}


def _changed(text: str, act: Act) -> str:
    """Without the question that the act answers, and with the act."""
    if act.get("question"):
        question = _path(act, "question")
        if question[0] != "questions" or len(question) != 2:
            raise ValueError
        text = YamlText(text).without(question)
    return ACTS[_word(act, "act")](text, act)


def _path(act: Act, name: str) -> Path:
    steps = act[name]
    if not isinstance(steps, list) or not steps or not all(isinstance(step, str | int) for step in steps):
        raise ValueError
    return tuple(steps)


def _word(act: Act, name: str) -> str:
    value = act.get(name, "")
    if not isinstance(value, str):
        raise TypeError
    return value
