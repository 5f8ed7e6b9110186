"""A played conversation in the terminal: what Duban wrote on the left, what the person wrote on the right."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.align import Align
from rich.cells import cell_len
from rich.console import RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.cli.wrapping import wrapped
from bot.context.ports import Outgoing
from bot.i18n import Language
from bot.simulate.conversation import PlayedConversation, PlayedStep
from bot.simulate.transcript import name_of, record

WIDEST = 84  # columns of a bubble
NARROWEST = 20
SHARE = 0.78  # of the terminal's width
FRAME = 4  # columns: a line and a blank on either side

Styled = tuple[str, str]  # a line and its style


def conversation(played: PlayedConversation, language: Language, width: int) -> Iterator[RenderableType]:
    """Step by step. Messages to people who do not appear in the script are counted, not printed."""
    bubble = max(min(WIDEST, int(width * SHARE)), NARROWEST)
    at = None
    for one in played.steps:
        if one.step.at != at:
            at = one.step.at
            yield Rule(Text(language.say("rehearse.moment", day=at.date(), at=at), style="dim"), style="dim")
        yield from _step(played, one, language, bubble)


def _step(
    played: PlayedConversation, one: PlayedStep, language: Language, width: int
) -> Iterator[RenderableType]:
    before = len(one.shown) - one.answers
    yield from _messages(played, one, one.shown[:before], language, width)
    if one.step.who:
        yield Align.right(_said(one, language, width))
    yield from _messages(played, one, one.shown[before:], language, width)
    for event in one.recorded:
        yield Text(_recorded(record(played, event), language), style="green")


def _messages(
    played: PlayedConversation, one: PlayedStep, shown: Sequence[Outgoing], language: Language, width: int
) -> Iterator[RenderableType]:
    appearing = {person.id for person in played.people.values()}
    for message in shown:
        if message.person in appearing:
            yield Align.left(_told(played, one, message, language, width))
    others = Counter(message.person for message in shown if message.person not in appearing)
    if others:
        line = language.say("rehearse.others", n=others.total(), people=len(others))
        yield Text(line, style="dim")


def _said(one: PlayedStep, language: Language, width: int) -> Panel:
    step = one.step
    lines = [(language.say("rehearse.pressed", label=step.press), "bold")] if step.press else []
    lines += [(language.say("rehearse.sent", file=step.send), "magenta")] if step.send else []
    lines += [(line, "") for line in step.say.splitlines()]
    title = step.who
    if step.edit:
        title = language.say("rehearse.edits", who=step.who, n=step.edit)
    elif step.reply_to:
        title = language.say("rehearse.replies", who=step.who, n=step.reply_to)
    return _bubble(lines, f"{step.n}  {title}", width, align="right", style="cyan")


def _told(
    played: PlayedConversation, one: PlayedStep, message: Outgoing, language: Language, width: int
) -> Panel:
    card = message.card
    lines = [(card.title, "bold"), *((line, "") for text in card.lines for line in text.split("\n"))]
    if card.picture:
        lines.append((language.say("rehearse.picture"), "magenta"))
    for sha256 in card.files:
        name = played.file_names.get(sha256, sha256)
        lines.append((language.say("rehearse.sent", file=name), "magenta"))
    lines += [("  ".join(f"[{button.text}]" for button in row), "blue") for row in card.buttons]
    return _bubble(lines, name_of(played, one, message.person), width, align="left", style="dim")


def _bubble(lines: Sequence[Styled], title: str, width: int, *, align: Any, style: str) -> Panel:
    """As wide as its longest line, at most `width` columns."""
    room = width - FRAME
    broken = [(part, line_style) for line, line_style in lines for part in wrapped(line, room)]
    title = wrapped(title, room - 2)[0]
    longest = max((*(cell_len(line) for line, _ in broken), cell_len(title) + 2))
    body = Text("\n").join(Text(line, style=line_style) for line, line_style in broken)
    return Panel(
        body, title=Text(title), title_align=align, box=box.ROUNDED, border_style=style, width=longest + FRAME
    )


def _recorded(row: dict[str, Any], language: Language) -> str:
    """Item, kind and what was read of the words, as the event has it."""
    parts = [str(row[key]) for key in ("unit", "period", "next_date") if row[key]]
    if row["percent"] is not None:
        parts.append(f"{row['percent']}%")
    for value in row["values"]:
        of = f"/{value['of']}" if value["of"] is not None else ""
        verdict = f" ({value['verdict']})" if value["verdict"] else ""
        parts.append(f"{value['name'] or ''}{value['value']}{of}{value['unit'] or ''}{verdict}")
    item = row["milestone"] or row["task"] or ""
    return language.say("rehearse.recorded", event=row["event"], item=item, parts=parts or ["–"])
