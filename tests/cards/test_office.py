"""An office speaks: who sends, letters, names once, figures as officials write them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.cards import digest, draft, inbox, welcome
from bot.cards import item as item_card
from bot.cards.confirmation import percent_text
from bot.cards.draft import DeliveredRungs
from bot.cards.formatter import Formatter
from bot.cards.inbox import InboxKind
from bot.cards.item import ItemFacts
from bot.cards.summary import summary
from bot.domain.ladder import Draft, Rung
from bot.domain.language.matter import matter
from bot.domain.light import Light
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Post, Role
from bot.domain.plan import UnitRole
from bot.domain.summary import Item, Lights, SupportedTask
from tests.builders import ZH, calendar, liaison, seed_plan
from tests.cards.views import event, item, rung
from tests.exports.summaries import january

OFFICE = "市生态环境保护委员会办公室"
AFTER = date(2024, 1, 4)


def fmt(today: date = AFTER) -> Formatter:
    return Formatter(ZH, seed_plan(), today, calendar())


def of_the_tobacco_company(**changes: object) -> Item:
    changes = {"days_late": 4, "role": UnitRole.JOINT} | changes
    return item(
        task="8",
        milestone="8.1",
        title="烟叶烤房电代煤改造全部完成，烟叶烘烤不再使用散煤",
        unit="市烟草公司",
        **changes,
    )


def test_a_letter_has_a_title_a_sender_and_a_date() -> None:
    reached = DeliveredRungs(remind=5, chase=1, supervise=0, last_words="正在采购。")
    card = draft.card(fmt(), Draft.LETTER, of_the_tobacco_company(), reached, endorse=False)
    assert card.title == "关于商请加快推进烟叶烤房电代煤改造的函（代拟稿）"
    assert card.lines[0] == "市烟草公司："
    assert "贵单位为第8项“" in card.lines[1]
    assert card.lines[1].endswith("责任单位（按职责分工），完成时限为2023年12月31日。")
    assert card.lines[2] == (
        "截至2024年1月4日，该项任务尚未办结，已逾期4天。其间已发送提醒5次、催办1次。贵单位最近一次反馈：“正在采购”。"
    )
    assert "于2024年1月18日前函复" in card.lines[3]
    assert card.lines[4:6] == (OFFICE, "2024年1月4日")


def test_a_letter_about_a_moved_date_names_both() -> None:
    moved = of_the_tobacco_company(due=date(2024, 1, 2), days_late=2)
    card = draft.card(fmt(), Draft.LETTER, moved, DeliveredRungs(0, 0, 0), endorse=False)
    assert "完成时限为2024年1月2日（原定2023年12月31日）" in card.text
    assert "其间" not in card.text
    assert "贵单位尚未反馈进展。" in card.text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("烟叶烤房电代煤改造全部完成，烟叶烘烤不再使用散煤", "烟叶烤房电代煤改造"),
        ("落后燃煤小热电（含自备电厂）关停整合完毕", "落后燃煤小热电（含自备电厂）关停整合"),
        ("312国道宛唐交界至遮山段通车", "312国道宛唐交界至遮山段"),
        ("深入开展散煤治理行动", ""),
        ("任务完成", ""),
    ],
)
def test_a_work_is_named_by_what_it_completes(text: str, name: str) -> None:
    assert matter(text) == name


def test_who_sends_is_in_each_title() -> None:
    said = [
        digest.message(ZH, seed_plan(), liaison("me", "市生态环境局"), [view], AFTER, calendar()).title
        for view in (rung(item()), rung(item(days_late=4), Rung.SUPERVISE), event(NoticeKind.ASSIGN))
    ]
    day = f"（{OFFICE}，2024年1月4日 周四）"
    assert said == [f"工作提醒{day}", f"督办通知{day}", f"任务交办{day}"]


def test_a_welcome_says_the_name_once() -> None:
    person = Person("me", "市农业农村局联络员", (Post(Role.LIAISON, "市农业农村局"),))
    for card in (welcome.start(fmt(), person, False), welcome.bound(fmt(), person, False)):
        assert card.text.count("市农业农村局联络员") == 1
        assert OFFICE in card.text


def test_people_without_an_account_are_counted_as_people() -> None:
    counts = dict.fromkeys(InboxKind, 0) | {InboxKind.UNREACHABLE: 78}
    assert inbox.overview(fmt(), counts, 78).lines == ("尚未绑定账号：78人",)
    assert inbox.overview(fmt(), counts, 70).lines == ("尚未绑定账号或联系不上的人员：78人",)


def test_a_unit_that_held_an_item_no_day_is_not_named() -> None:
    facts = ItemFacts((), held=(("市财政局", 63), ("市生态环境局", 0)))
    assert "办理用时：市财政局63天" in item_card.card(fmt(), item(), facts, ()).lines


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("89.887", "89.9%"),
        ("19.96", "19.96%"),
        ("21.5", "21.5%"),
        ("99.999", "99.99%"),
        ("100", "100%"),
        ("0", "0%"),
    ],
)
def test_a_share_has_one_place_and_never_reaches_what_was_not_reached(share: str, text: str) -> None:
    assert percent_text(Decimal(share)) == text


def test_near_dates_are_those_of_the_next_quarter() -> None:
    person = liaison("me", "市生态环境局")
    views = [event(NoticeKind.ASSIGN)]
    text = digest.message(ZH, seed_plan(), person, views, date(2023, 12, 1), calendar()).text
    assert "2024年12月" not in text
    assert "12月31日（周日）" in text
    later = digest.message(ZH, seed_plan(), person, views, date(2024, 2, 1), calendar()).text
    assert "近期时限" not in later


def test_a_unit_that_only_supports_reads_which_tasks_and_owes_no_return() -> None:
    text = digest.message(
        ZH, seed_plan(), liaison("me", "市供销社"), [event(NoticeKind.ASSIGN)], AFTER, calendar()
    ).text
    assert "市供销社：配合任务1项（第" in text
    assert "配合任务无需定期报送进展" in text
    assert "按季度（月度）报送" not in text


@pytest.mark.parametrize(
    ("step", "act"),
    [
        (Rung.CHASE, "现予催办，请于1月11日前补报"),
        (Rung.SUPERVISE, "现予督办，请尽快补报"),
        (Rung.REMIND, "请尽快补报"),
    ],
)
def test_a_late_return_is_late_in_filing_and_says_the_act(step: Rung, act: str) -> None:
    due = date(2024, 1, 8)
    views = [
        rung(item(id=n, period="2023-Q4", due=due, first_due=due, days_late=1), step) for n in range(1, 13)
    ]
    card = digest.message(ZH, seed_plan(), liaison("me", "方城县"), views, date(2024, 1, 9), calendar())
    assert (
        card.lines[0]
        == f"2023年第四季度进展未报送（市生态环境局，12项），应于1月8日前报，现已迟报1天，{act}："
    )
    assert "逾期" not in card.text
    assert "另有2项，可逐项填报查看" in card.lines


def test_the_coordinator_is_not_told_who_the_coordinator_is() -> None:
    person = Person("co", "统筹", (Post(Role.COORDINATOR, "市生态环境局"),))
    view = rung(item(days_late=4), Rung.SUPERVISE, Role.COORDINATOR)
    assert (
        digest.message(ZH, seed_plan(), person, [view], AFTER, calendar()).title
        == "督办情况（2024年1月4日 周四）"
    )


def test_samples_of_one_period_name_it_once() -> None:
    due = date(2024, 1, 8)
    views = [
        event(NoticeKind.REVIEW, item(id=n, unit="方城县", period="2023-Q4", due=due, first_due=due))
        for n in range(1, 15)
    ]
    lines = digest.message(ZH, seed_plan(), liaison("me", "市生态环境局"), views, due, calendar()).lines
    assert lines[0] == "待您复核14项（2023年第四季度进展抽查）："
    assert lines[1].startswith("· 方城县：第13项") and "抽查" not in lines[1]
    both = [*views, event(NoticeKind.REVIEW, item(id=40))]
    lines = digest.message(ZH, seed_plan(), liaison("me", "市生态环境局"), both, due, calendar()).lines
    assert lines[0] == "待您复核15项（成果1项，2023年12月31日到期、2023年第四季度进展抽查14项）："


def test_on_its_day_a_return_is_due_today_and_past_it_a_notice() -> None:
    due = date(2024, 1, 8)
    views = [rung(item(id=n, period="2023-Q4", due=due, first_due=due)) for n in range(1, 13)]
    card = digest.message(ZH, seed_plan(), liaison("me", "方城县"), views, due, calendar())
    assert card.lines[0] == "今日（1月8日）为2023年第四季度进展报送截止日，请报送（市生态环境局，12项）："
    late = [rung(item(id=1, period="2023-Q4", due=due, first_due=due, days_late=1), Rung.CHASE)]
    title = digest.message(ZH, seed_plan(), liaison("me", "方城县"), late, date(2024, 1, 9), calendar()).title
    assert title.startswith("催办通知")


def test_who_only_reviews_reads_of_reviews() -> None:
    person = Person("co", "统筹", (Post(Role.COORDINATOR, "市生态环境局"),))
    view = rung(item(), Rung.REMIND, Role.REVIEWER)
    assert digest.message(ZH, seed_plan(), person, [view], AFTER, calendar()).title.startswith("待办提醒")
    two = [view, rung(item(id=2, days_late=4), Rung.SUPERVISE, Role.COORDINATOR)]
    assert digest.message(ZH, seed_plan(), person, two, AFTER, calendar()).title.startswith("督办情况")


def test_a_supporting_units_summary_names_the_tasks_it_supports() -> None:
    nothing = Lights()
    s = replace(
        january(),
        scope="市供销社",
        tasks=(),
        sections=(),
        lights=nothing,
        counties=nothing,
        late=0,
        worst=(),
        supported=(SupportedTask("8", "8", "烟叶烤房", ("市烟草公司",), None, Light.WHITE),),
    )
    lines = summary(fmt(), s).lines
    assert lines[1].startswith("配合任务1项：第")
    assert not any("0项任务" in line for line in lines)
