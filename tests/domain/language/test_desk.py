"""What waits for one's decision, as people ask for it; and what is no such question."""

import pytest

from bot.cards.inbox import INBOX_KEYS, InboxKind
from bot.domain.language.consent import is_consent
from bot.domain.language.desk import Desk, DeskKind, TaskAsked, desk, task_asked
from bot.i18n import Language
from tests.builders import seed_plan

UNITS = tuple(seed_plan().unit)
REVIEWS = DeskKind.REVIEWS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("待办 市农业农村局", Desk(None, "市农业农村局")),
        ("待办农业农村局", Desk(None, "市农业农村局")),
        ("西峡县待办", Desk(None, "西峡县")),
        ("复核 西峡县", Desk(REVIEWS, "西峡县")),
        ("复核西峡", Desk(REVIEWS, "西峡县")),
        ("西峡县的复核", Desk(REVIEWS, "西峡县")),
        ("看一下西峡县的待复核", Desk(REVIEWS, "西峡县")),
        ("还有哪些要复核", Desk(REVIEWS)),
        ("待复核", Desk(REVIEWS)),
        ("抽查 城管局", Desk(DeskKind.SAMPLES, "市城市管理局")),
        ("/inbox 西峡县", Desk(None, "西峡县")),
        ("延期申请 西峡县", Desk(DeskKind.EXTENSIONS, "西峡县")),
        ("约谈建议", Desk(DeskKind.PROPOSALS)),
        ("有什么要我定的", Desk(None)),
        ("要我审批的有哪些", Desk(None)),
        ("还有谁没签收", None),
        ("未签收名单", Desk(DeskKind.UNACKNOWLEDGED)),
        ("哪些任务没有牵头单位", Desk(DeskKind.NO_LEAD)),
        ("领导批示了吗", Desk(DeskKind.DIRECTED)),
        ("领导已批示", Desk(DeskKind.DIRECTED)),
        ("23 抽查39/200", None),
        ("复核 材料已报送", None),
        ("已报复核", None),
        ("西峡县复核已通过", None),
        ("复核 火星县", None),
        ("申请复核", None),
        ("提交复核", None),
    ],
)
def test_kind_and_unit(text: str, found: Desk | None) -> None:
    assert desk(text, UNITS) == found


@pytest.mark.parametrize("text", ["是", "是的", "确认", "好的", "可以吧", "OK", "仍予通过", "发吧"])
def test_a_yes(text: str) -> None:
    assert is_consent(text)


@pytest.mark.parametrize(
    "text", ["不", "不是", "取消", "是不是8.1没完成", "好的，另外8也看一下", "确认一下再说", ""]
)
def test_no_yes(text: str) -> None:
    assert not is_consent(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8", TaskAsked("8", False)),
        ("第8项情况", TaskAsked("8", False)),
        ("8.1怎么样了？", TaskAsked("8.1", False)),
        ("8各单位情况", TaskAsked("8", True)),
        ("8退回，缺验收表", None),
        ("80%", None),
        ("1月31日前", None),
        ("2024", None),
    ],
)
def test_a_look_at_a_task(text: str, found: TaskAsked | None) -> None:
    assert task_asked(text) == found


def test_every_list_of_the_inbox_opens_by_the_name_on_its_button() -> None:
    assert {kind.value for kind in DeskKind} == {kind.value for kind in InboxKind}
    for kind in InboxKind:
        assert desk(Language.of("zh_CN").say(INBOX_KEYS[kind]), UNITS) == Desk(DeskKind(kind.value)), kind
