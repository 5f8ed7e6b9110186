"""The Mini App's data is believed when Telegram signed it for our bot, lately; two other readers agree."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data
from hypothesis import given
from hypothesis import strategies as st
from telegram_webapp_auth.auth import (  # type: ignore[import-untyped]  # carries no types
    TelegramAuthenticator,
    generate_secret_key,
)
from telegram_webapp_auth.errors import BaseTWAError  # type: ignore[import-untyped]

from bot.channels.telegram.webapp import AHEAD, LONGEST, Visitor, visitor
from bot.domain.calendar import DAY, HOUR, SECOND
from bot.domain.errors import Refused

TOKEN = "123456:AAExampleOfATokenThatNobodyHas"
OPENED = 1_700_000_000  # seconds, as Telegram writes it
NOW = OPENED * SECOND

LI = {"id": 42, "first_name": "李", "last_name": "工", "language_code": "zh-hans"}


def signed(fields: Mapping[str, str], token: str = TOKEN) -> str:
    """As Telegram does it, written down a second time and differently."""
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    text = "\n".join(
        sorted((f"{name}={fields[name]}" for name in fields), key=lambda line: line.split("=")[0])
    )
    return urlencode({**fields, "hash": hmac.new(secret, text.encode(), "sha256").hexdigest()})


def told(user: object = LI, **fields: str) -> dict[str, str]:
    return {
        "query_id": "AAHdF6IQ",
        "user": json.dumps(user),
        "auth_date": str(OPENED),
        "signature": "c2ln",
    } | fields


def why_not(init_data: str, token: str = TOKEN, now: int = NOW) -> str:
    with pytest.raises(Refused) as refused:
        visitor(init_data, token, now)
    return str(refused.value.args_of_sentence["why"])


def test_the_user_is_known() -> None:
    assert visitor(signed(told()), TOKEN, NOW) == Visitor("42", "zh-hans", "李 工", NOW)


def test_a_user_may_have_one_name_and_no_language() -> None:
    assert visitor(signed(told({"id": 1 << 52, "first_name": "A"})), TOKEN, NOW) == Visitor(
        str(1 << 52), "", "A", NOW
    )


def test_it_is_good_for_a_day() -> None:
    data = signed(told())
    assert visitor(data, TOKEN, NOW + DAY).auth_date == NOW
    assert why_not(data, now=NOW + DAY + 1) == "too old"
    assert visitor(data, TOKEN, NOW + HOUR, oldest=HOUR).auth_date == NOW
    with pytest.raises(Refused):
        visitor(data, TOKEN, NOW + HOUR + 1, oldest=HOUR)


def test_our_clock_may_be_a_little_behind() -> None:
    data = signed(told())
    assert visitor(data, TOKEN, NOW - AHEAD).auth_date == NOW
    assert why_not(data, now=NOW - AHEAD - 1).startswith("from the future")


@pytest.mark.parametrize(
    "user",
    [
        "Li",
        42,
        None,
        [],
        {},
        {"id": 42},
        {"first_name": "李"},
        {"id": True, "first_name": "李"},
        {"id": "42", "first_name": "李"},
        {"id": -42, "first_name": "李"},
        {"id": 4.2, "first_name": "李"},
        {"id": 42, "first_name": ["李"]},
    ],
)
def test_without_a_user_it_is_nobodys(user: object) -> None:
    assert why_not(signed(told(user))) == "no user"


def test_what_is_not_a_user_at_all() -> None:
    fields = told()
    assert why_not(signed(fields | {"user": "{"})) == "no user"
    del fields["user"]
    assert why_not(signed(fields)) == "no user"


@pytest.mark.parametrize("auth_date", ["", "soon", "-1", "1.7e9", "１７", "²"])
def test_it_says_when_it_was_opened(auth_date: str) -> None:
    assert why_not(signed(told(auth_date=auth_date))) == "no auth_date"


def test_another_bots_data_is_not_ours() -> None:
    assert why_not(signed(told(), "654321:another")) == "not signed for this bot"


def test_a_field_left_out_or_added_breaks_the_seal() -> None:
    data = signed(told())
    for changed in (
        data.replace("&signature=c2ln", ""),
        f"{data}&chat_type=private",
        data.partition("&hash")[0],
    ):
        assert changed != data
        assert why_not(changed) == "not signed for this bot"


def test_a_hash_may_be_anything() -> None:
    unsigned = urlencode(told())
    for hash_ in ("", "0" * 64, "李", "\ud800", "%ff"):
        assert why_not(f"{unsigned}&hash={hash_}") == "not signed for this bot"


def test_a_field_twice_is_no_field() -> None:
    data = signed(told())
    assert why_not(f"{data}&auth_date={OPENED}") == "a field twice"
    assert why_not(f"{data}&hash=") == "a field twice"


def test_it_is_short() -> None:
    room = LONGEST - len(signed(told(start_param="")))
    assert visitor(signed(told(start_param="a" * room)), TOKEN, NOW).external_id == "42"
    assert why_not(signed(told(start_param="a" * (room + 1)))) == "too long"


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    assert why_not(text)


# What Telegram may send: names of any letters, and fields that are never empty.
word = st.text("AZaz09_-", min_size=1, max_size=20)
letters = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
users = st.fixed_dictionaries(
    {"id": st.integers(1, 1 << 52), "first_name": letters},
    optional={
        "last_name": letters,
        "username": word,
        "language_code": word,
        "is_premium": st.just(True),
        "photo_url": st.just("https://t.me/i/userpic/320/x.svg"),
    },
)
fields_of = st.fixed_dictionaries(
    {"user": users.map(json.dumps), "auth_date": st.just(str(OPENED)), "signature": word},
    optional={"query_id": word, "chat_instance": word, "start_param": word, "chat_type": st.just("private")},
)


@st.composite
def tampered(draw: st.DrawFn) -> str:
    """One sign of the text, or one field of it, is another."""
    data = signed(draw(fields_of))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(data) - 1))
        return data[:at] + draw(st.sampled_from("aZ0%=&+;é")) + data[at + 1 :]
    fields = dict(parse_qsl(data))
    name = draw(st.sampled_from(sorted(fields)))
    fields[name] = draw(st.sampled_from([fields[name].upper(), fields[name] + "0", json.dumps(LI)]))
    return urlencode(fields)


def ours(data: str) -> str | None:
    try:
        return visitor(data, TOKEN, NOW, oldest=NOW).external_id
    except Refused:
        return None


def aiograms(data: str) -> str | None:
    try:
        user = safe_parse_webapp_init_data(TOKEN, data).user
    except (ValueError, TypeError):  # TypeError: compare_digest of text that is not ASCII
        return None
    return str(user.id) if user else None


def webapp_auths(data: str) -> str | None:
    try:
        user = TelegramAuthenticator(generate_secret_key(TOKEN)).validate(data).user
    except (BaseTWAError, TypeError):
        return None
    return str(user.id) if user else None


@given(fields_of)
def test_what_telegram_signed_is_believed_by_all(fields: dict[str, str]) -> None:
    data = signed(fields)
    assert ours(data) == aiograms(data) == webapp_auths(data) == str(json.loads(fields["user"])["id"])


@given(tampered())
def test_what_somebody_changed_is_believed_by_all_or_none(data: str) -> None:
    assert ours(data) == aiograms(data) == webapp_auths(data)


@given(fields_of, word)
def test_another_token_opens_for_nobody(fields: dict[str, str], token: str) -> None:
    data = signed(fields, token)
    assert [ours(data), aiograms(data), webapp_auths(data)] == [None, None, None]
