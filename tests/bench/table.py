"""The table of a run: what was measured, beside whom, how much slower, and whether that is allowed."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

HEADS = ("measured", "ours", "peer", "theirs", "ours ÷ theirs", "allowed", "")


@dataclass
class Line:
    """Repetitions of one measurement and of its peer's, made in turn. `most` binds ours, `times` the ratio."""

    what: str
    unit: str
    peer: str = ""
    most: float | None = None
    times: float | None = None
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Within a repetition: the machine may be slower in the next one."""
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    @property
    def holds(self) -> bool:
        within = self.most is None or statistics.median(self.ours) <= self.most
        return within and (self.times is None or statistics.median(self.ratios) <= self.times)

    def cells(self) -> tuple[str, ...]:
        ratio = _spread(self.ratios, "×") if self.theirs else ""
        verdict = "" if self.most is None and self.times is None else "ok" if self.holds else "MISSED"
        theirs = _spread(self.theirs, self.unit) if self.theirs else ""
        return (self.what, _spread(self.ours, self.unit), self.peer, theirs, ratio, self._allowed(), verdict)

    def _allowed(self) -> str:
        bounds = []
        if self.most is not None:
            bounds.append(f"{self.most:g} {self.unit}")
        if self.times is not None:
            bounds.append(f"{self.times:g}×")
        return ", ".join(f"≤ {bound}" for bound in bounds)


def _spread(values: Sequence[float], unit: str) -> str:
    if len(values) == 1:
        return f"{_short(values[0])} {unit}"
    return f"{_short(statistics.median(values))} {unit} ({_short(min(values))}–{_short(max(values))})"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def rendered(lines: Iterable[Line]) -> str:
    """As Markdown that also reads well in a terminal."""
    rows = [HEADS, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join("| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows)
