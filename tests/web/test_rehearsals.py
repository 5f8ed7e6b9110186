"""The demo offers rehearsal scripts: a list, and each of them played."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import httpx
import pytest

from bot.bootstrap.scripts import ShippedScripts
from bot.i18n import Language
from bot.web.script_ports import LineKind, ScriptLine, ScriptLink
from bot.web.server import build_app
from tests.planfile.files import EN, ZH
from tests.web.standin import City

LINES = (
    ScriptLine(LineKind.MOMENT, title="周一"),
    ScriptLine(LineKind.SAID, "1  东县", lines=("<b>完成60%</b>",), attached=("照片.png",)),
    ScriptLine(LineKind.TOLD, "东县", "已记录", ("第1项",), (), (("撤销", "详情"),)),
    ScriptLine(LineKind.RECORDED, title="1.1 reported"),
)


class OneScript:
    def listed(self, language: Language) -> Sequence[ScriptLink]:
        return [ScriptLink("week", "一周")]

    async def played(self, name: str, language: Language) -> Sequence[ScriptLine] | None:
        return LINES if name == "week" else None


@pytest.fixture(params=[True, False], ids=["demo", "production"])
async def visitor(request: pytest.FixtureRequest) -> AsyncIterator[tuple[httpx.AsyncClient, bool]]:
    site = replace(City().site, scripts=OneScript() if request.param else None)
    transport = httpx.ASGITransport(build_app(site))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client, request.param


async def test_scripts_are_listed_and_played_in_the_demo_only(
    visitor: tuple[httpx.AsyncClient, bool],
) -> None:
    client, offered = visitor
    listed, one = await client.get("/rehearsals"), await client.get("/rehearsals/week")
    assert (listed.status_code, one.status_code) == ((200, 200) if offered else (404, 404))
    assert (await client.get("/rehearsals/none")).status_code == 404
    if offered:
        assert 'href="/rehearsals/week">一周<' in listed.text
        assert "&lt;b&gt;完成60%&lt;/b&gt;" in one.text
        places = [one.text.index(words) for words in ("周一", "照片.png", "已记录", "详情", "1.1 reported")]
        assert places == sorted(places)


@pytest.mark.parametrize("language", [ZH, EN])
async def test_ours_have_a_title_in_each_language(language: Language) -> None:
    links = ShippedScripts().listed(language)
    assert len(links) >= 3
    assert [
        link for link in links if link.title == link.name or link.title.isascii() is (language == ZH)
    ] == []
    assert await ShippedScripts().played("../nanyang-2023-2025", language) is None


async def test_one_of_ours_is_played() -> None:
    lines = await ShippedScripts().played("correction", ZH)
    assert lines is not None
    assert {line.kind for line in lines} == set(LineKind)
