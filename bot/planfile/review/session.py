"""A draft under review: read, shown, changed by answers, and written only where nobody else has changed it."""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import takewhile
from pathlib import Path as File

from yaml import YAMLError

from bot.domain.errors import Invalid, Refused
from bot.domain.plan import Level, PlanStatus
from bot.i18n import Language
from bot.planfile.findings import say_finding
from bot.planfile.importer.document import Block
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.review.act_edits import edit_of
from bot.planfile.review.belonging import DocumentText
from bot.planfile.review.changes import without_unused_units
from bot.planfile.review.draft_file import DraftFile
from bot.planfile.review.rows import Json
from bot.planfile.review.shown import document_json, draft_json
from bot.planfile.schema import PlanRow
from bot.planfile.yaml import check_all, load_plan, rows_of
from bot.planfile.yaml_edit import NoSuchPlace
from bot.planfile.yaml_parts import YamlParts
from bot.planfile.yaml_tree import Tree, parse

IMPORT = "duban plan import"
MOST_UNDONE = 200  # answers that can be taken back; each keeps what it changed only


class DraftReview:
    """`asked`: how many questions the import of the document left, so that progress is known after a pause too."""

    def __init__(self, file: File, blocks: Iterable[Block], asked: int, language: Language) -> None:
        """Raises Refused where the file is no plan that can be read, is in force already, or is another document's."""
        self._file, self._language = DraftFile(file), language
        self.name = file.name
        self.document = document_json(blocks)
        self._words = DocumentText(self.document)
        self._before: list[YamlParts] = []
        self._parts = self._taken(self._file.read())
        self._asked = max(asked, self._open())

    def state(self) -> Json:
        """What the page shows; a change made in an editor meanwhile is taken over."""
        text = self._file.read()
        if text != self._parts.text:
            self._parts, self._before = self._taken(text), []
        left = self._open()
        return draft_json(self._parts.tree, self._words.phrase, self._language) | {
            "version": _digest(self._parts.text),
            "asked": max(self._asked, left),
            "left": left,
            "undo": len(self._before),
        }

    def act(self, version: str, act: Mapping[str, object]) -> Json:
        """An answer or an edit; the state after it. Raises Refused where the file is not the one shown any more, where
        the act names nothing that is there, and where the plan would not be one: nothing is written then."""
        if _digest(self._file.read()) != version or version != _digest(self._parts.text):
            raise Refused("plan_review.changed", file=self.name)
        if act.get("act") == "undo":
            return self._undone()
        after = self._after(act)
        if not _has_only_fewer_questions(self._parts.tree, after.tree):
            self._require_plan(after)
        self._file.write(after.text, self._parts.text)
        self._before = [*self._before[1 - MOST_UNDONE :], self._parts]
        self._parts = after
        return self.state()

    def findings(self) -> list[Json]:
        """As `duban plan check` says them, without the questions, which the page shows itself."""
        plan = load_plan(self._file.read(), self.name, self._language)
        return [
            {
                "text": say_finding(one, self._language),
                "line": one.line or 0,
                "task": str(one.args.get("task") or ""),
                "is_warning": one.level is Level.WARNING,
            }
            for one in plan.findings
            if one.code not in QUESTION_LEVELS
        ]

    def _taken(self, text: str) -> YamlParts:
        """Raises Invalid, and Refused where it is not, or no longer, the draft of this document."""
        plan = load_plan(text, self.name, self._language)
        if plan.status is not PlanStatus.DRAFT:
            raise Refused("plan_review.in_force", file=self.name)
        parts = YamlParts.of(text)
        if not parts.tree.at(("questions",)) and not _is_of_an_import(text):
            raise Refused("plan_review.reviewed", file=self.name)
        self._words.require_draft_of(parts.tree, self.name, plan.source)
        return parts

    def _after(self, act: Mapping[str, object]) -> YamlParts:
        before = self._parts.tree
        try:
            after = self._parts.edited(edit_of(before, act, self._words.phrase))
        except (NoSuchPlace, LookupError, TypeError, ValueError, YAMLError):
            raise Refused("plan_review.not_there") from None
        return after.edited(without_unused_units(before, after.tree))

    def _undone(self) -> Json:
        if not self._before:
            raise Refused("plan_review.nothing_to_undo")
        self._file.write(self._before[-1].text, self._parts.text)
        self._parts = self._before.pop()
        return self.state()

    def _require_plan(self, parts: YamlParts) -> None:
        """Raises Invalid with the places of the mistakes, which are not known before there is one."""
        try:
            rows_of(PlanRow, parts.tree, self.name, self._language, check_all)
        except Invalid:
            rows_of(PlanRow, parse(parts.text), self.name, self._language, check_all)

    def _open(self) -> int:
        questions = self._parts.tree.at(("questions",))
        return len(questions) if isinstance(questions, list) else 0


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_of_an_import(text: str) -> bool:
    """As its first remarks say, in every language. A plan without it, and without questions, is somebody's work."""
    remarks = takewhile(lambda line: not line.strip() or line.startswith("#"), text.splitlines())
    return any(IMPORT in line for line in remarks)


def _has_only_fewer_questions(before: Tree, after: Tree) -> bool:
    """An answer that leaves the plan as it was; what is the same in both is not compared value by value."""
    old, new = before.value, after.value
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    left = iter(old.get("questions") or [])
    is_left = all(any(one == row for one in left) for row in new.get("questions") or [])
    return is_left and {**old, "questions": None} == {**new, "questions": None}
