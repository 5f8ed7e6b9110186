"""Emergencies: levels by forecast, the course of orders, rounds of signatures and report windows."""

from datetime import datetime, time

import pytest

from bot.domain.assignment import Event, Kind
from bot.domain.calendar import HOUR, MINUTE, Calendar, Instant
from bot.domain.emergency.alert_levels import AlertLevel, RunOfDays, level_of
from bot.domain.emergency.emergency_course import Emergency, OrderKind, clocks_data, fold_emergency, linked
from bot.domain.emergency.emergency_json import emergency_to_json
from bot.domain.emergency.emergency_rules import EmergencyClocks
from bot.domain.emergency.responses import EmergencyLife, lives_of, unit_stream
from bot.domain.emergency.windows import open_windows, windows

CALENDAR = Calendar()
CLOCKS = EmergencyClocks(30, (time(9), time(17)), 60)
LEVELS = {
    AlertLevel.YELLOW: [RunOfDays(200, 1), RunOfDays(150, 2)],
    AlertLevel.ORANGE: [RunOfDays(200, 2), RunOfDays(150, 3)],
    AlertLevel.RED: [RunOfDays(200, 3, RunOfDays(300, 1))],
}


def at(moment: str) -> Instant:
    then = datetime.fromisoformat(moment)
    return CALENDAR.at(then.date(), then.time())


def event(kind: Kind, moment: str, **data: object) -> Event:
    return Event(kind, at(moment), CALENDAR.day(at(moment)), "p", data, str(data.pop("words", "")))


def order(kind: Kind, moment: str, level: str | None = None, **data: object) -> Event:
    return event(kind, moment, level=level, number="宛环委办〔2024〕1号", signer="张某", **data)


def start(moment: str, level: str = "orange", **data: object) -> Event:
    units = ["市气象局", "方城县", "社旗县"]
    return order(
        Kind.EMERGENCY_STARTED, moment, level, units=units, clocks=clocks_data(CLOCKS), task="27", **data
    )


def course(*events: Event) -> Emergency:
    found = fold_emergency("E1", events)
    assert found
    return found


def life(one: Emergency, **of_units: list[Event]) -> EmergencyLife:
    return lives_of(one, [(unit_stream("E1", unit), events) for unit, events in of_units.items()])


@pytest.mark.parametrize(
    ("forecast", "level"),
    [
        ([180, 180, 160], "orange"), ([160, 170], "yellow"), ([210], "yellow"), ([210, 220], "orange"),
        ([210, 230, 310], "red"), ([210, 230, 300], "orange"), ([201, 90, 201], "yellow"), ([150] * 3, None),
        ([], None),
    ],
)  # fmt: skip
def test_the_highest_level_of_which_a_rule_holds(forecast: list[int], level: str | None) -> None:
    assert level_of(forecast, LEVELS) == level


def test_a_run_inside_a_run_must_be_in_the_same_days() -> None:
    """2017: over 300 for two days among four over 200."""
    rules = {AlertLevel.RED: [RunOfDays(200, 4, RunOfDays(300, 2))]}
    assert level_of([210, 310, 320, 210], rules) is AlertLevel.RED
    assert level_of([310, 210, 310, 210], rules) is None
    assert level_of([310, 320, 100, 210, 210, 210, 210], rules) is None


def test_all_sign_again_after_a_raise_and_not_after_a_lowering() -> None:
    signed = [event(Kind.EMERGENCY_SIGNED, "2024-01-05T18:10", round=1)]
    begun = course(start("2024-01-05T18:00"))
    assert life(begun, 方城县=signed).unsigned == ("市气象局", "社旗县")
    raised = course(start("2024-01-05T18:00"), order(Kind.EMERGENCY_RAISED, "2024-01-06T12:00", "red"))
    assert life(raised, 方城县=signed).unsigned == ("市气象局", "方城县", "社旗县")
    assert raised.sign_by == at("2024-01-06T12:30")
    lowered = course(start("2024-01-05T18:00"), order(Kind.EMERGENCY_LOWERED, "2024-01-06T12:00", "yellow"))
    assert life(lowered, 方城县=signed).unsigned == ("市气象局", "社旗县")
    assert lowered.sign_by == at("2024-01-05T18:30")


