"""docs/permissions.md is drawn from the tables of permissions, and every action and every button has its row.

`python -m tests.house.test_permissions` draws the page again.
"""

import ast

from bot.cards.callback_data import Shape, Verb
from bot.chat.callbacks import VERBS
from bot.chat.item_buttons import BUTTONS
from bot.domain.assignment import State
from bot.domain.permissions import ITEM_RULES, PLAN_RULES, Action, Rule
from bot.domain.person import Role
from bot.domain.relation import OF_UNITS, Relation, Standing
from bot.domain.transitions import STATE_KEYS
from tests.house.source import ROOT, Source, sources

PAGE = ROOT / "docs/permissions.md"

# Who may write, sort and greet by role without it being a right: addressing rules, menus, help and the simulation.
ADDRESSING = (
    "bot/cards/",
    "bot/cli/",
    "bot/context/recipients.py",
    "bot/domain/permissions.py",
    "bot/domain/person.py",
    "bot/simulate/",
)

DECIDING = (
    Relation.REVIEWS, Relation.DECIDES_EXTENSION, Relation.DECIDES_SUSPENSION, Relation.SUSPENDS,
    Relation.DECIDES_DECLINE, Relation.DECIDES_TALK,
)  # fmt: skip
OF_LEADS = (Relation.REVIEWS, Relation.DECIDES_EXTENSION, Relation.DECIDES_SUSPENSION)
OF_OFFICE = (Relation.OWN_BUREAU, Relation.ELSEWHERE)


def possible_standings() -> list[Standing]:
    """Every pair of role and relation that somebody can have."""
    units = [
        (role, relation)
        for role in OF_UNITS
        for relation in Relation
        if relation not in (*DECIDING, Relation.DIRECTS_TALK, Relation.OWN_BUREAU)
    ]
    office = [(role, relation) for role in (Role.COORDINATOR, Role.REVIEWER) for relation in OF_OFFICE]
    deciding = [
        (role, relation) for relation in DECIDING for role in (Role.LIAISON, Role.COORDINATOR, Role.REVIEWER)
        if role is not Role.LIAISON or relation in OF_LEADS
    ]  # fmt: skip
    return [
        *units,
        *office,
        (Role.LEADER, Relation.ELSEWHERE),
        (Role.LEADER, Relation.DIRECTS_TALK),
        *deciding,
    ]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _who(rule: Rule) -> str:
    by_relation: dict[Relation, list[str]] = {}
    for role, relation in possible_standings():
        if (role, relation) in rule.who:
            by_relation.setdefault(relation, []).append(role.value)
    return "; ".join(f"{relation}: {', '.join(roles)}" for relation, roles in by_relation.items())


def _why_not(rule: Rule, state: State) -> str:
    return f"`{rule.in_state.get(state, STATE_KEYS[state])}`"


def _conditions(rule: Rule) -> str:
    return "; ".join(f"{one.name}, else `{one.key}`" for one in rule.conditions)


def _others(rule: Rule) -> str:
    by_key: dict[str, list[Relation]] = {}
    for relation, key in rule.instead.items():
        by_key.setdefault(key, []).append(relation)
    told = [f"`{rule.otherwise}`", *(f"{', '.join(who)}: `{key}`" for key, who in by_key.items())]
    return "; ".join(told)


def page() -> str:
    """Markdown: who, in which state, under which condition; what everybody else is told."""
    items = [
        _row(f"`{action}`", _who(rule), _conditions(rule), _others(rule))
        for action, rule in ITEM_RULES.items()
    ]
    states = [
        _row(f"`{action}`", *("✓" if state in rule.states else _why_not(rule, state) for state in State))
        for action, rule in ITEM_RULES.items()
    ]
    plan = [
        _row(f"`{action}`", ", ".join(role for role in Role if role in rule.roles), f"`{rule.otherwise}`")
        for action, rule in PLAN_RULES.items()
    ]
    return "\n".join(
        [
            "# Permissions",
            "",
            "Drawn from `bot/domain/permissions.py` by `python -m tests.house.test_permissions`; do not edit.",
            "A person's relations to an item are those of `bot/domain/relation.py`; who reviews and decides is the",
            "order of `bot/domain/review.py`. Whoever does not see the item is told `refused.not_yours`; after it was",
            "handed to a colleague its unit is told `refused.handed_over`.",
            "",
            "## Actions on an item: who",
            "",
            _row("action", "who (relation: roles)", "condition", "what the others are told"),
            _row(*["---"] * 4),
            *items,
            "",
            "## Actions on an item: in which state",
            "",
            _row("action", *State),
            _row("---", *["---"] * len(State)),
            *states,
            "",
            "A return's item that was filed is told `refused.filed`.",
            "",
            "## Actions on the plan",
            "",
            "`answer_return` is for the unit's own return, `undo` for one's own last action.",
            "",
            _row("action", "roles", "what the others are told"),
            _row(*["---"] * 3),
            *plan,
            "",
        ]
    )


def test_the_page_is_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.house.test_permissions draws it again"


def test_every_action_has_exactly_one_row() -> None:
    assert sorted([*ITEM_RULES, *PLAN_RULES]) == sorted(Action)


def test_every_row_names_only_people_there_can_be() -> None:
    unknown = {action: rule.who - set(possible_standings()) for action, rule in ITEM_RULES.items()}
    assert {action: who for action, who in unknown.items() if who} == {}


def test_every_button_names_its_action() -> None:
    """VERBS has a row for each verb; a verb about an item is about an action on items."""
    assert sorted(VERBS) == sorted(Verb)
    on_items = {verb for verb in Verb if verb.about(Shape.ITEM)}
    assert {verb for verb in on_items if VERBS[verb].right not in ITEM_RULES} == set()
    assert {verb: VERBS[verb].right for _, verb in BUTTONS} == {verb: action for action, verb in BUTTONS}


def test_every_action_of_a_person_asks_the_table() -> None:
    """A function of bot/actions that does something in a person's name calls `require`, or a function that does."""
    asking = {"require", "require_in_plan", "allowed", "refusal", "refusal_in_plan"}
    silent = [
        f"{source.path}:{node.name}"
        for source in sources()
        if source.path.startswith("bot/actions/")
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and _acts_for_a_person(node)
        and not asking & _called(node)
        and not _called(node) & _functions_that_ask(source, asking)
    ]
    assert silent == []


def _acts_for_a_person(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    returns = ast.unparse(node.returns) if node.returns else ""
    return "Outcome" in returns and any(arg.arg == "person" for arg in node.args.args)


def _called(node: ast.AST) -> set[str]:
    return {
        call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }


def _functions_that_ask(source: Source, asking: set[str]) -> set[str]:
    return {
        node.name
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and asking & _called(node)
    }


def test_no_right_is_decided_outside_the_table() -> None:
    """`holds` elsewhere is an addressing rule, a menu or help."""
    elsewhere = [
        source.at(call)
        for source in sources()
        if not source.path.startswith((*ADDRESSING, "bot/exports/"))
        for call in source.calls("holds", "sees_all", "reviewers_of")
    ]
    assert elsewhere == []


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
