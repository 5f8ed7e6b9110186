"""The commands a person is offered, by role: what a chat's menu shows."""

from bot.domain.person import Person, Role
from bot.i18n import Language

EVERYBODY = ("summary", "help", "lang", "why")
OFFERED = {
    Role.LIAISON: ("tasks", "extend", "inbox", "undo"),
    Role.HEAD: ("tasks", "late"),
    Role.COORDINATOR: ("inbox", "late", "remind", "golive"),
    Role.REVIEWER: ("inbox",),
    Role.LEADER: ("late",),
}
HINT_KEYS = {
    "summary": "command.summary",
    "tasks": "command.tasks",
    "inbox": "command.inbox",
    "late": "command.late",
    "remind": "command.remind",
    "extend": "command.extend",
    "golive": "command.golive",
    "undo": "command.undo",
    "why": "command.why",
    "lang": "command.lang",
    "help": "command.help",
}


def commands_for(person: Person, language: Language) -> list[tuple[str, str]]:
    """(name without the slash, what it does), the role's own first."""
    names = [name for role in Role if person.holds(role) for name in OFFERED[role]]
    return [(name, language.say(HINT_KEYS[name])) for name in dict.fromkeys([*names, *EVERYBODY])]
