"""What readings refuse: of whom they are not, a file with mistakes, and one that is known."""

import pytest

from bot.actions.enter_readings import PlannedEntry, enter_readings
from bot.context.ports import Attachment
from bot.domain.errors import Refused
from bot.domain.handed_readings import HandedReadings, ReadingsKind
from bot.domain.plan import Finding, Level
from tests.builders import ZH, City
from tests.chat.permission_situations import URBAN

READ = "日期,地区,SO2,NO2,PM10,PM2.5,CO,O3\n2023-12-01,东县,7,17,60,33,0.8,120\n"
FILE = (Attachment("读数.csv", "text/csv", READ.encode()),)
HANDED = HandedReadings(ReadingsKind.AIR, "读数.csv")
BAD = Finding(Level.ERROR, "bad_date")


async def what_readings_refuse(there: City) -> None:
    said = await there.say(URBAN, files=FILE)
    assert ZH.say("refused.readings_of_coordinator") in said.text, said.text
    pressed = await there.press_payload("coordinator", "read")
    assert ZH.say("refused.nothing_kept") in pressed.text, pressed.text
    context = await there.contexts.current()
    for findings, key in (((BAD,), "readings_wrong"), ((), "readings_known")):
        with pytest.raises(Refused, match=key):
            enter_readings(context, "", PlannedEntry(HANDED, 1, findings), there.now)
