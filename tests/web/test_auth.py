"""In `run`, one comes in with an invite and sees one's own chat only."""

import asyncio
import json
from collections import Counter

from websockets.exceptions import ConnectionClosed

from bot.web.auth import COOKIE
from bot.web.entry_limit import TRIES
from bot.web.socket import SIGNED_OUT
from tests.web.conftest import House, say, served

HERE = "here-1234"


async def enter(run: House, code: str = "letmein") -> str:
    async with run.visitor() as visitor:
        answer = await visitor.post("/enter", data={"code": f" {code} "})
    assert answer.status_code == 303
    return str(answer.headers["set-cookie"])


async def test_a_stranger_is_asked_for_an_invite_and_sees_nobody(run: House) -> None:
    async with run.visitor() as visitor:
        page = (await visitor.get("/")).text
    assert 'name="code"' in page
    assert "contacts" not in page


async def test_a_wrong_code_gets_one_polite_answer(run: House) -> None:
    async with run.visitor() as visitor:
        answer = await visitor.post("/enter", data={"code": "guess"})
    assert answer.status_code == 403
    assert "邀请码不正确" in answer.text
    assert "set-cookie" not in answer.headers


async def test_guessing_is_stopped(run: House) -> None:
    async with run.visitor() as visitor:
        answers = [
            (await visitor.post("/enter", data={"code": f"{n}"})).status_code for n in range(TRIES + 1)
        ]
        honest = await visitor.post("/enter", data={"code": "letmein"})
    assert answers == [403] * TRIES + [429]
    assert honest.status_code == 429


async def test_a_hundred_guesses_at_once_are_stopped_too(run: House) -> None:
    async with run.visitor() as visitor:
        answers = await asyncio.gather(*(visitor.post("/enter", data={"code": f"{n}"}) for n in range(100)))
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {403: TRIES, 429: 100 - TRIES}


