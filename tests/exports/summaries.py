"""Summaries to draw: the seed plan on a day, and any other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.assignment import State
from bot.domain.light import Light, Reason
from bot.domain.period_returns import ReturnFigures, Rhythm
from bot.domain.plan import Strength, UnitRole
from bot.domain.summary import (
    Item,
    LateTask,
    Lights,
    SectionLine,
    Summary,
    TaskLine,
    UnfiledReturns,
    Upcoming,
)

SECTIONS = {
    "持续推进产业结构优化调整": (
        "加快淘汰落后低效产能",
        "坚决遏制两高项目盲目发展",
        "强化项目环评及“三同时”管理",
        "开展传统产业集群升级改造",
    ),
    "深入推进能源结构优化调整": (
        "大力发展清洁能源",
        "推进煤电结构优化升级",
        "加快推进工业炉窑清洁能源替代",
        "持续推进农用领域清洁能源替代",
        "深入开展散煤治理行动",
    ),
    "加快调整交通运输结构": ("加快新能源汽车推广", "提升大宗货物清洁运输水平", "优化路网结构布局"),
    "推进工业企业综合治理": (
        "推进重点行业超低排放改造",
        "强化重点行业绩效水平提升",
        "实施工业污染排放深度治理",
        "开展锅炉综合治理",
        "加快挥发性有机物治理",
    ),
    "强化面源污染治理": (
        "加强扬尘污染防治",
        "强化城市面源精细化管理",
        "推进露天矿山综合整治",
        "推动矿石采选与砂石骨料行业开展装备升级及深度治理",
        "开展农业面源污染治理",
        "加强餐饮油烟日常监督",
        "严格烟花爆竹污染管控",
    ),
    "突出重污染天气应急应对": ("完善重污染天气应急预案", "全面推行差异化管控", "强化重污染天气联防联控"),
    "提升环境监管水平": ("加强环境监管能力建设", "严格日常监管执法", "加强监督帮扶指导", "加强高值热点管理"),
}


def lights(
    red: int = 0, yellow: int = 0, blue: int = 0, green: int = 0, grey: int = 0, white: int = 0
) -> Lights:
    return Lights(red, yellow, white, blue, green, grey)


def seed(
    shining: Sequence[Light],
    counties: Sequence[Lights],
    *,
    worst: Sequence[Item] = (),
    upcoming: Sequence[Upcoming] = (),
    **changes: object,
) -> Summary:
    """The plan of Nanyang with its 31 tasks in these lights and its seven sections' counties in those."""
    tasks, sections, number = [], [], 0
    for section, (title, titles) in enumerate(SECTIONS.items(), 1):
        mine = []
        for one in titles:
            number += 1
            mine.append(
                TaskLine(f"{number}", number, one, section, shining[number - 1], counties[section - 1])
            )
        count = Counter(task.light.value for task in mine)
        sections.append(SectionLine(section, title, Lights(**count), counties[section - 1]))
        tasks += mine
    fields: dict[str, object] = {
        "plan_title": "南阳市环境空气质量限期达标行动实施方案（2023—2025年）",
        "at": 1_704_412_800_000,
        "today": date(2024, 1, 5),
        "scope": "",
        "tasks": tuple(tasks),
        "sections": tuple(sections),
        "lights": Lights.of(task.light for task in tasks),
        "counties": max(counties, key=lambda one: one.red),
        "worst": tuple(worst),
        "late": len(worst),
        "overdue": overdue(worst),
        "late_tasks": len(overdue(worst)),
        "late_units": late_units(overdue(worst)),
        "missing": UnfiledReturns((), 0),
        "upcoming": tuple(upcoming),
        "waiting_review": 0,
        "held": {},
        "acknowledged": 38,
        "to_acknowledge": 38,
        "golive": date(2023, 11, 1),
    }
    return Summary(**{**fields, **changes})  # type: ignore[arg-type]


def overdue(worst: Sequence[Item]) -> tuple[LateTask, ...]:
    """The late tasks that these items come to, each a task of its own."""
    late = [item for item in worst if item.light is Light.RED]
    return tuple(
        LateTask(one.task, one.task, one.title, one.due, one.days_late, (one.unit,), 1) for one in late
    )


def late_units(tasks: Sequence[LateTask]) -> int:
    return len({unit for one in tasks for unit in one.units})


def quarter(missing: Sequence[str], items: int, days_late: int = 0, asked: int = 27) -> ReturnFigures:
    """The fourth quarter's returns of `asked` units, of which these are missing."""
    left = len(missing)
    return ReturnFigures(
        rhythm=Rhythm.QUARTER, periods=("2023-Q4",), due=date(2024, 1, 8),
        units=tuple(f"单位{n}" for n in range(asked)),
        asked=asked, reported=asked - left, filed=asked - left, filed_late=0, not_due=0, missing=left, items=552,
        missing_items=items, missing_units=tuple(missing), days_late=days_late,
    )  # fmt: skip


def item(task: str, title: str, unit: str, days_late: int, light: Light = Light.RED) -> Item:
    day = date(2023, 12, 31)
    return Item(
        id=1,
        task=task,
        milestone=f"{task}.1",
        title=title,
        unit=unit,
        role=UnitRole.LEAD,
        due=day,
        first_due=day,
        planned=day,
        light=light,
        reason=Reason.OVERDUE,
        days_late=days_late,
        percent=None,
        holder=unit,
        period="",
        state=State.OPEN,
        strength=Strength.MUST,
    )


