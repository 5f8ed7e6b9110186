"""Act and date stay in the text for any number of items, and no item is named twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import digest
from bot.cards.card import Card
from bot.cards.fit_screen import CHARACTERS, LINES
from bot.domain.ladder import Draft, Rung
from bot.domain.light import Light, Reason
from bot.domain.message import NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Post, Role
from bot.domain.summary import Item
from bot.i18n import Language
from tests.builders import calendar, seed_plan
from tests.cards.views import YEARS_END, event, item, rung

ZH, EN = Language.of("zh_CN"), Language.of("en")
UNITS = tuple(seed_plan().unit)
FIRST_DAY_AFTER = date(2024, 1, 2)
ASKED: dict[Rung | NoticeKind, tuple[str, ...]] = {  # what is asked of a liaison → the words that say it
    Rung.REMIND: ("请反馈", "请反馈进展"),
    Rung.CHASE: ("现予催办",),
    Rung.SUPERVISE: ("现予督办",),
    NoticeKind.CHASE: ("现予催办",),
    NoticeKind.WAITING: ("请贵单位配合",),
    NoticeKind.HANDED: ("转交您办理",),
}
TOLD = {Rung.CHASE: ("催办",), Rung.SUPERVISE: ("督办",)}  # what a head or the coordinator is told


def late(id: int, due: date, today: date, **changes: object) -> Item:
    days = max((today - due).days, 0)
    light = Light.RED if days else Light.YELLOW
    reason = Reason.OVERDUE if days else Reason.NEAR
    changes = {"unit": "市生态环境局", "title": f"事项〔{id}〕"} | changes
    return item(
        id=id, due=due, first_due=due, planned=due, days_late=days, light=light, reason=reason, **changes
    )


def heard(one: Item, act: Rung | NoticeKind, role: Role = Role.LIAISON) -> NoticeView:
    if isinstance(act, Rung):
        return rung(one, act, role)
    return event(act, one, by="张三", unit="市财政局")


def card(*views: NoticeView, today: date, role: Role = Role.LIAISON, language: Language = ZH) -> Card:
    person = Person("me", "张三", (Post(role, "市生态环境局"),))
    return digest.message(language, seed_plan(), person, list(views), today, calendar())


def says(text: str, one: Item, words: Sequence[str], today: date) -> bool:
    """A line of the text has the act and the date; one to three items have them in lines of their own."""
    day = ZH.short_date(one.due) if one.due.year == today.year else ZH.date(one.due)
    full = any(word in text for word in words) and f"期限{day}" in text
    return full or any(day in line and any(word in line for word in words) for line in text.split("\n"))


@st.composite
def owed(draw: st.DrawFn) -> tuple[list[tuple[Item, Rung | NoticeKind]], date]:
    today = FIRST_DAY_AFTER
    found: list[tuple[Item, Rung | NoticeKind]] = []
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4))
    for id in range(1, draw(st.integers(1, 40)) + 1):
        act: Rung | NoticeKind = draw(st.sampled_from(list(ASKED)))
        past = act in (Rung.CHASE, Rung.SUPERVISE)
        days = draw(st.integers(-60, -1) if past else st.integers(0, 200))
        found.append((late(id, today + timedelta(days), today, unit=draw(st.sampled_from(units))), act))
    return found, today


@given(owed())
def test_the_act_and_the_date_of_each_item_are_in_the_text(
    found: tuple[list[tuple[Item, Rung | NoticeKind]], date],
) -> None:
    pairs, today = found
    shown = card(*(heard(one, act) for one, act in pairs), today=today)
    for one, act in pairs:
        assert says(shown.text, one, ASKED[act], today), (one.due, act, shown.text)
        assert shown.text.count(f"〔{one.id}〕") <= 1
    assert len(shown.text.split("\n")) <= LINES
    assert len(shown.text) <= CHARACTERS
    assert sorted(shown.assignments) == [one.id for one, _ in pairs]


@given(owed(), st.sampled_from((Role.HEAD, Role.COORDINATOR)), st.data())
def test_heads_and_the_coordinator_read_act_and_date_too(
    found: tuple[list[tuple[Item, Rung | NoticeKind]], date], role: Role, data: st.DataObject
) -> None:
    pairs, today = found
    views = []
    for one, _ in pairs:
        past = today - timedelta(1 + one.id * 7 % 40)
        one = late(one.id, past, today, unit=one.unit)
        views.append(rung(one, data.draw(st.sampled_from(list(TOLD))), role))
    shown = card(*views, today=today, role=role)
    for view in views:
        assert view.item and view.rung
        assert says(shown.text, view.item, TOLD[view.rung], today), shown.text
        assert shown.text.count(f"〔{view.item.id}〕") <= 1
    assert len(shown.text.split("\n")) <= LINES
    assert len(shown.text) <= CHARACTERS


def test_four_items_past_their_date_are_chased_by_name_and_day() -> None:
    views = [heard(late(n, YEARS_END, FIRST_DAY_AFTER), Rung.CHASE) for n in range(1, 5)]
    lines = card(*views, today=FIRST_DAY_AFTER).lines
    assert lines[0] == "以下4项已过期限，现予催办，请于1月4日前反馈（2023年12月31日到期，逾期2天）："
    assert lines[1] == "🔴第13项 事项〔1〕"
    assert len(lines) == 5


def test_the_gravest_act_comes_first_and_each_date_is_a_group() -> None:
    today = date(2024, 1, 4)
    supervised = [heard(late(n, YEARS_END, today), Rung.SUPERVISE) for n in (1, 2)]
    reminded = [heard(late(n, date(2024, 1, 31), today), Rung.REMIND) for n in (3, 4)]
    lines = card(*reminded, *supervised, today=today).lines
    assert lines[0] == "现予督办2项（2023年12月31日到期，逾期4天），请尽快办结："
    assert lines[3] == "请反馈2项任务的进展，期限1月31日（周三），还有19个工作日："


def test_forty_dates_are_one_sentence_an_act() -> None:
    today = date(2024, 3, 1)
    views = [heard(late(n, today - timedelta(n), today), Rung.SUPERVISE) for n in range(1, 41)]
    lines = card(*views, today=today).lines
    assert len(lines) == 1
    assert lines[0].startswith("现予督办40项（1月21日到期1项、1月22日到期1项、")


def test_a_moved_date_is_named_with_the_first_one_in_a_group() -> None:
    today = date(2024, 2, 5)
    views = [heard(late(n, date(2024, 1, 31), today), Rung.SUPERVISE) for n in range(1, 5)]
    moved = [
        replace(view, item=view.item and replace(view.item, first_due=YEARS_END, planned=YEARS_END))
        for view in views
    ]
    first = card(*moved, today=today).lines[0]
    assert first == "现予督办4项（原定2023年12月31日，已同意延期至1月31日，逾期5天），请尽快办结："


def test_the_coordinator_reads_counts_by_unit_in_the_order_of_the_roster() -> None:
    today = date(2024, 1, 4)
    units = (UNITS[5], UNITS[2], UNITS[5], UNITS[2], UNITS[5], UNITS[0])
    views = [
        heard(late(n, YEARS_END, today, unit=unit), Rung.SUPERVISE, Role.COORDINATOR)
        for n, unit in enumerate(units, 1)
    ]
    lines = card(*views, today=today, role=Role.COORDINATOR).lines
    counts = f"{UNITS[0]}1项、{UNITS[2]}2项、{UNITS[5]}3项"
    assert lines[0] == f"列入督办6项（2023年12月31日到期，逾期4天）：{counts}。"


@pytest.mark.parametrize("n", [1, 2, 30])
def test_an_item_reminded_of_and_waited_for_is_named_once(n: int) -> None:
    items = [late(id, date(2024, 1, 31), FIRST_DAY_AFTER) for id in range(1, n + 1)]
    views = [heard(one, act) for one in items for act in (Rung.REMIND, NoticeKind.WAITING)]
    text = card(*views, today=FIRST_DAY_AFTER).text
    assert text.count("事项〔1〕") == 1
    assert "市财政局请贵单位配合" in text


def test_what_is_decided_and_reviewed_is_counted_by_kind_and_date() -> None:
    views = [
        event(NoticeKind.DECISION, late(n, YEARS_END, YEARS_END, extension=date(2024, 3, 1)))
        for n in range(1, 13)
    ]
    views += [event(NoticeKind.REVIEW, late(n, YEARS_END, YEARS_END)) for n in range(20, 33)]
    text = card(*views, today=YEARS_END, role=Role.COORDINATOR).text
    assert "待您复核13项（成果13项，12月31日到期）" in text
    assert "待您审定12项：延期申请12项（12月31日到期）。" in text


def test_in_english_a_group_is_one_sentence() -> None:
    views = [heard(late(n, YEARS_END, FIRST_DAY_AFTER), Rung.CHASE) for n in range(1, 5)]
    first = card(*views, today=FIRST_DAY_AFTER, language=EN).lines[0]
    assert (
        first
        == "These 4 items are past their date (due 31 Dec 2023, 2 days overdue). Please report by 4 Jan:"
    )


def test_drafts_beyond_the_screen_are_counted_by_kind() -> None:
    views = [
        replace(
            rung(late(n, YEARS_END, FIRST_DAY_AFTER), Rung.PROPOSE_TALK, Role.COORDINATOR), draft=Draft.TALK
        )
        for n in range(1, 9)
    ]
    assert (
        "建议约谈8项（2023年12月31日到期）" in card(*views, today=FIRST_DAY_AFTER, role=Role.COORDINATOR).text
    )
