"""What closing takes of people is counted rightly, and a few weeks of it hold what the year must."""

from datetime import date

from bot.domain.assignment import Event, Kind
from tests.bench.closing import asked_again, dead_ends, lines_of, taps
from tests.bench.played_year import Act, Asking, Transcript, played

OPENED = {
    "id": 1, "task": "1", "milestone": "1.1", "unit": "市城市管理局", "role": "lead", "kind": "result",
    "strength": "must", "period": "", "since": "2023-11-01", "until": "2023-12-31", "due": "2023-12-31",
    "climbed": "2023-10-31", "state": "open",
}  # fmt: skip
DAY = date(2023, 12, 18)
CHOICE = {"title": "请点选", "lines": [], "buttons": [[{"text": "第1项", "payload": "this:1"}]]}
ECHO = {"title": "已记录", "lines": [], "buttons": [[{"text": "提交复核", "payload": "sub:1"}]]}


def event(kind: Kind, at: int, **data: object) -> Event:
    return Event(kind, at, DAY, by="me", data=OPENED if kind is Kind.OPENED else data)


def act(at: int, *kinds: str, answers: tuple[object, ...] = (ECHO,), failed: bool = False) -> Act:
    return Act(f"c{at}", "me", at, "…", failed, tuple(("1", kind) for kind in kinds), answers=answers)  # type: ignore[arg-type]


def asking(at: int, rung: str = "remind", **data: object) -> Asking:
    return Asking(1, "rung", rung, "me", {"role": "liaison", "quietable": True} | data, "", at)


def year(
    *acts: Act, pushed: tuple[int, ...] = (), askings: tuple[Asking, ...] = (), events: tuple[Event, ...] = ()
) -> Transcript:
    return Transcript(list(acts), {"me": list(pushed)}, list(askings), {1: [event(Kind.OPENED, 0), *events]})


def test_an_item_takes_the_acts_of_its_conversation_that_led_to_its_answer() -> None:
    chosen = (act(11, answers=(CHOICE,)), act(12, "reported"), act(13, "submitted"))
    assert taps(year(*chosen, pushed=(10,))) == [3]
    assert taps(year(act(11, "reported"), act(21, "reported"), pushed=(10, 20))) == [1, 1]
    many = Act("c", "me", 11, "其余无变化", False, (("1", "filed"), ("2", "filed")))
    assert taps(year(many, pushed=(10,))) == [1, 1]


def test_asking_for_what_was_given_is_found() -> None:
    reported = event(Kind.REPORTED, 20)
    submitted = event(Kind.SUBMITTED, 20, reviewer="市生态环境局")
    unsent = event(
        Kind.CLIMBED, 25, rung="remind", climbed="2023-12-18", ladder="", spent=True, unsent="reported"
    )
    assert list(asked_again(year(askings=(asking(10), asking(30))))) == []
    assert len(list(asked_again(year(askings=(asking(10), asking(30)), events=(reported,))))) == 1
    assert list(asked_again(year(askings=(asking(10), asking(30)), events=(reported, unsent)))) == []
    assert len(list(asked_again(year(askings=(asking(30, "chase"),), events=(submitted,))))) == 1
    assert len(list(asked_again(year(askings=(asking(30, answered_from=15),), events=(reported,))))) == 1
    twice = (event(Kind.REPORTED, 20, asked_about="blocked"), event(Kind.REPORTED, 21, asked_about="blocked"))
    assert len(list(asked_again(year(events=twice)))) == 1


def test_an_answer_that_leads_nowhere_is_found() -> None:
    help_only = {"title": "未能识别", "lines": [], "buttons": [[{"text": "帮助", "payload": "help"}]]}
    said = {"title": "请写明日期", "lines": [], "buttons": []}
    assert (
        list(
            dead_ends(
                year(act(1, "reported", answers=()), act(2, answers=(CHOICE,)), act(3, answers=(said,)))
            )
        )
        == []
    )
    assert (
        len(list(dead_ends(year(act(1, answers=(help_only,)), act(2, answers=()), act(3, failed=True))))) == 3
    )


async def test_ten_weeks_of_simulated_people_hold_what_the_year_must() -> None:
    lines = lines_of(await played(date(2024, 1, 12)))
    assert [line.what for line in lines if not line.holds] == []
    answered = next(line for line in lines if "items answered" in line.what)
    assert answered.ours[0] > 100