def test_six_windows_of_a_weekend_and_who_reported() -> None:
    lifted = order(Kind.EMERGENCY_LIFTED, "2024-01-08T20:00", follow_up=["效果评估", "成因分析"])
    one = course(start("2024-01-05T18:00"), lifted)
    report = event(
        Kind.EMERGENCY_REPORTED, "2024-01-06T09:05", window=at("2024-01-06T09:00"), words="32家已停产"
    )
    found = emergency_to_json(life(one, 方城县=[report]), at("2024-01-09T12:00"), CALENDAR)
    assert (found["hours"], found["reports_due"], found["reports"], found["level"]) == (74, 18, 1, None)
    assert [w["at"] for w in found["windows"]] == [  # type: ignore[attr-defined]
        f"2024-01-0{day} {hour}:00" for day in (6, 7, 8) for hour in ("09", "17")
    ]
    assert found["follow_up"] == ["效果评估", "成因分析"]


def test_a_window_too_soon_after_the_start_is_not_asked() -> None:
    one = course(start("2024-01-06T08:50"))
    asked = windows(one, at("2024-01-06T23:00"), CALENDAR)
    assert [window.at for window in asked] == [at("2024-01-06T17:00")]
    exactly = course(start("2024-01-06T08:00"))
    assert windows(exactly, at("2024-01-06T09:00"), CALENDAR)[0].at == at("2024-01-06T09:00")


def test_a_window_at_the_lifting_is_not_asked() -> None:
    one = course(start("2024-01-05T18:00"), order(Kind.EMERGENCY_LIFTED, "2024-01-06T17:00", follow_up=[]))
    assert [w.at for w in windows(one, at("2024-01-09T00:00"), CALENDAR)] == [at("2024-01-06T09:00")]


def test_two_windows_are_open_at_a_time() -> None:
    one = course(start("2024-01-05T18:00"))

    def open_at(moment: str) -> list[Instant]:
        return [window.at for window in open_windows(one, at(moment), CALENDAR)]

    assert open_at("2024-01-05T18:01") == [at("2024-01-06T09:00")]
    assert open_at("2024-01-06T08:59") == [at("2024-01-06T09:00")]
    assert open_at("2024-01-06T09:00") == [at("2024-01-06T09:00"), at("2024-01-06T17:00")]
    assert open_at("2024-01-06T17:00") == [at("2024-01-06T17:00"), at("2024-01-07T09:00")]


def test_the_corrected_report_stands_for_its_window_and_an_undone_one_does_not() -> None:
    one = course(start("2024-01-05T18:00"))
    window = at("2024-01-06T09:00")
    said = [
        event(Kind.EMERGENCY_REPORTED, "2024-01-06T09:05", window=window, words="31家"),
        event(Kind.EMERGENCY_REPORTED, "2024-01-06T09:10", window=window, words="32家"),
    ]
    report = life(one, 方城县=said).response("方城县").report(window)
    assert report and (report.words, report.at) == ("32家", at("2024-01-06T09:05"))
    said.append(event(Kind.UNDONE, "2024-01-06T09:12", versions=[2]))
    report = life(one, 方城县=said).response("方城县").report(window)
    assert report and report.words == "31家"


def test_a_suspension_and_the_start_after_it_are_one_history() -> None:
    first = course(start("2024-01-05T18:00"), order(Kind.EMERGENCY_LIFTED, "2024-01-06T20:00", follow_up=[]))
    second = fold_emergency("E2", [start("2024-01-07T18:00", "red", follows="E1")])
    assert second
    (_, after) = linked([second, first])
    assert [(one.emergency, one.action) for one in after.history] == [
        ("E1", OrderKind.START), ("E1", OrderKind.LIFT), ("E2", OrderKind.START),
    ]  # fmt: skip
    assert after.started == first.started + 48 * HOUR
    assert after.sign_by == after.started + 30 * MINUTE
