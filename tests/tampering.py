"""Ways to change a ledger by hand, and what `duban verify` says of each. SQL for SQLite; `:row` chooses the row."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tampering:
    what: str
    statements: Sequence[str]
    found: str  # the key of one of the discrepancies


SAID = "(SELECT rowid FROM words WHERE body <> '' ORDER BY rowid LIMIT 1)"
OTHER = f"(SELECT rowid FROM words WHERE body <> (SELECT body FROM words WHERE rowid = {SAID}) ORDER BY rowid LIMIT 1)"
TAIL = "(SELECT max(n) FROM seal) - 2"
REPORTED = "(SELECT CAST(stream AS BIGINT) FROM event WHERE kind = 'reported' ORDER BY stream LIMIT 1)"

TAMPERINGS = (
    Tampering(
        "words edited",
        (f"UPDATE words SET body = body || '（已完成）' WHERE rowid = {SAID}",),
        "verify.words",
    ),
    Tampering("words deleted", (f"DELETE FROM words WHERE rowid = {SAID}",), "verify.words_missing"),
    Tampering(
        "words of two reports swapped",
        (f"UPDATE words SET body = (SELECT body FROM words WHERE rowid = {OTHER}) WHERE rowid = {SAID}",),
        "verify.words",
    ),
    Tampering(
        "files of a report changed",
        (f"UPDATE words SET files = '[\"00\"]' WHERE rowid = {SAID}",),
        "verify.words",
    ),
    Tampering(
        "a row's state",
        ("UPDATE assignment SET state = CASE state WHEN 'open' THEN 'closed' ELSE 'open' END WHERE id = 7",),
        "verify.row",
    ),
    Tampering("a row's due date", ("UPDATE assignment SET due = '2030-01-01' WHERE id = 7",), "verify.row"),
    Tampering(
        "a row's percent", (f"UPDATE assignment SET percent = 99 WHERE id = {REPORTED}",), "verify.row"
    ),
    Tampering(
        "a message's text",
        ('UPDATE message SET card = replace(card, \'"title":"\', \'"title":"x\') WHERE rowid = 5',),
        "verify.message",
    ),
    Tampering("a message removed", ("DELETE FROM message WHERE rowid = 5",), "verify.seal"),
    Tampering(
        "an acknowledgement moved",
        ("UPDATE acknowledgement SET at = at - 86400000 WHERE rowid = 1",),
        "verify.seal",
    ),
    Tampering("an acknowledgement removed", ("DELETE FROM acknowledgement WHERE rowid = 1",), "verify.seal"),
    Tampering("the plan's version", ("UPDATE plan SET version = 'another'",), "verify.plan_state"),
    Tampering(
        "the plan's document", ("UPDATE plan_version SET document = document || '#'",), "verify.plan_document"
    ),
    Tampering("the go-live day", ("UPDATE plan SET golive = '2023-11-15'",), "verify.plan_state"),
    Tampering(
        "the tail cut",
        (
            f"DELETE FROM event WHERE seal > {TAIL}",
            f"DELETE FROM seal WHERE n > {TAIL}",
        ),
        "verify.row",
    ),
    Tampering("all seals removed", ("DELETE FROM seal",), "verify.seal"),
    Tampering(
        "all seals removed and nothing named sealed",
        ("DELETE FROM seal", "UPDATE event SET seal = NULL"),
        "verify.unsealed",
    ),
    Tampering(
        "an event that is not sealed yet",
        ("UPDATE event SET seal = NULL, person_id = 'x' WHERE rowid = (SELECT max(rowid) FROM event)",),
        "verify.unsealed",
    ),
)
