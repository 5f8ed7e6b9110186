"""Questions that the importer could not decide. The codes are those of planfile/questions.py."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doubt:
    code: str
    about: str
    line: int
    task: str = ""


@dataclass
class Doubts:
    all: dict[Doubt, None] = field(default_factory=dict)  # in the order of asking, each once

    def ask(self, code: str, about: str, line: int, task: str = "") -> None:
        self.all[Doubt(code, about, line, task)] = None
