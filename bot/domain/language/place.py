"""What somebody wrote → what it comes to: the one decision of this package, pure and in one function, `place`.

Order: forwarded words, button labels, courtesy; decisions of those who decide; corrections; questions; requests; orders
of heads; else a report. A report is cut into segments, each placed by number, else by name, else by the conversation.
Law: nothing is recorded on an item that the words exclude, and none of the sender's words is lost: what cannot be placed
is asked about.

How a caller fills the arguments:

- `Subject.of(plan)` once a version of the plan;
- `Speaker`: assignments the sender may answer (`OwnItem`), tasks their units support, whether they decide or command;
- `Thread`: items of the message replied to, of the last message shown, the item whose report is waited for (a walk, a
  return, 反馈进展), and the words last recorded, for 改成85% and 不是210，是201.

Answers to a question for a date, a reason or a unit are taken by the asker and never come here, but for the words that
`is_about_something_else` names.
"""

from datetime import date

from bot.domain.language import lexicon
from bot.domain.language.asking import Topic, topic
from bot.domain.language.attached import hidden, shown
from bot.domain.language.buttons import Typed, TypedButton, typed_button
from bot.domain.language.choosing import by_period, in_thread, narrowed, of_number
from bot.domain.language.conversation import OwnItem, Speaker, Subject, Thread
from bot.domain.language.courtesies import is_courtesy
from bot.domain.language.forwards import is_forwarded
from bot.domain.language.leaves import is_leave
from bot.domain.language.named_units import units_in
from bot.domain.language.on_item import on_item
from bot.domain.language.orders import decided
from bot.domain.language.placement import (
    Asked,
    Courtesy,
    Foreign,
    Forwarded,
    Offer,
    Order,
    Placement,
    Pressed,
    Records,
    Requested,
    TakenBack,
)
from bot.domain.language.plain import letters, plain
from bot.domain.language.reading import read
from bot.domain.language.references import Form, anywhere, head
from bot.domain.language.reports import reported
from bot.domain.language.segments import own_tasks
from bot.domain.language.vocabulary import NAMED, clearly_first
from bot.domain.language.wishes import Wish, WishKind, corrected, takes_back, wish

__all__ = ["is_about_something_else", "place"]


def place(
    text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date, *, files: bool = False
) -> Placement:
    """Exactly one result for any text. `files`: something was sent with it; an address or a place alone is such a
    thing."""
    text, attached = hidden(plain(text))
    files = files or bool(attached and not letters(text))
    return shown(_placed(text, speaker, thread, subject, today, files), attached)


def _placed(
    text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date, files: bool
) -> Placement:
    if not files:
        if is_forwarded(text):
            return Forwarded(text, tuple(in_thread(speaker, thread, today)))
        if (button := typed_button(text)) and not _is_no_button(button, thread):
            return Pressed(button, _meant_of_task(text, speaker, thread, subject, today))
        if numbers := _only_numbers(text):
            return Pressed(
                TypedButton(Typed.CARD, numbers), _mentioned(text, speaker, thread, subject, today)
            )
        if is_courtesy(text):
            return Courtesy()
    if speaker.decides and not speaker.items and (decision := decided(text, subject)):
        return decision
    if (again := _corrected(text, speaker, thread, subject, today)) is not None:
        return again
    return _meant(text, speaker, thread, subject, today, files)


def _only_numbers(text: str) -> tuple[str, ...]:
    """第21项 and nothing else: a look at it."""
    reference = head(text)
    explicit = (
        reference is not None and reference.form is Form.EXPLICIT and not letters(text[reference.end :])
    )
    return reference.numbers if reference and explicit else ()


def _meant(
    text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date, files: bool
) -> Placement:
    if not files and (asked := _asked(text, speaker, thread, subject, today)):
        return asked
    asks = speaker.items or (speaker.units and is_leave(text))
    wanted = wish(text, subject.unit_names, speaker.units, today) if asks else None
    if wanted and not _is_beside_a_report(wanted, text, today):
        items, tasks = _meant_of_task(text, speaker, thread, subject, today), _tasks_named(text, subject)
        return Requested(wanted, items, text) if items or not tasks else Foreign(tasks[0], text)
    if speaker.decides and (decision := decided(text, subject)):
        return decision
    if speaker.commands and not _is_report(text, today):
        return Order(text, _mentioned(text, speaker, thread, subject, today))
    if not speaker.items and not speaker.supports:
        return Offer(text, ())
    return reported(text, speaker, thread, subject, today, files=files)


def is_about_something_else(text: str) -> bool:
    """Whether words that come instead of an answer are none: 取消, a question, thanks."""
    text = plain(text)
    return (
        typed_button(text) is not None
        or is_courtesy(text)
        or topic(text) in (Topic.MINE, Topic.MISSING, Topic.HOW)
    )


