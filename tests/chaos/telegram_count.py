"""What became of what was written and said, by what the phones showed and by what the database holds."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.channels.telegram.layout import parts
from bot.domain.notice import NoticeKind
from bot.engine.outbox import card_from_json
from tests.builders import ZH
from tests.peers.botapi.server import BotApi

MARK = ZH.say("message.again")
HEADS = (
    "fault", "messages written", "lost", "given up, told", "repeated", "of these marked",
    "updates sent", "lost", "answered twice", "reports doubled",
)  # fmt: skip
Post = tuple[int, str]  # (chat, words)


@dataclass(frozen=True)
class Since:
    """Where a trial began."""

    message: int
    notice: int
    request: int


@dataclass(frozen=True)
class Count:
    what: str
    written: int
    lost: int
    given_up: int
    repeated: int
    marked: int
    updates: int
    unheard: int
    answered_twice: int
    doubled: int

    @property
    def holds(self) -> bool:
        return not (self.lost or self.unheard or self.answered_twice or self.doubled)

    @property
    def cells(self) -> tuple[str, ...]:
        numbers = (
            self.written, self.lost, self.given_up, self.repeated, self.marked, self.updates, self.unheard,
            self.answered_twice, self.doubled,
        )  # fmt: skip
        return (self.what, *map(str, numbers), "ok" if self.holds else "BROKEN")


@dataclass(frozen=True)
class Written:
    message_id: str
    chat: int
    state: str
    posts: tuple[Post, ...]


@dataclass
class Books:
    """The database and the phones, side by side."""

    database: Path
    server: BotApi

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as db:
            return db.execute(query, values).fetchall()

    def number(self, query: str) -> int:
        return int(str(self.rows(query)[0][0]))

    def now(self) -> Since:
        return Since(
            self.number("SELECT coalesce(max(rowid), 0) FROM message"),
            self.number("SELECT count(*) FROM notice"),
            len(self.server.requests),
        )

    def open(self) -> int:
        """Messages that are still to go."""
        states = "state IN ('queued', 'sending', 'unknown') AND timeouts < 2"
        return self.number(f"SELECT count(*) FROM message WHERE {states}")

    def count(self, what: str, since: Since, updates: Mapping[int, str]) -> Count:
        """`updates`: what people did, and the token of each that was a report."""
        written = list(self._written(since))
        shown, marked = self._shown(since)
        expected = Counter(post for one in written for post in one.posts)
        extra = shown - expected
        answers = {post for one in written if one.message_id.startswith("a.") for post in one.posts}
        failed = [one for one in written if one.state == "failed"]
        told = self.number("SELECT count(*) FROM notice") > since.notice and self._told()
        missing = [one for one in written if one not in failed and any(not shown[post] for post in one.posts)]
        return Count(
            what,
            written=len(written),
            lost=len(missing) + (0 if told else len(failed)),
            given_up=len(failed) if told else 0,
            repeated=extra.total(),
            marked=(extra & marked).total(),
            updates=len(updates),
            unheard=sum(not self._heard(update, token) for update, token in updates.items()),
            answered_twice=sum((extra - marked)[post] for post in answers) + self._answers(updates),
            doubled=sum(max(self._said(token) - 1, 0) for token in updates.values() if token),
        )

    def _written(self, since: Since) -> Iterator[Written]:
        query = "SELECT message_id, external_id, state, card FROM message WHERE rowid > ? AND state <> 'superseded'"
        for message_id, chat, state, card in self.rows(query, since.message):
            laid = parts(card_from_json(str(card)))
            posts = tuple((int(str(chat)), part.plain) for part in laid)
            yield Written(str(message_id), int(str(chat)), str(state), posts)

    def _shown(self, since: Since) -> tuple["Counter[Post]", "Counter[Post]"]:
        """All that the phones were shown, and what of it says that it may be a repetition."""
        shown: Counter[Post] = Counter()
        marked: Counter[Post] = Counter()
        for one in self.server.requests[since.request :]:
            if one.method == "sendMessage" and one.handled:
                words = str(one.result["text"])
                post = (one.chat, words.removeprefix(MARK))
                shown[post] += 1
                marked[post] += words.startswith(MARK)
        return shown, marked

    def _told(self) -> bool:
        return bool(self.rows("SELECT 1 FROM notice WHERE kind = ?", NoticeKind.UNREACHABLE.value))

    def _heard(self, update: int, token: str) -> bool:
        kept = self.rows("SELECT 1 FROM inbox WHERE update_id = ? AND error = ''", str(update))
        return bool(kept) and (not token or self._said(token) > 0)

    def _said(self, token: str) -> int:
        return len(self.rows("SELECT 1 FROM words WHERE body LIKE ?", f"%{token}%"))

    def _answers(self, updates: Mapping[int, str]) -> int:
        """Answers beyond the first."""
        query = "SELECT count(*) FROM message WHERE message_id LIKE ?"
        found = (int(str(self.rows(query, f"a.telegram.{update}.%")[0][0])) for update in updates)
        return sum(max(n - 1, 0) for n in found)


def table(counts: Sequence[Count], heads: Sequence[str] = HEADS) -> str:
    rows = [(*heads, ""), *(one.cells for one in counts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join("| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows)
