"""A corp's contacts as its app sees them. Only its visible range; telephone numbers where the app is older than June
2022, for newer ones are shown none.

https://developer.work.weixin.qq.com/document/path/90208 and 90201
"""

import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi
from bot.context.ports import readable
from bot.domain.directory import Department, Directory, Member
from bot.domain.errors import GiveUp, OutOfService, Unsendable

log = logging.getLogger(__name__)

Row = Mapping[str, Any]


async def read_contacts(api: CorpApi, accounts: Accounts) -> Directory:
    """Raises Undelivered's children: OutOfService where the app may not read contacts at all."""

    def account(userid: object) -> str:
        return accounts.account(api.corp, str(userid))

    listed = await api.get("department/list")
    departments = tuple(
        Department(
            int(row["id"]),
            readable(str(row.get("name", ""))),
            int(row.get("parentid") or 0),
            tuple(map(account, row.get("department_leader") or ())),
        )
        for row in listed.get("department") or ()
    )
    rows: dict[str, Row] = {}
    async for row in _members(api, departments):
        rows.setdefault(account(row["userid"]), row)
    members = (
        Member(
            userid,
            readable(str(row.get("name") or row["userid"])),
            tuple(row.get("department") or ()),
            str(row.get("mobile") or row.get("telephone") or ""),
        )
        for userid, row in rows.items()
    )
    return Directory("wecom", departments, tuple(members))


async def _members(api: CorpApi, departments: tuple[Department, ...]) -> AsyncIterator[Row]:
    """Those of each department, and those whom the visible range names one by one."""
    for department in departments:
        answer = await api.get("user/list", department_id=department.id)
        for row in answer.get("userlist") or ():
            yield row
    for userid in await _named_one_by_one(api):
        yield await api.get("user/get", userid=userid)


async def _named_one_by_one(api: CorpApi) -> list[str]:
    """Nobody where the app may not read its own settings; the departments' members are there all the same."""
    try:
        agent = await api.get("agent/get", agentid=api.corp.agent)
    except (GiveUp, OutOfService, Unsendable) as error:
        log.warning("visible range not told", extra={"code": error.code})
        return []
    named = (agent.get("allow_userinfos") or {}).get("user") or ()
    return [str(row["userid"]) for row in named]
