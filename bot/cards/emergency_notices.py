"""What people are told in an emergency: an order to sign, who is silent, what follows the lifting."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.emergency_words import LEVEL_KEYS, ORDER_KEYS
from bot.cards.formatter import Formatter, clipped
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.emergency_course import OrderKind
from bot.domain.message import NoticeView

Told = tuple[str, tuple[str, ...], tuple[tuple[Button, ...], ...]]
NAMED_AT_MOST = 40
IN_ONE_LINE = 4  # silent units with whom to call; more stand one a line, as a list for the telephone
MEASURES = 40

TITLE_KEYS = {
    OrderKind.START: "emergency.told.start",
    OrderKind.RAISE: "emergency.told.raise",
    OrderKind.LOWER: "emergency.told.lower",
    OrderKind.LIFT: "emergency.told.lift",
}


Silent = Sequence[tuple[str, Sequence[str]]]
WithContacts = Callable[[Sequence[str], str, bool], Silent]
"""(units, task, whether all are to be called) → each with the people to call."""


def told(fmt: Formatter, views: Sequence[NoticeView], contacts: WithContacts) -> Card:
    """One message of all: the title of the first, each with its lines and buttons. Telephone numbers are read when the
    message is made: a notice keeps none."""
    cards = [_told(fmt, view.data, contacts) for view in views]
    title = cards[0][0]
    lines = [*cards[0][1]]
    for other, more, _ in cards[1:]:
        lines += [other, *more]
    buttons = dict.fromkeys(row for _, _, rows in cards for row in rows)
    return Card(title, tuple(lines), tuple(buttons))


def _told(fmt: Formatter, data: Mapping[str, object], contacts: WithContacts) -> Told:
    about = str(data["about"])
    if about == "untold":
        units = list(cast(Sequence[str], data["units"]))
        return _untold(fmt, data, silent_names(fmt, contacts(units, "", True)))
    if about not in ("silent", "window"):
        return _ABOUT[about](fmt, data)
    units = list(cast(Sequence[str], data["silent"]))
    names = silent_names(fmt, contacts(units, _text(data, "task"), about == "silent"))
    return _silent(fmt, data, names) if about == "silent" else _window(fmt, data, names)


def _text(data: Mapping[str, object], key: str) -> str:
    return str(data.get(key, ""))


def _number(data: Mapping[str, object], key: str) -> int:
    return int(str(data.get(key, 0)))


def level_name(fmt: Formatter, level: object) -> str:
    return fmt.say(LEVEL_KEYS[AlertLevel(str(level))])


def emergency_number(emergency: str) -> int:
    """E1 → 1, as buttons carry it."""
    return int(emergency.removeprefix("E"))


def at_text(fmt: Formatter, at: object) -> str:
    local = fmt.calendar.local(int(str(at)))
    return fmt.say("day.at", day=fmt.day(local.date()), at=local)


def _order(fmt: Formatter, data: Mapping[str, object]) -> Told:
    kind = OrderKind(_text(data, "order"))
    level = level_name(fmt, data["level"]) if data.get("level") else ""
    title = fmt.say(TITLE_KEYS[kind], level=level)
    by = fmt.say(
        "emergency.told.by", number=_text(data, "number"), signer=_text(data, "signer"), at=at_text(fmt, data["at"])
    )  # fmt: skip
    if kind is OrderKind.LIFT:
        return title, (by, fmt.say("emergency.told.lifted_then")), ()
    units = cast(Sequence[str], data["units"])
    if kind is OrderKind.LOWER:
        ask = fmt.say("emergency.told.lowered_then")
    else:
        ask = fmt.say("emergency.told.sign", units=list(units), n=_number(data, "minutes"))
    windows = cast(Sequence[str], data.get("windows") or ())
    lines = [by, ask, *_checklist(fmt, data)]
    lines += [fmt.say("emergency.told.report", at=list(windows))] if windows else []
    n, round_ = emergency_number(_text(data, "emergency")), _number(data, "round")
    signing = fmt.button("button.emergency_sign", Verb.EMERGENCY_SIGN, n, round_, style=ButtonStyle.PRIMARY)
    row = [] if kind is OrderKind.LOWER else [signing]
    if data.get("checklist"):
        row += [
            fmt.button("button.checklist_of", Verb.CHECKLIST, unit_code(unit), 0, unit=clipped(unit, 8))
            for unit in units[:2]
        ]
    return title, tuple(lines), (tuple(row),) if row else ()


def _checklist(fmt: Formatter, data: Mapping[str, object]) -> list[str]:
    found = cast(Mapping[str, object] | None, data.get("checklist"))
    if not found:
        return []
    shown = cast(Sequence[Sequence[str]], found["lines"])
    exempt = cast(Sequence[Sequence[str]], found["exempt"])
    n, n_exempt = _number(found, "n"), _number(found, "n_exempt")
    lines = [fmt.say("emergency.checklist.title", n=n, version=_text(found, "version"))] if n else []
    lines += [
        fmt.say("emergency.checklist.line", name=name, measures=clipped(measures, MEASURES))
        for name, measures in shown
    ]
    lines += [fmt.say("emergency.checklist.more", n=n - len(shown))] if n > len(shown) else []
    if exempt:
        names = [fmt.say("emergency.checklist.exempt_one", name=name, kind=kind) for name, kind in exempt]
        lines.append(fmt.say("emergency.checklist.exempt", n=n_exempt, names=names))
    return lines


def silent_names(fmt: Formatter, silent: Silent) -> list[str]:
    return [with_people(fmt, unit, who) for unit, who in silent]


def with_people(fmt: Formatter, unit: str, who: Sequence[str]) -> str:
    """社旗县（李某 139…）; a unit without anybody: its name alone. Whoever is called after the unit (社旗县联络员) has
    the rest of the name in the brackets."""
    names = [one.removeprefix(unit).strip() or one for one in who]
    return fmt.say("emergency.silent.unit", unit=unit, who=names) if names else unit


def _silent(fmt: Formatter, data: Mapping[str, object], names: Sequence[str]) -> Told:
    """27/29，未签收：社旗县（…）、市供电公司（…）"""
    title = fmt.say(
        "emergency.silent.title", level=level_name(fmt, data["level"]), n=_number(data, "minutes")
    )
    done, of = _number(data, "signed"), _number(data, "of")
    if len(names) <= IN_ONE_LINE:
        return (
            title,
            (fmt.say("emergency.silent.line", done=done, all=of, units=list(names)),),
            ((_status(fmt),),),
        )
    head = fmt.say("emergency.silent.many", done=done, all=of, n=len(names))
    listed = [fmt.say("emergency.silent.one", unit=name) for name in names[:NAMED_AT_MOST]]
    return title, (head, *listed), ((_status(fmt),),)


def _silent_unit(fmt: Formatter, data: Mapping[str, object]) -> Told:
    units = list(cast(Sequence[str], data["units"]))
    title = fmt.say("emergency.silent.your_unit", units=units)
    line = fmt.say(
        "emergency.silent.your_unit_then", level=level_name(fmt, data["level"]), number=_text(data, "number"),
        n=_number(data, "minutes"),
    )  # fmt: skip
    n, round_ = emergency_number(_text(data, "emergency")), _number(data, "round")
    signing = fmt.button("button.emergency_sign", Verb.EMERGENCY_SIGN, n, round_, style=ButtonStyle.PRIMARY)
    return title, (line,), ((signing,),)


def _window(fmt: Formatter, data: Mapping[str, object], names: Sequence[str]) -> Told:
    """9时报送：27/29，未报：…"""
    title = fmt.say("emergency.window.title", at=at_text(fmt, data["at"]))
    done, of = _number(data, "reported"), _number(data, "of")
    if not names:
        return title, (fmt.say("emergency.window.all", done=done, all=of),), ((_status(fmt),),)
    return (
        title,
        (fmt.say("emergency.window.line", done=done, all=of, units=list(names[:NAMED_AT_MOST])),),
        ((_status(fmt),),),
    )


def _follow_up(fmt: Formatter, data: Mapping[str, object]) -> Told:
    names = list(cast(Sequence[str], data["names"]))
    title = fmt.say("emergency.follow_up.title", names=names)
    lines = (
        fmt.say("emergency.follow_up.ask", units=list(cast(Sequence[str], data["units"])), task=_text(data, "task")),
        fmt.say("emergency.follow_up.how", name=names[0]),
    )  # fmt: skip
    n = emergency_number(_text(data, "emergency"))
    report = fmt.button("button.emergency_report", Verb.EMERGENCY_PAGE, n, 0)
    return title, lines, ((report,),)


def _status(fmt: Formatter) -> Button:
    return fmt.button("button.emergency", Verb.EMERGENCY)


UNTOLD_KEYS = {"emergency": "untold.emergency", "ticket": "untold.ticket"}


def _untold(fmt: Formatter, data: Mapping[str, object], to_call: Sequence[str]) -> Told:
    """李某（社旗县）, why it did not arrive, and whom of the unit to telephone."""
    units, name = list(cast(Sequence[str], data["units"])), _text(data, "name")
    called_after = any(name.startswith(unit) for unit in units)
    who = fmt.say("emergency.silent.unit", unit=name, who=units) if units and not called_after else name
    key = "untold.line" if data.get("code") else "untold.no_account"
    what = fmt.say(UNTOLD_KEYS[_text(data, "what")])
    lines = [fmt.say(key, who=who, what=what, code=_text(data, "code"))]
    lines += [fmt.say("untold.call", units=list(to_call))] if to_call else []
    return fmt.say("untold.title"), tuple(lines), ()


_ABOUT: Mapping[str, Callable[[Formatter, Mapping[str, object]], Told]] = {
    "order": _order,
    "silent_unit": _silent_unit,
    "follow_up": _follow_up,
}


def order_name(fmt: Formatter, kind: OrderKind) -> str:
    return fmt.say(ORDER_KEYS[kind])
