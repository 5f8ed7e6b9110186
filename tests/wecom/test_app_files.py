"""Files of ours in WeCom: under their names, byte for byte, uploaded once and shown once."""

import pytest

from bot.actions.report import keep_files
from bot.cards.card import Card
from bot.context.ports import Attachment
from bot.domain.calendar import DAY, MINUTE
from tests.peers.botapi.faults import Reset, Say
from tests.peers.wecom.server import WeCom
from tests.web.standin import picture
from tests.wecom.city import WeComCity
from tests.wecom.sending import deliver_all, told

LIAISON, OTHER = "u02-liaison", "u01-liaison"
LEDGER = Attachment("台账（终稿）“一”.xlsx", "application/zip", b"PK\x03\x04" + bytes(range(256)) * 40)
PHOTO = Attachment("现场.png", "image/png", picture())


async def keep(town: WeComCity, *files: Attachment) -> tuple[str, ...]:
    sender = (await town.contexts.current()).roster.by_id[OTHER]
    digests, changes = keep_files(files, sender, town.now)
    await town.store.commit(changes)
    return digests


def files(town: WeComCity, person: str = LIAISON) -> list[tuple[str, bytes]]:
    return [file for one in town.phone_of(person).heard() for file in one.files]


async def test_a_file_keeps_its_name_and_its_bytes(town: WeComCity) -> None:
    await told(town, Card("", files=await keep(town, LEDGER)))
    assert files(town) == [(LEDGER.name, LEDGER.body)]


async def test_a_lost_answer_shows_a_file_once(town: WeComCity, server: WeCom) -> None:
    digests = await keep(town, LEDGER)
    server.faults.add("message/send", Reset(after=True))
    await told(town, Card("", files=digests))
    town.clock.now += MINUTE
    await deliver_all(town)
    assert files(town) == [(LEDGER.name, LEDGER.body)]
    assert server.ledger.count("media/upload") == 1


async def test_what_two_people_get_is_uploaded_once_and_again_after_three_days(
    town: WeComCity, server: WeCom
) -> None:
    digests = await keep(town, LEDGER)
    await told(town, Card("", files=digests), "one")
    await told(town, Card("", files=digests), "two", OTHER)
    assert server.ledger.count("media/upload") == 1
    town.clock.now += 3 * DAY + 5 * MINUTE
    await told(town, Card("", files=digests), "three", OTHER)
    assert server.ledger.count("media/upload") == 2
    assert len(files(town, OTHER)) == 2


async def test_what_wecom_takes_for_no_picture_is_a_file(town: WeComCity, server: WeCom) -> None:
    server.faults.add("media/upload", Say(40009, "invalid image size"), times=1)
    await told(town, Card("", picture=(await keep(town, PHOTO))[0]))
    [shown] = town.phone_of(LIAISON).heard()
    assert (shown.msgtype, shown.files) == ("file", [(PHOTO.name, PHOTO.body)])


@pytest.mark.parametrize("body", [b"12345", b"x" * (20 * 1024 * 1024 + 1)], ids=["5 bytes", "over 20 MB"])
async def test_what_wecom_takes_not_at_all_is_named(town: WeComCity, server: WeCom, body: bytes) -> None:
    await told(town, Card("", files=await keep(town, Attachment("附件.txt", "text/plain", body))))
    assert [one.words for one in town.phone_of(LIAISON).heard()] == ["附件.txt"]
    assert server.ledger.count("media/upload") == 0
