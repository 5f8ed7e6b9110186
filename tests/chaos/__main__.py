"""`make chaos`: a worker killed with SIGKILL at random moments and at every boundary between its steps; the same over
Telegram and over WeCom, with all that a server and the network can do; a crowd that writes at once; the ledger and
PostgreSQL under trouble; rows that cannot be read and clocks that are wrong; what is not known of WeCom (ARGS="worker",
"telegram", "wecom", "wecom-line", "wecom-switches", "crowd", "ledger" or "engine" for one of them). With a note
(ARGS="--note 'date, machine'") each part renews its section of results.md.

Each death is followed by a new process on the same file. In the end nothing may be lost, and nothing doubled but
what was on its way at a death. Exit code 1 otherwise.
"""

import argparse
import asyncio
import random
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from time import monotonic

from bot.domain.calendar import DAY
from bot.simulate.dice import Dice
from bot.simulate.rehearse import Script, stage
from bot.storage.store import open_store
from tests.chaos.births import PROCESSES
from tests.chaos.crowd import over_a_crowd
from tests.chaos.engine import over_the_engine
from tests.chaos.ledger import over_the_ledger
from tests.chaos.platform import Platform
from tests.chaos.rows import RESULTS
from tests.chaos.telegram import over_telegram
from tests.chaos.two_runs import over_two_runs
from tests.chaos.wecom import over_wecom
from tests.chaos.wecom_line import over_the_line
from tests.chaos.wecom_switches import over_the_switches
from tests.chaos.worker import BOUNDARIES, DOWN, Doom, Life, born, contexts_of, endless_script
from tests.results import renew
from tests.soak.laws import broken, unsealed

RANDOM = "at a random moment"
WITHIN = (0.002, 0.15)  # seconds that a life without a fixed end has, from its hello
PARTS = (
    "worker", "telegram", "crowd", "ledger", "engine", "two-runs", "wecom", "wecom-line", "wecom-switches",
)  # fmt: skip
QUIET = 7 * DAY  # played in peace at the end


@dataclass
class Chaos:
    script: Script
    file: Path
    platform: Platform
    dice: random.Random
    deaths: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0  # messages claimed and not marked, summed over the deaths
    replayed: int = 0  # updates dealt with and not acknowledged, which come again

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    async def kill(self, where: str) -> None:
        """One life and its end."""
        fixed = Doom(where, self.dice.randrange(1, 8)) if where in BOUNDARIES else Doom()
        process = self._give_birth(fixed, self.platform.now + 10 * 366 * DAY)
        if where == RANDOM:
            await self.platform.alive.wait()
            await asyncio.sleep(self.dice.uniform(*WITHIN))
            process.kill()
        await asyncio.to_thread(process.join)
        if process.exitcode != -signal.SIGKILL:
            raise ChildProcessError(f"a worker ended by itself with {process.exitcode}")
        self.deaths[where] += 1
        self.in_flight += self._count("message WHERE state = 'sending'")
        self.replayed += len(self.platform.waiting.keys() & self._first_column("SELECT update_id FROM inbox"))

    async def recover(self) -> None:
        """The last life: it lives."""
        process = self._give_birth(Doom(), self.platform.now + QUIET)
        await asyncio.to_thread(process.join)
        if process.exitcode:
            raise ChildProcessError(f"the last worker failed with {process.exitcode}")

    def _give_birth(self, doom: Doom, end: int) -> ForkServerProcess:
        self.platform.alive.clear()
        life = Life(self.url, self.platform.port, self.platform.now + DOWN, end, doom)
        process = PROCESSES.Process(target=born, args=(life,))
        process.start()
        return process

    def _count(self, what: str) -> int:
        return int(self._rows(f"SELECT count(*) FROM {what}")[0][0])

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.file)) as db:
            return db.execute(query).fetchall()

    def _first_column(self, query: str) -> set[str]:
        return {row[0] for row in self._rows(query)}

    async def verdict(self) -> Iterator[tuple[str, int, int]]:
        """(what, how many, how many are allowed)."""
        written = self._first_column("SELECT message_id FROM message")
        arrived, platform = self.platform.arrived, self.platform
        heard = self._first_column("SELECT update_id FROM inbox WHERE error = ''")
        said = Counter(row[0] for row in self._rows("SELECT body FROM words WHERE body <> ''"))
        return iter(
            [
                ("messages written", len(written), len(written)),
                ("messages lost", len(written - arrived.keys()), 0),
                ("messages never written that arrived", len(arrived.keys() - written), 0),
                ("messages not marked as accepted", self._count("message WHERE state <> 'accepted'"), 0),
                (
                    "notices overdue",
                    self._count(f"notice WHERE state = 'waiting' AND deliver_at <= {platform.now}"),
                    0,
                ),
                ("messages that came twice", sum(n - 1 for n in arrived.values()), self.in_flight),
                ("updates acknowledged", len(platform.acknowledged), len(platform.acknowledged)),
                ("updates acknowledged and lost", len(platform.acknowledged - heard), 0),
                ("updates replayed after a death", self.replayed, sys.maxsize),
                ("reports made twice of one update", sum(n - 1 for n in said.values()), 0),
                ("laws broken", len(await self._laws()), 0),
            ]
        )

    async def _laws(self) -> list[str]:
        store = await open_store(self.url, self.script.plan.id)
        try:
            context = await contexts_of(store, self.script).current()
            now = self.platform.now
            found = [*await broken(store, context, 0, now), *await unsealed(store)]
        finally:
            await store.close()
        print(*found[:10], sep="\n", end="\n" if found else "", file=sys.stderr)
        return found


