"""Settings: a file and the environment, every mistake with its place and its remedy, and secrets that nobody sees."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap.environment import log_to
from bot.bootstrap.open_channels import settings_groups
from bot.channels.telegram.settings import TelegramSettings
from bot.domain.errors import Invalid
from bot.domain.formalism import forbidden
from bot.i18n import Language
from bot.settings import Settings, load, names, secrets, variable

GROUPS = settings_groups()
ZH = Language.of("zh_CN")
TOKEN = "123456789:AAExampleOfATokenThatNobodyHas"
HOME = Path("/office")
FILE = HOME / "duban.yaml"


def read(text: str = "", **environment: str) -> Settings:
    return load(text, FILE, environment, ZH, GROUPS)


def telegram_of(settings: Settings) -> TelegramSettings:
    return settings.channel("telegram", TelegramSettings)


def mistakes(text: str = "", **environment: str) -> list[str]:
    """Each as `file:line:column: …`, the file by its name."""
    with pytest.raises(Invalid) as raised:
        read(text, **environment)
    return [str(one).removeprefix(f"{HOME}/") for one in raised.value.mistakes]


# ---- where they come from


def test_without_a_file_everything_has_a_default_and_no_bot_speaks() -> None:
    assert read() == read("telegram:\n  # token_file: token\n")
    assert telegram_of(read()).token == ""


def test_the_bots_own_settings_stand_below_its_name() -> None:
    telegram = telegram_of(
        read("telegram:\n  base_url: http://localhost:8081\n  per_second: 10\n  per_chat: 1.5\n")
    )
    assert (telegram.base_url, telegram.per_second, telegram.per_chat) == ("http://localhost:8081", 10, 1.5)
    assert telegram.per_group_minute == 20


def test_the_environment_wins_over_the_file() -> None:
    text = "port: 1\ntelegram:\n  per_second: 10\n  senders: 2\n"
    settings = read(text, DUBAN_PORT="2", DUBAN_TELEGRAM_PER_SECOND="20", DUBAN_HOME="/x", PATH="/bin")
    assert (settings.port, telegram_of(settings).per_second, telegram_of(settings).senders) == (2, 20, 2)


def test_proxies_are_addresses_and_networks() -> None:
    assert read("trusted_proxies: [127.0.0.1, 10.0.0.0/8]") == read(
        DUBAN_TRUSTED_PROXIES="127.0.0.1,10.0.0.0/8"
    )
    assert [str(one) for one in read("trusted_proxies: ['::1']").trusted_proxies] == ["::1/128"]
    for wrong in ("'*'", "proxy.example", "10.0.0.1/8"):
        [mistake] = mistakes(f"trusted_proxies: [{wrong}]")
        assert mistake.startswith("duban.yaml:1:1: ") and "trusted_proxies" in mistake


def test_a_port_is_one() -> None:
    for wrong in ("-1", "65536", "http"):
        assert mistakes(f"port: {wrong}")[0].startswith("duban.yaml:1:1: ")


@pytest.mark.parametrize("secret", secrets({"telegram": TelegramSettings}))
def test_a_secret_comes_from_a_file_of_its_own_or_from_the_environment(tmp_path: Path, secret: str) -> None:
    group, _, leaf = secret.partition(".")
    (tmp_path / "kept").write_text(f"{TOKEN}\n", encoding="utf-8")
    by_file = load(f"{group}:\n  {leaf}_file: kept\n", tmp_path / "duban.yaml", {}, ZH, GROUPS)
    by_variable = read(**{variable(secret): TOKEN})
    by_both = read(**{f"{variable(secret)}_FILE": str(tmp_path / "kept")})
    assert [getattr(telegram_of(one), leaf) for one in (by_file, by_variable, by_both)] == [TOKEN] * 3


def test_a_password_in_an_address_may_lie_in_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://duban:pa55@db/duban\n", encoding="utf-8")
    assert read(DUBAN_DATABASE_FILE=str(tmp_path / "url")).database == "postgresql://duban:pa55@db/duban"


def test_relative_paths_are_meant_from_the_file_that_names_them() -> None:
    settings = read("database: sqlite:///data/duban.db\nplan: 方案.yaml\n")
    assert (settings.database, settings.plan) == (f"sqlite:///{HOME}/data/duban.db", HOME / "方案.yaml")


# ---- what is wrong with them


def test_a_secret_in_the_settings_file_is_refused_with_the_remedy() -> None:
    [mistake] = mistakes(f"port: 8765\ntelegram:\n  token: {TOKEN}\n")
    assert mistake.startswith("duban.yaml:3:3: telegram.token 是密钥")
    assert "telegram.token_file" in mistake and "DUBAN_TELEGRAM_TOKEN" in mistake
    assert TOKEN not in mistake


def test_a_secret_file_that_is_not_there_is_named() -> None:
    [mistake] = mistakes("telegram:\n  token_file: nowhere\n")
    assert mistake.startswith("duban.yaml:2:3: 读不到文件") and "/office/nowhere" in mistake
    [mistake] = mistakes(DUBAN_TELEGRAM_TOKEN_FILE="/nowhere/at/all")
    assert mistake.startswith("DUBAN_TELEGRAM_TOKEN_FILE:1:1: 读不到文件")


@pytest.mark.parametrize(
    "address",
    ["api.telegram.org", "ftp://files", "https://", "http://host:x", "http://host:0", "//host", "5"],
)
@pytest.mark.parametrize("name", ["base_url", "base_file_url", "webhook", "mini_app"])
def test_what_is_no_address_is_refused(name: str, address: str) -> None:
    [mistake] = mistakes(f"telegram:\n  {name}: {address}\n")
    assert mistake.startswith(f"duban.yaml:2:3: 设置 telegram.{name} 的值 {address}")


def test_only_the_servers_address_may_not_be_empty() -> None:
    text = "telegram:\n  base_url: ''\n  base_file_url: ''\n  webhook: ''\n  mini_app: ''\n"
    [mistake] = mistakes(text)
    assert mistake.startswith("duban.yaml:2:3: 设置 telegram.base_url")


@pytest.mark.parametrize(
    ("text", "where", "near"),
    [
        ("prot: 1\n", "1:1", "port"),
        ("port: 1\ntelegram:\n  base_ulr: x\n", "3:3", "telegram.base_url"),
        ("telegram:\n  per_sec: 3\n", "2:3", "telegram.per_second"),
        ("telegram:\n  tokenfile: x\n", "2:3", "telegram.token"),
    ],
)
def test_an_unknown_name_is_answered_with_the_likely_one(text: str, where: str, near: str) -> None:
    [mistake] = mistakes(text)
    assert mistake.startswith(f"duban.yaml:{where}: 没有名为")
    assert f"是否想写 {near}？" in mistake


def test_an_unknown_variable_is_named_as_it_was_written() -> None:
    [mistake] = mistakes(DUBAN_TELEGRAM_TOKN="x")
    assert mistake.startswith("DUBAN_TELEGRAM_TOKN:1:1: 没有名为")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("per_second", "0"),
        ("per_chat", "-1"),
        ("senders", "many"),
        ("margin", "11"),
        ("per_group_minute", ""),
    ],
)
def test_a_value_out_of_its_bounds_is_refused(name: str, value: str) -> None:
    [mistake] = mistakes(f"port: 1\ntelegram:\n  {name}: '{value}'\n")
    assert mistake.startswith(f"duban.yaml:3:3: 设置 telegram.{name} 的值 {value}")


def test_all_mistakes_are_told_at_once() -> None:
    text = "port: x\ntelegram:\n  token: t\n  webhook: nowhere\n  nonsense: 1\ndaily_check_in: true\n"
    found = mistakes(text, DUBAN_TELEGRAM_MARGIN="wide")
    assert len(found) == 6
    assert {one.split(":")[0] for one in found} == {"duban.yaml", "DUBAN_TELEGRAM_MARGIN"}


@pytest.mark.parametrize("text", ["telegram: 5\n", "telegram: [a]\n", "telegram: text\n"])
def test_a_group_that_is_none_is_refused(text: str) -> None:
    [mistake] = mistakes(text)
    assert mistake.startswith("duban.yaml:1:1: ")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        read(text)
    except Invalid as invalid:
        assert all(one.line >= 1 and one.column >= 1 and one.what and one.instead for one in invalid.mistakes)


def test_every_setting_has_a_variable_of_its_own() -> None:
    assert len({variable(name) for name in names(GROUPS)}) == len(list(names(GROUPS)))


# ---- secrets


def test_a_secret_is_in_no_picture_of_the_settings() -> None:
    settings = read(DUBAN_TELEGRAM_TOKEN=TOKEN, DUBAN_TELEGRAM_WEBHOOK_SECRET="s3cret")
    assert TOKEN not in repr(settings) and "s3cret" not in repr(settings)
    assert TOKEN not in f"{telegram_of(settings)}"


@pytest.fixture
def quiet() -> Iterator[None]:
    """The log as it was before."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = before, level


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_whoever_logs_a_secret_shows_none(quiet: None, log_format: str) -> None:
    stream = io.StringIO()
    log_to(stream, log_format, [TOKEN, "", "s3cret"])
    log = logging.getLogger("somebody")
    log.warning("POST https://api.telegram.org/bot%s/sendMessage", TOKEN, extra={"header": "s3cret"})
    try:
        raise ValueError(f"https://api.telegram.org/file/bot{TOKEN}/photos/1")
    except ValueError:
        log.exception("not fetched")
    written = stream.getvalue()
    assert "api.telegram.org/bot***/sendMessage" in written and "not fetched" in written
    assert TOKEN not in written and "s3cret" not in written
    if log_format == "json":
        assert [json.loads(line)["level"] for line in written.splitlines()] == ["warning", "error"]


@pytest.mark.parametrize(
    ("setting", "forbids"),
    [
        ("rank_by_reply_speed", "排名通报"),
        ("leaderboard", "排名通报"),
        ("reply_points", "积分"),
        ("daily_check_in", "打卡签到"),
        ("compulsory_photo", "强制拍照"),
        ("photo_required", "强制拍照"),
        ("location_must_be_sent", "强制拍照"),
        ("report_usage_rate", "在线时长"),
    ],
)
def test_what_the_rule_against_formalism_forbids_is_refused_with_its_number_and_what_to_do(
    setting: str, forbids: str
) -> None:
    (told,) = mistakes(f"{setting}: true\n")
    assert "国办函〔2026〕12号" in told
    assert forbids in told
    assert "请删除此行；" in told
    (told,) = mistakes(**{variable(setting): "1"})
    assert "国办函〔2026〕12号" in told


def test_no_setting_of_ours_reads_like_a_forbidden_one() -> None:
    assert [name for name in names(GROUPS) if forbidden(name)] == []
