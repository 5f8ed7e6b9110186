"""A Summary as one JSON document: what `duban summary --json` and a rehearsal print."""

from dataclasses import fields

from bot.domain.as_json import as_json
from bot.domain.indicators.indicator_json import indicator_to_json
from bot.domain.summary import Summary


def summary_to_json(summary: Summary) -> dict[str, object]:
    plain = {
        one.name: as_json(getattr(summary, one.name)) for one in fields(summary) if one.name not in OWN_SHAPE
    }
    return plain | {"indicators": [indicator_to_json(one) for one in summary.indicators]}


OWN_SHAPE = frozenset(("indicators",))
"""Those whose numbers are rounded as their own rules say."""
