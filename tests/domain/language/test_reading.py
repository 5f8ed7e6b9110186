"""What liaisons write, and what is read from it. The day is Tuesday, 5 December 2023."""

from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language.reading import Count, Question, Ratio, Reply, read

TODAY = date(2023, 12, 5)


def d(month: int, day: int, year: int = 2023) -> date:
    return date(year, month, day)


def count(done: int, left: int | None, total: int | None, unit: str = "台") -> Count:
    def decimal(n: int | None) -> Decimal | None:
        return None if n is None else Decimal(n)

    return Count(Decimal(done), decimal(left), decimal(total), unit)


SENTENCES: dict[str, dict[str, object]] = {
    # so many of so many
    "32号锅炉已完成3台，剩1台12月20日前完成": {"count": count(3, 1, 4), "next_date": d(12, 20)},
    "4台锅炉已完成3台": {"count": count(3, 1, 4)},
    "共4台，已完成3台，剩1台": {"count": count(3, 1, 4)},
    "三台已改造完，剩一台": {"count": count(3, 1, 4)},
    "已完成3台": {"count": count(3, None, None)},
    "已关停2家，其余3家正在办理": {"count": count(2, 3, 5, "家")},
    "共一百二十台，完成一百一十台": {"count": count(110, 10, 120)},
    "发现问题35个，整改28个": {"count": count(28, 7, 35, "个")},
    "共5台，已完成3台，剩1台": {"questions": (Question.COUNT_MISMATCH,)},
    "全部3台已完成": {"count": count(3, 0, 3), "done": True},
    "预计明年完成2台": {"next_date": d(12, 31, 2024)},
    "上月4台，本月已完成3台": {"count": count(3, None, None)},
    "17个乡镇已全部完成": {"count": count(17, None, None, "个"), "done": True},
    "3 of 4 units done, the last by 20 Dec": {"count": count(3, 1, 4), "next_date": d(12, 20)},
    "we finished 2 of 5; the rest by end of January": {
        "count": count(2, 3, 5, ""),
        "next_date": d(1, 31, 2024),
    },
    # how far
    "60%": {"percent": 60},
    "完成百分之六十": {"percent": 60},
    "已完成60%，其余无变化": {"percent": 60, "rest_no_change": True},
    "完成八成，剩余两成年底前完成": {"percent": 80, "next_date": d(12, 31)},
    "进度六成五": {"percent": 65},
    "完成了一半": {"percent": 50},
    "完成三分之二": {"percent": Decimal("66.67")},
    "312国道宛唐交界段完成路基60%": {"percent": 60},
    "从50%提高到60%": {"percent": 60},
    "进度由上月的30%提高至45%": {"percent": 45},
    "目标80%，目前75%": {"percent": 75},
    "完成60%，下一步确保年底达到80%": {"percent": 60, "next_date": d(12, 31)},
    "完成55%左右，比上月提高5个百分点": {"percent": 55},
    "60 percent done": {"percent": 60},
    "完成100%": {"percent": 100, "done": True},
    "剩余20%": {},
    "官庄完成70%，桐柏完成40%": {"questions": (Question.SEVERAL_PERCENTS,)},
    "60-70%": {"questions": (Question.SEVERAL_PERCENTS,)},
    "完成120%": {"questions": (Question.PERCENT_OVER_100,)},
    "同比下降10%": {"questions": (Question.CHANGE_OR_LEVEL,)},
    "60": {"number": Decimal(60)},
    # ratios
    "抽查43/200": {"ratio": Ratio(Decimal(43), Decimal(200))},
    "本月抽查43/200家": {"ratio": Ratio(Decimal(43), Decimal(200))},
    "应抽200家，实抽43家": {"ratio": Ratio(Decimal(43), Decimal(200))},
    "抽查210/200": {"questions": (Question.RATIO_OVER_ONE,)},
    # done, or not
    "已完成": {"done": True},
    "全部完成": {"done": True},
    "已全部办结": {"done": True},
    "已整改完毕": {"done": True},
    "做完了": {"done": True},
    "已于12月1日完成": {"done": True},
    "汉冶特钢超低排放改造已完成": {"done": True},
    "应急预案修订已完成": {"done": True},
    "done": {"done": True},
    "未完成": {},
    "尚未完成，预计下周五完成": {"next_date": d(12, 15)},
    "还没有全部完成": {},
    "not done yet": {},
    "完成了吗？": {},
    "基本完成": {"almost": True},
    "已完成大部分": {"almost": True},
    "almost done": {"almost": True},
    "will be done by Dec 20": {"next_date": d(12, 20)},
    "可研编制已完成，正在办理环评": {},
    "一期已完成，二期预计明年6月底完成": {"next_date": d(6, 30, 2024)},
    "已完成招标": {"questions": (Question.ONE_STEP_DONE,)},
    "已完成，进度80%": {"percent": 80, "questions": (Question.DONE_OR_NOT,)},
    "今天完成": {"questions": (Question.DONE_OR_NOT,)},
    # until when
    "12月20日前": {"next_date": d(12, 20)},
    "下周五": {"next_date": d(12, 15)},
    "周五前报送": {"next_date": d(12, 8)},
    "下周完成": {"next_date": d(12, 17)},
    "月底前": {"next_date": d(12, 31)},
    "2024年3月1日": {"next_date": d(3, 1, 2024)},
    "3.15前完成": {"next_date": d(3, 15, 2024)},
    "12/20前完成": {"next_date": d(12, 20)},
    "二〇二四年三月底前完成": {"next_date": d(3, 31, 2024)},
    "2024年2月底前": {"next_date": d(2, 29, 2024)},
    "两周内完成": {"next_date": d(12, 19)},
    "明年一季度末完成": {"next_date": d(3, 31, 2024)},
    "12月20日开工，2024年3月1日前完成": {"next_date": d(3, 1, 2024)},
    "by next Friday": {"next_date": d(12, 15)},
    "11月30日前完成": {"questions": (Question.DATE_PAST,)},
    "12月前完成": {"questions": (Question.VAGUE_DATE,)},
    "10个工作日内完成": {"questions": (Question.VAGUE_DATE,)},
    "2月30日前完成": {"questions": (Question.VAGUE_DATE,)},
    "12月20日前后各一批，12月25日前报送，12月28日前": {"questions": (Question.SEVERAL_DATES,)},
    # nothing new
    "无变化": {"no_change": True},
    "无": {"no_change": True},
    "同上月": {"no_change": True},
    "与上月一致": {"no_change": True},
    "暂无进展": {"no_change": True},
    "no change": {"no_change": True},
    "与上月不一致": {},
    "其余无变化": {"rest_no_change": True},
    "其他任务暂无变化": {"rest_no_change": True},
    "the rest unchanged": {"rest_no_change": True},
    # what is in the way
    "因资金未到位，工程停工，12月底前恢复": {
        "blocker": "因资金未到位，工程停工，12月底前恢复",
        "next_date": d(12, 31),
    },
    "由于连续阴雨，施工进度慢。目前完成45%": {"blocker": "由于连续阴雨，施工进度慢", "percent": 45},
    "卡在环评批复，等省厅审批": {"blocker": "卡在环评批复，等省厅审批"},
    "因地制宜推进": {},
    "stuck at the tender, no money": {"blocker": "stuck at the tender, no money"},
    # words that say none of this
    "收到": {},
    "十个百分之百已落实": {},
    "168个重点城市排名靠前": {},
    "按照豫政办〔2023〕33号要求推进": {},
    "联系电话13812345678": {},
    "每周五调度一次，一户一策": {},
}


