"""Every mutant of `python -m tests.mutations` still fits the source it breaks."""

from tests.house.source import ROOT
from tests.mutations.mutants import MUTANTS


def test_every_edit_fits_its_file_once() -> None:
    found = {
        one.name: (ROOT / one.file).read_text(encoding="utf-8").count(one.old)
        if (ROOT / one.file).exists()
        else 0
        for one in MUTANTS
    }
    assert {name: n for name, n in found.items() if n != 1} == {}


def test_every_test_that_is_named_exists() -> None:
    missing = {
        one.name: [test for test in one.tests if not (ROOT / test.partition("::")[0]).exists()]
        for one in MUTANTS
    }
    assert {name: tests for name, tests in missing.items() if tests} == {}
