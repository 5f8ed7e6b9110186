"""The whole plan rehearsed, 2023-11-01 to 2025-12-31, with people who answer."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from tests.bench.table import Line

ROOT = Path(__file__).parents[2]
MINUTE = 60.0


async def whole(repetitions: int) -> list[Line]:
    time = Line("duban simulate: the whole plan, mixed replies", "s", most=MINUTE)
    memory = Line("duban simulate: highest RSS", "MB")
    for _ in range(repetitions):
        seconds, peak = await asyncio.to_thread(peak_of, command())
        time.ours.append(seconds)
        memory.ours.append(peak)
    return [time, memory]


def command(until: str = "2025-12-31", replies: str = "mixed") -> list[str]:
    duban = str(Path(sys.executable).with_name("duban"))
    plan = str(ROOT / "plan" / "nanyang-2023-2025.yaml")
    return [duban, "simulate", plan, "--from", "2023-11-01", "--to", until, "--replies", replies, "--json"]


# Linux counts the memory of the process that starts another as the other's own, so a small one starts the command.
STARTER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def peak_of(command: Sequence[str]) -> tuple[float, float]:
    """Seconds a command took, and the most memory it held, in MB."""
    began = perf_counter()
    done = subprocess.run(
        [sys.executable, "-S", "-c", STARTER, *command], check=True, capture_output=True, text=True
    )
    return perf_counter() - began, int(done.stdout) / 1024
