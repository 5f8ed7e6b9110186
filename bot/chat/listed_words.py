"""13.2 第3家完成: words about items of a list (清单) are recorded on it, and asked about where they fit several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from bot.actions.access import allowed
from bot.actions.list_items import ItemsDeed, ListOutcome, ListWords, say_of_items
from bot.cards import work_lists
from bot.cards.callback_data import Verb
from bot.cards.card import ButtonStyle, Card
from bot.chat import placing
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Expects, Turn
from bot.domain.assignment import Kind
from bot.domain.errors import Refused
from bot.domain.language.listed import ListedDeed, NamedItems, SaidOfItems, said_of_items
from bot.domain.language.plain import plain
from bot.domain.language.reading import read
from bot.domain.lists.shares import may_answer, part_of
from bot.domain.lists.standing import standing
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.permissions import Action, refusal_in_plan
from bot.queries.list_figures import lists_in
from bot.queries.scope import visible_to

OFFERED = 8  # items that a question offers
DONE_OR_NOT = "done"  # the question of words that may mean done or to be done
YES, NO = ("", "yes"), ("", "no")

Option = tuple[str, str]  # (list, item)


@dataclass(frozen=True, slots=True)
class Unsure:
    """What has to be asked before anything is recorded."""

    about: str  # the word that fits several, or DONE_OR_NOT
    options: tuple[Option, ...]


async def said(turn: Turn, text: str) -> Answer | None:
    return await _answer(turn, Words(text, turn.files), {}) if text else None


async def pressed(turn: Turn, n: int) -> Answer:
    """The option of the question, counted from 0."""
    dialog = turn.dialog
    if dialog is None or dialog.expects is not Expects.LISTED or n >= len(_options(dialog)):
        raise Refused("refused.nothing_kept")
    return await _chosen(turn, dialog, _options(dialog)[n])


async def answered(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """2, 水泥一厂, 已完成: typed instead of pressed. None where the words are about something else."""
    text, options = plain(words.text), _options(dialog)
    if dialog.data["about"] == DONE_OR_NOT:
        done = read(text, today=turn.today).done
        return await _chosen(turn, dialog, YES if done else NO) if text else None
    if text.isdigit() and 0 < int(text) <= len(options):
        return await _chosen(turn, dialog, options[int(text) - 1])
    named = [one for one in options if (item := _find(turn, one)) and item[1].name in text]
    return await _chosen(turn, dialog, named[0]) if len(named) == 1 else None


async def _chosen(turn: Turn, dialog: Dialog, option: Option) -> Answer:
    kept = Words(str(dialog.data["text"]), tuple(cast(Sequence[str], dialog.data["files"])))
    if option == NO:  # a report like any other
        from bot.chat.text import answer_to

        free = replace(turn, dialog=None, files=kept.files)
        return await answer_to(free, await placing.placed(free, kept.text), kept)
    chosen = {**cast(Mapping[str, Option], dialog.data["chosen"]), str(dialog.data["about"]): option}
    same = dialog.data["files_of_lists"] == _files(turn)
    answer = await _answer(turn, kept, chosen) if same else None
    if answer is None:  # another file meanwhile: 第3家 may be another one now
        raise Refused("refused.nothing_kept")
    return answer


def _files(turn: Turn) -> list[list[object]]:
    """Which file of each list the items stand in."""
    return [[life.worklist.id, life.handed_in] for life in turn.context.lists]


def _options(dialog: Dialog) -> list[Option]:
    return [(str(one[0]), str(one[1])) for one in cast(Sequence[Sequence[object]], dialog.data["options"])]


async def _answer(turn: Turn, words: Words, chosen: Mapping[str, Option]) -> Answer | None:
    lists = [life.worklist for life, _ in lists_in(turn.context, visible_to(turn.context, turn.person))]
    deeds = list[ItemsDeed]()
    for one in said_of_items(words.text, lists, turn.today):
        found = _deeds(turn, one, chosen)
        if isinstance(found, Unsure):
            return _ask(turn, words, chosen, found)
        deeds += found
    if not deeds:
        return None
    kept = ListWords(words.text, words.files)
    outcome = await say_of_items(turn.store, turn.context, turn.person, deeds, kept, turn.now)
    return Answer(_echo(turn, deeds, outcome), outcome.outcome.changes)


def _deeds(turn: Turn, said: SaidOfItems, chosen: Mapping[str, Option]) -> list[ItemsDeed] | Unsure:
    """One for each list; nothing where an item that is open is said to be not done: that is a report."""
    by_list: dict[str, list[ListedItem]] = {}
    for named in said.named:
        meant = _meant(turn, named, chosen)
        if isinstance(meant, Unsure):
            return meant
        by_list.setdefault(meant[0].id, []).append(meant[1])
    deed = said.deed
    if deed is ListedDeed.UNCLEAR:
        if DONE_OR_NOT not in chosen:
            return Unsure(DONE_OR_NOT, (YES, NO))
        deed = ListedDeed.DONE
    if deed is ListedDeed.NOT_DONE:
        by_list = {list_: [one for one in items if one.done] for list_, items in by_list.items()}
    kind, data = KINDS[deed], _data(turn, said, deed)
    return [ItemsDeed(list_, tuple(items), kind, data) for list_, items in by_list.items() if items]


KINDS = {
    ListedDeed.DONE: Kind.ITEMS_DONE,
    ListedDeed.NOT_DONE: Kind.ITEMS_OPENED,
    ListedDeed.PROGRESSED: Kind.ITEMS_PROGRESSED,
    ListedDeed.EXCUSED: Kind.ITEMS_EXCUSED,
}


def _data(turn: Turn, said: SaidOfItems, deed: ListedDeed) -> dict[str, object]:
    match deed:
        case ListedDeed.DONE:
            return {"done": (said.done_on or turn.today).isoformat()}
        case ListedDeed.PROGRESSED:
            return {"percent": str(said.percent)}
        case ListedDeed.EXCUSED:
            return {"reason": said.reason}
    return {}


def _meant(
    turn: Turn, named: NamedItems, chosen: Mapping[str, Option]
) -> tuple[WorkList, ListedItem] | Unsure:
    """Of several candidates the one that is the person's to report, else a question."""
    if not named.candidates:
        raise Refused("refused.no_listed_item", word=named.word)
    if named.word in chosen:
        option = tuple(chosen[named.word])
        return next(
            (one for one in named.candidates if (one[0].id, one[1].id) == option), named.candidates[0]
        )
    mine = [one for one in named.candidates if _may_say(turn, *one)] or list(named.candidates)
    if len(mine) == 1:
        return mine[0]
    return Unsure(named.word, tuple((worklist.id, item.id) for worklist, item in mine))


