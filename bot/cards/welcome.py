"""Welcome cards: strangers, newly bound people, help by role, languages, go-live."""

from collections.abc import Sequence
from datetime import date

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.formatter import Formatter, rows
from bot.cards.sections_news import acknowledge
from bot.cards.term_lines import golive_warnings
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
    Role.LIAISON: (
        "help.report",
        "help.several",
        "help.tasks",
        "help.extend",
        "help.leave",
        "help.undo",
        "help.ticket_of_unit",
        "help.inbox",
    ),
    Role.HEAD: ("help.tasks", "help.late", "help.ticket_of_unit", "help.leave"),
    Role.COORDINATOR: ("help.inbox", "help.ticket", "help.late", "help.remind", "help.rule", "help.golive"),
    Role.REVIEWER: ("help.inbox",),
    Role.LEADER: ("help.direct", "help.late", "help.undo"),
}
EVERYBODY_KEYS = ("help.summary", "help.why", "help.lang")
LANGUAGE_KEYS = {"zh_CN": "language.zh_cn", "en": "language.en"}


def stranger(language: Language) -> Card:
    """The only answer that an unknown account gets."""
    return Card(language.say("stranger.title"), (language.say("stranger.how"),))


def wrong_code(language: Language) -> Card:
    return Card(language.say("refused.invite"))


def bound(fmt: Formatter, person: Person, acknowledged: bool) -> Card:
    card = start(fmt, person, acknowledged)
    return Card(fmt.say("start.bound", name=person.name), card.lines, card.buttons)


def start(fmt: Formatter, person: Person, acknowledged: bool) -> Card:
    lines = [fmt.say("start.plan", plan=fmt.plan.title), *posts(fmt, person), fmt.say("start.how")]
    row = [fmt.button("button.help", Verb.HELP)]
    if person.holds(Role.LIAISON):
        row.insert(0, fmt.button("button.tasks", Verb.TASKS, 0))
        if not acknowledged:
            row.insert(0, acknowledge(fmt))
    elif person.holds(Role.HEAD):
        row.insert(0, fmt.button("button.tasks", Verb.TASKS, 0))
    row.append(fmt.button("button.summary", Verb.SUMMARY))
    return Card(fmt.say("start.title", name=person.name), tuple(lines), rows(row, 2))


def posts(fmt: Formatter, person: Person) -> list[str]:
    """The person's posts, without one that is their name: the greeting has said it."""
    named = [
        fmt.say("start.post", post=fmt.say(POST_KEYS[post.role]), unit=post.unit)
        if post.unit
        else fmt.say(POST_KEYS[post.role])
        for post in person.posts
    ]
    return [one for one in named if one != person.name]


def help_(fmt: Formatter, person: Person) -> Card:
    """Help limited to what the person's roles may do."""
    keys = dict.fromkeys(key for role in Role if person.holds(role) for key in HELP_KEYS[role])
    lines = [fmt.say(key) for key in (*keys, *EVERYBODY_KEYS)]
    row = [fmt.button("button.summary", Verb.SUMMARY)]
    if person.holds(Role.LIAISON) or person.holds(Role.HEAD):
        row.insert(0, fmt.button("button.tasks", Verb.TASKS, 0))
    if any(person.holds(role) for role in (Role.COORDINATOR, Role.REVIEWER, Role.LEADER, Role.LIAISON)):
        row.append(fmt.button("button.inbox", Verb.INBOX))
    return Card(fmt.say("help.title"), tuple(lines), (tuple(row),))


def languages(fmt: Formatter) -> Card:
    row = tuple(Button(name(code), payload_for(Verb.LANGUAGE, code)) for code in codes())
    return Card(fmt.say("language.title"), (), (row,))


def name(code: str) -> str:
    """The language's name in that language."""
    language = Language(code)
    return language.say(LANGUAGE_KEYS[code]) if code in LANGUAGE_KEYS else code


def rehearsal(
    fmt: Formatter,
    golive_day: date,
    end: date,
    messages: int,
    people: Sequence[tuple[str, int]],
    busiest: tuple[date, int],
) -> Card:
    """The messages that going live would send, with the button to confirm."""
    lines = [
        fmt.say(
            "golive.messages", start=fmt.language.date(golive_day), end=fmt.language.date(end), n=messages
        ),
        fmt.say("golive.busiest", day=fmt.language.date(busiest[0]), n=busiest[1]),
    ]
    if people:
        lines.append(fmt.say("golive.each"))
        lines += [fmt.say("golive.person", name=who, n=n) for who, n in people[:10]]
    if len(people) > 10:
        lines.append(fmt.say("golive.more", n=len(people) - 10))
    lines += golive_warnings(fmt.language, fmt.plan, golive_day)
    return Card(
        fmt.say("golive.title", day=fmt.language.weekday_date(golive_day)),
        tuple(lines),
        (_confirm(fmt, golive_day),),
    )


def golive(fmt: Formatter, golive_day: date) -> Card:
    """Go-live confirmation when no rehearsal is available."""
    title = fmt.say("golive.title", day=fmt.language.weekday_date(golive_day))
    lines = (fmt.say("golive.no_rehearsal"), *golive_warnings(fmt.language, fmt.plan, golive_day))
    return Card(title, lines, (_confirm(fmt, golive_day),))


def _confirm(fmt: Formatter, day: date) -> tuple[Button, ...]:
    return (
        fmt.button("button.golive", Verb.GO_LIVE, day, style=ButtonStyle.PRIMARY),
        fmt.button("button.cancel", Verb.FORGET),
    )
