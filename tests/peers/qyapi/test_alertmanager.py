"""A program that sends to WeCom for other people: Debian's Alertmanager, which `.ci/run` installs."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.peers.qyapi.client import AGENT
from tests.peers.wecom.phone import Person
from tests.peers.wecom.server import WeCom

CONFIG = """
route: {{receiver: city, group_wait: 0s, group_interval: 1s, repeat_interval: 1h}}
receivers:
  - name: city
    wechat_configs:
      - api_url: {address}/cgi-bin/
        corp_id: {corp}
        api_secret: {secret}
        agent_id: "{agent}"
        to_user: ZhangSan
        message: "**今日**待办"
        message_type: {kind}
"""


@asynccontextmanager
async def alertmanager(server: WeCom, folder: Path, kind: str) -> AsyncIterator[str]:
    """Its address. It prints the port it got among the lines of its log."""
    program = shutil.which("prometheus-alertmanager") or pytest.skip("no prometheus-alertmanager")
    corp, secret = server.corp.id, server.corp.apps[0].secret
    words = {"address": server.address, "corp": corp, "secret": secret, "agent": AGENT}
    config = folder / "alertmanager.yml"
    config.write_text(CONFIG.format(**words, kind=kind), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        program,
        f"--config.file={config}",
        f"--storage.path={folder / 'data'}",
        "--cluster.listen-address=",
        "--web.listen-address=127.0.0.1:0",
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr
        async for line in process.stderr:
            if b'msg="Listening on"' in line:
                yield "http://" + line.decode().split("address=")[1].split()[0]
                break
    finally:
        process.kill()
        await process.communicate()


@pytest.mark.parametrize("kind", ["text", "markdown"])
async def test_alertmanagers_messages_are_taken_with_a_complaint(
    server: WeCom, zhang: Person, tmp_path: Path, kind: str
) -> None:
    """It writes agentid and safe as texts, and beside markdown an empty text."""
    async with alertmanager(server, tmp_path, kind) as address, httpx.AsyncClient(trust_env=False) as http:
        alerts = [{"labels": {"alertname": "duban"}}]
        (await http.post(f"{address}/api/v2/alerts", json=alerts)).raise_for_status()
        await server.until(zhang.heard)
    shown = "今日待办" if kind == "markdown" else "**今日**待办"
    assert [one.words for one in zhang.heard()] == [shown]
    assert "agentid written as a text: message/send" in server.complaints
