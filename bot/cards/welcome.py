"""First words: to a stranger, to somebody newly bound, and help by role."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Button, Card, Style
from bot.cards.news import acknowledge
from bot.cards.pen import Pen, rows
from bot.cards.press import Verb, press
from bot.domain.person import Person, Role
from bot.i18n import Language, codes

POST_KEYS = {
    Role.LIAISON: "post.liaison",
    Role.HEAD: "post.head",
    Role.COORDINATOR: "post.coordinator",
    Role.REVIEWER: "post.reviewer",
    Role.LEADER: "post.leader",
}
HELP_KEYS = {
    Role.LIAISON: ("help.report", "help.several", "help.tasks", "help.extend", "help.undo", "help.inbox"),
    Role.HEAD: ("help.tasks", "help.late"),
    Role.COORDINATOR: ("help.inbox", "help.late", "help.remind", "help.golive"),
    Role.REVIEWER: ("help.inbox",),
    Role.LEADER: (),
}
EVERYBODY_KEYS = ("help.summary", "help.why", "help.lang")
LANGUAGE_KEYS = {"zh_CN": "language.zh_cn", "en": "language.en"}


def stranger(language: Language) -> Card:
    """The one polite answer."""
    return Card(language.say("stranger.title"), (language.say("stranger.how"),))


def code_in_group(language: Language) -> Card:
    return Card(language.say("stranger.code_in_group"))


def wrong_code(language: Language) -> Card:
    return Card(language.say("refused.invite"))


def bound(pen: Pen, person: Person, acknowledged: bool) -> Card:
    card = start(pen, person, acknowledged)
    return Card(pen.say("start.bound", name=person.name), card.lines, card.buttons)


def start(pen: Pen, person: Person, acknowledged: bool) -> Card:
    lines = [pen.say("start.plan", plan=pen.plan.title), *posts(pen, person), pen.say("start.how")]
    row = [pen.button("button.help", Verb.HELP)]
    if person.holds(Role.LIAISON):
        row.insert(0, pen.button("button.tasks", Verb.TASKS, 0))
        if not acknowledged:
            row.insert(0, acknowledge(pen))
    elif person.holds(Role.HEAD):
        row.insert(0, pen.button("button.tasks", Verb.TASKS, 0))
    row.append(pen.button("button.summary", Verb.SUMMARY))
    return Card(pen.say("start.title", name=person.name), tuple(lines), rows(row, 2))


def posts(pen: Pen, person: Person) -> list[str]:
    return [
        pen.say("start.post", post=pen.say(POST_KEYS[post.role]), unit=post.unit)
        if post.unit
        else pen.say(POST_KEYS[post.role])
        for post in person.posts
    ]


def help_(pen: Pen, person: Person) -> Card:
    """What this person may do, and nothing else."""
    keys = dict.fromkeys(key for role in Role if person.holds(role) for key in HELP_KEYS[role])
    lines = [pen.say(key) for key in (*keys, *EVERYBODY_KEYS)]
    row = [pen.button("button.summary", Verb.SUMMARY)]
    if person.holds(Role.LIAISON) or person.holds(Role.HEAD):
        row.insert(0, pen.button("button.tasks", Verb.TASKS, 0))
    if any(person.holds(role) for role in (Role.COORDINATOR, Role.REVIEWER, Role.LIAISON)):
        row.append(pen.button("button.inbox", Verb.INBOX))
    return Card(pen.say("help.title"), tuple(lines), (tuple(row),))


def languages(pen: Pen) -> Card:
    row = tuple(Button(name(code), press(Verb.LANGUAGE, code)) for code in codes())
    return Card(pen.say("language.title"), (), (row,))


def name(code: str) -> str:
    """A language calls itself by its own name."""
    language = Language(code)
    return language.say(LANGUAGE_KEYS[code]) if code in LANGUAGE_KEYS else code


def rehearsal(
    pen: Pen,
    start_: date,
    end: date,
    messages: int,
    people: Sequence[tuple[str, int]],
    busiest: tuple[date, int],
) -> Card:
    """What going live would send, before anybody confirms it."""
    lines = [
        pen.say("golive.messages", start=pen.language.date(start_), end=pen.language.date(end), n=messages),
        pen.say("golive.busiest", day=pen.language.date(busiest[0]), n=busiest[1]),
    ]
    if people:
        lines.append(pen.say("golive.each"))
        lines += [pen.say("golive.person", name=who, n=n) for who, n in people[:10]]
    if len(people) > 10:
        lines.append(pen.say("golive.more", n=len(people) - 10))
    return Card(
        pen.say("golive.title", day=pen.language.weekday_date(start_)), tuple(lines), (_confirm(pen, start_),)
    )


def golive(pen: Pen, start_: date) -> Card:
    """Where nothing can be rehearsed here."""
    title = pen.say("golive.title", day=pen.language.weekday_date(start_))
    return Card(title, (pen.say("golive.no_rehearsal"),), (_confirm(pen, start_),))


def _confirm(pen: Pen, day: date) -> tuple[Button, ...]:
    return (
        pen.button("button.golive", Verb.GO_LIVE, day, style=Style.PRIMARY),
        pen.button("button.cancel", Verb.FORGET),
    )
