"""The questions of a draft as the review page shows them, each with what its answer offers."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.i18n import Language
from bot.planfile.findings import finding_of, say_finding
from bot.planfile.importer.about import due_in, number_in, pair_of, phrase_of, title_in, units_offered
from bot.planfile.review.rows import Json, Row, line_of, word
from bot.planfile.schema import QuestionRow
from bot.planfile.yaml_tree import Path

FindPhrase = Callable[[str, str], str]  # phrase, line → the phrase as the document has it there, or nothing

# What a question asks for first, beside “it is right as it is”; the page offers every other answer too.
ASKS: Mapping[str, str] = {
    "odd_name": "roles",
    "unsure_role": "roles",
    "unsure_column": "roles",
    "unread_clause": "roles",
    "unread_cell": "roles",
    "uneven_row": "roles",
    "annex_differs": "roles",
    "no_units": "roles",
    "open_list": "roles",
    "said_of_others": "roles",
    "collective": "units",
    "no_day": "due",
    "ambiguous_scope": "due",
    "date_elsewhere": "due",
    "outside_period": "due",
    "short_rhythm": "due",
    "no_period": "period",
    "unclear_number": "number",
    "unit_alike": "one_unit",
    "alias": "one_unit",
    "maybe_twice": "merge",
    "only_in_annex": "merge",
    "number_gap": "task",
    "declared_vs_found": "task",
    "section_aside": "task",
    "left_out_text": "task",
    "unreadable_table": "task",
    "nested_table": "task",
    "page_without_text": "task",
    "hidden_sheet": "task",
    "formula_without_value": "task",
    "hidden_rows": "merge",
    "hidden_columns": "",
    "unruled_table": "",
    "unread_column": "",
    "person_named": "",
}
# What it means that nothing is to be changed; elsewhere: the draft is right.
_KEPT: Mapping[str, str] = {
    "odd_name": "keep_no_unit",
    "unread_clause": "keep_no_unit",
    "unread_cell": "keep_checked",
    "uneven_row": "keep_checked",
    "open_list": "keep_all_units",
    "unit_alike": "keep_two_units",
    "alias": "keep_full_name",
    "no_day": "keep_no_day",
    "collective": "keep_unlisted",
    "outside_period": "keep_day",
    "date_elsewhere": "keep_not_chased",
    "short_rhythm": "keep_monthly",
    "unclear_number": "keep_no_target",
    "maybe_twice": "keep_two_tasks",
    "number_gap": "keep_no_gap",
    "declared_vs_found": "keep_no_gap",
}
_GROUPS: Mapping[str, str] = {
    "roles": "of_units",
    "units": "of_units",
    "one_unit": "of_units",
    "due": "of_days",
    "period": "of_days",
    "number": "of_numbers",
    "merge": "of_tasks",
    "task": "of_tasks",
}
TITLED = frozenset({"annex_differs", "only_in_annex"})  # begin with the number and the title of a task
_GAP = re.compile(r"([0-9]+) → [0-9]+$")


def group_of(code: str) -> str:
    """Questions are answered kind by kind: about units, days, numbers, tasks, or how the document was read."""
    return _GROUPS.get(ASKS.get(code, ""), "of_reading")


class Nearest:
    """The task that a line of the document belongs to: the last that begins there or before it."""

    def __init__(self, tasks: Iterable[Json]) -> None:
        self._tasks = sorted((task for task in tasks if task["line"]), key=_first_line)
        self._lines = [_first_line(task) for task in self._tasks]
        self._by_id = {str(task["id"]): task for task in self._tasks}
        self._by_title = _alone((str(task["title"]), str(task["id"])) for task in self._tasks)
        self._by_due = _alone((due, str(task["id"])) for task in self._tasks for due in _dues(task))

    def id_at(self, line: int) -> str:
        """Empty above the first task."""
        at = bisect_right(self._lines, line)
        return str(self._tasks[at - 1]["id"]) if at else ""

    def named(self, code: str, about: str) -> str:
        """The one task that the words of a question name: by its title, or by a day that is only there."""
        if code == "outside_period":
            return self._by_due.get(about, "")
        return self._by_title.get(title_in(about), "") if code in TITLED else ""

    def begins_at(self, line: int) -> str:
        """The task that begins in this line; empty where none does."""
        id_ = self.id_at(line)
        return id_ if id_ and _first_line(self._by_id[id_]) == line else ""


def _alone(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Without what stands at several tasks."""
    found: dict[str, set[str]] = {}
    for key, id_ in pairs:
        found.setdefault(key, set()).add(id_)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


def _dues(task: Json) -> Iterator[str]:
    milestones = task["milestones"]
    for one in milestones if isinstance(milestones, list) else []:
        yield from (str(field["value"]) for field in one["fields"] if field["name"] == "due")


def _first_line(task: Json) -> int:
    line = task["line"]
    return line if isinstance(line, int) else 0


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """What the questions of a plan are shown with."""

    places: Nearest
    units: Sequence[str]
    only_year: int | None
    in_document: FindPhrase
    language: Language


def question_json(path: Path, row: Row, asked: QuestionContext) -> Json:
    """`task`: the one that it is about. `near`: the one before it in the document, where it is about none."""
    code, about = word(row.get("code")), word(row.get("about"))
    task = word(row.get("task"))
    line = line_of(row)
    task = task or asked.places.named(code, about) or asked.places.begins_at(line)
    gap = _GAP.search(about) if code == "number_gap" else None
    return {
        "path": list(path),
        "code": code,
        "group": group_of(code),
        "about": about,
        "line": line,
        "task": task,
        "near": task or asked.places.id_at(line),
        "text": say_finding(finding_of(QuestionRow.model_validate(row)), asked.language),
        "asks": (asks := ASKS.get(code, "")),
        "keep": _KEPT.get(code) or ("keep_checked" if asks in ("task", "") else "keep"),
        "phrase": asked.in_document(phrase_of(code, about), word(row.get("line"))),
        "units": units_offered(code, about, asked.units),
        "due": due_in(about, asked.only_year),
        "pair": pair_of(about),
        "number": asdict(number_in(about)),
        "missing": str(int(gap[1]) + 1) if gap else "",
    }
