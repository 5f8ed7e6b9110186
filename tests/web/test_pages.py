"""Pages and scripts find every sentence they say, in every language."""

import json
import re

import pytest

from bot.i18n import Language, codes
from bot.web.pages import STATIC, WEB_FOLDER
from bot.web.texts import PLACEHOLDERS, WORD_KEYS, template
from tests.web.conftest import House

KEY = re.compile(r"[\"'](web\.[a-z_]+)[\"']")


def said_by_scripts() -> set[str]:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    page = (WEB_FOLDER / "templates" / "chat.html").read_text(encoding="utf-8")
    said_again = re.findall(r"data-say[a-z-]*=\"(web\.[a-z_]+)\"", page)
    told_by_us = {"web.error_unreadable", "web.error_too_large", "web.error_too_long", "web.error_empty_file"}
    return {*KEY.findall(scripts), *said_again, *told_by_us}


def test_what_scripts_say_travels_with_the_page_and_nothing_else() -> None:
    assert set(WORD_KEYS) == said_by_scripts()


@pytest.mark.parametrize("code", codes())
def test_a_script_can_fill_every_placeholder(code: str) -> None:
    for key in WORD_KEYS:
        assert set(re.findall(r"\{(\w+)\}", template(Language.of(code), key))) <= set(PLACEHOLDERS)


async def test_words_in_the_page_cannot_close_their_element(demo: House) -> None:
    async with demo.visitor() as visitor:
        page = (await visitor.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})).text
    words = page.partition('id="words">')[2].partition("</script>")[0]
    assert set(json.loads(words)) == set(codes())
    assert "<" not in words
    assert '<html lang="en">' in page


def test_every_module_is_short_enough_to_read() -> None:
    long = {path.name: n for path in STATIC.iterdir() if (n := len(path.read_bytes().splitlines())) > 250}
    assert long == {}
