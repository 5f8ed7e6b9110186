"""The mutants: one rule each, broken by a small edit of the source, and the tests that must notice it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    name: str
    file: str  # from the root
    old: str  # stands in the file exactly once
    new: str
    tests: tuple[str, ...]  # as pytest takes them


TABLE = "bot/domain/permissions.py"
LAWS = "tests/domain/test_permissions.py"
DOORS = "tests/chat/test_permissions.py"
DIRECT = f"{DOORS}::test_an_action_called_directly_obeys_the_table"
ENGINE_RULES = "tests/engine/test_rules.py"
UNDOING = "tests/scenarios/test_undoing_decisions.py"
UNDO_LAW = "tests/scenarios/test_undo_of_each_act.py"
REASONS = "tests/scenarios/test_reasons_and_outcomes.py"


def _unchecked(action: str) -> tuple[str, str]:
    return f"    require(context, person, Action.{action}, a)\n", ""


MUTANTS = (
    Mutant(
        "endorse by anyone: the table",
        TABLE,
        "Action.ENDORSE: Rule(\n        _DECIDES_TALK,",
        "Action.ENDORSE: Rule(\n        _SEES,",
        (LAWS,),
    ),
    Mutant("endorse by anyone: the action", "bot/actions/endorse.py", *_unchecked("ENDORSE"), (DIRECT,)),
    Mutant(
        "start by anyone: the table",
        TABLE,
        "Action.START: Rule(_COORDINATOR,",
        "Action.START: Rule(_SEES,",
        (LAWS,),
    ),
    Mutant("start by anyone: the action", "bot/actions/start.py", *_unchecked("START"), (DIRECT,)),
    Mutant(
        "extension decided by anyone, even the asker: the table",
        TABLE,
        "Action.GRANT_EXTENSION: _decision(_DECIDES_EXTENSION,",
        "Action.GRANT_EXTENSION: _decision(_SEES,",
        (LAWS,),
    ),
    Mutant(
        "extension decided by anyone, even the asker: the action",
        "bot/actions/extend.py",
        *_unchecked("GRANT_EXTENSION"),
        (DIRECT,),
    ),
    Mutant(
        "decline decided by anyone: the table",
        TABLE,
        "Action.ACCEPT_DECLINE: _decision(_DECIDES_DECLINE,",
        "Action.ACCEPT_DECLINE: _decision(_SEES,",
        (LAWS,),
    ),
    Mutant(
        "decline decided by anyone: the action",
        "bot/actions/decline.py",
        *_unchecked("ACCEPT_DECLINE"),
        (DIRECT,),
    ),
    Mutant(
        "extension past the plan's end decided like any other",
        "bot/domain/review.py",
        "past_the_end = until is not None and until > plan.end",
        "past_the_end = False",
        (LAWS,),
    ),
    Mutant(
        "undo of another's act",
        "bot/storage/sql/events.sql",
        "WHERE plan_id = :plan_id AND at >= :since AND person_id = :person ORDER BY",
        "WHERE plan_id = :plan_id AND at >= :since AND :person = :person ORDER BY",
        (f"{DOORS}::test_nobody_takes_back_what_another_did",),
    ),
    Mutant(
        "undo of another's act, by naming it",
        "bot/storage/sql/events.sql",
        "AND cause = :cause AND cause <> '' AND person_id = :person ORDER BY",
        "AND cause = :cause AND cause <> '' AND :person = :person ORDER BY",
        (UNDOING,),
    ),
    Mutant(
        "undo although somebody has acted since",
        "bot/actions/undo_on_item.py",
        "    if acted is None:\n        return",
        "    if acted or True:\n        return",
        (UNDOING,),
    ),
    Mutant(
        "who was told of what is undone hears nothing",
        "bot/actions/undo_on_item.py",
        "if one.state == NoticeState.SENT} - {person.id}",
        "if one.state == NoticeState.DROPPED} - {person.id}",
        (UNDOING,),
    ),
    Mutant(
        "undo forgets the rounds of rework",
        "bot/domain/snapshot.py",
        'IDENTITY = frozenset({"id", ',
        'IDENTITY = frozenset({"rounds", "id", ',
        (UNDO_LAW,),
    ),
    Mutant(
        "since when it is held is not undone",
        "bot/domain/fold.py",
        'or (event.kind is Kind.UNDONE and "holder_since" in event.data)',
        "",
        (UNDO_LAW,),
    ),
    Mutant(
        "people of the reviewer's unit report on an item in review (W5)",
        "bot/domain/relation.py",
        "if unit == a.holder and a.running:",
        "if unit == a.holder:",
        (LAWS,),
    ),
    Mutant(
        "a draft plan sends",
        "bot/engine/escalate.py",
        "now < context.begins(context.golive) or not context.may_send:",
        "now < context.begins(context.golive):",
        (ENGINE_RULES, "tests/scenarios/test_going_live.py"),
    ),
    Mutant(
        "the lower rungs of one item are all told",
        "bot/engine/escalate.py",
        ".items() if p not in told}",
        ".items()}",
        (ENGINE_RULES,),
    ),
    Mutant(
        '"adds nobody" off',
        "bot/engine/escalate.py",
        "if adds_role and not people.keys() - holding_the_post(context, a, lower).keys():",
        "if False:",
        (ENGINE_RULES,),
    ),
    Mutant(
        "chase at night",
        "bot/domain/notice.py",
        "        if minute < calendar.at(today, CLOSING):\n            return minute",
        "        return minute",
        (REASONS,),
    ),
    Mutant(
        "due on go-live day counts as past",
        "bot/domain/allocation.py",
        "milestone.due < golive else",
        "milestone.due <= golive else",
        (ENGINE_RULES, "tests/domain/test_allocation.py"),
    ),
    Mutant(
        "forget keeps inbound text",
        "bot/actions/forget.py",
        '    "forget_inbound",\n',
        "",
        (ENGINE_RULES,),
    ),
    Mutant(
        "10 % sampling off",
        "bot/actions/report.py",
        "sampled = a.state is State.OPEN and drawn(a)",
        "sampled = False",
        (ENGINE_RULES,),
    ),
)