def _is_no_button(button: TypedButton, thread: Thread) -> bool:
    return button.typed is Typed.HISTORY and thread.waiting is not None


def _corrected(
    text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date
) -> Placement | None:
    if takes_back(text):
        return TakenBack()
    last = next((one for one in speaker.items if one.id == thread.last), None)
    if last is None or not thread.said:
        return None
    words = corrected(text, thread.said)
    if words is None or (
        wish(text, subject.unit_names, speaker.units, today) and not any(map(str.isdigit, words))
    ):
        return None
    reference = head(words)
    if reference and set(reference.numbers) & {last.milestone, _number(last, subject)}:
        words = words[reference.end :]
    part = on_item(last, words, subject, today)
    if not (part.reply.understood or part.measured.values):
        return None
    return Records((part,), corrects=True)


def _number(item: OwnItem, subject: Subject) -> str:
    task = subject.plan.task.get(item.task)
    return task.mark if task else item.task


def _asked(text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date) -> Asked | None:
    about = topic(text)
    if about is None or (about in (Topic.STATUS, Topic.OTHER, Topic.WHEN) and _carries_numbers(text, today)):
        return None
    tasks = _tasks_named(text, subject)
    items = _mentioned(text, speaker, thread, subject, today)
    if not tasks:
        tasks = (
            tuple(dict.fromkeys(one.task for one in items)) if len({one.task for one in items}) == 1 else ()
        )
    return Asked(about, tasks, items, units_in(text, subject.unit_names), text)


def _carries_numbers(text: str, today: date) -> bool:
    """完成率92%，不知道行不行？ reports as well: what is said in numbers is no mere question."""
    reference = head(text)
    reply = read(text[reference.end :] if reference else text, today=today)
    return bool(reply.amounts or reply.percent is not None)


def _tasks_named(text: str, subject: Subject) -> tuple[str, ...]:
    references = [one for one in (head(text), *anywhere(text)) if one]
    numbered = [task.id for one in references for number in one.numbers if (task := subject.task_of(number))]
    if numbered:
        return tuple(dict.fromkeys(numbered))
    named = clearly_first(subject.vocabulary.tasks(text), subject.plan.task, NAMED)
    return (named,) if named else ()


def _mentioned(
    text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date
) -> tuple[OwnItem, ...]:
    """The sender's items that the words name by number or name, else those of the conversation."""
    references = [one for one in (head(text), *anywhere(text)) if one]
    numbered = [
        item for one in references for number in one.numbers for item in of_number(number, speaker, subject)
    ]
    if numbered:
        return tuple(by_period(list(dict.fromkeys(numbered)), text, today))
    if any(subject.task_of(number) for one in references for number in one.numbers):
        return ()
    named = clearly_first(subject.vocabulary.tasks(text), own_tasks(speaker), NAMED)
    if named:
        named_items = [one for one in speaker.items if one.task == named and one.running]
        return tuple(by_period(named_items, text, today))
    return tuple(in_thread(speaker, thread, today))


def _meant_of_task(
    text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date
) -> tuple[OwnItem, ...]:
    """As `_mentioned`; of several items of one task those that the words leave."""
    items = _mentioned(text, speaker, thread, subject, today)
    if len({(one.task, one.unit) for one in items}) == 1:
        return tuple(narrowed(items, text, (), thread, subject, today))
    return items


def _is_beside_a_report(wanted: Wish, text: str, today: date) -> bool:
    """完成88%，剩下的要供电公司配合 reports, and says who is waited for beside it; so does 因厂家人员出差，完成60%."""
    if wanted.kind not in (WishKind.WAIT, WishKind.HAND, WishKind.LEAVE):
        return False
    reply = read(_without_number(text), today=today)
    if wanted.kind is WishKind.LEAVE:  # 3天 is no amount here
        return reply.percent is not None or bool(reply.blocker) or head(text) is not None
    return reply.percent is not None or bool(reply.amounts) or reply.done


def _without_number(text: str) -> str:
    reference = head(text)
    return text[reference.end :] if reference else text


_ORDERED = (
    "抓紧",
    "让他",
    "让她",
    "催",
    "尽快办",
    "盯",
    "务必",
    "赶紧",
    "限期",
    "加快",
    "落实一下",
    "不能再拖",
    "拖到",
)


def _is_report(text: str, today: date) -> bool:
    """Whether a head's words tell what was reached, rather than what has to be."""
    words = _without_number(text)
    if any(order in words for order in _ORDERED):
        return False
    reply = read(words, today=today)
    return reply.understood or bool(lexicon.WORK.search(words))
