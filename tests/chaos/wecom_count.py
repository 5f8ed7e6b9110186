"""What became of what was written and said, by what the phones show and by what the database holds."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.channels.wecom.app_updates import key_of
from bot.domain.notice import NoticeKind
from tests.chaos.telegram_count import HEADS, MARK, Count
from tests.peers.wecom.sender import Delivery
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import Posted

TOKENS_AT_MOST = 2


@dataclass(frozen=True)
class WeComCount(Count):
    unsettled: int = 0  # cards that were pressed and still look as if they waited
    tokens: int = 0  # gettoken

    @property
    def holds(self) -> bool:
        fine = not self.unsettled and self.repeated == self.marked and self.tokens <= TOKENS_AT_MOST
        return super().holds and fine

    @property
    def cells(self) -> tuple[str, ...]:
        *others, verdict = super().cells
        return (*others, str(self.unsettled), str(self.tokens), verdict)


WECOM_HEADS = (*HEADS, "cards unsettled", "gettoken")


@dataclass
class Books:
    """The database and the phones, side by side."""

    database: Path
    server: WeCom

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as db:
            return db.execute(query, values).fetchall()

    def open(self) -> int:
        """Messages that are still to go, and callbacks that are still to be dealt with."""
        states = "state IN ('queued', 'sending', 'unknown') AND timeouts < 2"
        [(messages,)] = self.rows(f"SELECT count(*) FROM message WHERE {states}")
        [(callbacks,)] = self.rows("SELECT count(*) FROM arrived")
        return int(messages) + int(callbacks)

    def count(self, what: str, before: int, tokens: int, told: Mapping[Delivery, str]) -> WeComCount:
        """`before`: rowid of the last message written earlier; `told`: callbacks, and the token of each report."""
        written = self.rows(
            "SELECT message_id, external_id, state FROM message WHERE rowid > ? AND state <> 'superseded'",
            before,
        )
        taken = {one: token for one, token in told.items() if 200 in one.statuses}
        failed = [one for one in written if one[2] == "failed"]
        informed = bool(self.rows("SELECT 1 FROM notice WHERE kind = ?", NoticeKind.UNREACHABLE.value))
        repeated, marked = self._repeated()
        return WeComCount(
            what,
            written=len(written),
            lost=sum(self._lost(*one) for one in written) + (0 if informed else len(failed)),
            given_up=len(failed) if informed else 0,
            repeated=repeated,
            marked=min(repeated, marked),
            updates=len(taken),
            unheard=sum(not self._heard(one, token) for one, token in taken.items()),
            answered_twice=sum(self._answers(one) > 1 for one in told),
            doubled=sum(self._said(token) > 1 for token in told.values() if token),
            unsettled=self._unsettled(list(told)),
            tokens=self.server.ledger.count("gettoken") - tokens,
        )

    def _lost(self, message_id: str, account: str, state: str) -> bool:
        """Not accepted, or a part of it stands on no phone."""
        parts = self.rows("SELECT platform_id FROM part WHERE message_id = ?", message_id)
        shown = {number for one in self._shown(account) for number in numbers(one)}
        gone = not parts or any(number not in shown for (number,) in parts)
        return state != "failed" and (state != "accepted" or gone)

    def _shown(self, account: str) -> list[Posted]:
        return [one for one in self.server.person(account).room("app") if not one.sender]

    def _repeated(self) -> tuple[int, int]:
        """(messages on phones that the database does not know as parts of its own, messages with a mark)"""
        kept = {number for (number,) in self.rows("SELECT platform_id FROM part")}
        shown = [one for person in self.server.persons for one in self._shown(person.userid)]
        return sum(not kept & numbers(one) for one in shown), sum(MARK in one.original for one in shown)

    def _unsettled(self, told: Sequence[Delivery]) -> int:
        """Cards of whose last press we were told."""
        last = {str(one.fields.get("TaskId", "")): one for one in told}
        pressed = {task for task, one in last.items() if 200 in one.statuses}
        shown = [one for who in self.server.persons for one in self._shown(who.userid)]
        return sum(one.pressed and one.task_id in pressed for one in shown)

    def _heard(self, delivery: Delivery, token: str) -> bool:
        kept = self.rows("SELECT 1 FROM inbox WHERE update_id = ? AND error = ''", _key(delivery))
        return bool(kept) and (not token or self._said(token) > 0)

    def _said(self, token: str) -> int:
        return len(self.rows("SELECT 1 FROM words WHERE body LIKE ?", f"%{token}%"))

    def _answers(self, delivery: Delivery) -> int:
        [(n,)] = self.rows(
            "SELECT count(*) FROM message WHERE message_id LIKE ?", f"a.wecom.{_key(delivery)}.%"
        )
        return int(n)


def numbers(posted: Posted) -> set[str]:
    """By which we may know it: WeCom's own number, and our task_id."""
    return {posted.msgid, posted.task_id} - {""}


def _key(delivery: Delivery) -> str:
    return key_of({name: str(value) for name, value in delivery.fields.items()})