def _may_say(turn: Turn, worklist: WorkList, item: ListedItem) -> bool:
    units = may_answer(worklist, item, turn.context.plan)
    return any(refusal_in_plan(Action.ANSWER_LISTED, turn.person, unit) is None for unit in units)


def _find(turn: Turn, option: Option) -> tuple[WorkList, ListedItem] | None:
    for life in turn.context.lists:
        if life.worklist.id == option[0] and (item := life.worklist.item(option[1])):
            return life.worklist, item
    return None


def _ask(turn: Turn, words: Words, chosen: Mapping[str, Option], unsure: Unsure) -> Answer:
    shown = unsure.options[:OFFERED]
    buttons = tuple(
        (turn.fmt.button("button.listed", Verb.LISTED, n, name=_label(turn, one)),)
        for n, one in enumerate(shown)
    )
    key = "worklist.done_or_not" if unsure.about == DONE_OR_NOT else "worklist.which"
    lines = () if len(shown) == len(unsure.options) else (turn.say("worklist.which_more"),)
    card = Card(
        turn.say(key, word=unsure.about), lines, (*buttons, (turn.fmt.button("button.cancel", Verb.FORGET),))
    )
    expected = {
        "text": words.text, "files": list(words.files), "chosen": {word: list(one) for word, one in chosen.items()},
        "about": unsure.about, "options": [list(one) for one in shown], "files_of_lists": _files(turn),
    }  # fmt: skip
    return Answer(card, expects=Expects.LISTED, expected=expected)


def _label(turn: Turn, option: Option) -> str:
    if option in (YES, NO):
        return turn.say("worklist.is_done" if option == YES else "worklist.is_not_done")
    found = _find(turn, option)
    assert found is not None
    worklist, item = found
    return turn.say("worklist.option", id=item.id, name=item.name, title=worklist.title)


def _echo(turn: Turn, deeds: Sequence[ItemsDeed], outcome: ListOutcome) -> Card:
    lines = list(_said_lines(turn, deeds))
    units = turn.person.units()
    parts = [part for one in outcome.lists if (part := part_of(one, units, turn.context.plan))]
    for one in parts:
        figures = standing(one, turn.today).figures
        lines.append(work_lists.line_of_list(turn.fmt, figures))
        if not figures.open:
            lines.append(turn.say("worklist.all_done"))
    own = [a for a in outcome.outcome.after if allowed(turn.context, turn.person, Action.SUBMIT, a)]
    whole = not any(one.open_items for one in parts)
    submit = [
        (turn.fmt.button("button.submit", Verb.SUBMIT, a.id, style=ButtonStyle.PRIMARY),)
        for a in own
        if whole
    ]
    shown = [turn.fmt.button("button.list_open", Verb.WORK_LIST, one.id, 0) for one in outcome.lists[:1]]
    row = (turn.fmt.button("button.undo", Verb.UNDO), *shown)
    ids = tuple(a.id for a in outcome.outcome.after)
    return Card(turn.say("worklist.recorded"), tuple(lines), (*submit, row), assignments=ids)


SAID_KEYS = {
    Kind.ITEMS_DONE: "worklist.said.done",
    Kind.ITEMS_OPENED: "worklist.said.opened",
    Kind.ITEMS_PROGRESSED: "worklist.said.progressed",
    Kind.ITEMS_EXCUSED: "worklist.said.excused",
}


def _said_lines(turn: Turn, deeds: Sequence[ItemsDeed]) -> Iterator[str]:
    for deed in deeds:
        day = date.fromisoformat(str(deed.data["done"])) if "done" in deed.data else None
        data = {"percent": "", "reason": "", **deed.data, "done": turn.fmt.day(day) if day else ""}
        names = [turn.say("worklist.numbered", id=one.id, name=one.name) for one in deed.items]
        yield turn.say(SAID_KEYS[deed.kind], names=names, **data)
