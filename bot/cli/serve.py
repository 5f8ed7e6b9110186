"""`duban demo` and `duban run`, which serve until they are stopped."""

import asyncio
import sys
import webbrowser
from datetime import datetime, timedelta
from typing import Annotated

import typer

from bot.bootstrap import demo as demonstration
from bot.bootstrap import environment, locate, open_channels, production
from bot.cli.terminal import CONFIG, DAY, Config, language, settings_of

FIRST_DAY = datetime(2023, 11, 1)  # noqa: DTZ001 -- a day, as typer reads one
OPENING = timedelta(days=58)  # 2023-11-01 → 12-29: the last workday before what is due at the end of the year
HIGHEST_PORT = 65_535
PLAYED = timedelta(days=12)  # from then on


def demo(
    port: Annotated[int, typer.Option(min=0, max=HIGHEST_PORT, help="cli.option.port")] = 8765,
    from_: Annotated[datetime, typer.Option("--from", formats=DAY, help="cli.option.from_demo")] = FIRST_DAY,
    seed: Annotated[int, typer.Option(help="cli.option.seed")] = 1,
) -> None:
    """The seed plan in the browser chat, on a simulated clock with simulated people. Nothing is kept."""
    start = from_.date()
    script = locate.demo_script(start, language(), seed=seed)
    opening = start + OPENING
    asyncio.run(demonstration.demo(script, opening, opening + PLAYED, port, _show_address))


def run(config: Config = CONFIG) -> None:
    """Production: reads the settings, plan and people, and serves until stopped."""
    settings = settings_of(config, office=True)
    read = locate.read_files(settings, language())
    secrets = open_channels.secret_values(settings)
    environment.log_to(sys.stderr, settings.log_format, secrets)
    asyncio.run(production.run(settings, read, language(), _show_address))


def _show_address(address: str) -> None:
    sys.stdout.write(address + "\n")
    sys.stdout.flush()
    if sys.stdout.isatty():
        webbrowser.open(address)
