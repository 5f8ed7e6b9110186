"""The `duban` command: one short function a verb. Exit codes: 0 done, 1 findings or errors, 2 wrong usage."""

import asyncio
import sys
import webbrowser
from collections.abc import Callable, Coroutine, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from bot.bootstrap import demo as demonstration
from bot.bootstrap import environment, locate, production
from bot.cli import admin, doctor, plans, show
from bot.cli.plans import PlanFile
from bot.cli.rehearse import rehearse as rehearse_script
from bot.cli.terminal import AsJson, Config, bar, err, language, out, put_json
from bot.domain.errors import DubanError, Invalid, Refused
from bot.domain.plan import Level
from bot.settings import Settings
from bot.simulate.dice import REPLIES
from bot.simulate.rehearse import Script, rehearse, to_json

T = TypeVar("T")

commands = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
commands.command("rehearse")(rehearse_script)
commands.add_typer(plans.commands, name="plan", help="Look at plan files.")

DAY = ["%Y-%m-%d"]
CONFIG = Path("duban.yaml")
FIRST_DAY = datetime(2023, 11, 1)  # noqa: DTZ001 -- a day, as typer reads one


def main(words: Sequence[str] | None = None) -> None:
    """The console script; `words` are the process's own where none are given. What Duban can explain is one sentence
    on standard error and exit code 1."""
    environment.own_sentences()
    try:
        commands(args=words)
    except Invalid as error:
        for mistake in error.mistakes:
            err.print(str(mistake))
        sys.exit(1)
    except Refused as error:
        err.print(language().say(error.key, **error.args_of_sentence))
        sys.exit(1)
    except FileNotFoundError as error:
        err.print(language().say("storage.no_such_file", path=error.filename))
        sys.exit(1)
    except (DubanError, OSError) as error:
        err.print(str(error))
        sys.exit(1)


