"""Everything that can be set, but for what the channels set themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field, IPvAnyNetwork

from bot.domain.recheck import RecheckRules
from bot.settings.emergency_settings import EmergencySettings
from bot.settings.ticket_settings import TicketSettings

PREFIX = "DUBAN_"
NOT_SETTINGS = ("DUBAN_HOME", "DUBAN_CI")
SQLITE = "sqlite:///"
LISTS = ("allowed_hosts", "trusted_proxies")  # separated by commas in a variable
PATHS = ("ladder", "calendar", "templates", "assessment")  # meant from the file that names them

OFFICE_GROUPS: Mapping[str, type] = {"tickets": TicketSettings, "emergency": EmergencySettings}
"""Groups of settings that belong to no channel."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Paths are relative to the file that names them."""

    database: str = "sqlite:///duban.db"  # or postgresql://user:password@host/name
    plan: Path = Path("plan.yaml")
    people: Path = Path("people.yaml")
    ladder: Path | None = None  # the shipped ladder where none is named
    calendar: Path | None = None  # the shipped calendar where none is named
    templates: Path | None = None  # a folder with the office's own templates of papers; else the shipped ones
    assessment: Path | None = None  # how numbers are judged; what it does not name is as shipped
    timezone: str = "Asia/Shanghai"
    language: str = "zh_CN"
    slot: time = time(8, 40)  # when the day's message goes out; each person a few minutes apart
    recheck_days: Annotated[int, Field(ge=0, le=730)] = 30  # 回头看, after closing; 0: only by hand
    recheck_percent: Annotated[int, Field(ge=0, le=100)] = 10  # of the closed results
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765  # 0: any that is free
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()  # whose X-Forwarded-* headers count
    allowed_hosts: tuple[str, ...] = ()  # names under which the browser chat is reached behind a proxy
    log_format: str = "text"  # or json
    channels: Mapping[str, Any] = field(
        default_factory=dict
    )  # groups by name: each channel's, and OFFICE_GROUPS

    def channel(self, name: str, shape: type[T]) -> T:
        """The settings of a channel, its defaults where nothing is set."""
        found = self.channels.get(name)
        return found if isinstance(found, shape) else shape()

    def entries(self, name: str, shape: type) -> Sequence[Any]:
        """The settings of a channel; of one that is a list, each of its entries."""
        found: Any = self.channel(name, shape)
        listed = next((one.name for one in fields(shape) if "entries" in one.metadata), None)
        return getattr(found, listed) if listed else (found,)

    @property
    def tickets(self) -> TicketSettings:
        return self.channel("tickets", TicketSettings)

    @property
    def emergency(self) -> EmergencySettings:
        return self.channel("emergency", EmergencySettings)

    @property
    def recheck(self) -> RecheckRules:
        return RecheckRules(self.recheck_days, self.recheck_percent)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
