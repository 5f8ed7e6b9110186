"""Breaks one rule at a time in a copy of the source, and shows that the named tests fail.

    python -m tests.mutations [WORD…]     only mutants whose name contains one of the words

Prints a table; exit code 1 where a mutant survives or its edit no longer fits the source.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.house.source import ROOT
from tests.mutations.mutants import MUTANTS, Mutant

COPIED = (
    "bot",
    "tests",
    "plan",
    "locales",
    "docs",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
    "Makefile",
)


def copy_source(to: Path) -> None:
    for name in COPIED:
        found = ROOT / name
        if found.is_dir():
            shutil.copytree(found, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif found.exists():
            shutil.copy(found, to / name)


def run_tests(root: Path, tests: tuple[str, ...]) -> tuple[bool, str]:
    """Whether they pass in the copy, and the first that fails."""
    there = [test for test in tests if (root / test.partition("::")[0]).exists()]
    if not there:
        return True, "no such test"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *there]
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if done.returncode and not failed:
        raise SystemExit(f"pytest broke:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return not done.returncode, failed[0].partition(" - ")[0] if failed else ""


def survives(root: Path, mutant: Mutant) -> tuple[bool, str]:
    """Whether no test notices the mutant, and which did."""
    file = root / mutant.file
    source = file.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        return True, f"the edit does not fit {mutant.file}"
    file.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return run_tests(root, mutant.tests)
    finally:
        file.write_text(source, encoding="utf-8")


def main(words: list[str]) -> int:
    chosen = [one for one in MUTANTS if not words or any(word in one.name for word in words)]
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy_source(root)
        unbroken, failed = run_tests(root, tuple(dict.fromkeys(test for one in chosen for test in one.tests)))
        if not unbroken:
            raise SystemExit(f"fails without any mutant: {failed}")
        print("| mutant | outcome | noticed by | s |\n| --- | --- | --- | --- |")
        for mutant in chosen:
            begun = time.monotonic()
            lives, by = survives(root, mutant)
            alive += lives
            outcome = "SURVIVES" if lives else "killed"
            print(f"| {mutant.name} | {outcome} | {by} | {time.monotonic() - begun:.0f} |", flush=True)
    print(f"\n{len(chosen) - alive} of {len(chosen)} killed")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
