"""An update as it came: made storable, written down, and what it says in words where it is a place."""

import json
from collections.abc import Mapping
from typing import Any

from bot.channels.incoming import Written
from bot.context.ports import readable
from bot.i18n import Language


def as_stored(raw: Mapping[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False)


def storable(told: Any) -> Any:
    """Every text in it can be kept: see ports.readable."""
    match told:
        case str():
            return readable(told)
        case list():
            return [storable(one) for one in told]
        case dict():
            return {readable(name): storable(one) for name, one in told.items()}
    return told


def words_of(written: Written) -> str:
    if written.place is None:
        return written.text
    latitude, longitude = written.place
    words = Language.of(written.language).say(
        "heard.place", latitude=f"{latitude:.5f}", longitude=f"{longitude:.5f}", name=written.place_name
    )
    return "\n".join(filter(None, (written.text, words.strip())))
