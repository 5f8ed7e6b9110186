"""Heavily polluted days of an emergency, as the gauge of the whole city counts them."""

from datetime import date

from bot.context.plan_context import PlanContext
from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.air.daily_index import HEAVY
from bot.domain.air.versions import choose
from bot.domain.calendar import Instant
from bot.domain.emergency.emergency_course import Emergency


def heavy_days(context: PlanContext, emergency: Emergency, now: Instant) -> list[tuple[date, int]]:
    """[(day, AQI), …] by day; none where no readings are known."""
    if context.air is None:
        return []
    first, last = map(context.calendar.day, (emergency.started, emergency.ended or now))
    days = [one for one in context.air.readings if one.place == WHOLE_CITY and first <= one.day <= last]
    found = ((one.day, context.air.rules.daily_index.of(one)) for one in choose(days).readings)
    return sorted((day, aqi) for day, aqi in found if aqi is not None and aqi > HEAVY)