@pytest.mark.parametrize(("text", "meaning"), SENTENCES.items())
def test_a_liaisons_sentence_says(text: str, meaning: dict[str, object]) -> None:
    reply = read(text, today=TODAY)
    fields = [name for name in Reply.__slots__ if name not in TESTED_ELSEWHERE]
    assert {name: getattr(reply, name) for name in fields if getattr(reply, name) not in NOTHING} == meaning


TESTED_ELSEWHERE = ("quantities", "amounts", "left", "bare", "next_step", "going_on")
NOTHING: tuple[object, ...] = (None, "", False, ())

AMOUNTS: dict[str, list[tuple[str, str]]] = {
    "装机260万千瓦": [("260", "万千瓦")],
    "光伏装机三百二十万千瓦，完成进度80%": [("320", "万千瓦"), ("80", "%")],
    "并网200MW": [("200", "兆瓦")],
    "2台1000兆瓦机组已开工": [("2", "台"), ("1000", "兆瓦")],
    "平均降尘量6.8吨/月·平方公里": [("6.8", "吨/月·平方公里")],
    "淘汰4蒸吨/小时以下锅炉5台": [("4", "蒸吨/小时"), ("5", "台")],
    "PM2.5平均浓度48微克/立方米": [("48", "微克/立方米")],
    "新增新能源车1.2万辆": [("12000", "辆")],
    "货运量1,500,000吨": [("1500000", "吨")],
    "提高5个百分点": [("5", "个百分点")],
    "秸秆综合利用率92.5%": [("92.5", "%")],
    "完成3.5万亩、12条、40公里": [("3.5", "万亩"), ("12", "条"), ("40", "公里")],
    "3个月内建立台账，3台账": [],
    "还有一个问题": [],
    "第3批名单，2023年，17:30开会": [],
}


@pytest.mark.parametrize(("text", "amounts"), AMOUNTS.items())
def test_amounts_are_read_with_the_plans_units(text: str, amounts: list[tuple[str, str]]) -> None:
    found = read(text, today=TODAY).quantities
    assert [(q.value, q.unit) for q in found] == [(Decimal(value), unit) for value, unit in amounts]


PIECES = sorted(
    {*SENTENCES, *"，。；前日月年%％/.一二十百万0123456789 ", "已", "完成", "台", "剩", "共", "因", "下周"}
)
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(TEXTS, DAYS)
def test_any_text_is_read_the_same_way_twice(text: str, today: date) -> None:
    reply = read(text, today=today)
    assert reply == read(text, today=today)
    assert reply.percent is None or 0 <= reply.percent <= 100
    assert reply.next_date is None or reply.next_date >= today
    assert not (reply.done and reply.count and reply.count.left)


FULL_WIDTH = {
    half: half + 0xFEE0
    for half in map(ord, "0123456789%./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
}


@given(st.sampled_from(sorted(SENTENCES)))
def test_full_width_reads_like_half_width(text: str) -> None:
    assert read(text.translate(FULL_WIDTH), today=TODAY) == read(text, today=TODAY)


@pytest.mark.parametrize(
    "piece", ["一", "1,", "12月", " ", "万", "同上月", "共4家中", "((2023", "已完成3台，", "1-", "因"]
)
def test_a_page_of_nonsense_is_read_at_once(piece: str) -> None:
    start = process_time()
    read(piece * 5000, today=TODAY)
    assert process_time() - start < 1  # tens of milliseconds; a pattern that backtracks takes minutes
