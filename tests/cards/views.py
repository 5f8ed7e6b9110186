"""Things heard, to make messages of."""

from dataclasses import replace
from datetime import date

from bot.domain.assignment import State
from bot.domain.ladder import Draft, Rung
from bot.domain.light import Light, Reason
from bot.domain.message import NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.person import Role
from bot.domain.plan import Strength, UnitRole
from bot.domain.summary import Item

YEARS_END = date(2023, 12, 31)  # a Sunday

ITEM = Item(
    id=1, task="13", milestone="13.1", title="南阳汉冶特钢有限公司超低排放改造完成", unit="市生态环境局",
    role=UnitRole.LEAD,
    due=YEARS_END, first_due=YEARS_END, planned=YEARS_END, light=Light.YELLOW, reason=Reason.NEAR,
    days_late=0, percent=None,
    holder="市生态环境局", period="", state=State.OPEN, strength=Strength.MUST,
)  # fmt: skip


def item(**changes: object) -> Item:
    return replace(ITEM, **changes)  # type: ignore[arg-type]


def rung(
    one: Item, step: Rung = Rung.REMIND, role: Role = Role.LIAISON, draft: Draft = Draft.NONE
) -> NoticeView:
    return NoticeView(NoticeKind.RUNG, "2023-12-31+0", one, step, role, draft)


def event(kind: NoticeKind, one: Item | None = None, **data: object) -> NoticeView:
    return NoticeView(kind, "", one, None, Role.LIAISON, Draft.NONE, data)
