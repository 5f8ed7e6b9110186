"""Commands offered by role, for the chat's menu."""

from bot.domain.person import Person, Role
from bot.i18n import Language

COMMANDS_OF_ALL = ("summary", "ledger", "help", "lang", "plain", "why", "complain")
COMMANDS_OF_ROLE = {
    Role.LIAISON: ("tasks", "tickets", "list", "chart", "extend", "inbox", "emergency", "undo"),
    Role.HEAD: ("tasks", "tickets", "list", "late", "emergency"),
    Role.COORDINATOR: (
        "inbox",
        "ticket",
        "tickets",
        "late",
        "list",
        "risks",
        "history",
        "remind",
        "slip",
        "bulletin",
        "papers",
        "post",
        "emergency",
        "golive",
    ),
    Role.REVIEWER: ("inbox", "tickets"),
    Role.LEADER: ("inbox", "late", "list", "chart", "goals", "map", "risks", "papers", "undo"),
}
HINT_KEYS = {
    "summary": "command.summary",
    "tasks": "command.tasks",
    "inbox": "command.inbox",
    "late": "command.late",
    "ledger": "command.ledger",
    "list": "command.list",
    "chart": "command.chart",
    "goals": "command.goals",
    "map": "command.map",
    "risks": "command.risks",
    "history": "command.history",
    "remind": "command.remind",
    "extend": "command.extend",
    "slip": "command.slip",
    "bulletin": "command.bulletin",
    "papers": "command.papers",
    "ticket": "command.ticket",
    "tickets": "command.tickets",
    "post": "command.post",
    "golive": "command.golive",
    "emergency": "command.emergency",
    "undo": "command.undo",
    "why": "command.why",
    "lang": "command.lang",
    "plain": "command.plain",
    "complain": "command.complain",
    "help": "command.help",
}


def commands_for(person: Person, language: Language) -> list[tuple[str, str]]:
    """(name without the slash, hint), commands of the role first."""
    names = [name for role in Role if person.holds(role) for name in COMMANDS_OF_ROLE[role]]
    return [(name, language.say(HINT_KEYS[name])) for name in dict.fromkeys([*names, *COMMANDS_OF_ALL])]
