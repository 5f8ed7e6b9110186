"""`duban emergency level`: the level that a forecast of daily AQI reaches. It proposes nothing."""

from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import locate
from bot.cards.emergency_words import LEVEL_KEYS
from bot.cli.terminal import CONFIG, AsJson, Config, language, out, put_json, settings_of
from bot.domain.emergency.alert_levels import level_of
from bot.domain.language.emergency_replies import separated
from bot.planfile.emergency_file import HIGHEST_AQI


def emergency_level(
    forecast: Annotated[list[str], typer.Argument(metavar="AQI…", help="cli.option.forecast")],
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="RULES.yaml", help="cli.option.emergency_rules")
    ] = None,
    as_json: AsJson = False,
    config: Config = CONFIG,
) -> None:
    """The highest level of which one rule holds; one value a day."""
    found = locate.emergency_rules(settings_of(config), language(), rules)
    level = level_of(_daily(forecast), found.levels)
    if as_json:
        put_json({"level": level})
        return
    say = language().say
    told = say("cli.emergency.level", level=say(LEVEL_KEYS[level])) if level else say("cli.emergency.none")
    out.print(told)
    out.print(say("cli.emergency.not_proposed"))


def _daily(forecast: list[str]) -> list[int]:
    """Raises BadParameter for what is no AQI, saying what to write instead."""
    words = [word for given in forecast for word in separated(given)]
    wrong = [word for word in words if not (word.isascii() and word.isdigit() and int(word) <= HIGHEST_AQI)]
    if wrong or not words:
        names = wrong or [" ".join(forecast)]
        raise typer.BadParameter(language().say("cli.emergency.bad_aqi", values=names, most=HIGHEST_AQI))
    return list(map(int, words))
