"""Readings of the air typed in chat, and questions about numbers: recorded, asked, refused, told."""

from datetime import date
from pathlib import Path

from tests.simulate.test_entered_readings import COUNTY, READS, Heard, air, played, table, told

OFFICE, LEADER = "coordinator", "leader"


def says(who: str, text: str, at: str = "", **more: object) -> str:
    head = f'at: "2024-01-04 {at}", ' if at else ""
    return f'{head}who: {who}, {"".join(f"{key}: {value}, " for key, value in more.items())}say: "{text}"'


def steps_recorded(document: dict[str, object]) -> list[int]:
    steps = document["steps"]
    assert isinstance(steps, list)
    return [n for n, step in enumerate(steps, 1) if step["recorded"]]


def test_what_is_clear_is_recorded_and_what_is_known_otherwise_is_asked(
    tmp_path: Path, capsys: Heard
) -> None:
    document = played(
        tmp_path, capsys, "2024-01-03",
        says(READS, "全市1月3日PM2.5 78，PM10 120，AQI 92", at="09:10"),
        says(OFFICE, "桐柏县昨天臭氧163；方城1月2日PM10 90，沙尘"),
        says(READS, "全市1月3日PM2.5 87"),
        says(READS, "是"),
        says(READS, "更正：全市1月3日PM2.5 79"),
        says(READS, "撤销"),
        says(READS, "全市1月3日PM2.5 87"),
        says(READS, "全市1月3日PM2.5 88，PM10 121", edit=1),
    )  # fmt: skip
    assert "全市1月3日：细颗粒物78、可吸入颗粒物120、空气质量指数92" in told(document, 1, READS)
    assert "桐柏县1月3日：臭氧163\n方城县1月2日：可吸入颗粒物90、沙尘" in told(document, 2, OFFICE)
    assert "细颗粒物87（原为78）" in told(document, 3, READS) and "更正吗？" in told(document, 3, READS)
    assert "细颗粒物79（原为87）" in told(document, 5, READS)
    assert "都已经有了" in told(document, 7, READS)  # taken back: 87 stands again
    assert "细颗粒物88（原为87）" in told(document, 8, READS)
    assert steps_recorded(document) == [1, 2, 4, 5, 6, 8]


def test_what_is_doubtful_is_asked_and_what_is_wrong_is_not_recorded(tmp_path: Path, capsys: Heard) -> None:
    document = played(
        tmp_path, capsys, "2024-01-03",
        says(READS, "西峡县1月1日PM2.5 130，PM10 120", at="09:10"),
        f"who: {READS}, press: 取消",
        says(READS, "方城县昨天CO 800"),
        says(READS, "方城县昨天PM10 -5，PM2.5 30"),
        f"who: {READS}, press: 记录",
        says(OFFICE, "PM2.5 66"),
        says(OFFICE, "1月2日"),
        says(OFFICE, "方城县"),
        says(READS, "全市1月2日PM2.5 48，主要是扬尘"),
        says(READS, "全市明天PM2.5 78"),
    )  # fmt: skip
    assert "细颗粒物130高于可吸入颗粒物120" in told(document, 1, READS)
    assert "请换算成毫克/立方米" in told(document, 3, READS)
    assert "“-5”是负数，不记录" in told(document, 4, READS)
    assert "是全市吗" in told(document, 6, OFFICE) and "是1月3日吗" in told(document, 6, OFFICE)
    assert "是全市吗" in told(document, 7, OFFICE) and "没有写明日期" not in told(document, 7, OFFICE)
    assert "方城县1月2日：细颗粒物66" in told(document, 8, OFFICE)
    assert "“主要是扬尘”没有读懂" in told(document, 9, READS)
    assert "1月5日还没有到" in told(document, 10, READS)
    assert steps_recorded(document) == [5, 8]


def test_nobody_else_enters_them_and_they_are_no_progress(tmp_path: Path, capsys: Heard) -> None:
    others = (COUNTY, LEADER, "市发展改革委", "市发展改革委/head")
    steps = [says(who, "全市1月3日PM2.5 78", at=f"09:1{n}") for n, who in enumerate(others)]
    document = played(tmp_path, capsys, "2024-01-03", *steps)
    for n, who in enumerate(others, 1):
        assert f"读数由{READS}和统筹报送" in told(document, n, who)
    assert steps_recorded(document) == []


def test_questions_in_words_are_answered_to_whoever_may_see_it(tmp_path: Path, capsys: Heard) -> None:
    days = [date(2023, 12, n) for n in range(1, 32)] + [date(2024, 1, n) for n in range(1, 4)]
    table(
        tmp_path, "air.csv", [*air(days, COUNTY, 34), *air(days, "西峡县", 35), *air(days, "全市", 30, "80")]
    )
    document = played(
        tmp_path, capsys, "2024-01-03",
        says(COUNTY, "我们县达标了吗", at="09:05"),
        f'at: "2024-01-04 09:10", who: {READS}, send: air.csv',
        f"who: {READS}, press: 导入",
        says(COUNTY, "我们县达标了吗"),
        says(COUNTY, "优良天数还差多少天"),
        says(COUNTY, "上个月排第几"),
        says(COUNTY, "西峡县达标了吗"),
        says(LEADER, "全市排名"),
        says(LEADER, "10月排名"),
        says("市发展改革委", "全市排名"),
        says("市发展改革委", "5 风电装机235万千瓦"),
        says("市发展改革委/head", "风电装机进展怎么样"),
        says("市发展改革委", "还差多少才到260"),
        says("市烟草公司", "风电多少了"),
        says(LEADER, "清单还差几家"),
        says(LEADER, "/summary 5"),
    )  # fmt: skip
    assert "还没有空气质量读数" in told(document, 1, COUNTY)
    assert "桐柏县2024年截至1月3日：不足一个月，暂不评价" in told(document, 4, COUNTY)
    assert "全市优良天数（2025年）" in told(document, 5, COUNTY)
    assert "2023年12月综合指数" in told(document, 6, COUNTY) and "县市区第1名" in told(document, 6, COUNTY)
    assert "不在您的查看范围内" in told(document, 7, COUNTY)
    assert "1 桐柏县" in told(document, 8, LEADER) and "2 西峡县" in told(document, 8, LEADER)
    assert "2023年10月还没有综合指数排名" in told(document, 9, LEADER)
    assert "桐柏县" not in told(document, 10, "市发展改革委")
    assert "风电装机235万千瓦（1月4日），目标260万千瓦" in told(document, 12, "市发展改革委/head")
    assert "风电装机235万千瓦（1月4日），目标260万千瓦" in told(document, 13, "市发展改革委")
    assert "235" not in told(document, 14, "市烟草公司")
    assert "清单" in told(document, 15, LEADER)
    assert "风电装机235万千瓦（1月4日），目标260万千瓦" in told(document, 16, LEADER)
    assert steps_recorded(document) == [3, 11]
