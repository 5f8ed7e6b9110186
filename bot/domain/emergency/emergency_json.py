"""An emergency as `summary --json` and a rehearsal print it."""

from bot.domain.calendar import HOUR, Calendar, Instant
from bot.domain.emergency.emergency_course import EmergencyOrder
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.windows import Window, windows


def emergency_to_json(life: EmergencyLife, now: Instant, calendar: Calendar) -> dict[str, object]:
    one = life.emergency
    end = one.ended
    asked = windows(one, now, calendar)
    return {
        "id": one.id,
        "follows": one.follows or None,
        "level": one.level,
        "started": _moment(one.started, calendar),
        "ended": None if end is None else _moment(end, calendar),
        "hours": round(((now if end is None else end) - one.started) / HOUR, 1),
        "must_sign": len(one.units),
        "signed": len(life.signatures),
        "unsigned": list(life.unsigned),
        "signatures": [
            {"unit": s.unit, "at": _moment(s.at, calendar), "minutes": (s.at - one.asked_to_sign) // 60_000}
            for s in life.signatures
        ],
        "history": [_order(order, calendar) for order in one.history],
        "windows": [_window(life, window, calendar) for window in asked],
        "reports_due": len(asked) * len(one.units),
        "reports": sum(len(life.reported(window.at)) for window in asked),
        "follow_up": [up.name for up in one.follow_up],
        "follow_up_due": {up.name: up.due.isoformat() if up.due else None for up in one.follow_up},
    }


def _window(life: EmergencyLife, window: Window, calendar: Calendar) -> dict[str, object]:
    return {
        "at": _moment(window.at, calendar),
        "due": len(life.emergency.units),
        "reported": len(life.reported(window.at)),
    }


def _order(order: EmergencyOrder, calendar: Calendar) -> dict[str, object]:
    return {
        "at": _moment(order.at, calendar),
        "action": order.action,
        "level": order.level,
        "number": order.number,
        "signer": order.signer,
        "emergency": order.emergency,
    }


def _moment(at: Instant, calendar: Calendar) -> str:
    return f"{calendar.local(at):%Y-%m-%d %H:%M}"
