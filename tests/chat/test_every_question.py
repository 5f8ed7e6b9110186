"""Every question that the bot puts has an answer path: in words, by a tap where there is one, and a way out."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from bot.chat.turn import Dialog, Expects
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan
from tests.builders import ROOT, ZH, City, buttons, city
from tests.chat.asking_sentences import ANSWERED, ASKS, OF_FILES_AND_COMMANDS
from tests.chat.questions_walked import CHOSEN, DECIDED, EARLY, LATE, LEFT, PLAN, TICKETS, Walk


def catalogue(language: str) -> dict[str, str]:
    """Key → sentence, of several plural forms the first."""
    path = ROOT / "locales" / language / "LC_MESSAGES" / "duban.po"
    found = {}
    for one in read_po(BytesIO(path.read_bytes())):
        key, said = ([part] if isinstance(part, str) else list(part or ()) for part in (one.id, one.string))
        found[key[0]] = said[0]
    found.pop("", None)
    return found


async def asked(there: City, walk: Walk) -> None:
    await walk.asks(there)
    card = there.last(walk.who)
    dialog = await there.store.one(Dialog, "dialog", person=walk.who)
    assert dialog is not None and dialog.expects is walk.expects, (walk.expects, card.text)


async def events(there: City) -> int:
    return int(there.rows("SELECT count(*) FROM event")[0][0])


async def walked(there: City, walks: Sequence[Walk]) -> None:
    for walk in walks:
        await asked(there, walk)
        before = await events(there)
        said = await there.say(walk.who, "取消")
        assert "已取消" in said.text, (walk.expects, said.text)
        assert await events(there) == before, walk.expects
        if walk.tap:
            await asked(there, walk)
            card = await there.press(walk.who, walk.tap)
            assert walk.tapped in card.text, (walk.expects, card.text)
            if await events(there) > before:
                await there.say(walk.who, "/undo")
        await asked(there, walk)
        card = await there.say(walk.who, walk.words)
        assert walk.then in card.text, (walk.expects, card.text)
        assert await events(there) > before, (walk.expects, "leads to no record")
        await there.say(walk.who, "/undo")


async def town_of_questions(folder: Path, day: str, walks: Sequence[Walk]) -> None:
    plan = load_plan(PLAN, "small.yaml", ZH)
    async with city(folder, plan, demo_people(plan, ZH)) as there:
        await there.go_live("2023-11-01")
        await there.sleep_until(day, "10:00")
        await walked(there, walks)
        silent = [m.card.text for m in there.sent if ASKS.search(m.card.text) and not buttons(m.card)]
        assert silent == [], "asks, and offers nothing to press: not even a way out"


async def test_every_question_is_answered_in_words_or_by_a_tap_and_can_be_cancelled(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("early", "decided", "late", "tickets")]
    for folder in folders:
        folder.mkdir()
    await town_of_questions(folders[0], "2023-12-18", (*EARLY, *LEFT, *CHOSEN))
    await town_of_questions(folders[1], "2023-12-18", DECIDED)
    await town_of_questions(folders[2], "2024-01-11", LATE)
    await town_of_questions(folders[3], "2024-01-11", TICKETS)


def test_every_kind_of_question_has_a_walk() -> None:
    assert {walk.expects for walk in (*EARLY, *LEFT, *CHOSEN, *DECIDED, *LATE, *TICKETS)} == set(Expects)
    assert {how for how in ANSWERED.values() if isinstance(how, Expects)} == set(Expects)


def test_every_sentence_that_asks_says_what_answers_it() -> None:
    asking = {
        key
        for key, said in catalogue("zh_CN").items()
        if ASKS.search(said) and not key.startswith(OF_FILES_AND_COMMANDS)
    }
    assert asking - set(ANSWERED) == set(), "a new question needs its answer path"
    assert set(ANSWERED) - asking - {"talk.note_follows"} == set(), "no longer asked: remove it"
