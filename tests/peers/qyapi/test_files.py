"""media/upload and media/get."""

from typing import Any

import httpx
import pytest

from tests.peers.qyapi.client import Client, Clock
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom

DAY = 24 * 3_600_000
MB = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
AMR = b"#!AMR\n" + bytes(64)


async def upload(ask: Client, kind: str, body: bytes, name: str = "台账 “终稿”.xlsx") -> dict[str, Any]:
    url = f"{ask.server.api}/media/upload"
    query = {"access_token": ask.token, "type": kind}
    answer = await ask.http.post(url, params=query, files={"media": (name, body)})
    return answer.json()  # type: ignore[no-any-return]


async def test_a_file_goes_up_out_and_down_byte_for_byte(
    server: WeCom, ask: Client, zhang: Person, clock: Clock
) -> None:
    body = bytes(range(256)) * 8
    told = await upload(ask, "file", body)
    assert (told["type"], told["created_at"]) == ("file", str(clock.now // 1000))
    await ask.send("file", {"media_id": told["media_id"]})
    assert zhang.heard()[0].files == [("台账 “终稿”.xlsx", body)]
    answer = await get(ask, told["media_id"])
    assert answer.content == body
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="%E5%8F%B0')


async def get(ask: Client, media_id: str) -> httpx.Response:
    query = {"access_token": ask.token, "media_id": media_id}
    return await ask.http.get(f"{ask.server.api}/media/get", params=query)


async def test_it_is_gone_after_three_days(ask: Client, clock: Clock) -> None:
    media_id = (await upload(ask, "file", b"123456"))["media_id"]
    clock.sleep(3 * DAY)
    await ask.enter()
    assert (await get(ask, media_id)).content == b"123456"
    clock.sleep(1)
    assert (await get(ask, media_id)).json()["errcode"] == 40007
    assert (await ask.send("file", {"media_id": media_id}))["errcode"] == 40007


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("paper", b"123456", 40005),
        ("file", b"", 44001),
        ("file", b"12345", 40006),
        ("image", PNG, 0),
        ("image", b"\xff\xd8\xff\xe0 jpeg", 0),
        ("image", b"GIF89a", 40123),
        ("image", PNG + bytes(10 * MB), 40009),
        ("voice", AMR, 0),
        ("voice", b"OggS 123", 301017),
        ("voice", AMR + bytes(60 * 1600), 45007),
        ("video", bytes(10 * MB + 1), 40011),
        ("file", bytes(20 * MB), 0),
        ("file", bytes(20 * MB + 1), 45001),
    ],
)
async def test_sizes_and_forms(ask: Client, kind: str, body: bytes, code: int) -> None:
    assert (await upload(ask, kind, body))["errcode"] == code


@pytest.mark.parametrize(
    ("disposition", "shown"),
    [
        ('filename="台账.xlsx"', "台账.xlsx"),
        ("filename*=UTF-8''%E5%8F%B0.xlsx", None),
        (r'filename="\346\227\245.txt"', r"\346\227\245.txt"),
    ],
)
async def test_the_name_is_read_raw(
    server: WeCom, ask: Client, zhang: Person, disposition: str, shown: str | None
) -> None:
    """wechatpy#293: RFC 2231 alone is no name."""
    raw = (
        f'--b\r\nContent-Disposition: form-data; name="media"; {disposition}\r\n'
        "Content-Type: application/octet-stream\r\n\r\n123456\r\n--b--\r\n"
    )
    url = f"{server.api}/media/upload?access_token={ask.token}&type=file"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    told = (await ask.http.post(url, content=raw.encode(), headers=kind)).json()
    if shown is None:
        assert told["errcode"] == 41005
        return
    await ask.send("file", {"media_id": told["media_id"]})
    assert zhang.heard()[0].files == [(shown, b"123456")]


async def test_without_a_field_media(server: WeCom, ask: Client) -> None:
    url = f"{server.api}/media/upload?access_token={ask.token}&type=file"
    assert (await ask.http.post(url, files={"file": b"123456"})).json()["errcode"] == 44001
    assert (await ask.http.post(url, content=b"123456")).json()["errcode"] == 44001


async def test_a_picture_is_no_voice(ask: Client) -> None:
    media_id = (await upload(ask, "image", PNG))["media_id"]
    assert (await ask.send("voice", {"media_id": media_id}))["errcode"] == 40007
    assert (await ask.send("image", {"media_id": media_id}))["errcode"] == 0