LATE_UNITS = ("市商务局", "市水利局", "南召县", "内乡县", "社旗县", "唐河县", "桐柏县", "官庄工区")


def january() -> Summary:
    """5 January 2024: the year's end has passed, the fourth quarter's returns are asked for."""
    initial = {"r": Light.RED, "y": Light.YELLOW, "b": Light.BLUE, "g": Light.GREEN}
    return seed(
        [initial[letter] for letter in "ggyygyyrygggrybygyrgrgygbggbggy"],
        [
            lights(2, 5, 3, 7),
            lights(4, 3, 0, 10),
            lights(0, 3, 2, 11, 1),
            lights(1, 6, 4, 6),
            lights(5, 4, 1, 7),
            lights(0, 0, 6, 11),
            lights(0, 2, 3, 12),
        ],
        worst=(
            item("19", "道路扬尘综合整治月度任务", "市城市管理局", 31),
            item("21", "矿石采选与砂石骨料行业装备升级及深度治理阶段性成果报送", "市自然资源和规划局", 12),
            item("8", "全面完成烟叶烤房电代煤任务，烟叶烘烤领域全面取缔散煤", "市烟草公司", 5),
            item("13", "南阳汉冶特钢有限公司完成有组织和无组织超低排放改造", "市生态环境局", 5),
            item("16", "鼓励淘汰4蒸吨/小时以下生物质锅炉", "城乡一体化示范区管委会", 5, Light.YELLOW),
        ),
        late=23,
        missing=UnfiledReturns(LATE_UNITS, 64, 8),
        returns=(quarter(LATE_UNITS, 64, 3),),
        waiting_review=9,
        upcoming=(
            Upcoming(date(2024, 1, 8), "", 38, 214, True, period="2023-Q4"),
            Upcoming(date(2024, 1, 10), "", 18, 18, True, period="2023-12"),
            Upcoming(
                date(2024, 1, 15),
                "官庄、桐柏化工园区升级改造方案报送市工业和信息化局并完成专家评审",
                2,
                2,
                False,
                task="4",
            ),
        ),
    )


def narrowed(whole: Summary, scope: str, numbers: set[int]) -> Summary:
    """What a reader of some tasks sees, without counties."""
    tasks = tuple(task for task in whole.tasks if task.number in numbers)
    kept = {task.section for task in tasks}
    sections = (line for line in whole.sections if line.number in kept)
    kept_worst = tuple(item for item in whole.worst if int(item.task) in numbers)
    return replace(
        whole,
        scope=scope,
        tasks=tasks,
        sections=tuple(
            replace(
                line, tasks=Lights.of(t.light for t in tasks if t.section == line.number), counties=Lights()
            )
            for line in sections
        ),
        lights=Lights.of(task.light for task in tasks),
        counties=Lights(),
        worst=kept_worst,
        overdue=overdue(kept_worst),
        late_tasks=len(overdue(kept_worst)),
        late_units=late_units(overdue(kept_worst)),
        late=2,
        missing=UnfiledReturns((scope,), 4),
        waiting_review=0,
        upcoming=whole.upcoming[2:],
    )


def one_unit() -> Summary:
    return narrowed(january(), "市烟草公司", {8})


def bureau() -> Summary:
    return narrowed(january(), "市生态环境局", {3, 4, 7, 8, 13, 14, 15, 16, 17, 25, 26, 27, 28, 29, 30, 31})


def all_white() -> Summary:
    """Before the first word of anybody."""
    return seed([Light.WHITE] * 31, [lights(white=17)] * 7)


def all_green() -> Summary:
    return seed([Light.GREEN] * 31, [lights(green=17)] * 7)


def empty() -> Summary:
    nothing = Lights()
    return replace(all_green(), tasks=(), sections=(), lights=nothing, counties=nothing, scope="市气象局")


def crowded() -> Summary:
    """Two hundred tasks, long words everywhere, characters no font has."""
    every = list(Light)
    tasks = tuple(
        TaskLine(f"{n}", n, f"Task {n}", 1 + n % 9, every[n * n % 6], lights(1, 2, 3, 4, 5, 6))
        for n in range(1, 201)
    )
    title = "Strengthen comprehensive treatment of 挥发性有机物 \U0001f600 and of SO₂ $x^2$ in all parks "
    longest = tuple(item(f"{n}", title * 2, title * 4, 10**n) for n in range(1, 6))
    return replace(
        january(),
        plan_title=title * 3,
        scope=title,
        tasks=tasks,
        sections=tuple(
            SectionLine(
                n,
                title * n,
                Lights.of(t.light for t in tasks if t.section == n),
                lights(100, 200, 300, 4, 5, 60),
            )
            for n in range(1, 10)
        ),
        lights=Lights.of(task.light for task in tasks),
        counties=lights(1000, 2000, 3000, 400, 1, 70),
        worst=longest,
        overdue=overdue(longest),
        late_tasks=123_456,
        late_units=late_units(overdue(longest)),
        late=234_567,
        waiting_review=98_765,
        upcoming=tuple(
            Upcoming(
                date(2024, 1, n),
                title,
                n * 1000,
                n * 10_000,
                n % 2 == 0,
                "8",
                "2023-12" if n % 2 == 0 else "",
            )
            for n in range(1, 15)
        ),
    )
