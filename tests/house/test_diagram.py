"""The state diagram in docs/architecture.md is generated from TRANSITIONS.

`python -m tests.house.test_diagram` draws it again.
"""

from collections import defaultdict

from bot.domain.assignment import Kind, State
from bot.domain.emergency.emergency_course import ORDERS
from bot.domain.paper_life import PAPER_TRANSITIONS
from bot.domain.tickets.ticket_life import TICKET_MOVES
from bot.domain.transitions import TRANSITIONS
from tests.house.source import ROOT

PAGE = ROOT / "docs/architecture.md"
BEGIN = "<!-- the table TRANSITIONS, drawn by python -m tests.house.test_diagram -->\n"
END = "<!-- as far as the table -->\n"
BORN = (State.OPEN, State.PAST)  # what bot/domain/allocation.py opens


def life() -> str:
    """Moves as a state diagram, and what may happen without one as a list."""
    moves, stays = defaultdict(list), defaultdict(list)
    for (state, kind), then in TRANSITIONS.items():
        if kind is Kind.UNDONE:
            continue
        if then is state:
            stays[state].append(kind)
        else:
            moves[state, then].append(kind)
    drawn = [f"    [*] --> {state}: {Kind.OPENED}" for state in BORN]
    drawn += [f"    {state} --> {then}: {', '.join(kinds)}" for (state, then), kinds in moves.items()]
    listed = [
        f"- `{state}` stays through {', '.join(f'`{kind}`' for kind in stays[state])}" for state in State
    ]
    supported = (
        f"- `{Kind.SUPPORTED}` and `{Kind.SUPPORT_ASKED}` are appended to the stream of a task: a supporting unit "
        "has no assignment"
    )
    papers = f"- of a paper, in a stream of its own: `{Kind.PAPER_DRAFTED}`, then " + ", ".join(
        f"`{kind}` ({state} → {then})" for (state, kind), then in PAPER_TRANSITIONS.items()
    )
    of_people = ", ".join(
        f"`{kind}`" for kind in (Kind.ABSENT, Kind.BEGAN, Kind.SUBSTITUTED, Kind.STOOD_DOWN, Kind.BACK)
    )
    absences = (
        f"- {of_people} are appended to the stream of a person: their absences, see `bot/domain/absence.py`"
    )
    absent = (Kind.ABSENT, Kind.BEGAN, Kind.SUBSTITUTED, Kind.STOOD_DOWN, Kind.BACK)
    posts = (Kind.POST_TAKEN, Kind.POST_TOLD, Kind.POST_CONFIRMED)
    of_people = ", ".join(f"`{kind}`" for kind in (*absent, *posts))
    absences = f"- {of_people} are appended to the streams of a person: absences and posts"
    complained = f"- `{Kind.COMPLAINED}` begins a stream of its own, until `{Kind.COMPLAINT_ANSWERED}`"
    kinds = (Kind.LISTED, Kind.ITEMS_DONE, Kind.ITEMS_OPENED, Kind.ITEMS_EXCUSED, Kind.ITEMS_PROGRESSED)
    lists = f"- {', '.join(f'`{kind}`' for kind in kinds)} are appended to the stream of a list"
    as_a_whole = ", ".join(f"`{kind}`" for kind in (*ORDERS, Kind.EMERGENCY_TOLD, Kind.FOLLOW_UP_DATED))
    by_units = ", ".join(
        f"`{kind}`" for kind in (Kind.EMERGENCY_SIGNED, Kind.EMERGENCY_REPORTED, Kind.LINES_DONE)
    )
    undone = ", ".join(f"`{state}`" for state, kind in TRANSITIONS if kind is Kind.UNDONE)
    return "\n".join(
        [
            "```mermaid",
            "stateDiagram-v2",
            *drawn,
            "```",
            "",
            *listed,
            supported,
            papers,
            absences,
            f"- `{Kind.RULED}` is appended to the stream of a task's rulings: it decides what the plan leaves open",
            lists,
            complained,
            f"- {as_a_whole} are appended to the stream of an emergency",
            f"- {by_units} are appended to the stream of one unit in an emergency",
            f"- `{Kind.CHECKLISTS_IMPORTED}` is appended to the stream of the emission checklists",
            _tickets(),
            f"- `{Kind.READINGS_ENTERED}` is appended to the stream of the plan's readings",
            f"- `{Kind.PROPOSAL_SETTLED}` is appended to the stream of proposed papers",
            f"- `{Kind.WENT_LIVE}` is appended to the stream of the plan's go-lives",
            f"- `{Kind.UNDONE}` leads back to the state before the event it undoes, from {undone}",
            "",
        ]
    )


def _tickets() -> str:
    """Of a ticket, in a stream of its own."""
    moved = defaultdict(list)
    for (state, kind), then in TICKET_MOVES.items():
        moved[state, then].append(kind)
    moves = ", ".join(
        f"{state} → {then} ({', '.join(f'`{kind}`' for kind in kinds)})"
        for (state, then), kinds in moved.items()
    )
    return f"- of a ticket (交办单), in a stream of its own: `{Kind.TICKET_ISSUED}`, then {moves}"


def redrawn(page: str) -> str:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{life()}\n{END}{after}"


def test_the_diagram_is_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert BEGIN in page and END in page
    assert page == redrawn(page), "python -m tests.house.test_diagram draws it again"


def test_every_state_and_every_kind_of_event_is_in_it() -> None:
    drawn = life()
    assert [word for word in (*State, *Kind) if str(word) not in drawn] == []


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
