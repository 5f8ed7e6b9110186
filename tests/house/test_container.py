"""What the containers may do: nothing that Duban does not need."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
PINNED = re.compile(r"@sha256:[0-9a-f]{64}$")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_only_to_its_volume_and_gains_no_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert all("noexec" in place for place in service["tmpfs"])


def test_the_bot_keeps_no_capability() -> None:
    assert "cap_add" not in SERVICES["duban"]


def test_images_are_pinned_by_digest() -> None:
    images = [service["image"] for service in SERVICES.values() if "image" in service]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    images += re.findall(r"^ARG PYTHON=(.+)$", dockerfile, re.MULTILINE)
    assert len(images) == 2 and all(map(PINNED.search, images))
    assert set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)) == {"${PYTHON}"}


def test_where_the_port_is_shown_can_be_set() -> None:
    [port] = SERVICES["duban"]["ports"]
    assert port.startswith("${LISTEN:-127.0.0.1}:${PUBLISHED_PORT:-8765}:")
