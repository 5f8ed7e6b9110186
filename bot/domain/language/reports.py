"""Reports: segments placed on items, or what has to be asked before they can be."""

from collections.abc import Sequence
from datetime import date

from bot.domain.language import lexicon
from bot.domain.language.choosing import by_period, in_thread, narrowed, of_number
from bot.domain.language.conversation import OwnItem, Speaker, Subject, Thread
from bot.domain.language.on_item import is_doubtful, noted, on_item
from bot.domain.language.placement import (
    Choice,
    Closed,
    Doubtful,
    Foreign,
    Offer,
    Part,
    Pending,
    Placement,
    Records,
    Unchanged,
    UnknownItem,
    Why,
)
from bot.domain.language.reading import Reply, read
from bot.domain.language.references import Form
from bot.domain.language.segments import STRONGLY, WEAKLY, Segment, own_tasks, parts_of, segments
from bot.domain.language.vocabulary import NAMED, clearly_first

SURELY = 1.2  # how clearly words without a number name a task of others: by two pairs of characters at least
Placed = Part | Pending | Offer | Unchanged


def reported(
    text: str, speaker: Speaker, thread: Thread, subject: Subject, today: date, *, files: bool
) -> Placement:
    placed: list[Placed] = []
    rest = False
    for segment in segments(text, speaker, subject):
        if segment.rest_same and _only_rest(segment):
            rest = True
            continue
        rest = rest or segment.rest_same
        placed += _placed(segment, speaker, thread, subject, today, files)
    if not placed and rest:
        return Records((), (), rest)
    return _together(text, placed, rest, speaker, thread, today)


def _only_rest(segment: Segment) -> bool:
    return segment.reference is None and not any(map(str.isalnum, lexicon.REST_SAME.sub("", segment.text)))


def _together(
    text: str, placed: Sequence[Placed], rest: bool, speaker: Speaker, thread: Thread, today: date
) -> Placement:
    """One result. Beside something recorded, what could make nothing of is dropped from the questions: 另外食堂搬了."""
    parts = tuple(one for one in placed if isinstance(one, Part))
    if not parts and len(placed) == 1 and not rest:
        only = placed[0]
        assert not isinstance(only, Part)
        return only
    open_ = tuple(
        one for one in placed if isinstance(one, Choice | Doubtful | Foreign | UnknownItem | Closed)
    )
    if parts or (rest and open_):
        return Records(parts, open_, rest)
    if open_:
        return open_[0] if len(open_) == 1 else Records((), open_)
    return Offer(text, tuple(in_thread(speaker, thread, today)))


def _placed(
    segment: Segment, speaker: Speaker, thread: Thread, subject: Subject, today: date, files: bool
) -> list[Placed]:
    if segment.reference is None:
        return _without_number(segment, speaker, thread, subject, today, files)
    found: list[Placed] = []
    for number in segment.reference.numbers:
        found += _numbered(segment, number, speaker, thread, subject, today, files)
    return found


# ---- by number


def _numbered(
    segment: Segment,
    number: str,
    speaker: Speaker,
    thread: Thread,
    subject: Subject,
    today: date,
    files: bool,
) -> list[Placed]:
    assert segment.reference
    task = subject.task_of(number)
    form = segment.reference.form
    if task is None or not parts_of(number, speaker, subject):
        return _not_own(segment, number, speaker, thread, subject, today, files)
    if form is Form.BARE and not files:
        return [_bare(segment, number, speaker, thread, subject, today)]
    items = of_number(number, speaker, subject)
    if not items:
        return [noted(task.id, segment.words, subject, today)]
    if other := _contradicted(segment, task.id, speaker, thread, subject):
        return [
            Choice(
                (*narrowed(items, segment.words, (), thread, subject, today), *other),
                segment.text,
                Why.DISAGREE,
            )
        ]
    return [_on_one(segment, items, speaker, thread, subject, today)]


def _contradicted(
    segment: Segment, task: str, speaker: Speaker, thread: Thread, subject: Subject
) -> list[OwnItem]:
    """Items that the words or the message replied to name instead of the number."""
    scores = subject.vocabulary.tasks(segment.words)
    if (
        segment.named
        and segment.named != task
        and scores[segment.named] >= STRONGLY
        and scores.get(task, 0.0) < WEAKLY
    ):
        return [one for one in speaker.items if one.task == segment.named and one.running]
    about = [one for one in speaker.items if one.id in thread.about]
    return about if len(about) == 1 and about[0].task != task else []


def _bare(
    segment: Segment, number: str, speaker: Speaker, thread: Thread, subject: Subject, today: date
) -> Choice:
    items = tuple(by_period(of_number(number, speaker, subject), "", today))
    task = subject.task_of(number)
    others = tuple(one for one in in_thread(speaker, thread, today) if one not in items)
    whole = number if "." not in number and int(number) <= 100 else ""
    return Choice((*items, *others), segment.text.strip(), Why.SEVERAL, whole, (task.id,) if task else ())


