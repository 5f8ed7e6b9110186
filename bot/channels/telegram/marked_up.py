"""Calls that carry a text: with all of our markup, else with what the server understands of it."""

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.api import Api
from bot.channels.telegram.errors import Puzzling, Unparsable
from bot.channels.telegram.layout import MessagePart, undyed

NO_PREVIEW = {"is_disabled": True}


class MarkedUp:
    """Remembers what this server has refused."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._knows_moments = True  # until this server says that it does not

    async def write(self, method: str, part: MessagePart, field: str, more: Mapping[str, Any]) -> Any:
        """With all of our markup, else with what this server understands of it: a text is worth more than its bold."""
        try:
            return await self._adorned(method, part, field, more)
        except Puzzling:
            bare: dict[str, Any] = {**more, "reply_parameters": None, field: part.plain or None}
            return await self._api.call(method, **bare, reply_markup=undyed(part.keyboard))

    async def _adorned(self, method: str, part: MessagePart, field: str, more: Mapping[str, Any]) -> Any:
        rest: dict[str, Any] = {**more, "reply_markup": part.keyboard}
        if field == "text":
            rest["link_preview_options"] = NO_PREVIEW
        elif not part.plain:
            return await self._api.call(method, **rest)
        for text in self._texts(part):
            try:
                return await self._api.call(method, **{**rest, field: text, "parse_mode": "HTML"})
            except Unparsable:
                self._knows_moments = self._knows_moments and "<tg-time" not in text
        return await self._api.call(method, **{**rest, field: part.plain})

    def _texts(self, part: MessagePart) -> list[str]:
        first = part.html(moments=self._knows_moments)
        return list(dict.fromkeys((first, part.html(moments=False))))
