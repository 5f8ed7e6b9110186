"""The pace: whatever the platform's clock, and however slow the line, it never sees more than it allows."""

from heapq import heappop, heappush
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import Limit, Pace, PaceScope

ALL = Limit(PaceScope.ALL, 30, 1000, burst=5)
CHAT = Limit(PaceScope.CHAT, 1, 1000)
GROUP = Limit(PaceScope.GROUP, 20, 60_000)


def is_group(chat: str) -> bool:
    return chat.startswith("-")


def played(chats: list[str], delays: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Sends one message to each chat as soon as the pace allows, eight at once; when the platform counted each.

    A delay is how long a request is on its way, and its answer on the way back.
    """
    pace = Pace((ALL, CHAT, GROUP), is_group)
    now, counted = 0, []
    answers: list[tuple[int, int, str]] = []
    waiting = list(enumerate(chats))
    while waiting:
        while answers and answers[0][0] <= now:
            at, _, chat = heappop(answers)
            pace.answered(chat, at)
        free = [(pace.free_at(chat, now), n, chat) for n, chat in waiting]
        ready = [(n, chat) for at, n, chat in free if at is not None and at <= now]
        if ready and len(answers) < 8:
            n, chat = ready[0]
            waiting.remove((n, chat))
            pace.ask(chat, now)
            there, back = delays[n % len(delays)]
            counted.append((now + there, chat))
            heappush(answers, (now + there + back, n, chat))
            continue
        moments = [at for at, _, _ in free if at is not None and at > now]
        now = min([*moments, *(at for at, _, _ in answers if at > now)])
    return sorted(counted)


def most_within(moments: list[int], window: int) -> int:
    """The most of them in any window, its end not counted."""
    return max((sum(at <= one < at + window for one in moments) for at in moments), default=0)


@given(
    st.lists(st.sampled_from(["1", "2", "3", "-7", *map(str, range(100, 130))]), min_size=1, max_size=120),
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=1, max_size=20),
)
def test_no_window_of_the_platforms_own_clock_holds_more_than_is_allowed(
    chats: list[str], delays: list[tuple[int, int]]
) -> None:
    counted = played(chats, delays)
    assert len(counted) == len(chats)
    assert most_within([at for at, _ in counted], 1000) <= 30
    for chat in set(chats):
        assert most_within([at for at, one in counted if one == chat], 1000) <= 1
        if is_group(chat):
            assert most_within([at for at, one in counted if one == chat], 60_000) <= 20


def test_six_hundred_people_are_reached_in_little_more_than_twenty_seconds() -> None:
    counted = played([f"{n}" for n in range(600)], [(10, 10)])
    assert 19_500 < counted[-1][0] < 21_500


def test_a_few_go_at_once_and_the_others_are_spread_out() -> None:
    counted = [at for at, _ in played([f"{n}" for n in range(30)], [(0, 0)])]
    assert counted[:5] == [0] * 5
    assert all(30 <= later - at <= 35 for at, later in pairwise(counted[4:]))


def test_parked_pace_sends_nothing() -> None:
    pace = Pace((ALL, CHAT), is_group)
    pace.park(5000)
    assert pace.free_at("1", 100) == 5000
    assert pace.free_at("2", 5000) <= 5000  # type: ignore[operator]


def test_a_clock_put_back_by_an_hour_does_not_silence_it_for_an_hour() -> None:
    pace = Pace((ALL, CHAT), is_group)
    pace.ask("1", 3_600_000)
    pace.answered("1", 3_600_000)
    at = pace.free_at("1", 0)
    assert at is not None and at <= 1000


def test_without_limits_there_is_no_waiting() -> None:
    pace = Pace()
    for _ in range(1000):
        pace.ask("1", 7)
    assert pace.free_at("1", 7) == 0
