"""Signing in to our web pages inside WeCom: the platform says who has opened the page (OAuth2, snsapi_base).

https://developer.work.weixin.qq.com/document/path/91022 and 91023. The page's host must be the app's trusted domain.
"""

import logging
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi
from bot.domain.errors import Undelivered

log = logging.getLogger(__name__)

LONGEST_CODE = 512  # bytes, says the platform


class WeComLogin:
    def __init__(self, apis: Mapping[str, CorpApi], accounts: Accounts) -> None:
        """`apis` by the corp's id."""
        self._apis = apis
        self._accounts = accounts

    def address(self, party: str, redirect_uri: str, state: str) -> str | None:
        """Where the browser is sent to be told who its user is; None for a corp that we do not serve."""
        api = self._api(party)
        if api is None:
            return None
        asked = {
            "appid": api.corp.corp,
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": "snsapi_base",
            "state": state,
            "agentid": api.corp.agent,
        }
        return f"{api.corp.authorize_url}?{urlencode(asked)}#wechat_redirect"

    async def visit(self, given: str) -> str | None:
        """The account of whoever came back with this (a query with at and code); None where WeCom does not say."""
        fields = dict(parse_qsl(given))
        api, code = self._api(fields.get("at", "")), fields.get("code", "")
        if api is None or not 0 < len(code.encode()) <= LONGEST_CODE:
            return None
        try:
            answer = await api.get("auth/getuserinfo", code=code)
        except Undelivered as error:
            log.warning("WeCom does not say who visits", extra={"code": error.code})
            return None
        userid = answer.get("userid") or answer.get("UserId")  # as it was written before 2022
        return self._accounts.account(api.corp, userid) if isinstance(userid, str) and userid else None

    def _api(self, party: str) -> CorpApi | None:
        if not party and len(self._apis) == 1:
            return next(iter(self._apis.values()))
        return next((api for corp, api in self._apis.items() if corp.casefold() == party.casefold()), None)