def _run(job: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(job)


def _fail(key: str, **args: object) -> NoReturn:
    err.print(language().say(key, **args))
    raise typer.Exit(1)


def _settings(config: Path) -> Settings:
    return environment.settings_of(config, language())


@commands.command()
def demo(
    port: Annotated[
        int, typer.Option(help="Where the chat listens; the next free one when it is taken.")
    ] = 8765,
    from_: Annotated[datetime, typer.Option("--from", formats=DAY, help="First day played.")] = FIRST_DAY,
    seed: Annotated[int, typer.Option(help="Which dice the simulated people throw.")] = 1,
) -> None:
    """The seed plan in the browser chat, on a simulated clock with simulated people. Nothing is kept."""
    start = from_.date()
    script = locate.demo_script(start, language(), seed=seed)
    opening = start + timedelta(days=57)  # 2023-11-01 → 12-28
    _run(demonstration.demo(script, opening, opening + timedelta(days=13), port, _show_address))


@commands.command()
def run(config: Config = CONFIG) -> None:
    """Production: reads the settings, plan and people, and serves until stopped."""
    settings = _settings(config)
    read = locate.read_files(settings, language())
    secrets = (settings.telegram.token, settings.telegram.webhook_secret)
    environment.log_to(sys.stderr, settings.log_format, secrets)
    _run(production.run(settings, read, language(), _show_address))


def _show_address(address: str) -> None:
    sys.stdout.write(address + "\n")
    sys.stdout.flush()
    if sys.stdout.isatty():
        webbrowser.open(address)


@commands.command()
def init(folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path()) -> None:
    """Writes duban.yaml, people.yaml and plan.yaml to fill in. Never overwrites."""
    for path, text in show.examples(folder):
        if path.exists():
            err.print(language().say("cli.init.kept", path=path))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            out.print(language().say("cli.init.written", path=path))
    out.print(language().say("cli.init.next"))


@commands.command()
def check(config: Config = CONFIG) -> None:
    """The doctor: settings, plan, people, calendar, database, reviewers, people without a chat."""
    findings = _run(doctor.examine(_settings(config), language()))
    for finding in findings:
        out.print(f"{finding.level}: {language().say(finding.key, **finding.args)}")
    if not findings:
        out.print(language().say("cli.check.well"))
    if any(finding.level is Level.ERROR for finding in findings):
        raise typer.Exit(1)


@commands.command()
def simulate(
    plan: PlanFile,
    from_: Annotated[datetime, typer.Option("--from", formats=DAY)],
    to: Annotated[datetime, typer.Option("--to", formats=DAY)],
    people: Annotated[
        Path | None, typer.Option(help="Without it: a liaison and a head for each unit.")
    ] = None,
    replies: Annotated[str, typer.Option(help="none, mixed or good")] = "none",
    seed: int = 1,
    as_json: AsJson = False,
) -> None:
    """A rehearsal: who would get what and when, going live on --from. Nothing is sent."""
    start, end = from_.date(), to.date()
    if replies not in REPLIES:
        raise typer.BadParameter(language().say("cli.simulate.replies", choices=REPLIES))
    if end < start:
        raise typer.BadParameter(language().say("cli.simulate.backwards", start=start, end=end))
    script = locate.script_of(plan, people, start, language(), Settings(), replies=replies, seed=seed)
    played = _with_bar(script, end)
    if as_json:
        put_json(to_json(script, end, played))
        return
    for line in show.rehearsal_lines(script, played, language()):
        out.print(line)


def _with_bar(script: Script, end: date) -> Any:
    days = max((end - script.start).days, 1)
    with bar() as progress:
        task = progress.add_task(language().say("cli.simulate.playing"), total=days)
        return _run(
            rehearse(script, end, lambda day: progress.update(task, completed=(day - script.start).days))
        )


@commands.command()
def golive(
    plan: Annotated[str, typer.Argument(metavar="PLAN")],
    date_: Annotated[
        datetime | None, typer.Option("--date", formats=DAY, help="Default: the next workday.")
    ] = None,
    config: Config = CONFIG,
) -> None:
    """Sets the day from which the plan speaks. The coordinator can do the same in chat, after a rehearsal."""
    day = _run(admin.go_live(_settings(config), plan, date_.date() if date_ else None, language()))
    out.print(language().say("cli.golive.set", day=day))


@commands.command()
def summary(
    unit: str = "",
    section: str = "",
    task: str = "",
    as_of: Annotated[datetime | None, typer.Option("--as-of", formats=DAY)] = None,
    as_json: AsJson = False,
    config: Config = CONFIG,
) -> None:
    """Where everything stands, as /summary shows it."""
    asked = admin.Asked(unit, section, task, as_of.date() if as_of else None)
    shown = _run(admin.summary(_settings(config), asked, language()))
    if as_json:
        put_json(shown.document)
    else:
        out.print(shown.text)


@commands.command()
def invite(
    unit: Annotated[str, typer.Argument(metavar="UNIT")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="Everybody without a working account.")] = False,
    role: Annotated[str, typer.Option(help="liaison, head, coordinator, reviewer or leader")] = "",
    config: Config = CONFIG,
) -> None:
    """One-time codes that bind a chat account to a person."""
    if not unit and not everybody and not role:
        raise typer.BadParameter(language().say("cli.invite.whom"))
    settings = _settings(config)
    invites = _run(admin.invite(settings, unit, role, language()))
    if not invites:
        _fail("cli.invite.nobody")
    link = _link(settings)
    for one in invites:
        units = one.person.units() or ("-",)
        line = language().say("cli.invite.line", code=one.code, name=one.person.name, units=units)
        out.print(f"{line}  {link(one.code)}" if link else line)
    out.print(language().say("cli.invite.note"))
    if link:
        out.print(language().say("cli.invite.link"))


def _link(settings: Settings) -> Callable[[str], str] | None:
    """What makes of a code the address that redeems it; None without a bot, or where it cannot be asked its name."""
    if not settings.telegram.token:
        return None
    from bot.bootstrap import telegram  # whoever has no bot there does not wait for its library

    return _run(telegram.link(settings.telegram))


@commands.command()
def verify(file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)]) -> None:
    """Checks a database's events against their chained seals. Exit 1 when one is broken."""
    verified = _run(admin.verify(f"sqlite:///{file.absolute()}"))
    if verified.broken:
        _fail("cli.verify.broken", plan=verified.plan_id, minute=str(verified.broken.minute))
    out.print(language().say("cli.verify.whole", n=verified.seals))


@commands.command()
def backup(file: Path, config: Config = CONFIG) -> None:
    """A consistent copy of the database, also while the bot runs."""
    admin.backup(_settings(config).database, file)
    out.print(language().say("cli.backup.done", path=file))


@commands.command()
def restore(file: Path, config: Config = CONFIG, force: bool = False) -> None:
    """Puts a backup in the database's place. Refuses to overwrite one without --force."""
    admin.restore(file, _settings(config).database, force=force)
    out.print(language().say("cli.restore.done", path=file))


@commands.command()
def migrate(config: Config = CONFIG) -> None:
    """Brings the database's schema up to date."""
    out.print(language().say("cli.migrate.done", number=_run(admin.migrate(_settings(config).database))))


@commands.command()
def forget(person: str, config: Config = CONFIG) -> None:
    """Deletes a person's own words, files and accounts. Events and seals stay whole."""
    _run(admin.forget(_settings(config), person, language()))
    out.print(language().say("cli.forget.done", person=person))
