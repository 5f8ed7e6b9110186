"""Settings of tickets (交办单): minutes are natural time, nights and days off included."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 366)]
Days = Annotated[int, Field(ge=0, le=730)]


@dataclass(frozen=True, slots=True)
class TicketSettings:
    """The three clocks count from 交办. They have no defaults: no ticket is issued while one is unset."""

    sign_minutes: Minutes | None = None  # 签收
    feedback_minutes: Minutes | None = None  # 反馈
    fix_minutes: Minutes | None = None  # 整改; each further round has as many
    repeat_days: Days = 30  # within which the same place is linked
    repeat_times: Annotated[int, Field(ge=2, le=100)] = 3  # the how many-th at a place proposes a talk
    recheck_days: Days = 0  # 回头看, after closing; 0: only by hand
    sources: Path | None = field(
        default=None, metadata={"path": True}
    )  # the office's own, beside the shipped
