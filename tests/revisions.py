"""A plan from its first version to the next, for the stories of revising it: everything that a revision can do, once.

The first runs 2023 to 2025 and numbers seven tasks; the second runs 2024 to 2025, has dropped two and put one in, and
numbers them otherwise, so that nearly every number and id now means another task.
"""

from bot.domain.assignment import Assignment
from bot.planfile.demo import demo_people
from tests.builders import ZH, City

HEAD = """
id: town
title: {title}
status: in_force
period: {{start: {start}, end: 2025-12-31}}
scope: 全市
source: plan.txt
default_every: quarter
units:
  - {{name: 市生态环境局, kind: department}}
  - {{name: 市城市管理局, kind: department}}
  - {{name: 市公安局, kind: department}}
  - {{name: 市交通运输局, kind: department}}
  - {{name: 市商务局, kind: department}}
  - {{name: 市气象局, kind: external}}
  - {{name: 东县, kind: county, group: 一组}}
  - {{name: 西县, kind: county, group: 一组}}
sections:
"""
SECTION = """
  - number: {number}
    title: {title}
    tasks:
"""
TASK = """
      - id: "{n}"
        number: {n}
        title: {title}
        text: {text}
        line: {n}
        roles: {roles}
"""
MILESTONE = """
        milestones:
          - {{id: "{n}.1", text: {text}, due: {due}, quote: 按期, line: {n}{more}}}
"""


def task(n: int, title: str, text: str, roles: str, result: str = "", due: str = "", more: str = "") -> str:
    milestone = MILESTONE.format(n=n, text=result, due=due, more=more) if result else ""
    return TASK.format(n=n, title=title, text=text, roles=roles) + milestone.lstrip("\n")


BOILERS = ("燃煤锅炉淘汰", "淘汰建成区燃煤锅炉。")
DUST = ("施工扬尘治理", "工地安装在线监测并联网。")
COAL = ("散煤清零", "平原地区散煤清零，山区推广洁净煤。")
FUMES = ("餐饮油烟整治", "规模以上餐饮单位安装净化设施。")
TRUCKS = ("重型货车限行", "划定限行区域，查处冒黑烟车辆。")
FIREWORKS = ("烟花爆竹禁放", "禁放区内不再批准销售网点。")
FORECAST = ("空气质量预报", "开展中长期预报。")
SOLVENTS = ("溶剂使用企业减排", "涂装和印刷企业改用低挥发原料。")

DUSTMEN = "{joint: [市城市管理局], local: [东县, 西县]}"

FIRST = (
    HEAD.format(title="小城空气质量行动方案（2023—2025年）", start="2023-01-01")
    + SECTION.format(number=1, title="工业和燃煤")
    + task(
        1,
        *BOILERS,
        "{lead: [市生态环境局], support: [市商务局, 市交通运输局]}",
        "燃煤锅炉全部淘汰",
        "2024-12-31",
    )
    + task(2, *COAL, "{lead: [市生态环境局], local: [东县, 西县]}", "散煤全部清零", "2024-03-29")
    + SECTION.format(number=2, title="城市面源")
    + task(
        3,
        *DUST,
        DUSTMEN,
        "工地监测全部联网",
        "2024-06-28",
        ", where: [东县]",
    )
    + task(4, *FUMES, "{lead: [市城市管理局]}", "净化设施安装完成", "2024-05-31")
    + task(
        5, *TRUCKS, "{lead: [市公安局], local: [东县]}", "限行区域划定完成", "2024-04-30", ", where: [东县]"
    )
    + task(6, *FIREWORKS, "{lead: [市商务局]}", "禁放区销售网点全部退出", "2024-09-30")
    + task(7, *FORECAST, "{lead: [市气象局]}")
)
SECOND = (
    HEAD.format(title="小城空气质量行动方案（2024—2025年）", start="2024-01-01")
    + SECTION.format(number=1, title="城市面源")
    + task(1, *FIREWORKS, "{lead: [市商务局]}", "禁放区销售网点全部退出", "2024-09-30")
    + task(
        2,
        *DUST,
        DUSTMEN,
        "工地监测全部联网",
        "2024-08-30",
        ", where: [东县]",
    )
    + task(
        3,
        *TRUCKS,
        "{lead: [市交通运输局], local: [东县]}",
        "限行区域划定完成",
        "2024-04-30",
        ", where: [东县]",
    )
    + SECTION.format(number=2, title="工业和燃煤")
    + task(4, *SOLVENTS, "{lead: [市生态环境局]}", "原料替代完成", "2024-11-29")
    + task(5, *FORECAST, "{lead: [市气象局]}")
    + task(
        6,
        *BOILERS,
        "{lead: [市生态环境局], support: [市商务局, 市交通运输局]}",
        "燃煤锅炉全部淘汰",
        "2024-12-31",
    )
)


def who(town: City, unit: str) -> str:
    return next(
        p.id for p in demo_people(town.plan, ZH).people if p.id.endswith("liaison") and unit in p.units()
    )


async def of(town: City, title: str, unit: str) -> Assignment:
    """The share of a dated milestone, by its words and not by its number."""
    plan = (await town.contexts.current()).plan
    task = next(task for task in plan.tasks if task.title == title)
    return next(a for a in await town.assignments(task.id, unit) if not a.recurring)


async def told_of(town: City, unit: str) -> str:
    """What a unit's liaison was sent since the revision came in, as text."""
    start = town.instant("2024-03-07", "10:00")
    sent = [m for m in town.pushed(who(town, unit)) if m.created_at >= start and m.kind == "assign"]
    return "\n".join(m.card.text for m in sent)