def _not_own(
    segment: Segment,
    number: str,
    speaker: Speaker,
    thread: Thread,
    subject: Subject,
    today: date,
    files: bool,
) -> list[Placed]:
    """A number that is no item of the sender: another's item, or no item at all."""
    assert segment.reference
    task = subject.task_of(number)
    form = segment.reference.form
    if task is not None and (form is not Form.LISTED or segment.named is None):
        return [Foreign(task.id, segment.text)]
    if task is None and form is Form.EXPLICIT:
        return [UnknownItem(number)]
    words = segment.words if form is Form.LISTED else segment.text
    whole = Segment(segment.text, words, None, segment.named, segment.rest_same)
    return _without_number(whole, speaker, thread, subject, today, files)


# ---- by name, or by the conversation


def _without_number(
    segment: Segment, speaker: Speaker, thread: Thread, subject: Subject, today: date, files: bool
) -> list[Placed]:
    scores = subject.vocabulary.tasks(segment.words)
    own = own_tasks(speaker)
    foreign = clearly_first(scores, subject.plan.task, NAMED)
    best_own = max((scores.get(task, 0.0) for task in own), default=0.0)
    if (
        foreign
        and foreign not in own
        and scores[foreign] >= SURELY
        and best_own < min(NAMED, scores[foreign] / 2)
    ):
        return [Foreign(foreign, segment.text)]
    reply = read(segment.words, today=today)
    idle = _is_idle(segment, reply, files) and not _answers_one(speaker, thread)
    if segment.named and not idle:
        return [_on_named(segment, segment.named, speaker, thread, subject, today)]
    if reply.no_change and _only_no_change(reply, segment):
        return [_unchanged(segment, speaker, thread, today)]
    if idle:
        named = [one for one in speaker.items if one.task == segment.named and one.running]
        return [Offer(segment.text, tuple(named or in_thread(speaker, thread, today)))]
    candidates = in_thread(speaker, thread, today)
    likely = [task for task in own if scores.get(task, 0.0) >= NAMED]
    if likely:
        near = [one for one in candidates if one.task in likely]
        if (
            near and not thread.about and thread.waiting is None
        ):  # a message shows some items of a task, not all
            likely = list(dict.fromkeys(one.task for one in near))
            near = []
        owed = [one for one in speaker.items if one.task in likely and one.running and one.current]
        candidates = near or by_period(owed, segment.text, today)
    if not candidates:
        return [Offer(segment.text, ())]
    if len({one.task for one in candidates}) == 1:
        return [_on_one(segment, candidates, speaker, thread, subject, today)]
    return [Choice(tuple(candidates), segment.text)]


def _answers_one(speaker: Speaker, thread: Thread) -> bool:
    """Whether a message about one item is replied to: then whatever is said is about that item."""
    return len([one for one in speaker.items if one.id in thread.about]) == 1


def _is_idle(segment: Segment, reply: Reply, files: bool) -> bool:
    """Nothing in it tells of work: 今天食堂有鱼, asdfgh."""
    return not (files or reply.understood or reply.bare or lexicon.WORK.search(segment.words))


def _only_no_change(reply: Reply, segment: Segment) -> bool:
    return not (reply.amounts or reply.percent is not None or reply.next_date or segment.named)


def _unchanged(segment: Segment, speaker: Speaker, thread: Thread, today: date) -> Placed:
    """无变化 answers the return that is being asked; a dated item only where nothing else is meant."""
    candidates = in_thread(speaker, thread, today)
    if thread.waiting is None or len(candidates) > 1:
        candidates = [one for one in candidates if one.recurring] or candidates
    if not candidates:
        return Offer(segment.text, ())
    if len({one.unit for one in candidates}) > 1 or (
        not all(one.recurring for one in candidates) and len(candidates) > 1
    ):
        return Choice(tuple(candidates), segment.text)
    return Unchanged(tuple(candidates))


def _on_named(
    segment: Segment, task: str, speaker: Speaker, thread: Thread, subject: Subject, today: date
) -> Placed:
    items = [one for one in speaker.items if one.task == task]
    if not items:
        return noted(task, segment.words, subject, today)
    asked = [one for one in speaker.items if one.id in thread.about] or [
        one for one in speaker.items if one.id == thread.waiting
    ]
    if len(asked) == 1 and asked[0].task != task:
        return Choice((asked[0], *items), segment.text, Why.DISAGREE)
    return _on_one(segment, items, speaker, thread, subject, today)


# ---- on an item


def _on_one(
    segment: Segment,
    items: Sequence[OwnItem],
    speaker: Speaker,
    thread: Thread,
    subject: Subject,
    today: date,
) -> Placed:
    words = segment.words.strip() or segment.text
    reply = read(words, today=today)
    units = [one.unit for one in reply.amounts]
    left = narrowed(items, words, units, thread, subject, today)
    if len(left) > 1:
        return Choice(tuple(left), segment.text)
    part = on_item(left[0], words, subject, today)
    if left[0].closed and not left[0].recurring:
        return Closed(part)
    return Doubtful(part) if is_doubtful(part) else part
