"""A played conversation in the terminal: what Duban wrote on the left, what the person wrote on the right."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.align import Align
from rich.console import RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.context.ports import Outgoing
from bot.i18n import Language
from bot.simulate.conversation import PlayedConversation, PlayedStep
from bot.simulate.transcript import name_of, record

WIDEST = 84  # columns of a bubble
SHARE = 0.78  # of the terminal's width


def conversation(played: PlayedConversation, language: Language, width: int) -> Iterator[RenderableType]:
    """Step by step. Messages to people who do not appear in the script are counted, not printed."""
    bubble = max(min(WIDEST, int(width * SHARE)), 20)
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
            yield Align.left(_bubble(played, one, message, language, width))
    others = Counter(message.person for message in shown if message.person not in appearing)
    if others:
        line = language.say("rehearse.others", n=others.total(), people=len(others))
        yield Text(line, style="dim")


def _said(one: PlayedStep, language: Language, width: int) -> Panel:
    step = one.step
    lines = [language.say("rehearse.pressed", label=step.press)] if step.press else []
    lines += [language.say("rehearse.sent", file=step.send)] if step.send else []
    lines += [step.say] if step.say else []
    title = language.say("rehearse.edits", who=step.who, n=step.edit) if step.edit else step.who
    if step.reply_to:
        title = language.say("rehearse.replies", who=step.who, n=step.reply_to)
    return Panel(
        Text("\n".join(lines)), title=Text(f"{step.n}  {title}"), title_align="right", box=box.ROUNDED,
        border_style="cyan", expand=False, width=None if _narrow(lines, title, width) else width,
    )  # fmt: skip


def _bubble(
    played: PlayedConversation, one: PlayedStep, message: Outgoing, language: Language, width: int
) -> Panel:
    card = message.card
    body = Text(card.title, style="bold")
    body.append("".join(f"\n{line}" for line in card.lines), style="not bold")
    if card.picture:
        body.append(f"\n{language.say('rehearse.picture')}", style="not bold magenta")
    for sha256 in card.files:
        name = played.file_names.get(sha256, sha256)
        body.append(f"\n{language.say('rehearse.sent', file=name)}", style="not bold magenta")
    for row in card.buttons:
        body.append("\n" + " ".join(f"[{button.text}]" for button in row), style="not bold blue")
    title = name_of(played, one, message.person)
    return Panel(
        body, title=Text(title), title_align="left", box=box.ROUNDED, border_style="dim", expand=False,
        width=None if _narrow(body.plain.split("\n"), title, width) else width,
    )  # fmt: skip


def _narrow(lines: Sequence[str], title: str, width: int) -> bool:
    """Whether it fits without being wrapped; 4 columns are the frame's."""
    return max((Text(line).cell_len for line in (*lines, title)), default=0) + 6 <= width


def _recorded(row: dict[str, object], language: Language) -> str:
    """Item, kind and what was read of the words, as the event has it."""
    parts = [str(row[key]) for key in ("unit", "period", "next_date") if row[key]]
    if row["percent"] is not None:
        parts.append(f"{row['percent']}%")
    for value in row["values"]:  # type: ignore[attr-defined]
        of = f"/{value['of']}" if value["of"] is not None else ""
        parts.append(f"{value['name'] or ''}{value['value']}{of}{value['unit'] or ''}")
    item = row["milestone"] or row["task"] or ""
    return language.say("rehearse.recorded", event=row["event"], item=item, parts=parts or ["–"])
