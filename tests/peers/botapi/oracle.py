"""aiogram's types as an independent judge of our answers and of the bot's requests.

They keep what they do not know as extras: a name Telegram does not have shows up there.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import aiogram.methods
from aiogram.types import Update
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.peers.botapi.forms import Call
from tests.peers.botapi.refusal import Json

PLAIN = {"text", "caption", "callback_data", "name", "description", "short_description", "url", "title"}


class Oracle:
    def __init__(self, complain: Callable[[str], None]) -> None:
        self._complain = complain
        self._adapters: dict[str, TypeAdapter[Any]] = {}

    def update(self, update: Json) -> None:
        self._judge("update", lambda: Update.model_validate(update, context={"bot": None}))

    def answer(self, method: str, result: Any) -> None:
        if method not in self._adapters:
            self._adapters[method] = TypeAdapter(_model(method).__returning__)
        self._judge(f"answer to {method}", lambda: self._adapters[method].validate_python(result))

    def request(self, method: str, call: Call) -> None:
        params = {name: _decoded(name, value) for name, value in call.params.items()}
        model = _model(method)
        files = {name: "a file" for name in call.uploads if name in model.model_fields}
        self._judge(f"request {method}", lambda: model.model_validate(params | files))

    def _judge(self, what: str, validate: Callable[[], Any]) -> None:
        try:
            judged = validate()
        except ValidationError as wrong:
            self._complain(f"{what}: {wrong}")
            return
        for path in _extras(judged, ""):
            self._complain(f"{what}: unknown name {path}")


def _model(method: str) -> Any:
    return getattr(aiogram.methods, method[0].upper() + method[1:])


def _decoded(name: str, value: Any) -> Any:
    if isinstance(value, str) and name not in PLAIN and value[:1] in ("{", "["):
        with contextlib.suppress(ValueError):  # broken JSON is refused by the method itself
            return json.loads(value)
    return value


def _extras(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from _extras(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from _extras(one, path)
