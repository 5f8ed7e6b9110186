"""The archive of `make bundle`, installed and used in a network namespace of its own: there is no network to reach for.

CI makes one and names it in BUNDLE_TRIAL; elsewhere: BUNDLE_TRIAL=$(make -s bundle) .venv/bin/pytest tests/bootstrap.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path

import pytest

BUNDLE = os.environ.get("BUNDLE_TRIAL", "")
UNSHARED = ("unshare", "--map-root-user", "--net")  # not even loopback is up in there
NOWHERE = "http://127.0.0.1:9"  # the proxy of a container that may not make namespaces: nothing listens there

pytestmark = pytest.mark.skipif(not BUNDLE, reason="BUNDLE_TRIAL names no archive of `make bundle`")


@cache
def alone() -> tuple[str, ...]:
    able = shutil.which("unshare") and subprocess.run((*UNSHARED, "true"), check=False).returncode == 0
    return UNSHARED if able else ("env", f"http_proxy={NOWHERE}", f"https_proxy={NOWHERE}")


def offline(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """With this machine's own Python, and none of the libraries of this checkout."""
    path = f"{sys.base_prefix}/bin:/usr/bin:/bin"
    return subprocess.run(
        (*alone(), *words), cwd=folder, env={"PATH": path, "LANG": "zh_CN.UTF-8", "HOME": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    with tarfile.open(BUNDLE) as archive:
        archive.extractall(folder, filter="data")
    [one] = folder.iterdir()
    return one


def test_it_installs_without_network_and_an_office_begins(unpacked: Path, tmp_path: Path) -> None:
    installed = offline("sh", unpacked / "install", tmp_path / "duban", folder=tmp_path)
    assert installed.returncode == 0, installed.stderr
    duban = tmp_path / "duban" / "bin" / "duban"
    assert offline(duban, "init", "office", folder=tmp_path).returncode == 0
    checked = offline(duban, "check", "-c", "office/duban.yaml", folder=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
    again = offline("sh", unpacked / "install", tmp_path / "duban", folder=tmp_path)  # an update over it
    assert again.returncode == 0, again.stderr


def test_another_python_and_a_damaged_copy_are_refused_in_words(unpacked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(unpacked, copy)
    (copy / "LICENSE").write_text("changed", encoding="utf-8")
    damaged = offline("sh", copy / "install", tmp_path / "duban", folder=tmp_path)
    assert damaged.returncode == 1 and "安装包不完整" in damaged.stderr
    stranger = tmp_path / "python9"
    stranger.write_text("#!/bin/sh\necho cp99-plan9\n", encoding="utf-8")
    stranger.chmod(0o755)
    other = offline(
        "env", f"PYTHON={stranger}", "sh", unpacked / "install", tmp_path / "duban", folder=tmp_path
    )
    assert other.returncode == 1 and "cp99-plan9" in other.stderr and "适用于" in other.stderr
    assert not (tmp_path / "duban").exists()
