"""`duban check` about channels: accounts that nobody serves, addresses to which nothing can be delivered; and about
what nobody has decided yet."""

import asyncio
from pathlib import Path

import pytest

from bot.bootstrap.open_channels import invite_ways
from bot.channels.telegram.check import address_findings
from bot.channels.telegram.settings import TelegramSettings
from bot.cli.doctor import examine
from bot.domain.plan import Level
from bot.settings import Settings
from bot.settings.ticket_settings import TicketSettings
from tests.builders import SEED, SMALL, ZH

PEOPLE = """
people:
- {id: w, name: 王建, posts: [{role: liaison, unit: 市城市管理局}], accounts: {wecom: WangJian, telegram: "42"}}
- {id: l, name: 李明, posts: [{role: leader}], accounts: {wecom: LiMing}}
"""


async def test_accounts_on_channels_that_nobody_serves_are_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    settings = Settings(
        f"sqlite:///{tmp_path / 'd.db'}", plan=tmp_path / "plan.yaml", people=tmp_path / "people.yaml"
    )
    found = [one for one in await examine(settings, ZH) if one.key == "check.channel_not_served"]
    assert {(one.args["channel"], one.args["n"]) for one in found} == {("wecom", 2), ("telegram", 1)}
    assert all(one.level is Level.ERROR for one in found)
    said = [ZH.say(one.key, **one.args) for one in found]
    assert any("王建" in one and "李明" in one and "wecom" in one for one in said)


@pytest.mark.parametrize(
    ("webhook", "keys"),
    [
        ("https://duban.example.cn/t", []),
        ("https://duban.example.cn:8443/t", []),
        ("https://duban.example.cn:9443/t", ["check.telegram.port"]),
        ("https://127.0.0.1/t", ["check.telegram.private_address"]),
        ("https://10.1.2.3:88/t", ["check.telegram.private_address"]),
        ("https://localhost/t", ["check.telegram.private_address"]),
        ("http://duban.example.cn/t", ["check.telegram.not_https"]),
        ("", []),
    ],
)
def test_an_address_to_which_telegram_does_not_deliver_is_said(webhook: str, keys: list[str]) -> None:
    assert [one.key for one in address_findings(TelegramSettings(webhook=webhook))] == keys


async def test_a_missing_invite_link_is_said() -> None:
    telegram = TelegramSettings(token="1:T", base_url="http://127.0.0.1:9/bot")
    ways, silent = await asyncio.to_thread(invite_ways, Settings(channels={"telegram": telegram}))
    assert [way.link for way in ways] == [None, None] and [channel for channel, _ in silent] == ["telegram"]


async def test_clocks_that_nobody_has_decided_are_hints_once_each(tmp_path: Path) -> None:
    """Of an emergency only where a task of the plan asks for what follows one."""
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    said = {}
    for name, plan in (("small", SMALL), ("seed", SEED.read_text(encoding="utf-8"))):
        (tmp_path / f"{name}.yaml").write_text(plan, encoding="utf-8")
        settings = Settings(
            f"sqlite:///{tmp_path / 'd.db'}",
            plan=tmp_path / f"{name}.yaml",
            people=tmp_path / "people.yaml",
            channels={"tickets": TicketSettings(sign_minutes=30)},
        )
        clocks = [one for one in await examine(settings, ZH) if one.key.endswith("_clock")]
        assert all(one.level is Level.INFO for one in clocks)
        said[name] = [one.args["name"] for one in clocks]
    assert said["small"] == ["tickets.feedback_minutes", "tickets.fix_minutes"]
    emergency = [f"emergency.{one}" for one in ("sign_minutes", "windows", "lead_minutes")]
    assert said["seed"] == [*said["small"], *emergency]
