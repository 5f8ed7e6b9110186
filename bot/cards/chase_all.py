"""Chasing all units of an item in one act: whom it would reach, and whom it has reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.callback_data import Verb
from bot.cards.card import BatchRow, Button, ButtonStyle, Card
from bot.cards.formatter import ROLE_KEYS, Formatter
from bot.domain.plan import UnitRole

ORDER = (UnitRole.LEAD, UnitRole.JOINT, UnitRole.LOCAL)


@dataclass(frozen=True, slots=True)
class ChasedUnit:
    """A unit with the items it is chased for, the liaisons who are reached, and those who are not."""

    unit: str
    role: UnitRole
    rows: tuple[BatchRow, ...]
    reached: tuple[str, ...] = ()  # names
    missed: tuple[str, ...] = ()


def confirm(
    fmt: Formatter, about: str, found: Sequence[ChasedUnit], done_today: Sequence[str], words: str, late: int
) -> Card:
    """`done_today`: units chased today already, which are left out. `late`: how many units have something late."""
    lines = [fmt.say("chase.words", words=words)] if words else []
    lines += [
        fmt.say("chase.of_role", role=fmt.say(ROLE_KEYS[role]), units=units)
        for role in ORDER
        if (units := [one.unit for one in found if one.role is role])
    ]
    lines += [*unreached(fmt, found), *_done_today(fmt, done_today)]
    n, people = len(found), sum(len(one.reached) for one in found)
    title = fmt.say("chase.all_title", about=about, n=n, people=people)
    with_words = int(bool(words))
    send = fmt.button("button.chase_all", Verb.CHASE_ALL, n, with_words, 0, style=ButtonStyle.PRIMARY, n=n)
    rows: list[tuple[Button, ...]] = [(send, fmt.button("button.cancel", Verb.FORGET))]
    if 0 < late < n:
        rows.insert(1, (fmt.button("button.chase_late", Verb.CHASE_ALL, late, with_words, 1, n=late),))
    batch = tuple(row for one in found for row in one.rows)
    return Card(
        title, tuple(lines), tuple(rows),
        assignments=tuple(row.item for row in batch), batch=batch,
    )  # fmt: skip


def unreached(fmt: Formatter, found: Sequence[ChasedUnit]) -> list[str]:
    """Those who have no chat, by name; units without a liaison."""
    missed = [_named(fmt, one.unit, name) for one in found for name in one.missed]
    nobody = [one.unit for one in found if not one.reached and not one.missed]
    lines = [fmt.say("chase.missed", names=missed)] if missed else []
    return [*lines, fmt.say("chase.nobody_of", units=nobody)] if nobody else lines


def _named(fmt: Formatter, unit: str, name: str) -> str:
    return name if unit in name else fmt.say("chase.person_of", unit=unit, name=name)


def _done_today(fmt: Formatter, units: Sequence[str]) -> list[str]:
    return [fmt.say("chase.done_today", units=list(units))] if units else []


def done(fmt: Formatter, found: Sequence[ChasedUnit], when: str, left: Sequence[str], words: str) -> Card:
    """`when`: "" for at once, else the day on which it goes out. `left`: units that need no chasing any more."""
    reached = [one.unit for one in found if one.reached]
    lines = [fmt.say("chase.words", words=words)] if words else []
    if reached and when:
        lines.append(fmt.say("chase.sent_later", names=reached, day=when))
    elif reached:
        lines.append(fmt.say("chase.sent", names=reached))
    lines += unreached(fmt, found)
    lines += [fmt.say("chase.left", units=list(left))] if left else []
    row = (fmt.button("button.undo", Verb.UNDO),)
    ids = tuple(row.item for one in found for row in one.rows)
    return Card(fmt.say("chase.all_done", n=len(found)), tuple(lines), (row,), assignments=ids)
