"""Phrases that any unit writes about any item name no task by themselves."""

import pytest

from bot.domain.language.conversation import Subject
from bot.domain.language.vocabulary import NAMED
from tests.builders import seed_plan

PHRASES = [
    "已全部完成",
    "基本完成",
    "均已完成",
    "并通过现场验收",
    "已通过市里验收",
    "验收合格",
    "待验收",
    "材料已上报",
    "佐证材料见附件",
    "附现场照片",
    "已整改到位",
    "资金已到位",
    "有序推进",
    "已明确专人",
    "持续推进中",
    "下一步继续推进",
    "继续加大力度",
    "已建立台账",
    "排查完毕",
    "在走流程",
    "按计划推进",
    "进展顺利",
    "已召开会议",
    "已印发通知",
    "已成立专班",
    "主体已完工",
    "正在调试",
    "已投入使用",
    "手续已办结",
    "等批复",
    "专家评审通过",
    "无变化",
    "暂无进展",
    "请审核",
    "逐项落实",
    "需要协调",
    "设备未到货",
    "招标已完成",
    "合同已签订",
]
SUBJECT = Subject.of(seed_plan())


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_of_any_report_names_no_task(phrase: str) -> None:
    named = {task: score for task, score in SUBJECT.vocabulary.tasks(phrase).items() if score >= NAMED}
    assert named == {}
