"""WeCom's settings: one corporation or a list of them, each with secrets of its own."""

import re
from pathlib import Path

import pytest

from bot.channels.wecom.settings import WeComCorp, WeComSettings
from bot.domain.errors import Invalid
from bot.i18n import Language
from bot.settings import load

GROUPS = {"wecom": WeComSettings}
ZH = Language.of("zh_CN")
FILE = Path("/office/duban.yaml")
APP = "corp: ww1, agent: 1000002"
SECRETS = {"DUBAN_WECOM_SECRET": "fake-one", "DUBAN_WECOM_2_SECRET": "fake-two"}


def corps(text: str = "", **environment: str) -> tuple[WeComCorp, ...]:
    return load(text, FILE, environment, ZH, GROUPS).channel("wecom", WeComSettings).corps


def mistakes(text: str = "", **environment: str) -> list[str]:
    with pytest.raises(Invalid) as raised:
        corps(text, **environment)
    return [str(one).removeprefix("/office/") for one in raised.value.mistakes]


def test_without_settings_there_is_no_corporation() -> None:
    assert corps() == corps("wecom:\n  # corp: ww1\n") == ()


def test_a_single_mapping_is_a_list_of_one() -> None:
    one = corps(f"wecom: {{{APP}}}", DUBAN_WECOM_SECRET="fake-one")
    assert one == corps(f"wecom: [{{{APP}}}]", DUBAN_WECOM_SECRET="fake-one")
    assert one == corps(DUBAN_WECOM_CORP="ww1", DUBAN_WECOM_AGENT="1000002", DUBAN_WECOM_1_SECRET="fake-one")
    assert [(app.corp, app.agent, app.secret, app.has_app, app.has_bot) for app in one] == [
        ("ww1", 1000002, "fake-one", True, False)
    ]


def test_each_corporation_has_its_secrets(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text(" fake-two \n", encoding="utf-8")
    text = f"wecom:\n- {{{APP}}}\n- corp: ww2\n  agent: 7\n  secret_file: kept\n"
    by_file = load(text, tmp_path / "duban.yaml", {"DUBAN_WECOM_SECRET": "fake-one"}, ZH, GROUPS)
    by_variable = corps(text.replace("  secret_file: kept\n", ""), **SECRETS)
    assert by_file.channel("wecom", WeComSettings).corps == by_variable
    assert [one.secret for one in by_variable] == ["fake-one", "fake-two"]


def test_a_space_copied_from_the_console_is_no_part_of_it() -> None:
    [one] = corps("wecom: {bot_id: ' aibX '}", DUBAN_WECOM_BOT_SECRET=" obviously-fake-secret\n")
    assert (one.bot_id, one.bot_secret) == ("aibX", "obviously-fake-secret")


@pytest.mark.parametrize("key", ["a" * 42, "a" * 44, "a" * 42 + "=", "a" * 42 + "督"])
def test_a_key_that_is_none_is_not_shown(key: str) -> None:
    [mistake] = mistakes(
        f"wecom: {{{APP}}}", DUBAN_WECOM_SECRET="x", DUBAN_WECOM_TOKEN="y", DUBAN_WECOM_AES_KEY=key
    )
    assert mistake.startswith("DUBAN_WECOM_AES_KEY:1:1: ") and "43" in mistake and key not in mistake


@pytest.mark.parametrize("leaf", ["secret", "token", "aes_key", "bot_secret", "group_key"])
def test_a_secret_may_lie_in_a_file(tmp_path: Path, leaf: str) -> None:
    value = "k" * 43
    (tmp_path / "kept").write_text(f"{value}\n", encoding="utf-8")
    others = {f"DUBAN_WECOM_{name}": value for name in ("SECRET", "TOKEN", "AES_KEY", "BOT_SECRET", "BOT_ID")}
    others = {name: one for name, one in others.items() if name != f"DUBAN_WECOM_{leaf.upper()}"}
    by_file = load(f"wecom: {{{APP}, {leaf}_file: kept}}", tmp_path / "duban.yaml", others, ZH, GROUPS)
    by_variable = corps(
        f"wecom: {{{APP}}}", **others, **{f"DUBAN_WECOM_{leaf.upper()}_FILE": str(tmp_path / "kept")}
    )
    assert by_file.channel("wecom", WeComSettings).corps == by_variable
    assert getattr(by_variable[0], leaf) == value


def test_certificates_lie_beside_the_file_that_names_them() -> None:
    [one] = corps("wecom: {ca: ca.pem, bot_id: b}", DUBAN_WECOM_BOT_SECRET="obviously-fake-secret")
    assert one.ca == Path("/office/ca.pem")


def test_the_path_of_the_callback_is_that_of_its_address() -> None:
    assert WeComCorp(callback="https://duban.example.gov.cn/wecom/city?x=1").path == "/wecom/city"
    assert WeComCorp().path == "/wecom"


@pytest.mark.parametrize(
    ("text", "environment", "where", "name"),
    [
        ("wecom:\n- {corp: ww1, agent: 1}\n", {}, "2:4", "wecom.secret"),
        ("wecom:\n  corp: ww1\n", {"DUBAN_WECOM_SECRET": "x"}, "2:3", "wecom.agent"),
        ("wecom: {bot_id: b}\n", {}, "1:9", "wecom.bot_secret"),
        (f"wecom: {{{APP}}}\n", SECRETS | {"DUBAN_WECOM_2_CORP": "ww2"}, "", "wecom.2.agent"),
        (f"wecom: {{{APP}}}\n", {"DUBAN_WECOM_SECRET": "x", "DUBAN_WECOM_TOKEN": "y"}, "", "wecom.aes_key"),
        (f"wecom:\n- {{{APP}}}\n- agent: 3\n", SECRETS, "3:3", "wecom.2.corp"),
        (f"wecom:\n- {{{APP}}}\n- {{{APP.upper()}}}\n".replace("CORP", "corp").replace("AGENT", "agent"),
         SECRETS, "3:4", "wecom.2.corp"),
        ("wecom:\n- {bot_id: b, secrte: x}\n", {"DUBAN_WECOM_BOT_SECRET": "x"}, "2:15", "wecom.secrte"),
        ("wecom:\n- {group_key: x}\n", {}, "2:4", "wecom.group_key"),
        ("wecom:\n- {ws_url: 'https://a.b'}\n", {}, "2:4", "wecom.ws_url"),
        ("wecom:\n- {agent: many}\n", {}, "2:4", "wecom.agent"),
        ("wecom:\n- ww1\n", {}, "2:3", "wecom"),
        ("wecom: ww1\n", {}, "1:1", "wecom"),
        ("", {"DUBAN_WECOM_0_CORP": "ww1"}, "DUBAN_WECOM_0_CORP", "wecom_0_corp"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    text: str, environment: dict[str, str], where: str, name: str
) -> None:
    found = mistakes(text, **environment)
    assert any(where in one and re.search(rf"{name}\b", one) for one in found), found


def test_two_callbacks_need_two_addresses() -> None:
    pair = {f"DUBAN_WECOM_{n}_{name}": f"fake{n}" for n in (1, 2) for name in ("SECRET", "TOKEN")}
    pair |= {f"DUBAN_WECOM_{n}_AES_KEY": f"{n}" * 43 for n in (1, 2)}
    text = f"wecom:\n- {{{APP}}}\n- {{corp: ww2, agent: 3}}\n"
    [mistake] = mistakes(text, **pair)
    assert mistake.startswith("duban.yaml:3:4: 设置 wecom.2.callback ")
    assert len(corps(text.replace("agent: 3", "agent: 3, callback: 'https://a.b/wecom/two'"), **pair)) == 2
