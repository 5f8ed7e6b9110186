"""What the log says of a failure: where it was, never what people wrote."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.bootstrap.environment import log_to


@pytest.fixture(params=["text", "json"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    log_to(stream, request.param, ["t0ken"])
    yield stream
    root.handlers, root.level = handlers, level


def test_a_failure_is_logged_with_its_place_and_without_words(written: io.StringIO) -> None:
    _fails("锅炉房的电话")
    logged = written.getvalue()
    assert "in _fails" in logged and "ZeroDivisionError" in logged
    assert "电话" not in logged


def test_a_secret_is_shown_by_nobody(written: io.StringIO) -> None:
    logging.getLogger("somebody").warning("calling /bot%s/getMe", "t0ken")
    assert "getMe" in written.getvalue() and "t0ken" not in written.getvalue()


def _fails(words: str) -> None:
    try:
        len(words) / 0
    except ZeroDivisionError:
        logging.getLogger("bot").exception("turn failed")