async def chaos(folder: Path, kills: int, seconds: float, seed: int, note: str = "") -> bool:
    """True where nothing was lost."""
    script = endless_script()
    store = await open_store(f"sqlite:///{folder}/chaos.db", script.plan.id)
    show = await stage(script, store)
    await store.close()
    platform = Platform(Dice(show.dice.context, "good", seed), now=show.play.clock.now)
    run = Chaos(script, folder / "chaos.db", platform, random.Random(seed))
    ends = [RANDOM, *BOUNDARIES]
    deadline = monotonic() + seconds
    async with platform.open():
        for number in range(kills):
            if monotonic() > deadline:
                break
            await run.kill(ends[number % len(ends)])
            _progress(number + 1, kills, run)
        await run.recover()
    return _shown(run, list(await run.verdict()), note)


def _progress(done: int, of: int, run: Chaos) -> None:
    if sys.stderr.isatty():
        day = run.script.calendar.day(run.platform.now)
        end = "\n" if done == of else ""
        print(
            f"\r{'█' * (done * 40 // of):<40} {done}/{of} killed, {day}", end=end, file=sys.stderr, flush=True
        )


def _shown(run: Chaos, verdict: list[tuple[str, int, int]], note: str) -> bool:
    rows = [(f"killed {where}", n, "") for where, n in run.deaths.items()]
    for what, n, most in verdict:
        allowed = "" if most in (n, sys.maxsize) and n else f"≤ {most}  {'ok' if n <= most else 'BROKEN'}"
        rows.append((what, n, allowed))
    rows.insert(len(run.deaths), ("killed in all", run.deaths.total(), ""))
    head = f"| {'counted':<40} | {'':>6} | {'allowed':<16} |\n| {'-' * 40} | {'-' * 6} | {'-' * 16} |"
    table = "\n".join([head, *(f"| {what:<40} | {n:>6} | {allowed:<16} |" for what, n, allowed in rows)])
    print(table)
    renew(RESULTS, "make chaos, a worker", note, table)
    return all(n <= most for _, n, most in verdict)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all when none is named")
    parser.add_argument("--kills", type=int, default=220)
    parser.add_argument("--seconds", type=float, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--note", default="", help="machine and date, for the results file")
    wanted = parser.parse_args()
    whole = [_part(part, wanted) for part in wanted.parts or PARTS]
    return 0 if all(whole) else 1


def _part(part: str, wanted: argparse.Namespace) -> bool:
    if part == "telegram":
        return asyncio.run(over_telegram(wanted.seed, wanted.note))
    if part == "crowd":
        return asyncio.run(over_a_crowd(wanted.note))
    if part == "wecom":
        return asyncio.run(over_wecom(wanted.seed, wanted.note))
    if part == "wecom-line":
        return asyncio.run(over_the_line(wanted.note))
    if part == "wecom-switches":
        return over_the_switches(wanted.note)
    if part == "two-runs":
        return asyncio.run(over_two_runs(wanted.seed))
    if part == "ledger":
        return asyncio.run(over_the_ledger(wanted.note))
    if part == "engine":
        return asyncio.run(over_the_engine(wanted.note))
    with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
        return asyncio.run(chaos(Path(folder), wanted.kills, wanted.seconds, wanted.seed, wanted.note))


if __name__ == "__main__":
    sys.exit(main())
