"""Papers in the chat: drafted as a Word file, sent back edited or with a gap filled in words, listed."""

from collections.abc import Sequence

from bot.actions import papers as acts
from bot.actions.access import allowed, find_for, require_in_plan
from bot.actions.papers import Drafted, PaperOutcome
from bot.cards import papers as cards
from bot.cards.callback_data import Shape
from bot.cards.card import Card
from bot.cards.form_texts import KIND_KEYS, form
from bot.cards.formatter import Formatter
from bot.chat.callback_data import parse
from bot.chat.turn import Answer, Expects, Turn, formatter_for
from bot.context.paper_desk import DOCX, PaperDesk
from bot.context.ports import Attachment, Change
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.paper_life import STATE_KEYS, OfficePaper, PaperState
from bot.domain.papers import PaperKind, PaperText
from bot.domain.permissions import Action, refusal_in_plan
from bot.i18n import DEFAULT
from bot.queries.papers import find_paper, form_facts, register
from bot.queries.rank_corrections import corrections_in, rankings_now


def desk(turn: Turn) -> PaperDesk:
    if turn.papers is None:
        raise Refused("refused.no_paper_desk")
    return turn.papers


def paper_formatter(turn: Turn) -> Formatter:
    """Papers are written in the language of the plan's country, whatever the reader's is."""
    return formatter_for(turn.context, DEFAULT, turn.now)


# ---- drafts


async def slip(turn: Turn, id_: int, demand: str = "") -> Answer:
    return await form_of(turn, id_, PaperKind.SLIP, demand)


async def warning(turn: Turn, id_: int) -> Answer:
    return await form_of(turn, id_, PaperKind.WARNING)


async def form_of(turn: Turn, id_: int, kind: PaperKind, words: str = "") -> Answer:
    """The item's facts as a paper; `words` are for its first gap, else it waits for them."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.DRAFT_PAPER)
    text = await form_text(turn, a, kind)
    return await drafted(turn, text, Drafted(kind, text.title, a.unit, a.task, a.id), words=words)


async def form_text(turn: Turn, a: Assignment, kind: PaperKind) -> PaperText:
    facts = await form_facts(turn.store, turn.context, a, turn.now)
    return form(paper_formatter(turn), kind, turn.item(a), facts, turn.person.name)


async def drafted(
    turn: Turn, text: PaperText, about: Drafted, above: Card | None = None, words: str = ""
) -> Answer:
    """A new draft; an earlier one about the same that nobody has touched is discarded. `above`: what is read first."""
    id_ = await acts.next_id(turn.store)
    made = await desk(turn).draft(text, str(id_))
    body = await desk(turn).fill_gap(made.body, words) if words else made.body
    doubts = [turn.say(made.trouble.key, **made.trouble.args_of_sentence)] if made.trouble else []
    name = file_name(turn, about.kind, about.unit, draft=True)
    outcome = acts.draft(turn.context, turn.person, id_, about, body, name, turn.now)
    changes = (*await _untouched(turn, about), *outcome.changes)
    read = await desk(turn).read(body)
    paper = outcome.after
    title = turn.say("paper.drafted", about=cards.about(turn.fmt, paper))
    card = cards.draft(turn.fmt, paper, read.gaps, may(turn, paper), title, doubts=doubts)
    if above:
        lines = (*above.lines, "", card.title, *card.lines)
        card = Card(
            above.title,
            lines,
            (*above.buttons, *card.buttons),
            assignments=above.assignments,
            files=card.files,
        )
    return _waiting(Answer(card, changes), outcome.after, read.gaps)


async def _untouched(turn: Turn, about: Drafted) -> list[Change]:
    values = {"kind": about.kind, "assignment": about.assignment or 0}
    old = [one for one in await turn.store.read(OfficePaper, "drafts_about", **values) if not one.edited]
    mine = [
        one
        for one in old
        if one.drafted_by == turn.person.id and (one.title, one.unit) == (about.title, about.unit)
    ]
    return [c for one in mine for c in acts.discard(turn.context, turn.person, one, turn.now).changes]


def _waiting(answer: Answer, paper: OfficePaper, gaps: tuple[str, ...]) -> Answer:
    """The next words fill the gap."""
    if not gaps:
        return answer
    return Answer(answer.card, answer.changes, expects=Expects.PAPER, expected={"id": paper.id})


def may(turn: Turn, paper: OfficePaper) -> cards.DraftActions:
    try:
        acts.require_issuable(turn.person, paper)
        return cards.DraftActions(issue=True, ask_to_issue=False)
    except Refused:
        return cards.DraftActions(issue=False, ask_to_issue=bool(signers(turn, paper)))


def signers(turn: Turn, paper: OfficePaper) -> list[str]:
    """Ids of the others who may issue it."""
    return [
        one.id
        for one in turn.context.roster.people
        if one.issues and one.id != turn.person.id and paper.unit not in one.units()
    ]


def file_name(turn: Turn, kind: PaperKind, unit: str, *, draft: bool, number: str = "") -> str:
    """督办单-市农业农村局-代拟稿.docx"""
    fmt = paper_formatter(turn)
    key = "paper.file_draft" if draft else "paper.file"
    return fmt.say(key, kind=fmt.say(KIND_KEYS[kind]), unit=unit or fmt.say("paper.all_units"), number=number)


# ---- sent back


async def returned(turn: Turn) -> Answer | None:
    """A Word file in reply to a draft is its new text; without a reply the person is asked. None where it is none."""
    file = next((one for one in turn.inbound.attachments if one.mime == DOCX), None)
    if file is None or turn.papers is None or refusal_in_plan(Action.EDIT_PAPER, turn.person):
        return None
    if paper_id := paper_on(turn):
        return await _replaced(turn, await find_paper(turn.store, paper_id), file)
    drafts = [one for one in await register(turn.store) if one.state is PaperState.DRAFT]
    known = (await desk(turn).read(file.body)).identifier if drafts else ""
    named = [one for one in drafts if str(one.id) == known]
    if named:
        return await _replaced(turn, named[0], file)
    if not drafts or turn.inbound.message_id:
        return None
    kept = {"text": "", "files": list(turn.files), "paper": True, "name": file.name}
    return Answer(cards.which(turn.fmt, drafts), expects=Expects.PAPER, expected=kept)


def paper_on(turn: Turn) -> int:
    """The paper of the message that was replied to; 0 for none."""
    for row in turn.on.read().buttons if turn.on else ():
        for button in row:
            press = parse(button.payload)
            if press and press.verb.about(Shape.PAPER):
                return int(str(press.arguments[0]))
    return 0


async def replace_by_kept(turn: Turn, paper_id: int) -> Answer:
    """The file that came without a reply is this draft's."""
    require_in_plan(turn.person, Action.EDIT_PAPER)
    kept = turn.dialog.data.get("files") if turn.dialog and turn.dialog.expects is Expects.PAPER else None
    if not isinstance(kept, list | tuple) or not kept:
        raise Refused("refused.nothing_kept")
    file = await turn.store.one(Attachment, "attachment_whole", sha256=str(kept[0]))
    if file is None:
        raise Refused("refused.nothing_kept")
    return await _replaced(turn, await find_paper(turn.store, paper_id), file)


