"""Documents mention every command, setting, verb, floor and version."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, cast

import pytest
import typer.main
from typer.core import TyperGroup

from bot.bootstrap.open_channels import settings_groups
from bot.chat.commands import COMMANDS
from bot.cli import commands
from bot.settings import names, secrets
from tests.house.source import ROOT

NO_CONTEXT = cast(Any, None)  # our groups ask nothing of it
VERBS = {"setup", "run", "test", "check", "bench", "chaos", "soak", "bundle", "clean"}


def read(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def manual() -> str:
    pages = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/manual").rglob("*.md"))
    return read("README.md", *pages)


def pyproject() -> dict[str, dict[str, object]]:
    return tomllib.loads(read("pyproject.toml"))


def written(group: object, name: str) -> Iterator[str]:
    if isinstance(group, TyperGroup):
        for word in group.list_commands(NO_CONTEXT):
            yield from written(group.get_command(NO_CONTEXT, word), f"{name} {word}")
    else:
        yield name


def test_every_command_is_explained() -> None:
    text = manual()
    known = list(written(typer.main.get_command(commands), "duban"))
    assert known
    # `duban plan check|show PLAN.yaml` names two commands in one line
    unfolded = re.sub(r"duban plan (\w+)\|(\w+)", r"duban plan \1 duban plan \2", text)
    assert [command for command in known if not re.search(rf"{command}\b", unfolded)] == []


def test_every_setting_is_explained() -> None:
    text = manual()
    known = [*names(settings_groups()), *(f"{secret}_file" for secret in secrets(settings_groups()))]
    assert [name for name in known if f"`{name}`" not in text] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_of_the_chat_is_explained(language: str) -> None:
    text = "\n".join(
        page.read_text(encoding="utf-8") for page in (ROOT / f"docs/manual/{language}").glob("*.md")
    )
    assert [name for name in COMMANDS if not re.search(rf"`/{name}\b", text)] == []


def test_the_verbs_are_these_and_each_is_explained() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert phony and set(phony[1].split()) == VERBS
    text = read("CONTRIBUTING.md")
    assert [verb for verb in sorted(VERBS) if f"`make {verb}`" not in text] == []


def test_the_architecture_page_draws_the_floors_that_are_checked() -> None:
    """One line a floor, top to bottom, as the import contract has them."""
    contracts = re.findall(r"^layers = \[(.*?)^\]", read("pyproject.toml"), re.MULTILINE | re.DOTALL)
    floors = [set(re.findall(r"\w+", floor)) for floor in re.findall(r'"([^"]+)"', contracts[0])]
    drawn = [
        set(re.findall(r"\w+", line.partition("#")[0])) for line in read("docs/architecture.md").splitlines()
    ]
    rest = iter(drawn)
    assert [sorted(floor) for floor in floors if not any(floor <= line for line in rest)] == []


def test_the_changelog_knows_this_version() -> None:
    version = str(pyproject()["project"]["version"])
    assert f"## [{version}]" in read("CHANGELOG.md")


def test_each_decision_has_a_number_of_its_own() -> None:
    pages = sorted(path.name for path in (ROOT / "docs/adr").glob("*.md"))
    numbers = [name[:4] for name in pages]
    assert [name for name in pages if numbers.count(name[:4]) > 1] == [], (
        "give the newer page the next number"
    )
    titles = {name: read(f"docs/adr/{name}").splitlines()[0] for name in pages}
    assert {name: title for name, title in titles.items() if not title.startswith(f"# {name[:4]}. ")} == {}
