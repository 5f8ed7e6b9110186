"""Settings `emergency`: the clocks of emergencies in minutes. Nobody has decided them until they are set."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.domain.emergency.emergency_rules import EmergencyClocks

GROUP = "emergency"
A_DAY = 24 * 60


def read_windows(value: object) -> object:
    """[09:00, 17:00], or "09:00, 17:00" in an environment variable. YAML reads an unquoted 17:00 as minutes."""
    if isinstance(value, str):
        value = [one.strip() for one in value.split(",") if one.strip()]
    if not isinstance(value, Iterable):
        return value
    return tuple(map(_clock, value))


def _clock(one: object) -> object:
    if isinstance(one, int) and 0 <= one < A_DAY:
        return f"{one // 60:02d}:{one % 60:02d}"
    if isinstance(one, str) and one[1:2] == ":":
        return f"0{one}"
    return one


@dataclass(frozen=True, slots=True)
class EmergencySettings:
    rules: Path | None = field(default=None, metadata={"path": True})  # what it does not name is as shipped
    checklists: Path | None = field(
        default=None, metadata={"path": True}
    )  # 应急减排清单, imported when the process starts
    sign_minutes: Annotated[int, Field(ge=1, le=A_DAY)] | None = None
    windows: Annotated[tuple[time, ...], BeforeValidator(read_windows), Field(max_length=8)] = ()
    lead_minutes: Annotated[int, Field(ge=0, le=A_DAY)] | None = None

    @property
    def clocks(self) -> EmergencyClocks:
        return EmergencyClocks(self.sign_minutes, tuple(sorted(set(self.windows))), self.lead_minutes)
