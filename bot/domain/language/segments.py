"""A text cut into segments, each about one item or one list of items. Joined, the segments are the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.language import lexicon
from bot.domain.language.clauses import STRONG, clauses
from bot.domain.language.conversation import Speaker, Subject
from bot.domain.language.references import Form, Reference, anywhere, head, inner
from bot.domain.language.vocabulary import NAMED, clearly_first

STRONGLY = 0.95  # how clearly a later clause names another task, to leave the one that a number named
WEAKLY = 0.3


@dataclass(frozen=True, slots=True)
class Segment:
    """`words`: without the reference. `named`: the task that the words name, among those of the sender.
    `listed`: it stands behind a list's own numbering."""

    text: str
    words: str
    reference: Reference | None = None
    named: str | None = None
    rest_same: bool = False
    listed: bool = False


def segments(text: str, speaker: Speaker, subject: Subject) -> tuple[Segment, ...]:
    pieces = _pieces(text, speaker, subject)
    listed = _list_numbers(pieces, speaker, subject)
    found: list[Segment] = []
    start_of_sentence = True
    for at, (piece, reference) in enumerate(pieces):
        segment = _segment(piece, None if at in listed else reference, at in listed, speaker, subject)
        if found and not _begins_another(found[-1], segment, start_of_sentence, speaker, subject):
            found[-1] = _joined(found[-1], segment)
        else:
            found.append(segment)
        start_of_sentence = piece.rstrip(" ")[-1:] in STRONG
    return tuple(found)


def _pieces(text: str, speaker: Speaker, subject: Subject) -> list[tuple[str, Reference | None]]:
    """Clauses with the signs behind them, cut before every number that is an item of the sender."""
    found: list[tuple[str, Reference | None]] = []
    for clause in clauses(text):
        whole, at = clause.text + clause.stop, 0
        first = head(clause.text)
        if first and _continues_list(found, first, clause.text):
            found[-1] = (found[-1][0] + whole, found[-1][1])
            continue
        for reference in inner(clause.text):
            if reference.start > at and _is_item(reference, speaker, subject):
                found.append((whole[at : reference.start], head(whole[at : reference.start])))
                at = reference.start
        rest = whole[at:]
        reference_ = head(clause.text[at:])
        if reference_ is None:
            reference_ = next(iter(anywhere(clause.text[at:])), None)
        if rest or not found:
            found.append((rest, reference_))
    return found


def _continues_list(found: list[tuple[str, Reference | None]], first: Reference, clause: str) -> bool:
    """18，19无变化: the comma stands between numbers. The clause before is a number and nothing else."""
    if not found or found[-1][1] is None or found[-1][1].form is not Form.BARE:
        return False
    before = found[-1][1]
    merged = replace(first, numbers=(*before.numbers, *first.numbers), form=Form.LEADING)
    text = found[-1][0]
    if text.rstrip()[-1:] not in (",", "，"):
        return False
    found[-1] = (text, replace(merged, start=before.start, end=len(text) + first.end))
    return True


def _is_item(reference: Reference, speaker: Speaker, subject: Subject) -> bool:
    return any(parts_of(number, speaker, subject) for number in reference.numbers)


def parts_of(number: str, speaker: Speaker, subject: Subject) -> bool:
    """Whether the sender has a part in the task of that number."""
    task = subject.task_of(number)
    return task is not None and (
        task.id in speaker.supports or any(one.task == task.id for one in speaker.items)
    )


def _segment(
    piece: str, reference: Reference | None, listed: bool, speaker: Speaker, subject: Subject
) -> Segment:
    whole = head(piece) if listed else reference
    words = piece if whole is None else _without(piece, whole)
    named = clearly_first(subject.vocabulary.tasks(words), own_tasks(speaker), NAMED)
    rest = bool(lexicon.REST_SAME.search(piece))
    return Segment(piece, words, reference, named, rest, listed)


def _without(piece: str, reference: Reference) -> str:
    head_ = piece[: reference.start]
    return (head_ if any(map(str.isalnum, head_)) else "") + piece[reference.end :]


def own_tasks(speaker: Speaker) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(one.task for one in speaker.items), *speaker.supports)))


def _begins_another(
    before: Segment, now: Segment, sentence: bool, speaker: Speaker, subject: Subject
) -> bool:
    if now.listed:
        return True
    if now.reference is not None:
        numbers = now.reference.numbers
        same = before.reference is not None and before.reference.numbers == numbers
        own = any(parts_of(number, speaker, subject) for number in numbers)
        return not same and (own or now.reference.form is Form.EXPLICIT)
    if now.rest_same:
        return False
    if now.named is None or now.named == before.named or not _tells(now.words):
        return False
    scores = subject.vocabulary.tasks(now.words)
    if before.reference is not None:
        tasks = [task.id for number in before.reference.numbers if (task := subject.task_of(number))]
        if now.named in tasks:
            return False
        return (
            sentence
            and scores[now.named] >= STRONGLY
            and all(scores.get(task, 0.0) < WEAKLY for task in tasks)
        )
    return before.named is not None and scores.get(before.named, 0.0) < scores[now.named] * 0.6


def _tells(words: str) -> bool:
    return any(map(str.isdigit, words)) or bool(lexicon.WORK.search(words) or lexicon.NO_CHANGE.search(words))


def _joined(before: Segment, now: Segment) -> Segment:
    return replace(
        before,
        text=before.text + now.text,
        words=before.words + now.text,
        named=before.named or now.named,
        rest_same=before.rest_same or now.rest_same,
    )


# ---- list numbers


def _list_numbers(
    pieces: Sequence[tuple[str, Reference | None]], speaker: Speaker, subject: Subject
) -> frozenset[int]:
    """Places whose number is a list's own: 1、烤房… 2、秸秆…, where the words name other items or the sender has none
    of that number. Numbers that count up from 1 are a list as soon as one of them is."""
    heads = [(at, ref.numbers[0]) for at, (_, ref) in enumerate(pieces) if ref and _may_be_listed(ref)]
    counted = [number for _, number in heads]
    if not heads or counted != [str(n) for n in range(1, len(counted) + 1)]:
        return frozenset()
    foreign = [at for at, number in heads if _names_another(pieces[at][0], number, speaker, subject)]
    return frozenset(at for at, _ in heads) if foreign else frozenset()


def _may_be_listed(reference: Reference) -> bool:
    return reference.form in (Form.LISTED, Form.LEADING) and len(reference.numbers) == 1


def _names_another(piece: str, number: str, speaker: Speaker, subject: Subject) -> bool:
    if not parts_of(number, speaker, subject):
        return True
    task = subject.task_of(number)
    reference = head(piece)
    scores = subject.vocabulary.tasks(piece[reference.end :] if reference else piece)
    other = clearly_first(scores, own_tasks(speaker), NAMED)
    return task is not None and other is not None and other != task.id and scores.get(task.id, 0.0) < WEAKLY