async def test_one_code_entered_twenty_times_at_once_lets_one_in(run: House) -> None:
    async with run.visitor() as visitor:
        answers = await asyncio.gather(*(visitor.post("/enter", data={"code": "letmein"}) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [303] + [403] * 19
    assert sum("邀请码已使用" in answer.text for answer in answers) == 19


async def test_right_codes_do_not_count_as_guesses(run: House) -> None:
    """An office of thirty behind one address enters in one minute."""
    run.city.codes |= {f"code-{n}": f"liaison-{n}" for n in range(3 * TRIES)}
    async with run.visitor() as visitor:
        answers = [await visitor.post("/enter", data={"code": code}) for code in list(run.city.codes)]
    assert {answer.status_code for answer in answers} == {303}


async def test_nobody_gets_more_tries_by_naming_other_addresses(run: House) -> None:
    async with run.visitor() as visitor:
        answers = [
            await visitor.post("/enter", data={"code": "guess"}, headers={"X-Forwarded-For": f"10.0.0.{n}"})
            for n in range(2 * TRIES)
        ]
    assert [answer.status_code for answer in answers] == [403] * TRIES + [429] * TRIES


async def test_behind_a_trusted_proxy_a_strangers_guesses_lock_out_nobody_else() -> None:
    async with served(["127.0.0.0/8"], open_house=False) as run, run.visitor() as visitor:
        for _ in range(2 * TRIES):
            await visitor.post("/enter", data={"code": "guess"}, headers={"X-Forwarded-For": "203.0.113.7"})
        by_proxy = {"X-Forwarded-For": "6.6.6.6, 203.0.113.8", "X-Forwarded-Proto": "https"}
        answer = await visitor.post("/enter", data={"code": "letmein"}, headers=by_proxy)
    assert (answer.status_code, "Secure" in answer.headers["set-cookie"]) == (303, True)
    assert run.city.entries.taken.keys() == {"203.0.113.7", "203.0.113.8"}


async def test_over_https_the_cookie_is_secure_even_if_the_proxy_is_not_trusted(run: House) -> None:
    run.city.codes["another"] = "liaison-1"
    async with run.visitor(Origin=run.origin.replace("http:", "https:")) as visitor:
        answer = await visitor.post("/enter", data={"code": "letmein"})
    assert "Secure" in answer.headers["set-cookie"]
    assert "Secure" not in await enter(run, "another")


async def test_one_lists_ones_sessions_and_ends_another(run: House) -> None:
    run.city.codes["second"] = "liaison-0"
    phone = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile"}
    async with run.visitor(**phone) as lost, run.visitor() as desk:
        await lost.post("/enter", data={"code": "letmein"})
        await desk.post("/enter", data={"code": "second"})
        page = (await desk.get("/sessions")).text
        assert "Chrome · Android" in page and page.count('name="session"') == 1
        assert (await desk.post("/sessions/end", data={"session": "token-letmein"})).status_code == 303
        assert 'name="code"' in (await lost.get("/")).text
        assert 'id="log"' in (await desk.get("/")).text
        assert (await lost.get("/sessions")).headers["location"] == "/"


async def test_the_demo_has_no_sessions(demo: House) -> None:
    async with demo.visitor() as visitor:
        assert (await visitor.get("/sessions")).status_code == 303


async def test_the_session_is_out_of_reach_of_scripts_and_other_sites(run: House) -> None:
    cookie = await enter(run)
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie


async def test_a_code_works_once(run: House) -> None:
    await enter(run)
    async with run.visitor() as visitor:
        assert (await visitor.post("/enter", data={"code": "letmein"})).status_code == 403


async def test_one_sees_and_writes_only_in_ones_own_chat(run: House) -> None:
    cookie = (await enter(run)).partition(";")[0]
    await run.city.digest("liaison-0")
    async with run.page(cookie) as page, run.visitor(Cookie=cookie) as visitor:
        chat = await page.open("leader")  # whose name is not asked
        assert chat["chat"] == "liaison-0"
        assert len(chat["bubbles"]) == 1
        assert (await say(visitor, id=HERE, chat="leader", text="hello")).status_code == 401
        await run.city.say("leader", run.city.summary())
        assert (await say(visitor, id=HERE, text="hello")).status_code == 204
        line = await page.hear("line")
        assert line["bubble"]["lines"] == ["hello"]
    assert len(run.city.chats["leader"]) == 1


async def test_the_page_without_contacts(run: House) -> None:
    cookie = (await enter(run)).partition(";")[0]
    async with run.visitor(Cookie=cookie) as visitor:
        page = (await visitor.get("/")).text
    assert 'id="log"' in page
    assert 'id="contacts"' not in page and 'id="clock"' not in page


async def test_who_signs_out_is_out(run: House) -> None:
    cookie = (await enter(run)).partition(";")[0]
    async with run.visitor(Cookie=cookie) as visitor:
        assert (await visitor.post("/leave")).status_code == 303
        assert 'name="code"' in (await visitor.get("/")).text
        answer = await say(visitor, id=HERE, text="still me")
    assert (answer.status_code, answer.json()) == (401, {"error": "web.error_session"})


async def test_a_socket_without_a_session_is_told_why_it_is_closed(run: House) -> None:
    async with run.page(f"{COOKIE}=expired") as page:
        try:
            await page.socket.recv()
        except ConnectionClosed as closed:
            assert closed.rcvd and closed.rcvd.code == SIGNED_OUT


async def test_the_demo_controls_are_the_demos(run: House) -> None:
    cookie = (await enter(run)).partition(";")[0]
    async with run.page(cookie) as page:
        await page.socket.send(json.dumps({"do": "day"}))
        assert (await page.hear("error"))["error"] == "web.error_unreadable"


SIGNED = "signed=by+telegram"


async def test_who_comes_from_telegram_is_in_without_a_code(run: House) -> None:
    async with run.visitor() as visitor:
        assert 'src="/static/app.js"' in (await visitor.get("/app")).text
        answer = await visitor.post("/enter/telegram", data={"data": SIGNED})
        assert (answer.status_code, answer.text) == (204, "")
        assert 'id="log"' in (await visitor.get("/")).text
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=strict" in answer.headers["set-cookie"]


async def test_what_telegram_did_not_sign_opens_nothing(run: House) -> None:
    async with run.visitor() as visitor:
        for data in ({"data": "signed=by+me"}, {"data": ""}, {}):
            answer = await visitor.post("/enter/telegram", data=data)
            assert (answer.status_code, answer.json()) == (403, {"error": "web.visit_refused"})
            assert "set-cookie" not in answer.headers
        assert (await visitor.post("/enter/telegram", data={"data": "a" * 20_000})).status_code == 400
        assert 'name="code"' in (await visitor.get("/")).text


async def test_forging_is_stopped_like_guessing(run: House) -> None:
    async with run.visitor() as visitor:
        tries = [await visitor.post("/enter/telegram", data={"data": f"{n}"}) for n in range(TRIES - 1)]
        assert (await visitor.post("/enter", data={"code": "guess"})).status_code == 403
        honest = await visitor.post("/enter/telegram", data={"data": SIGNED})
        assert (await visitor.post("/enter", data={"code": "letmein"})).status_code == 429
    assert {answer.status_code for answer in tries} == {403}
    assert (honest.status_code, honest.json()) == (429, {"error": "web.enter_later"})


async def test_another_site_cannot_show_telegrams_word(run: House) -> None:
    async with run.visitor(Origin="https://evil.example") as visitor:
        assert (await visitor.post("/enter/telegram", data={"data": SIGNED})).status_code == 403


async def test_without_telegram_there_is_no_such_door(demo: House) -> None:
    async with demo.visitor() as visitor:
        assert (await visitor.get("/app")).status_code == 404
        assert (await visitor.post("/enter/telegram", data={"data": SIGNED})).status_code == 404
