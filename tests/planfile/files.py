"""The files that these tests read, and short ones to write mistakes into."""

from functools import cache
from pathlib import Path

import pytest

from bot.domain.errors import Invalid
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.yaml import load_plan, read_plan

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "plan" / "nanyang-2023-2025.yaml"
ZH, EN = Language.of("zh_CN"), Language.of("en")

SMALL = """\
id: small
title: 小方案
status: draft
period: {start: 2023-01-01, end: 2025-12-31}
scope: 全市
source: 小方案.txt
units:
  - {name: 市生态环境局, kind: department}
  - {name: 市城市管理局, kind: department}
  - {name: 桐柏县, kind: county}
local: {units: all_counties, line: 3}
sections:
  - number: 1
    title: 一
    tasks:
      - id: "1"
        number: 1
        title: 甲
        text: 甲事
        line: 3
        roles: {lead: [市生态环境局]}
        milestones:
          - id: "1.1"
            text: 做成
            due: 2024-12-31
            quote: 2024年年底前
      - id: "2"
        number: 2
        title: 乙
        text: 乙事
        roles: {joint: [市城市管理局, 市生态环境局]}
        indicators:
          - {name: 比例, kind: target, op: ">=", value: 92, unit: "%", quote: 92%以上}
"""


@cache
def seed() -> Plan:
    return read_plan(SEED, ZH)


@cache
def small() -> Plan:
    return load_plan(SMALL, "small.yaml", ZH)


def small_with(old: str, new: str) -> str:
    """The small plan with one thing in it changed."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def mistakes(text: str, language: Language = EN) -> list[str]:
    """What is said of a plan that is not one."""
    with pytest.raises(Invalid) as caught:
        load_plan(text, "p.yaml", language)
    return list(map(str, caught.value.mistakes))


def place_of(text: str, part: str) -> str:
    """line:column of a part that occurs once, the way an editor counts."""
    assert text.count(part) == 1, part
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
