"""The one message of a slot: dates quoted right, grouped by unit, on one screen, nothing out of reach."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import digest
from bot.cards.card import Card
from bot.cards.fit_screen import CHARACTERS, LINES
from bot.domain.assignment import State
from bot.domain.ladder import Draft, Rung
from bot.domain.light import Light, Reason
from bot.domain.message import NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Post, Role
from bot.i18n import Language
from tests.builders import buttons, calendar, liaison, seed_plan
from tests.cards.views import event, item, rung

ZH, EN = Language.of("zh_CN"), Language.of("en")
LIAISON = liaison("me", "市生态环境局")
COORDINATOR = Person("co", "统筹", (Post(Role.COORDINATOR, "市生态环境局"),))


def message(
    *heard: NoticeView, today: date = date(2023, 12, 25), person: Person = LIAISON, language: Language = ZH
) -> Card:
    return digest.message(language, seed_plan(), person, list(heard), today, calendar())


def test_a_date_on_a_day_off_is_shown_with_the_last_workday_before_it() -> None:
    card = message(rung(item()))
    assert "期限12月31日（周日），最后工作日12月29日" in card.text
    assert "还有5个工作日" in card.text


def test_a_workday_is_shown_alone() -> None:
    card = message(rung(item(due=date(2023, 12, 29), first_due=date(2023, 12, 29))))
    assert "期限12月29日（周五）" in card.text
    assert "最后工作日" not in card.text


def test_in_english_the_days_read_as_english() -> None:
    card = message(rung(item()), language=EN)
    assert "due Sun 31 Dec, last working day 29 Dec" in card.text


def test_the_last_workday_says_so() -> None:
    assert "今日为最后工作日" in message(rung(item()), today=date(2023, 12, 29)).text


def test_lateness_counts_calendar_days() -> None:
    late = item(days_late=4, light=Light.RED, reason=Reason.OVERDUE)
    assert "逾期4天，现予督办" in message(rung(late, Rung.SUPERVISE), today=date(2024, 1, 4)).text


def test_after_an_extension_the_old_date_is_named_and_never_as_due() -> None:
    card = message(rung(item(due=date(2024, 1, 31))), today=date(2024, 1, 3))
    assert "原定2023年12月31日，已同意延期至1月31日（周三）" in card.text
    assert "期限2023年12月31日" not in card.text
    assert "逾期" not in card.text


@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_items_carry_their_own_buttons(n: int) -> None:
    card = message(*(rung(item(id=one)) for one in range(1, n + 1)))
    payloads = {button.payload for button in buttons(card)}
    assert {f"say:{one}" for one in range(1, n + 1)} <= payloads
    assert {f"same:{one}" for one in range(1, n + 1)} <= payloads
    assert "walk:0" not in payloads


def test_more_items_show_ten_lines_and_are_gone_through_one_by_one() -> None:
    card = message(*(rung(item(id=one)) for one in range(1, 41)))
    assert sum("第13项" in line for line in card.lines) == 10
    assert any("另有30项" in line for line in card.lines)
    assert {"walk:0", "list:0"} <= {button.payload for button in buttons(card)}
    assert card.assignments == tuple(range(1, 41))


def test_several_units_of_one_person_are_grouped_by_unit() -> None:
    person = liaison("two", "高新区", "城乡一体化示范区")
    heard = [
        rung(item(id=n, unit=unit))
        for n, unit in enumerate(("高新区", "城乡一体化示范区", "高新区", "高新区"), 1)
    ]
    lines = list(message(*heard, person=person).lines)
    assert lines[1] == "【城乡一体化示范区】"  # the roster's order
    assert lines[3] == "【高新区】"


def test_a_return_is_one_card_with_its_count_and_two_buttons() -> None:
    due = date(2024, 1, 8)
    heard = [rung(item(id=n, period="2023-Q4", due=due, first_due=due)) for n in range(1, 32)]
    card = message(*heard, today=date(2024, 1, 3))
    assert card.title.startswith("进展报送提醒")
    assert card.lines[0] == "请于1月8日（周一）前报送2023年第四季度进展（市生态环境局，31项）："
    assert [button.text for button in buttons(card)][:2] == ["逐项填报", "全部无变化"]
    assert card.assignments == tuple(range(1, 32))


def test_months_and_quarters_of_one_day_are_one_return() -> None:
    due = date(2024, 1, 8)
    periods = ("2023-Q4", "2023-12", "2023-H2", "2023")
    heard = [rung(item(id=n, period=name, due=due, first_due=due)) for n, name in enumerate(periods, 1)]
    text = message(*heard, today=date(2024, 1, 3)).text
    assert "2023年度、2023年12月、2023年第四季度、2023年下半年" in text.replace(
        "2023年下半年、2023年第四季度", "2023年第四季度、2023年下半年"
    )


def test_a_head_sees_counts_and_the_five_worst() -> None:
    head = Person("h", "分管负责人", (Post(Role.HEAD, "市生态环境局"),))
    heard = [rung(item(id=n, days_late=12, light=Light.RED), Rung.CHASE, Role.HEAD) for n in range(1, 13)]
    card = message(*heard, person=head, today=date(2024, 1, 12))
    assert card.lines[0] == "分管单位以下12项已过期限，现予催办，请督促反馈（2023年12月31日到期，逾期12天）："
    assert sum("第13项" in line for line in card.lines) == 5


def test_drafts_of_a_talk_and_a_letter_have_a_line_each() -> None:
    talk = rung(item(id=1, unit="市财政局", days_late=10), Rung.PROPOSE_TALK, Role.COORDINATOR, Draft.TALK)
    letter = rung(item(id=2, unit="市烟草公司", days_late=4), Rung.SUPERVISE, Role.COORDINATOR, Draft.LETTER)
    own_bureau = rung(item(id=3, days_late=10), Rung.PROPOSE_TALK, Role.COORDINATOR, Draft.TALK)
    card = message(talk, letter, own_bureau, person=COORDINATOR)
    assert card.title.startswith("督办建议")
    offered = {button.payload for button in buttons(card)}
    assert {"draft:1", "up:1", "draft:2", "draft:3"} <= offered
    assert offered.isdisjoint(
        {"up:2", "up:3"}
    )  # a talk about one's own bureau is for the reviewer to propose


def test_a_past_milestone_is_asked_once_done_or_a_new_date() -> None:
    card = message(
        event(NoticeKind.PAST, item(state=State.PAST, due=date(2023, 9, 30), first_due=date(2023, 9, 30)))
    )
    assert "请确认已于何时完成，或申请调整时限" in card.text
    assert [button.text for button in buttons(card)][:2] == ["已完成，提交复核", "申请调整时限"]


def test_the_part_of_the_plan_is_counted_by_role_with_the_nearest_dates() -> None:
    card = message(event(NoticeKind.ASSIGN), today=date(2023, 11, 1))
    assert "市生态环境局：牵头13项、配合6项、按职责分工4项" in card.lines
    assert sum(line.startswith("· 12月31日（周日）") for line in card.lines) == 3
    assert buttons(card)[0].text == "签收"


OUTCOMES = ("extended", "not_extended", "passed", "returned", "excused", "not_excused", "resumed")
ITEMS = st.builds(
    lambda n, unit, late, period, state: item(
        id=n, unit=unit, days_late=late, period=period, state=state, extension=date(2024, 2, 1), rounds=n % 3
    ),
    st.integers(1, 999),
    st.sampled_from(list(seed_plan().unit)),
    st.integers(0, 400),
    st.sampled_from(["", "", "2023-Q4", "2023-12"]),
    st.sampled_from([State.OPEN, State.REWORK]),
)
HEARD = st.one_of(
    st.builds(rung, ITEMS, st.sampled_from(Rung), st.sampled_from(Role), st.sampled_from(Draft)),
    st.builds(
        lambda kind, one, outcome: event(kind, one, outcome=outcome, unit="市财政局", by="同事"),
        st.sampled_from(
            [NoticeKind.PAST, NoticeKind.REVIEW, NoticeKind.DECISION, NoticeKind.OUTCOME, NoticeKind.WAITING,
             NoticeKind.HANDED, NoticeKind.CHASE]
        ),
        ITEMS,
        st.sampled_from(OUTCOMES),
    ),
    st.sampled_from([event(NoticeKind.ASSIGN), event(NoticeKind.DECISION), event(NoticeKind.UNREACHABLE, name="某人")]),
)  # fmt: skip


@given(
    st.lists(HEARD, min_size=1, max_size=80),
    st.sampled_from([ZH, EN]),
    st.sampled_from([LIAISON, COORDINATOR]),
)
def test_whatever_comes_together_fits_one_screen_and_loses_no_item(
    heard: list[NoticeView], language: Language, person: Person
) -> None:
    card = message(*heard, language=language, person=person, today=date(2024, 1, 10))
    assert len(card.text.splitlines()) <= LINES
    assert len(card.text) <= CHARACTERS
    about = {h.item.id for h in heard if h.item}
    assert about <= set(card.assignments)
    assert all(len(button.payload) <= 64 for button in buttons(card))


kinds = st.sampled_from([NoticeKind.RUNG, NoticeKind.WAITING, NoticeKind.HANDED, NoticeKind.PAST])


@given(st.lists(kinds, min_size=2, max_size=3))
def test_the_numbers_of_a_few_items_stand_in_their_order(kinds: list[NoticeKind]) -> None:
    heard = [
        rung(item(id=n)) if kind is NoticeKind.RUNG else event(kind, item(id=n), unit="市财政局")
        for n, kind in enumerate(kinds, 1)
    ]
    printed = [int(line[0]) for line in message(*heard).text.split("\n") if line[:2] in ("1.", "2.", "3.")]
    assert printed == sorted(printed) and len(set(printed)) == len(kinds)
