"""The names of levels and orders of an emergency."""

from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.emergency_course import OrderKind

LEVEL_KEYS = {
    AlertLevel.YELLOW: "emergency.level.yellow",
    AlertLevel.ORANGE: "emergency.level.orange",
    AlertLevel.RED: "emergency.level.red",
}
ORDER_KEYS = {
    OrderKind.START: "emergency.order.start",
    OrderKind.RAISE: "emergency.order.raise",
    OrderKind.LOWER: "emergency.order.lower",
    OrderKind.LIFT: "emergency.order.lift",
}
