"""The states and reasons of delivery in docs/architecture.md are drawn from the tables, not by hand.

`python -m tests.house.test_delivery_page` draws them again.
"""

from collections.abc import Mapping

from bot.cards.event_lines import DROP_REASON_KEYS, MESSAGE_STATE_KEYS, POSTPONED_KEYS, UNSENT_KEYS
from bot.domain.delivery import (
    MESSAGE_MOVES,
    NOTICE_MOVES,
    DropReason,
    MessageState,
    NoticeState,
    Postponement,
    UnsentReason,
)
from bot.domain.notice import NoticeKind
from bot.engine.delivery_policy import POLICIES
from bot.i18n import Language
from bot.storage.catalogue import SQL, Dialect, load
from tests.house.source import ROOT

PAGE = ROOT / "docs/architecture.md"
BEGIN = "<!-- the tables of bot/domain/delivery.py, drawn by python -m tests.house.test_delivery_page -->\n"
END = "<!-- as far as the tables of delivery -->\n"
EN = Language("en")
REASONS: Mapping[str, Mapping[str, str]] = {
    "a step addresses nobody": {str(reason): key for reason, key in UNSENT_KEYS.items()},
    "a notice waits": {str(reason): key for reason, key in POSTPONED_KEYS.items()},
    "a notice is dropped": {str(reason): key for reason, key in DROP_REASON_KEYS.items()},
}


def drawn() -> str:
    moves = [f"| notice | {state} | `{by}` | {then} |" for (state, by), then in NOTICE_MOVES.items()]
    moves += [f"| message | {state} | `{by}` | {then} |" for (state, by), then in MESSAGE_MOVES.items()]
    reasons = [
        f"| {what} | {reason} | {EN.say(key)} |"
        for what, keys in REASONS.items()
        for reason, key in keys.items()
    ]
    policies = [
        f"| {kind} | {policy.timing.value} | {policy.priority} |" for kind, policy in POLICIES.items()
    ]
    tables = (
        ("| | from | statement | to |", "|---|---|---|---|", moves),
        ("| when | reason | as `/why` says it |", "|---|---|---|", reasons),
        ("| notice | goes out from | priority |", "|---|---|---|", policies),
    )
    return "\n\n".join("\n".join((head, line, *rows)) for head, line, rows in tables)


def redrawn(page: str) -> str:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{drawn()}\n\n{END}{after}"


def test_the_page_shows_the_tables() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert BEGIN in page and END in page
    assert page == redrawn(page), "python -m tests.house.test_delivery_page draws it again"


def test_every_state_and_reason_has_its_sentence_and_its_row() -> None:
    assert set(UNSENT_KEYS) == set(UnsentReason)
    assert set(POSTPONED_KEYS) == set(Postponement)
    assert set(DROP_REASON_KEYS) == set(DropReason)
    assert set(MESSAGE_STATE_KEYS) == set(MessageState)
    assert set(POLICIES) == set(NoticeKind)
    assert {state for state, _ in NOTICE_MOVES} | set(NOTICE_MOVES.values()) == set(NoticeState)
    assert {state for state, _ in MESSAGE_MOVES} | set(MESSAGE_MOVES.values()) == set(MessageState)


def test_each_statement_sets_the_state_that_the_table_names() -> None:
    known = load(Dialect.SQLITE, SQL)
    for (state, by), then in (*NOTICE_MOVES.items(), *MESSAGE_MOVES.items()):
        sql = " ".join(known[by].text.split())
        assert str(state) == str(then) or f"SET state = '{then}'" in sql, by


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
