"""A few days, so that `make soak` is known to play, restart and look for what is broken; and to find it."""

import math
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.bootstrap.locate import demo_script
from bot.i18n import Language
from bot.simulate.rehearse import stage
from bot.storage.store import open_store
from tests.bench.crowd import GOLIVE
from tests.soak.__main__ import Soak, season
from tests.soak.laws import broken, unsealed


async def test_the_laws_hold_on_every_day_of_a_short_season(tmp_path: Path) -> None:
    soak = Soak(deadline=math.inf, last=date(2023, 11, 20))
    await season(soak, tmp_path, seed=1)
    assert soak.days >= 20
    assert soak.found == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE assignment SET percent = 99 WHERE id = 7", "assignment 7 is not what its events say"),
        ("UPDATE assignment SET light = 'red' WHERE id = 7", "assignment 7 shines red"),
        ("UPDATE event SET person_id = 'nobody' WHERE stream = '7'", " is broken"),
        (
            "UPDATE message SET created_at = created_at - 3600000, person = 'u01-liaison'",
            "times on 2023-11-01",
        ),
    ],
)
async def test_each_kind_of_damage_is_detected(tmp_path: Path, damage: str, told: str) -> None:
    script = demo_script(GOLIVE, Language.of("zh_CN"))
    store = await open_store(f"sqlite:///{tmp_path}/city.db", script.plan.id, synchronous="OFF")
    play = (await stage(script, store)).play
    await play.until(script.calendar.at(date(2023, 11, 2)) - 1)
    context = await play.contexts.current()
    assert not [*await broken(store, context, 0, play.clock.now), *await unsealed(store)]
    with closing(sqlite3.connect(tmp_path / "city.db")) as db, db:
        db.execute(damage)
    found = [*await broken(store, context, 0, play.clock.now), *await unsealed(store)]
    await store.close()
    assert any(told in text for text in found)
