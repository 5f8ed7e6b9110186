"""Adding a channel touches its package and one line of the registry: settings, accounts, webhooks, delivery, check."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.actions.bind import bind
from bot.bootstrap import open_channels
from bot.channels.registry import CHANNELS
from bot.channels.spec import Services
from bot.domain.errors import Invalid
from bot.engine.deliver import deliver
from bot.planfile.people import load_people
from bot.queries.inbox import unreachable
from bot.settings import Settings, load, variable
from bot.web.hooks import routes
from tests.builders import ZH, City, city, small_plan
from tests.channels.toy import LONGEST, SHOUTED, SPEC, ToySettings

SPECS = (*CHANNELS, SPEC)
GROUPS = open_channels.settings_groups(SPECS)
HALL = "toy:\n  hall: 大会堂\n"
LIAISON = "u02-liaison"


def settings(text: str = HALL, **environment: str) -> Settings:
    return load(text, Path("/office/duban.yaml"), environment, ZH, GROUPS)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        yield founded


def test_its_settings_are_a_group_with_secrets_and_addresses_of_their_own() -> None:
    found = settings(DUBAN_TOY_PASSWORD="s3cret").channel("toy", ToySettings)
    assert (found.hall, found.password) == ("大会堂", "s3cret") and "s3cret" not in repr(found)
    assert "s3cret" in open_channels.secret_values(settings(DUBAN_TOY_PASSWORD="s3cret"), SPECS)
    for wrong in ("toy:\n  password: s3cret\n", "toy:\n  url: nowhere\n", "toy:\n  hal: x\n"):
        with pytest.raises(Invalid):
            settings(wrong)
    assert variable("toy.hall") == "DUBAN_TOY_HALL"


def test_its_accounts_are_checked_as_it_says_and_served_where_it_is_set_up() -> None:
    people = "people:\n- {id: a, name: 甲, posts: [{role: leader}], accounts: {toy: %s}}\n"
    rules = open_channels.account_rules(SPECS)
    assert load_people(people % "wang", "people.yaml", small_plan(), ZH, rules).accounts
    with pytest.raises(Invalid):
        load_people(people % "12", "people.yaml", small_plan(), ZH, rules)
    with pytest.raises(Invalid):  # without the registry's line nobody knows it
        load_people(people % "wang", "people.yaml", small_plan(), ZH, open_channels.account_rules())
    assert open_channels.served_names(settings(), SPECS) == {"browser", "toy"}
    assert open_channels.served_names(settings(""), SPECS) == {"browser"}


async def test_duban_check_asks_it() -> None:
    assert [one.args for one in await open_channels.checked(settings(), SPECS)] == [{"name": "大会堂"}]


async def test_it_takes_in_by_its_webhook_and_answers_in_parts_of_its_own_length(town: City) -> None:
    context = await town.contexts.current()
    await town.store.commit(bind(context.roster.by_id[LIAISON], "toy", "wang", town.now))
    async with AsyncExitStack() as stack:

        async def receive(inbound):  # type: ignore[no-untyped-def]
            return await town.chat.receive(inbound, town.now)

        services = Services(town.store, town.contexts, receive, town.clock)
        opened = (await open_channels.opened(stack, settings(DUBAN_TOY_PASSWORD="p"), services, SPECS))["toy"]
        app = Starlette(routes=routes(opened.webhooks))
        transport = httpx.ASGITransport(app=app)
        client = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://x"))
        assert (await client.get("/toy?password=p&echo=hi")).text == "hi"
        assert (await client.post("/toy?password=q")).status_code == 401
        asked = await client.post("/toy?password=p&number=1", content=b"wang:/help")
        assert asked.status_code == 200
        SHOUTED.clear()
        while await deliver(town.store, await town.contexts.current(), opened.channels[0], town.clock):
            pass
    assert len(SHOUTED) > 1 and all(len(text.encode()) <= LONGEST for _, text in SHOUTED)


async def test_nobody_is_written_to_on_a_channel_that_is_not_served(town: City) -> None:
    """E2: another account of the person is used; whoever has none is listed as out of reach, with the reason."""
    context = await town.contexts.current()
    await town.store.commit(bind(context.roster.by_id[LIAISON], "wecom", "wang", town.now))
    await town.store.commit([*bind(context.roster.by_id["u01-head"], "wecom", "li", town.now)])
    town.contexts.use(served=frozenset({"browser"}))
    context = await town.contexts.current()
    account = context.account(LIAISON)
    assert account and account.channel == "browser"
    town.contexts.use(served=frozenset({"telegram"}))
    context = await town.contexts.current()
    assert context.account(LIAISON) is None
    found = {one.person: one.code for one in await unreachable(town.store, context)}
    assert found[LIAISON] == "not_served"
