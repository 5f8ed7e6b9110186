"""A liaison's week in messages and taps: at most two an answered item, and every one of them is answered."""

from typing import Any

import pytest

from tests.builders import ROOT
from tests.simulate.scripts import played, to

REPORTS = {"reported", "filed", "submitted", "supported"}
Heard = pytest.CaptureFixture[str]


def items(steps: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """What was answered: each milestone, unit and period once."""
    return {
        (event["task"], event["milestone"] or "", event["unit"], event["period"] or "")
        for step in steps
        for event in step["recorded"]
        if event["event"] in REPORTS
    }


@pytest.mark.parametrize("way", ["taps"])
def test_a_week(way: str, capsys: Heard) -> None:
    steps = played(capsys, ROOT / "plan" / "rehearsals" / f"week-by-{way}.yaml")
    acted = [step for step in steps if "who" in step]
    unanswered = [
        step["n"] for step in acted if not any(m["kind"] == "answer" for m in to(step, step["who"]))
    ]
    assert unanswered == []
    assert len(acted) <= 2 * len(items(steps))
