"""A Summary as one JSON document: what `duban summary --json` and a rehearsal print."""

from dataclasses import fields

from bot.domain.as_json import as_json
from bot.domain.calendar import Calendar
from bot.domain.emergency.emergency_json import emergency_to_json
from bot.domain.indicators.indicator_json import indicator_to_json
from bot.domain.summary import Summary


def summary_to_json(summary: Summary, calendar: Calendar) -> dict[str, object]:
    plain = {
        one.name: as_json(getattr(summary, one.name)) for one in fields(summary) if one.name not in OWN_SHAPE
    }
    life = summary.emergency
    return plain | {
        "indicators": [indicator_to_json(one) for one in summary.indicators],
        "emergency": emergency_to_json(life, summary.at, calendar) if life else None,
    }


OWN_SHAPE = frozenset(("indicators", "emergency"))
"""Those whose numbers are rounded as their own rules say."""
