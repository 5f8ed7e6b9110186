"""Which tasks and milestones of a plan the words of a text name: 烤房 names 8.1, 餐饮油烟 names 23.

Pairs of neighbouring characters, weighted by how few tasks have them: no dictionary and no learning, so that any plan
can be read. Terms that people use instead of the plan's are in SYNONYMS.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log

from bot.domain.plan import Milestone, Plan, Task, UnitKind

TITLE, MILESTONE, LATER, BODY = 1.0, 0.95, 0.65, 0.6  # where a pair stands in a task; LATER: after a comma
NAMED = 0.6  # from here on a task is named
READ_FROM = 200  # characters of a clause group; names stand early

# What people write: what plans write. Read beside the text, not instead of it.
SYNONYMS: dict[str, str] = {
    "烤房": "烟叶烘烤", "烤烟": "烟叶烘烤", "电代煤": "烟叶烤房", "鞭炮": "烟花爆竹", "炮仗": "烟花爆竹", "禁燃": "烟花爆竹燃放",
    "燃放": "烟花爆竹燃放", "电动车": "新能源汽车", "新能源车": "新能源汽车", "电车": "新能源汽车", "公务车": "新能源公务车辆", "邮政车": "新能源邮政车辆",
    "公交车": "新能源公交", "出租车": "新能源出租", "环卫车": "新能源环卫", "秸杆": "秸秆", "火点": "秸秆禁烧", "禁烧": "秸秆禁烧",
    "洒水": "道路保洁清洁", "清扫": "道路保洁清洁", "机扫": "道路保洁清洁", "保洁": "道路保洁清洁", "黄土": "工地扬尘", "喷淋": "工地扬尘",
    "工地": "工地扬尘", "渣土": "工地扬尘", "油烟机": "餐饮油烟", "饭店": "餐饮油烟", "净化器": "油烟净化设施", "抽查率": "油烟抽查", "风力": "风电",
    "光付": "光伏", "太阳能": "光伏", "汉冶": "汉冶特钢", "水泥厂": "水泥行业", "砂石": "砂石骨料", "空气站": "乡镇空气站", "乡镇站": "乡镇空气站",
    "站房": "乡镇空气站", "矿": "露天矿山", "热点": "高值热点", "走航": "高值热点走航", "错峰": "重污染天气响应", "限电": "重污染天气响应",
    "a级": "绩效水平", "b级": "绩效水平", "绩效": "绩效水平", "立案": "日常监管执法", "执法": "日常监管执法", "预案": "应急预案",
    "减排清单": "应急减排清单", "voc": "挥发性有机物", "vocs": "挥发性有机物", "外环": "外环路", "国道": "312国道", "煤气": "煤气发生炉",
    "小锅炉": "锅炉综合治理", "锅炉": "锅炉综合治理", "两高": "两高项目", "蜂窝煤": "散煤", "煤球": "散煤", "降尘": "城市平均降尘量",
    "专用线": "铁路专用线", "货运": "货运量", "货车": "新能源载货汽车", "砖瓦": "砖瓦石灰", "供热": "供热管线", "落后产能": "落后低效产能",
    "三同时": "项目环评三同时", "环评": "项目环评三同时", "帮扶": "监督帮扶", "化工园": "化工园区", "园区平台": "化工园区管控平台",
    "背街": "背街小巷城市面源", "国省道": "国省道城市面源清洁",
}  # fmt: skip

# Words that every official text has.
GENERIC = (
    "完成 推进 加强 开展 工作 进行 情况 项目 企业 单位 治理 管理 建设 实施 强化 持续 加快 推动 改造 整治 全部 方案 制定 落实 责任 措施 要求 规定 标准 达到"
    " 提高 提升 水平 能力 综合 行动 发展 优化 调整 深入 严格 全面 规模 以上 以下 及以上 系统 重点 地区 区域 设施 设备 运行 使用 检查 排查 问题 任务 目标 建立"
    " 健全 机制 升级 深度 行业 基本 完善 分类 依法 严禁 按照 规范 组织 部门 有关 相关 力争 年底 年底前 不得 不低于 不高于 超过 原则 达标 监管 监督 日常 结构"
    " 环境 污染 排放 大气 空气质量 领域 农业 工业 交通 城市 运输 清洁 生产 安装 企业清单 进度 本月 比例 道路 车辆 整改 重点行业 数据 施工 关停 整合 取缔 退出 替代 公司 现场 资金 安全 新建 建成 淘汰"
    # Words of any report, and the pairs that they make with each other: 全部完成 has 部完.
    " 全部完成 基本完成 全面完成 已完成 完毕 验收 材料 整改到位 有序 明确 推进中 持续推进 继续推进 大力 加大 力度 已建 流程 抓紧 办理 上报 报送"
)


@dataclass(frozen=True)
class Vocabulary:
    """pair of characters → task → (weight in the task, weight by milestone)."""

    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    by_milestone: Mapping[tuple[str, str], Mapping[str, float]] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)

    def tasks(self, text: str) -> dict[str, float]:
        """How clearly the text names each task, by task id; those not named at all are left out."""
        scores: dict[str, float] = {}
        for pair in pairs(with_synonyms(text[:READ_FROM])):
            for task, weight in self.weights.get(pair, {}).items():
                scores[task] = scores.get(task, 0.0) + weight * self.rarity[pair]
        return scores

    def milestone(self, task: str, milestone: str, text: str) -> float:
        """How clearly it names a milestone, beside the others of its task."""
        weights = self.by_milestone.get((task, milestone), {})
        return sum(weights.get(pair, 0.0) for pair in pairs(with_synonyms(text[:READ_FROM])))


def vocabulary(plan: Plan) -> Vocabulary:
    towns = {pair for unit in plan.units if unit.kind is UnitKind.COUNTY for pair in pairs(unit.name)}
    ignored = towns | {pair for word in GENERIC.split() for pair in pairs(word)}
    weights: dict[str, dict[str, float]] = {}
    for task in plan.works:
        for words, weight in _said(task):
            for pair in pairs(words) - ignored:
                of = weights.setdefault(pair, {})
                of[task.id] = max(of.get(task.id, 0.0), weight)
    most = log(max(len(plan.works), 2) + 1)
    rarity = {
        pair: max(log((len(plan.works) + 1) / len(tasks)) / most, 0.0) for pair, tasks in weights.items()
    }
    by_milestone = {
        (task.id, one.id): _shares(one, task, ignored) for task in plan.works for one in task.milestones
    }
    return Vocabulary(weights, by_milestone, rarity)


def _said(task: Task) -> Iterator[tuple[str, float]]:
    yield task.title, TITLE
    yield task.text, BODY
    for one in task.milestones:
        if not one.inferred:
            first, _, later = one.text.partition("，")
            yield first, MILESTONE
            yield later, LATER
    for indicator in task.indicators:
        yield indicator.name, MILESTONE


def _shares(one: Milestone, task: Task, ignored: set[str]) -> dict[str, float]:
    """Pairs of a milestone's own words. 钢铁、水泥、焦化企业 names each of them a third: 水泥行业 alone names it best."""
    shares: dict[str, float] = {}
    if one.inferred:
        return shares
    ignored = ignored | _of_the_whole(one, task)
    texts = [one.text, *(i.name for i in task.indicators if i.due and i.due == one.due)]
    for place, clause in enumerate(part for text in texts for part in re.split("[，；]", text)):
        parts = clause.split("、")
        for part in parts:
            for pair in pairs(part) - ignored:
                weight = (1.0 if place == 0 else 0.8) / len(parts)
                shares[pair] = max(shares.get(pair, 0.0), weight)
    return shares


