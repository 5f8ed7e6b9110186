"""Help and wrong usage in the user's language. A help text is the key of a sentence, looked up when it is shown."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.cli.terminal import language

PROBLEM_KEYS = {  # by the name of the exception: typer's own sentences are English
    "MissingParameter": "cli.usage.missing",
    "NoSuchOption": "cli.usage.no_such_option",
    "BadOptionUsage": "cli.usage.bad_option",
    "BadParameter": "cli.usage.bad_value",
}
NO_SUCH_VERB = re.compile(r"No such command '(.+?)'")
EXTRA = re.compile(r"unexpected extra argument\(s\) \((.*)\)")
QUOTED = re.compile(r"'([^']*)'")
WRITTEN = {"<int>": "N", "<int range>": "N", "<str>": "TEXT", "<path>": "FILE", "<%Y-%m-%d>": "YYYY-MM-DD"}
HELP_KEYS = {  # options that typer makes
    "help": "cli.option.help",
    "install_completion": "cli.option.install_completion",
    "show_completion": "cli.option.show_completion",
}


class SpokenCommand(TyperCommand):
    """`help` of the command and of its parameters are keys of sentences."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _translate(self)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join(help_lines(self, ctx)) + "\n")


class SpokenGroup(TyperGroup):
    """The same, with the verbs below."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _translate(self)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join([*help_lines(self, ctx), *self._verb_lines(ctx)]) + "\n")

    def _verb_lines(self, ctx: Any) -> Iterator[str]:
        yield ""
        yield language().say("cli.help.verbs")
        yield from _columns([(name, self.help_of(name)) for name in self.list_commands(ctx)])

    def help_of(self, name: str) -> str:
        """The sentence that describes the verb."""
        return self.commands[name].help or ""


def _translate(command: TyperCommand | TyperGroup) -> None:
    command.help = _sentence(command.help)
    for parameter in command.params:
        if one := getattr(parameter, "help", None):
            parameter.help = _sentence(one)  # type: ignore[attr-defined]


def help_lines(command: TyperCommand | TyperGroup, ctx: Any) -> Iterator[str]:
    say = language().say
    yield say("cli.help.usage", usage=" ".join([ctx.command_path, *command.collect_usage_pieces(ctx)]))
    yield ""
    yield command.help or ""
    for kind, title in (("argument", "cli.help.arguments"), ("option", "cli.help.options")):
        rows = [
            (_written(parameter, ctx), _help_of(parameter))
            for parameter in command.get_params(ctx)
            if parameter.param_type_name == kind and not getattr(parameter, "hidden", False)
        ]
        if any(text for _, text in rows):
            yield ""
            yield say(title)
            yield from _columns(rows)


def _written(parameter: Any, ctx: Any) -> str:
    """-c, --config FILE"""
    if parameter.param_type_name == "argument":
        return str(parameter.display_name_raw)
    names = ", ".join((*parameter.opts, *parameter.secondary_opts))
    kind = parameter.display_type(ctx)
    return names if parameter.is_bool_flag else f"{names} {WRITTEN.get(kind, kind)}"


def _help_of(parameter: Any) -> str:
    key = HELP_KEYS.get(parameter.name)
    text = _sentence(key) if key else parameter.help or ""
    default = parameter.default
    shown = isinstance(default, int | str) and not isinstance(default, bool) and default != ""
    return language().say("cli.help.default", text=text, default=str(default)) if shown and text else text


def _sentence(key: str | None) -> str:
    return language().say(key) if key else ""


def _columns(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Two columns; Chinese signs are two wide."""
    from rich.cells import cell_len

    width = max((cell_len(name) for name, _ in rows), default=0)
    for name, text in rows:
        yield f"  {name}{' ' * (width - cell_len(name))}  {text}".rstrip()


def problem(error: Exception) -> str:
    """The error of a wrongly written command, and where to look."""
    say, ctx = language().say, getattr(error, "ctx", None)
    told = _told(error)
    path = ctx.command_path if ctx is not None else "duban"
    return f"{told}\n{say('cli.usage.see', command=path)}"


def _told(error: Any) -> str:
    say, message = language().say, str(getattr(error, "message", error))
    if verb := NO_SUCH_VERB.search(message):
        return say("cli.usage.no_such_verb", name=verb[1])
    if extra := EXTRA.search(message):
        return say("cli.usage.extra", words=extra[1])
    key, parameter = PROBLEM_KEYS.get(type(error).__name__), getattr(error, "param", None)
    if key is None:
        return say("cli.usage.no_verb")
    if parameter is None:  # a sentence of ours, or an option that is none
        return message if type(error) is typer.BadParameter else say(key, name=error.option_name)
    value = QUOTED.search(message)
    if type(error) is typer.BadParameter and value is None:
        low, high = _range(parameter)
        key = "cli.usage.bad_kind" if low is None else "cli.usage.out_of_range"
        return say(key, name=_option(parameter), low=str(low), high=str(high))
    return say(key, name=_option(parameter), value=value[1] if value else "")


def _option(parameter: Any) -> str:
    """--port for an option, PLAN.yaml for an argument."""
    option = parameter.param_type_name == "option"
    return max(parameter.opts, key=len) if option else str(parameter.display_name_raw)


def _range(parameter: Any) -> tuple[int | None, int | None]:
    info = parameter.type_descriptor.parameter_info
    return info.min, info.max
