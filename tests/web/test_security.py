"""Nobody comes in under a strange name or from another site."""

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.web.conftest import House, say

HERE = "here-1234"


async def test_the_first_page_comes_at_once(demo: House) -> None:
    async with demo.visitor() as visitor:
        page = await visitor.get("/")
    assert page.status_code == 200
    assert "督办" in page.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "127.0.0.1@evil.example"]
)
async def test_a_strange_host_is_told_so(demo: House, host: str) -> None:
    """A name that an attacker lets resolve to 127.0.0.1."""
    async with httpx.AsyncClient(base_url=demo.address, headers={"Host": host}) as visitor:
        page = await visitor.get("/")
    assert page.status_code in (400, 421)
    assert "统筹" not in page.text


async def test_loopback_has_three_names(demo: House) -> None:
    port = demo.origin.rpartition(":")[2]
    async with httpx.AsyncClient(base_url=demo.address) as visitor:
        answers = [
            (await visitor.get("/healthz", headers={"Host": f"{name}:{port}"})).status_code
            for name in ("127.0.0.1", "localhost", "[::1]")
        ]
    assert answers == [200, 200, 200]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1:1"])
async def test_another_site_cannot_speak_for_the_visitor(demo: House, origin: str) -> None:
    async with demo.visitor(Origin=origin) as visitor:
        answer = await say(visitor, id=HERE, chat="leader", text="/summary")
    assert answer.status_code == 403
    assert demo.city.chats["leader"] == []


async def test_another_site_cannot_listen(demo: House) -> None:
    with pytest.raises(InvalidStatus):
        async with demo.page(origin="https://evil.example"):
            pass


async def test_every_answer_is_closed_to_other_sites_and_inline_scripts(demo: House) -> None:
    async with demo.visitor() as visitor:
        for path in ("/", "/static/main.js", "/nowhere", "/healthz"):
            headers = (await visitor.get(path)).headers
            assert "default-src 'none'; script-src 'self';" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert "server" not in headers


async def test_nothing_comes_from_elsewhere(demo: House) -> None:
    """No CDN, no inline script or style."""
    async with demo.visitor() as visitor:
        page = (await visitor.get("/")).text
    assert "http" not in page.replace("http-equiv", "")
    assert all('type="application/json"' in tag or "src=" in tag for tag in page.split("<script")[1:])
    assert " style=" not in page and " onclick=" not in page
