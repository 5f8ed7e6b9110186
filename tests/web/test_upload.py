"""What a person sends counts once, and no file of theirs can become a page."""

import asyncio
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attachment import mime_of, safe_name
from bot.web.server import build_app
from tests.web.conftest import LIMIT, House, say
from tests.web.standin import City, picture

HERE = "here-1234"
HOME = "http://127.0.0.1:8765"
HTML = b"<html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


async def test_a_repeated_action_counts_once(demo: House) -> None:
    async with demo.visitor() as visitor:
        answers = await asyncio.gather(
            *(say(visitor, id=HERE, chat="leader", text="已完成 80%") for _ in range(5))
        )
    assert {answer.status_code for answer in answers} == {204}
    assert [b.lines for b in demo.city.chats["leader"] if b.mine] == [("已完成 80%",)]


async def test_a_photo_and_a_file_arrive_whole(demo: House) -> None:
    files = [("现场.png", picture(), "image/png"), ("台账.xlsx", b"PK\x03\x04 table", "text/html")]
    async with demo.visitor() as visitor:
        assert (await say(visitor, id=HERE, chat="leader", text="见附件", files=files)).status_code == 204
        said = demo.city.chats["leader"][0]
        photo, table = [await visitor.get(f"/file/{f.sha256}?chat=leader") for f in said.files]
    assert photo.content == picture()
    assert photo.headers["content-type"] == "image/png"
    assert photo.headers["content-disposition"].startswith("inline;")
    assert table.headers["content-disposition"].startswith("attachment;")
    assert table.headers["content-type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    ("name", "body"), [("a.html", HTML), ("a.png", HTML), ("a.svg", SVG), ("a.xml", SVG)]
)
async def test_what_could_run_is_only_downloaded(demo: House, name: str, body: bytes) -> None:
    async with demo.visitor() as visitor:
        await say(visitor, id=HERE, chat="leader", files=[(name, body, "text/html")])
        served = await visitor.get(f"/file/{demo.city.chats['leader'][0].files[0].sha256}?chat=leader")
    assert served.headers["content-type"] == "application/octet-stream"
    assert served.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in served.headers["content-security-policy"]


async def test_a_file_of_another_chat_is_not_there(demo: House) -> None:
    async with demo.visitor() as visitor:
        await say(visitor, id=HERE, chat="leader", files=[("a.txt", b"secret", "text/plain")])
        sha = demo.city.chats["leader"][0].files[0].sha256
        assert (await visitor.get(f"/file/{sha}?chat=reviewer")).status_code == 404
        assert (await visitor.get(f"/file/{sha}")).status_code == 404


async def test_too_much_is_refused_in_words(demo: House) -> None:
    async with demo.visitor() as visitor:
        large = [("a.bin", b"x" * (LIMIT * 3), "application/octet-stream")]
        told = [
            await say(visitor, id=HERE, chat="leader", files=large),
            await say(visitor, id=HERE, chat="leader", text="长" * 4001),
            await say(visitor, id=HERE, chat="leader", files=[("a.txt", b"", "text/plain")]),
        ]
    assert [(answer.status_code, answer.json()["error"]) for answer in told] == [
        (413, "web.error_too_large"),
        (400, "web.error_too_long"),
        (400, "web.error_empty_file"),
    ]
    assert demo.city.chats["leader"] == []


async def test_our_failure_is_a_sentence_without_a_traceback(demo: House) -> None:
    async with demo.visitor() as visitor:
        answer = await say(visitor, id=HERE, chat="leader", text="/crash")
    assert (answer.status_code, answer.json()) == (500, {"error": "web.error_failed"})


FIELDS = st.dictionaries(
    st.sampled_from(["id", "chat", "text", "button", "label", "message_id", "quote", "other"]),
    st.text(max_size=100),
    max_size=8,
)


@given(fields=FIELDS)
def test_any_form_ends_in_a_clear_answer(fields: dict[str, str]) -> None:
    asyncio.run(check(data=fields, files={"none": ("", "")}))


@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(["multipart/form-data; boundary=x", "multipart/form-data", ""]),
)
def test_any_body_ends_in_a_clear_answer(body: bytes, kind: str) -> None:
    asyncio.run(check(content=body, headers={"Content-Type": kind}))


async def check(**request: Any) -> None:
    app = httpx.ASGITransport(build_app(City().site))
    async with httpx.AsyncClient(transport=app, base_url=HOME, headers={"Origin": HOME}) as visitor:
        answer = await visitor.post("/say", **request)
    assert answer.status_code in (204, 400, 401, 411)
    assert answer.status_code == 204 or answer.json()["error"].startswith("web.error_")


@given(st.text())
def test_a_safe_name_is_one_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 100
    assert not set(safe) & set('/\\<>:"|?*\0\r\n\u202e')
    assert safe.strip(" .") == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\台账\\12月.xlsx", "12月.xlsx"),
        ("gpj\u202e.exe", "gpj.exe"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("报告" * 80 + ".docx", "报告" * 47 + "报.docx"),
    ],
)
def test_names(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


def test_the_bytes_decide_what_a_picture_is() -> None:
    assert mime_of("photo.html", picture()) == "image/png"
    assert mime_of("page.png", HTML) == "application/octet-stream"