def _of_the_whole(one: Milestone, task: Task) -> set[str]:
    """Pairs that name the task beside which an item is asked, and not the item: 烟花爆竹 is 24, 春节前 is 24.2;
    新能源 is 10, 国有企业 is 10.5."""
    if not one.every_inferred and not any(other.inferred for other in task.milestones):
        return set()
    seasonal = bool(one.months or one.seasons)
    return pairs(task.title) | (pairs(task.text) if seasonal else set())


def with_synonyms(text: str) -> str:
    low = text.lower()
    return " ".join((low, *(meant for word, meant in SYNONYMS.items() if word in low)))


_RUN = re.compile("[\u4e00-\u9fff]+|[a-z]{2,}|[0-9]{3}(?=国道|省道)")


def pairs(text: str) -> set[str]:
    """烤烟叶 → 烤烟, 烟叶; Latin words and road numbers whole."""
    found: set[str] = set()
    for run in _RUN.findall(text.lower()):
        if run.isascii():
            found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def shared(one: str, other: str) -> int:
    """Pairs that two names have in common."""
    return len(pairs(one) & pairs(other))


def clearly_first(
    scores: Mapping[str, float], among: Iterable[str], least: float, times: float = 1.25
) -> str | None:
    """The one of `among` that is named, clearly more than any other of them; None where none is."""
    ranked = sorted(((scores.get(one, 0.0), one) for one in dict.fromkeys(among)), reverse=True)
    if not ranked or ranked[0][0] < least:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= times * ranked[1][0] else None
