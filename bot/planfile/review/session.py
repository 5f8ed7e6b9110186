"""A draft under review: read, shown, changed by answers, and written only where nobody else has changed it."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path as File

from bot.domain.errors import Invalid, Refused
from bot.domain.plan import Level, PlanStatus
from bot.i18n import Language
from bot.planfile.findings import say_finding
from bot.planfile.importer.document import Block
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.review.act_edits import edit_of
from bot.planfile.review.belonging import DocumentText
from bot.planfile.review.changes import without_unused_units
from bot.planfile.review.rows import Json
from bot.planfile.review.shown import document_json, draft_json
from bot.planfile.schema import PlanRow
from bot.planfile.yaml import check_all, load_plan, rows_of
from bot.planfile.yaml_edit import NoSuchPlace
from bot.planfile.yaml_parts import YamlParts
from bot.planfile.yaml_tree import parse

MOST_UNDONE = 200  # answers that can be taken back; each keeps what it changed only


class DraftReview:
    """`asked`: how many questions the import of the document left, so that progress is known after a pause too."""

    def __init__(self, file: File, blocks: Iterable[Block], asked: int, language: Language) -> None:
        """Raises Refused where the file is no plan that can be read, is in force already, or is another document's."""
        self._file, self._language = file, language
        self.name = file.name
        self.document = document_json(blocks)
        self._words = DocumentText(self.document)
        text = self._read()
        plan = load_plan(text, file.name, language)
        if plan.status is not PlanStatus.DRAFT:
            raise Refused("plan_review.in_force", file=file.name)
        self._parts = YamlParts.of(text)
        self._words.require_draft_of(self._parts.tree, file.name, plan.source)
        self._before: list[YamlParts] = []
        self._asked = max(asked, self._open())

    def state(self) -> Json:
        """What the page shows; a change made in an editor meanwhile is taken over."""
        text = self._read()
        if text != self._parts.text:
            load_plan(text, self._file.name, self._language)
            self._parts, self._before = YamlParts.of(text), []
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
        if _digest(self._read()) != version or version != _digest(self._parts.text):
            raise Refused("plan_review.changed", file=self._file.name)
        if act.get("act") == "undo":
            return self._undone()
        after = self._after(act)
        if not str(act["act"]).startswith("keep"):  # an answered question leaves the plan as it was
            self._require_plan(after)
        self._write(after.text)
        self._before = [*self._before[1 - MOST_UNDONE :], self._parts]
        self._parts = after
        return self.state()

    def findings(self) -> list[Json]:
        """As `duban plan check` says them, without the questions, which the page shows itself."""
        plan = load_plan(self._read(), self._file.name, self._language)
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

    def _after(self, act: Mapping[str, object]) -> YamlParts:
        before = self._parts.tree
        try:
            after = self._parts.edited(edit_of(before, act, self._words.phrase))
        except (NoSuchPlace, LookupError, TypeError, ValueError):
            raise Refused("plan_review.not_there") from None
        return after.edited(without_unused_units(before, after.tree))

    def _undone(self) -> Json:
        if not self._before:
            raise Refused("plan_review.nothing_to_undo")
        self._write(self._before[-1].text)
        self._parts = self._before.pop()
        return self.state()

    def _require_plan(self, parts: YamlParts) -> None:
        """Raises Invalid with the places of the mistakes, which are not known before there is one."""
        try:
            rows_of(PlanRow, parts.tree, self._file.name, self._language, check_all)
        except Invalid:
            rows_of(PlanRow, parse(parts.text), self._file.name, self._language, check_all)

    def _open(self) -> int:
        questions = self._parts.tree.at(("questions",))
        return len(questions) if isinstance(questions, list) else 0

    def _read(self) -> str:
        try:
            text = self._file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Refused("plan_review.not_text", file=self._file.name) from None
        return text if text.endswith("\n") else f"{text}\n"

    def _write(self, text: str) -> None:
        """All of it or nothing, with the rights that the file has; nothing where it was changed in the meantime."""
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
            os.chmod(name, self._file.stat().st_mode & 0o777)
            if self._read() != self._parts.text:
                raise Refused("plan_review.changed", file=self._file.name)
            os.replace(name, self._file)
        except (OSError, Refused):
            os.unlink(name)
            raise


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
