"""`duban invite`: one-time codes that bind a chat account to a person, on the terminal or as a file to hand out."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import open_channels
from bot.bootstrap.open_channels import InviteWay
from bot.cli import admin
from bot.cli.admin import Invitations
from bot.cli.terminal import CONFIG, Config, err, fail, language, out, settings_of
from bot.exports.invite_sheet import FORMATS, InviteSlip

OWNER_ONLY = 0o600
InviteFile = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="cli.option.invite_file")
]


def invite(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="cli.option.unit")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="cli.option.all")] = False,
    role: Annotated[str, typer.Option(help="cli.option.role")] = "",
    revoke: Annotated[str, typer.Option("--revoke", metavar="PERSON", help="cli.option.revoke")] = "",
    output: InviteFile = None,
    config: Config = CONFIG,
) -> None:
    """Codes for the people meant; or the end of a person's browser sessions and codes."""
    if revoke:
        _revoke(config, revoke)
        return
    if not unit and not everybody and not role:
        raise typer.BadParameter(language().say("cli.invite.whom"))
    _require_writable(output)
    settings = settings_of(config, office=True)
    made = asyncio.run(admin.invite(settings, unit, role, language()))
    if not made.invites:
        fail("cli.invite.nobody")
    ways, silent = open_channels.invite_ways(settings)
    slips = slips_of(made, ways)
    if output:
        _write(output, made.office, slips)
    else:
        _print(slips, ways)
    for channel, why in silent:
        err.print(language().say("cli.invite.no_link", channel=channel, why=why))


def _require_writable(output: Path | None) -> None:
    """Before any code is made: making one ends the person's browser sessions."""
    if output is None:
        return
    if output.suffix.lower() not in FORMATS:
        raise typer.BadParameter(language().say("cli.invite.format", word=output.name))
    if not output.parent.is_dir():
        fail("storage.no_such_file", path=output.parent)


def slips_of(made: Invitations, ways: Sequence[InviteWay]) -> list[InviteSlip]:
    say = language().say

    def how(way: InviteWay, code: str) -> str:
        sentence = say(way.how)
        return say("invite.how.link", how=sentence, link=way.link(code)) if way.link else sentence

    return [
        InviteSlip(
            one.person.name,
            one.person.units(),
            one.code,
            [how(way, one.code) for way in ways],
            made.last_day,
        )
        for one in made.invites
    ]


def _write(output: Path, office: str, slips: Sequence[InviteSlip]) -> None:
    output.touch(mode=OWNER_ONLY)
    output.write_bytes(FORMATS[output.suffix.lower()](office, slips, language()))
    out.print(language().say("cli.invite.file", path=output, n=len(slips)))
    out.print(language().say("cli.invite.note"))


def _print(slips: Sequence[InviteSlip], ways: Sequence[InviteWay]) -> None:
    say = language().say
    for slip in slips:
        line = say("cli.invite.line", code=slip.code, whose=slip.whose(language()))
        out.print("  ".join((line, *(way.link(slip.code) for way in ways if way.link))))
    out.print(say("cli.invite.note"))
    for way in ways:
        out.print(say(way.how))


def _revoke(config: Path, person: str) -> None:
    ended = asyncio.run(admin.revoke(settings_of(config, office=True), person, language()))
    said = {"sessions": ended.sessions, "codes": ended.invites}
    out.print(language().say("cli.invite.revoked", person=person, **said))
