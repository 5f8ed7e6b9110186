"""Words that ask to compare people by how fast they reply or how much they use the program, and words that do not."""

import pytest

from bot.domain.language.people_ranking import asks_to_rank_people


@pytest.mark.parametrize(
    "said",
    [
        "按回复速度排名",
        "按各单位回复速度排个名",
        "出一份按回复速度排名的通报",
        "请按响应时间给各县区排名",
        "回复速度排行榜",
        "使用率排名通报",
        "谁用得最多",
        "谁回复最快？",
        "哪个县回复得最慢",
        "谁最活跃",
        "哪些单位用得最少",
        "活跃度排名",
        "在线时长排名",
        "按使用次数排序",
        "把各单位按签收速度排名",
        "/bulletin rank 回复速度",
        "/summary 按回复速度排名",
        "/bulletin 排名 使用率",
        "做个排名，按照反馈速度",
        "rank the units by speed of reply",
        "Who replies fastest?",
        "who uses the bot most",
        "/bulletin rank response time",
        "who is the most active",
    ],
)
def test_people_are_not_ranked_by_how_they_use_a_program(said: str) -> None:
    assert asks_to_rank_people(said)


@pytest.mark.parametrize(
    "said",
    [
        "3月空气质量排名通报",
        "通报",
        "出一份上周的通报",
        "/bulletin rank 2024-03",
        "谁负责13.2",
        "谁办的",
        "谁逾期最多",
        "13.1 按反馈情况完成80%",
        "2.1 使用率提高到95%",
        "按时间完成",
        "回复了",
        "已按通报要求反馈情况",
        "用电量最多的企业已停产",
        "rank bulletin of 2024-03",
        "who is late",
        "who did 13.1",
        "新能源车使用率达到60%，按时间节点推进",
    ],
)
def test_words_about_the_work_are_no_such_wish(said: str) -> None:
    assert not asks_to_rank_people(said)
