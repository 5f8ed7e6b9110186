"""Formatter: sentences about items and dates for one language, plan, calendar and day of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cards import risk_lines
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, ButtonStyle
from bot.cards.period_names import period_name
from bot.domain.assignment import State
from bot.domain.calendar import MINUTE, Calendar, Instant
from bot.domain.decided import DecidedAct
from bot.domain.light import Light, Reason
from bot.domain.person import Person, Role
from bot.domain.plan import Plan, UnitRole, mark_of
from bot.domain.summary import Item, Lights
from bot.i18n import Language

TITLE_LENGTH = 26  # characters of a title in a list line; the item's card shows the whole title
DAYS_FROM = 48  # hours
WORKDAYS_COUNTED_WITHIN = timedelta(days=60)  # later dates are shown as a date, not as a number of workdays

LIGHT_KEYS = {
    Light.RED: "light.red",
    Light.YELLOW: "light.yellow",
    Light.WHITE: "light.white",
    Light.BLUE: "light.blue",
    Light.GREEN: "light.green",
    Light.GREY: "light.grey",
}
STANDING_KEYS = {
    State.SUBMITTED: "standing.submitted",
    State.EXCUSED: "standing.excused",
    State.PAST: "standing.past",
}
REASON_KEYS = {
    Reason.OVERDUE: "reason.overdue",
    Reason.OVERDUE_SOFT: "reason.overdue_soft",
    Reason.UNCONFIRMED: "reason.unconfirmed",
    Reason.NEAR: "reason.near",
    Reason.BEHIND: "reason.behind",
    Reason.SILENT: "reason.silent",
    Reason.LATE_RETURN: "reason.late_return",
    Reason.UNASKED: "reason.unasked",
    Reason.ASKED: "reason.asked",
    Reason.IN_REVIEW: "reason.in_review",
    Reason.ON_PACE: "reason.on_pace",
    Reason.CLOSED: "reason.closed",
    Reason.NOT_INVOLVED: "reason.not_involved",
    Reason.SUSPENDED: "reason.suspended",
    Reason.FIGURES_MISSED: "reason.figures_missed",
    Reason.FIGURES_BEHIND: "reason.figures_behind",
    Reason.FIGURES_STALE: "reason.figures_stale",
}
DECISION_KEYS = {
    DecidedAct.ENDORSED: "decided.endorsed",
    DecidedAct.TALK_AGREED: "decided.talk_agreed",
    DecidedAct.TALK_REFUSED: "decided.talk_refused",
    DecidedAct.TALK_DEFERRED: "decided.talk_deferred",
    DecidedAct.CHASED: "decided.chased",
    DecidedAct.REFUSED: "decided.refused",
}
ROLE_KEYS = {
    UnitRole.LEAD: "role.lead",
    UnitRole.SUPPORT: "role.support",
    UnitRole.JOINT: "role.joint",
    UnitRole.LOCAL: "role.local",
}
WEEKDAY_KEYS = (
    "weekday.mon",
    "weekday.tue",
    "weekday.wed",
    "weekday.thu",
    "weekday.fri",
    "weekday.sat",
    "weekday.sun",
)


@dataclass(frozen=True, slots=True)
class Formatter:
    language: Language
    plan: Plan
    today: date
    calendar: Calendar

    def say(self, key: str, /, **args: object) -> str:
        """A sentence; every sentence may name the office as {office}."""
        return self.language.say(key, **{"office": self.office} | args)

    @property
    def office(self) -> str:
        """发文单位 of the plan; a general word where the plan names none."""
        return self.plan.office or self.language.say("office.unnamed")

    def who(self, people: Iterable[Person]) -> list[str]:
        """Those who decide or review: the office for its coordinators, everybody else by name."""
        office = self.plan.office
        named = (office if office and one.holds(Role.COORDINATOR) else one.name for one in people)
        return list(dict.fromkeys(named))

    def button(
        self,
        key: str,
        verb: Verb,
        *arguments: int | str | date,
        style: ButtonStyle = ButtonStyle.PLAIN,
        **args: object,
    ) -> Button:
        return Button(self.say(key, **args), payload_for(verb, *arguments), style)

    # ---- days

    def day(self, day: date) -> str:
        """12月31日; with the year when it is not the current one."""
        return self.language.short_date(day) if day.year == self.today.year else self.language.date(day)

    def span(self, minutes: int) -> str:
        """50分钟, 14小时30分, 3天2小时: hours are left out where they are none, minutes from two days on."""
        hours, rest = divmod(minutes, 60)
        if hours >= DAYS_FROM:
            return self.say("span.days_hours" if hours % 24 else "span.days", n=hours // 24, hours=hours % 24)
        if hours:
            return self.say("span.hours_minutes" if rest else "span.hours", n=hours, minutes=rest)
        return self.say("span.minutes", n=minutes)

    def weekday(self, day: date) -> str:
        """12月31日（周日）"""
        return self.say("day.with_weekday", day=self.day(day), weekday=self.say(WEEKDAY_KEYS[day.weekday()]))

    def legal_date(self, due: date) -> str:
        """The legal date, followed by the last workday when the legal date is not one."""
        workday = self.calendar.not_after(due)
        if workday == due:
            return self.weekday(due)
        return self.say("day.rest", due=self.weekday(due), workday=self.day(workday))

    def deadlines(self, text: str, days: Iterable[date]) -> tuple[tuple[str, Instant], ...]:
        """Due days that the text mentions: (the words, the last minute of that day)."""
        named = {self.weekday(day): self.calendar.at(day + timedelta(days=1)) - MINUTE for day in days}
        return tuple((words, at) for words, at in named.items() if words in text)

    def due(self, item: Item, *, plain: bool = False) -> str:
        """The due date in force, a moved one beside the original. `plain`: without weekday and last workday."""
        due = self.day(item.due) if plain else self.legal_date(item.due)
        if item.state is State.REWORK:
            return self.say("due.rework", due=due)
        if item.due != item.first_due:
            return self.say(_moved_key(item), first=self.day(item.first_due), due=due)
        return self.say("due.plain", due=due)

    def time_left(self, item: Item) -> str:
        """Days late, or workdays left: the n of T-n."""
        if item.days_late:
            return self.say("left.late_return" if item.period else "left.late", n=item.days_late)
        workday = self.calendar.not_after(item.due)
        if self.today == item.due:
            return self.say("left.today")
        if self.today >= workday:
            return self.say("left.last_workday")
        if item.due - self.today > WORKDAYS_COUNTED_WITHIN:
            return self.say("left.until", due=self.day(item.due))
        return self.say("left.workdays", n=self.workdays_until(item.due))

    def decision(self, item: Item) -> str:
        """1月15日已报请领导审定; "" where nobody has decided about the item."""
        if item.decision is None:
            return ""
        return self.say(DECISION_KEYS[item.decision.act], day=self.day(item.decision.on))

    def workdays_until(self, due: date) -> int:
        days = (self.today + timedelta(days=n) for n in range((due - self.today).days))
        return sum(map(self.calendar.is_workday, days))

    def period(self, name: str) -> str:
        return period_name(self.language, name)

    def periods(self, names: Iterable[str]) -> str:
        return self.language.list(self.period(name) for name in sorted(set(names), key=lambda n: (len(n), n)))

    # ---- things

    def place(self, unit: str) -> int:
        """The unit's place in the plan's roster; a unit the plan has dropped comes last."""
        return next((n for n, known in enumerate(self.plan.unit) if known == unit), len(self.plan.unit))

    def light(self, light: Light) -> str:
        return self.say(LIGHT_KEYS[light])

    def lights(self, lights: Lights) -> str:
        return lights_line(self.language, lights)

    def number(self, task: str) -> str:
        """The task's number in the plan, or its last number when the plan has dropped it."""
        if known := self.plan.task.get(task):
            return known.mark
        former = self.plan.former_by_id.get(task)
        return mark_of(task, former.number) if former and former.number else task

    def name(self, item: Item, clip: int = TITLE_LENGTH) -> str:
        """第13项 …超低排放改造…"""
        key = "item.former" if item.task in self.plan.former_by_id else "item.name"
        if (task := self.plan.task.get(item.task)) and task.safeguard:
            key = "item.safeguard"
        return self.say(key, number=self.number(item.task), title=clipped(item.title, clip))

    def line(self, item: Item, *, unit: bool = False) -> str:
        """One line of a list."""
        key, state = "item.line_unit" if unit else "item.line", self.status_text(item)
        line = self.say(key, light=self.light(item.light), name=self.name(item), unit=item.unit, state=state)
        return risk_lines.beside(self.language, line, item.risks, self.today)

    def status_text(self, item: Item) -> str:
        """The state in a few words."""
        match item.state:
            case State.CLOSED:
                return self.say("standing.filed" if item.period else "standing.closed")
            case State.SUSPENDED if item.suspended_until:
                return self.say("standing.suspended", until=self.day(item.suspended_until))
            case State.SUBMITTED | State.EXCUSED | State.PAST:
                return self.say(STANDING_KEYS[item.state], due=self.day(item.due))
        if item.percent is None or item.period:
            return self.time_left(item)
        return self.say("standing.percent", left=self.time_left(item), percent=item.percent)


def _moved_key(item: Item) -> str:
    """Why the date in force is not the original one."""
    if item.due == item.planned:
        return "due.replanned"
    if item.suspended_days:
        return "due.extended_and_suspended" if item.extensions else "due.suspended"
    return "due.extended"


def lights_line(language: Language, lights: Lights) -> str:
    """🔴3 🟡10 🔵2 🟢16; zero counts are left out."""
    return " ".join(
        language.say("lights.one", light=language.say(LIGHT_KEYS[light]), n=lights[light])
        for light in Light
        if lights[light]
    )


def clipped(text: str, most: int = TITLE_LENGTH) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def rows(buttons: Iterable[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of `width`."""
    found = tuple(buttons)
    return tuple(found[start : start + width] for start in range(0, len(found), width))
