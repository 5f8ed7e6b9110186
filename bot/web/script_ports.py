"""The rehearsal scripts that the demo offers, as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.i18n import Language


@dataclass(frozen=True, slots=True)
class ScriptLink:
    name: str  # in its address
    title: str


class LineKind(StrEnum):
    """The kind of a line of a played script."""

    MOMENT = "moment"  # the time from here on
    SAID = "said"  # by the person of the step
    TOLD = "told"  # by Duban, to somebody who appears in the script
    OTHERS = "others"  # how many others were told something
    RECORDED = "recorded"  # what the step's words or press recorded


@dataclass(frozen=True, slots=True)
class ScriptLine:
    kind: LineKind
    who: str = ""  # as the script writes the person
    title: str = ""
    lines: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()  # pictures and files, a few words each
    buttons: tuple[tuple[str, ...], ...] = ()


class Scripts(Protocol):
    def listed(self, language: Language) -> Sequence[ScriptLink]: ...

    async def played(self, name: str, language: Language) -> Sequence[ScriptLine] | None:
        """Played from its beginning, which takes a second or two; None for a name that is not listed."""
        ...
