"""The acts of the review page, from their JSON to an edit of the draft."""

from collections.abc import Callable, Mapping

from bot.planfile.importer.about import phrase_of
from bot.planfile.importer.typed_words import names_in, plain_figure
from bot.planfile.review import additions, changes, merging
from bot.planfile.review.additions import PhraseSource
from bot.planfile.review.asked import FindPhrase, group_of
from bot.planfile.review.rows import ROLES, rows
from bot.planfile.text_edit import Edit
from bot.planfile.yaml_tree import Path, Tree

Act = Mapping[str, object]


def edit_of(tree: Tree, act: Act, in_document: FindPhrase) -> Edit:
    """What the act changes, and the question that it answers taken out. Raises LookupError, TypeError or ValueError
    where it is no act of this page, or names nothing that is there."""
    question: Path | None = None
    source = PhraseSource()
    if act.get("question"):
        question = _path(act, "question")
        row = tree.at(question)
        if question[0] != "questions" or len(question) != 2 or not isinstance(row, dict):
            raise LookupError(question)
        line = str(row.get("line") or "")
        source = PhraseSource(
            in_document(phrase_of(str(row.get("code")), str(row.get("about", ""))), line), line
        )
    edit = ACTS[_word(act, "act")](tree, act, source)
    return edit | Edit(gone=(question,)) if question else edit


def _keep(_tree: Tree, _act: Act, _source: PhraseSource) -> Edit:
    return Edit()


def _keep_group(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    """All questions of one group: the draft is right as it is."""
    group = _word(act, "group")
    asked = rows(tree, "questions", "*")
    gone = tuple(path for path, row in asked if group_of(str(row.get("code"))) == group)
    if not gone:
        raise LookupError(group)
    return Edit(gone=gone)


def _edit(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    return changes.with_value(tree, _path(act, "path"), _word(act, "value"))


def _remove(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    path = _path(act, "path")
    is_row = path[-2:-1] and path[-2] in ("tasks", "milestones", "indicators", "goals")
    if tree.at(path) is None or not is_row:
        raise LookupError(path)
    return merging.without_task(tree, path) if path[-2] == "tasks" else changes.without_row(tree, path)


def _roles(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    """Without a task: every task that names nobody."""
    given = _words(act, "roles")
    if not given or not {*given.values()} <= {*ROLES, changes.NOBODY}:
        raise ValueError
    if act.get("task"):
        return changes.with_roles(tree, [_path(act, "task")], given)
    tasks = rows(tree, "sections", "*", "tasks", "*")
    return changes.with_roles(tree, [path for path, row in tasks if not row.get("roles")], given)


def _due(tree: Tree, act: Act, source: PhraseSource) -> Edit:
    due, every = _word(act, "due"), _word(act, "every")
    if not due and not every:
        raise ValueError
    if not act.get("task"):
        return additions.with_goal(_word(act, "text"), due, source)
    milestone = _path(act, "milestone") if act.get("milestone") else None
    return additions.with_due(tree, _path(act, "task"), milestone, due, every, source)


def _number(tree: Tree, act: Act, source: PhraseSource) -> Edit:
    fields = _words(act, "fields")
    fields["value"] = plain_figure(fields.get("value", ""))
    shown = PhraseSource(fields.pop("quote", "") or source.quote, fields.pop("line", "") or source.line)
    task = _path(act, "task") if act.get("task") else None
    return additions.with_number(tree, task, fields, shown)


def _county(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    return changes.with_county(tree, _path(act, "path"), _word(act, "site"), _word(act, "county"))


def _drop_unit(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    return merging.without_unit(tree, _word(act, "name"))


def _one_unit(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    return merging.with_one_unit(tree, _word(act, "gone"), _word(act, "kept"))


def _merge(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    return merging.merged(tree, _path(act, "gone"), _path(act, "kept"))


def _task(tree: Tree, act: Act, source: PhraseSource) -> Edit:
    number = _word(act, "number")
    if not number.isdecimal() or not _word(act, "title").strip():
        raise ValueError
    leads = names_in(_word(act, "lead"))
    task = additions.NewTask(int(number), _word(act, "title").strip(), leads, _word(act, "due"))
    return additions.with_task(tree, _path(act, "section"), task, source)


def _units(tree: Tree, act: Act, _: PhraseSource) -> Edit:
    names = act["names"]
    if not isinstance(names, list) or not names:
        raise ValueError
    listed = [*map(str, names)]
    edit = additions.with_units(tree, listed, are_counties=_word(act, "kind") == "county")
    instead = _word(act, "instead")
    return edit | merging.with_members(tree, instead, listed) if instead else edit


def _period(_tree: Tree, act: Act, _: PhraseSource) -> Edit:
    return additions.with_period(_word(act, "start"), _word(act, "end"))


ACTS: Mapping[str, Callable[[Tree, Act, PhraseSource], Edit]] = {
    "keep": _keep,
    "keep_group": _keep_group,
    "edit": _edit,
    "remove": _remove,
    "roles": _roles,
    "due": _due,
    "number": _number,
    "county": _county,
    "drop_unit": _drop_unit,
    "one_unit": _one_unit,
    "merge": _merge,
    "task": _task,
    "units": _units,
    "period": _period,
}


def _path(act: Act, name: str) -> Path:
    steps = act[name]
    if not isinstance(steps, list) or not steps or not all(map(_is_step, steps)):
        raise ValueError
    return tuple(steps)


def _is_step(step: object) -> bool:
    return isinstance(step, str) or (isinstance(step, int) and not isinstance(step, bool) and step >= 0)


def _word(act: Act, name: str) -> str:
    value = act.get(name, "")
    if not isinstance(value, str):
        raise TypeError
    return value


def _words(act: Act, name: str) -> dict[str, str]:
    given = act[name]
    if not isinstance(given, dict):
        raise TypeError
    return {str(key): str(value) for key, value in given.items()}
