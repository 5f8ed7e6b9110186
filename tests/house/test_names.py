"""Names in bot/: no class name stands for two things, and no module name repeats without a reason."""

import ast
from collections import defaultdict

from tests.house.source import sources

# Class names defined in two modules while a rename is in progress; normally empty.
TWICE: frozenset[str] = frozenset()

# Module names that occur in several rooms, because each room has its part of the same subject.
SHARED = {
    "absence": "the rules, and the action",
    "assessment": "the rules, and the reader of its file",
    "api": "Telegram's, and WeCom's",
    "attachments": "channels receive them, web takes uploads",
    "bot": "Telegram's, and WeCom's",
    "calendar": "the rules, and the reader of its file",
    "callback_data": "cards write it, chat reads it",
    "check": "duban check of Telegram, and of WeCom",
    "commands": "the chat's, and the words that mean them",
    "conversation": "a script: its file, its run, its wiring",
    "dates": "of replies, and of documents",
    "demo": "wiring, simulated people, people of the plan file",
    "diff": "the command, and the sentences",
    "draft": "a card, and the importer's result",
    "errors": "the error tree, and each platform's error table",
    "forwards": "the chat's answer, and what forwarded words are",
    "goals": "the chat's, and the importer's reading of them",
    "inbox": "the query, and its card",
    "item": "the card, and the importer's item",
    "items": "the query, and the importer's scanner",
    "ladder": "the rules, and the reader of its file",
    "ledger": "the rows and figures, and the query",
    "leases": "the use, and the rows",
    "list_changes": "what a file changes in a list, and the card that says so",
    "normalize": "Telegram's answers, and the importer's text",
    "papers": "what they are, the deeds, the register, the cards, the chat's part and the Word files",
    "plain": "plain text as a document, and in replies",
    "ports": "Protocols of each room",
    "questions": "the chat's, and the plan file's",
    "rehearse": "the command, and the run",
    "reported": "what was reported, and the query of it",
    "reports": "the chat's, and the reading of them",
    "review": "the rules, and the action",
    "rulings": "their rows, words, cards and conversation",
    "settings": "the program's, and a channel's",
    "shares": "query, card and chat",
    "show": "the command, and the plan file's view",
    "spec": "a channel's entry in the registry",
    "standards": "their rows, and the reader of their file",
    "summary": "figures, query and card",
    "support": "the rules, and the action",
    "talks": "the cards, and the conversation",
    "verbs": "the command line's, and the importer's table",
}


def defined() -> dict[str, set[str]]:
    """Class name → modules that define it."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                found[node.name].add(source.module)
    return found


def test_no_class_name_is_defined_in_two_modules() -> None:
    twice = {name: sorted(modules) for name, modules in defined().items() if len(modules) > 1}
    assert {name: modules for name, modules in twice.items() if name not in TWICE} == {}
    assert TWICE - twice.keys() == set(), "no longer defined twice: remove it from TWICE"


def test_no_module_name_repeats_without_a_reason() -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for source in sources():
        if not source.path.endswith("/__init__.py"):
            named[source.module.rpartition(".")[2]].append(source.module)
    repeated = {name: modules for name, modules in named.items() if len(modules) > 1}
    assert {name: modules for name, modules in repeated.items() if name not in SHARED} == {}
    assert SHARED.keys() - repeated.keys() == set(), "no longer repeated: remove it from SHARED"
