"""Papers that a milestone asks for by name: a list (清单, 名单, 台账) or a public notice (公示). Never compulsory."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.language.attached import links
from bot.domain.plan import Milestone, Plan, Task

KINDS = ("清单", "名单", "台账", "公示")
NOTICE = "公示"
SHEETS = ("xlsx", "xls", "et", "csv")  # endings of files that are lists
_NAMED = re.compile(r"[\u4e00-\u9fff]{0,14}?(?:清单|(?<![白黑])名单|台账|公示)")
_BEFORE_NAME = re.compile(
    r".*(?:建立|制定|编制|形成|公布|报送|完善|健全|梳理|列出|印发|更新|实行|提交|上报|报|在|由|经|并|和|及|的)"
)
_NOT_YET = re.compile(r"(?:未|没有?|无|待|正在|下一?步|准备|拟|将|后)[^，。；,;]{0,6}$")
_LATER = re.compile(r"[^，。；,;]{0,6}?(?:未|没有?|待|正在|下周|下月|近期|后补|稍后|尚|再报|补报)")


@dataclass(frozen=True, slots=True)
class Sent:
    """What one report brought: its words, and the names of its files."""

    words: str
    files: tuple[str, ...] = ()


def asked_for(plan: Plan, task: Task, milestone: Milestone) -> tuple[str, ...]:
    """The names of the papers, as the plan has them: 绩效提升企业清单, 中钢协公示."""
    text = task.text if milestone.inferred or not milestone.text else milestone.text
    quotes = [one.quote for one in plan.demands if milestone.id in one.by]
    found = [
        _name(match[0]) for words in (text, milestone.quote, *quotes) for match in _NAMED.finditer(words)
    ]
    return tuple(name for name in dict.fromkeys(found) if not _is_part(name, found))


def _name(words: str) -> str:
    kind = words[-2:]
    return f"{_BEFORE_NAME.sub('', words[:-2])}{kind}"


def _is_part(name: str, names: Iterable[str]) -> bool:
    """公示 beside 中钢协公示 is the same paper."""
    return any(name != one and one.endswith(name) for one in names)


def missing(asked: Sequence[str], sent: Iterable[Sent]) -> tuple[str, ...]:
    """Those of which no report has brought anything that could be it."""
    brought = tuple(sent)
    return tuple(name for name in asked if not any(_brings(one, name[-2:]) for one in brought))


def _brings(one: Sent, kind: str) -> bool:
    if any(kind in name for name in one.files):
        return True
    if kind != NOTICE and any(name.rpartition(".")[2].lower() in SHEETS for name in one.files):
        return True
    said = one.words.find(kind)
    if said < 0 or not (one.files or links(one.words)):
        return False
    promised = _NOT_YET.search(one.words[:said]) or _LATER.match(one.words[said + len(kind) :])
    return not promised