async def _replaced(turn: Turn, paper: OfficePaper, file: Attachment) -> Answer:
    read = await desk(turn).read(file.body)
    outcome = acts.edit(turn.context, turn.person, paper, file.body, file.name, turn.now)
    doubts = () if read.identifier in ("", str(paper.id)) else (turn.say("paper.other_draft"),)
    return _edited(turn, outcome, read.gaps, "paper.edited", doubts)


async def filled(turn: Turn, paper_id: int, words: str) -> Answer:
    """Words in the place of the draft's first gap."""
    paper = await find_paper(turn.store, paper_id)
    body = await desk(turn).fill_gap(await body_of(turn, paper), words.strip())
    name = file_name(turn, paper.kind, paper.unit, draft=True)
    outcome = acts.edit(turn.context, turn.person, paper, body, name, turn.now)
    return _edited(turn, outcome, (await desk(turn).read(body)).gaps, "paper.filled")


def _edited(
    turn: Turn, outcome: PaperOutcome, gaps: tuple[str, ...], key: str, doubts: tuple[str, ...] = ()
) -> Answer:
    paper = outcome.after
    title = turn.say(key, about=cards.about(turn.fmt, paper))
    card = cards.draft(turn.fmt, paper, gaps, may(turn, paper), title, doubts=doubts)
    return _waiting(Answer(card, outcome.changes), paper, gaps)


async def body_of(turn: Turn, paper: OfficePaper) -> bytes:
    file = await turn.store.one(Attachment, "attachment_whole", sha256=paper.file)
    if file is None:  # its sender was forgotten
        raise Refused("refused.paper_file_gone")
    return file.body


async def discard(turn: Turn, paper_id: int) -> Answer:
    paper = await find_paper(turn.store, paper_id)
    outcome = acts.discard(turn.context, turn.person, paper, turn.now)
    return Answer(Card(turn.say("paper.discarded", about=cards.about(turn.fmt, paper))), outcome.changes)


# ---- the register


async def listed(turn: Turn, number: int) -> Answer:
    """/papers"""
    require_in_plan(turn.person, Action.SEE_PAPERS)
    found = await register(turn.store)
    corrected = await corrected_places(turn, found)
    return Answer(cards.register(turn.fmt, found, _names(turn), number, corrected), in_place=True)


async def corrected_places(turn: Turn, papers: Sequence[OfficePaper]) -> dict[int, list[str]]:
    """Issued papers by id, and the places whose ranks in them are others now."""
    rankings = await rankings_now(turn.context, turn.now)
    issued = (one for one in papers if one.state is PaperState.ISSUED)
    found = {one.id: corrections_in(one, rankings) for one in issued}
    return {id_: [one.told.place for one in ranks] for id_, ranks in found.items() if ranks}


async def shown(turn: Turn, paper_id: int) -> Answer:
    require_in_plan(turn.person, Action.SEE_PAPERS)
    paper = await find_paper(turn.store, paper_id)
    if paper.state is PaperState.DISCARDED:
        raise Refused(STATE_KEYS[paper.state])
    if paper.state is PaperState.DRAFT and turn.papers is not None:
        read = await desk(turn).read(await body_of(turn, paper))
        card = cards.draft(turn.fmt, paper, read.gaps, may(turn, paper), cards.about(turn.fmt, paper))
        return _waiting(Answer(card), paper, read.gaps)
    voids = refusal_in_plan(Action.ISSUE_PAPER, turn.person) is None
    corrected = corrections_in(paper, await rankings_now(turn.context, turn.now)) if paper.number else ()
    return Answer(cards.one(turn.fmt, paper, _names(turn), void=voids, corrected=corrected))


def _names(turn: Turn) -> dict[str, str]:
    return {one.id: one.name for one in turn.context.roster.people}


def may_draft(turn: Turn, a: Assignment) -> bool:
    """Whether the draft of a letter or talk comes as a file too."""
    return turn.papers is not None and allowed(turn.context, turn.person, Action.DRAFT_PAPER, a)
