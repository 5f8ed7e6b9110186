"""The same conversation ends the same whatever the channel: in `rehearse`, in the browser, on Telegram, in WeCom."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.bootstrap.conversation import script_of
from bot.domain.person import Roster
from bot.planfile.conversation import Conversation, read_conversation
from bot.planfile.people import read_people
from bot.simulate.conversation import play_conversation
from tests.builders import SMALL, ZH, small_plan
from tests.contracts.talk import PHOTO, Talk, Told, in_browser, on_telegram, play_over, said, settings_beside
from tests.contracts.talk_on_wecom import can_be_told, on_wecom_app
from tests.contracts.talk_on_wecom_bot import can_be_told_to_bot, on_wecom_bot

SCRIPTS = sorted((Path(__file__).parent / "conversations").glob("*.yaml"))
Opened = AbstractAsyncContextManager[Talk]
SIDES: Mapping[str, Callable[[Path, Roster | None], Opened]] = {
    "browser": in_browser,
    "telegram": on_telegram,
    "wecom": on_wecom_app,
    "wecom bot": on_wecom_bot,
}


_REHEARSED: dict[str, list[Told | None]] = {}  # by script: all sides are compared with the same


async def rehearsed(conversation: Conversation) -> list[Told | None]:
    """What the simulated channel has of it."""
    name = conversation.file.name
    if name not in _REHEARSED:
        _REHEARSED[name] = await _rehearse(conversation)
    return _REHEARSED[name]


async def _rehearse(conversation: Conversation) -> list[Told | None]:
    script = script_of(conversation, settings_beside(conversation), ZH)
    played = await play_conversation(script, conversation, ZH)
    return [
        Told(
            said(one.recorded),
            next(
                (
                    "".join(m.card.text.split())
                    for m in one.shown[len(one.shown) - one.answers :]
                    if m.kind == "answer" and m.person == played.people[one.step.who].id
                ),
                "",
            ),
        )
        if one.step.who
        else None
        for one in played.steps
    ]


def script(folder: Path, file: Path) -> Conversation:
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "duban.yaml").write_text("plan: small.yaml\n", encoding="utf-8")
    (folder / "photo.png").write_bytes(PHOTO)
    (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    for beside in file.parent.glob("*.yml"):  # people and lists; the scripts are *.yaml
        (folder / beside.name).write_text(beside.read_text(encoding="utf-8"), encoding="utf-8")
    return read_conversation(folder / file.name, ZH)


def people_of(folder: Path, conversation: Conversation) -> Roster | None:
    if not conversation.people:
        return None
    return read_people(folder / conversation.people, small_plan(), ZH).roster


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
async def test_a_conversation_ends_the_same_over_every_channel(file: Path, side: str, tmp_path: Path) -> None:
    conversation = script(tmp_path, file)
    if side == "browser" and any(step.edit or step.forwarded for step in conversation.steps):
        return  # a page changes no message that was sent, and passes none on
    if side == "wecom" and not all(map(can_be_told, conversation.steps)):
        return
    if side == "wecom bot" and not all(map(can_be_told_to_bot, conversation.steps)):
        return
    async with SIDES[side](tmp_path, people_of(tmp_path, conversation)) as talk:
        told = await play_over(talk, conversation)
    assert told == await rehearsed(conversation)
    assert any(one and (one.events or one.answer) for one in told)
