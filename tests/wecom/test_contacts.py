"""`duban people import` against a WeCom: several corporations, and why one of them told nothing, in words."""

import asyncio
from pathlib import Path

import pytest
import yaml

from bot.channels.wecom.command_api import directories
from bot.channels.wecom.settings import WeComSettings
from tests.builders import SMALL
from tests.commands import run
from tests.peers.wecom.server import App, Corp, WeCom, wecom
from tests.peers.wecom.world import Department, Member, Visible
from tests.wecom.city import settings_of

CITY = [
    Department(1, "小城"),
    Department(2, "市城市管理局", 1, leaders=["JuZhang"]),
    Department(3, "综合科", 2),
    Department(4, "老干部处", 1),
]
COUNTY = [Department(1, "东县")]


def city_corp() -> Corp:
    people = [
        Member("JuZhang", "王局", [2]),
        Member("LiMing", "李明", [3]),
        Member("Lao_Zhao", "老赵", [4]),
    ]
    return Corp(departments=CITY, members=people)


def county_corp() -> Corp:
    """Its app sees one person, who was named alone, and no department."""
    app = App(visible=Visible(departments=[], members=["ChenDong"]))
    return Corp("wwdongxian", COUNTY, [Member("ChenDong", "陈东"), Member("Other", "别人")], [app])


async def test_members_come_with_their_departments_and_leaders_and_those_named_alone() -> None:
    async with wecom(lambda: 0, city_corp(), county_corp()) as server:
        corps = tuple(settings_of(server, corp) for corp in server.world.corps.values())
        city, county = [one.directory for one in await directories(WeComSettings(corps))]
        assert city and county
        assert [(m.name, m.account, m.departments) for m in city.members] == [
            ("王局", "ww5823bf96d3bd56c7/juzhang", (2,)),
            ("李明", "ww5823bf96d3bd56c7/liming", (3,)),
            ("老赵", "ww5823bf96d3bd56c7/lao_zhao", (4,)),
        ]
        assert city.departments[1].leaders == ("ww5823bf96d3bd56c7/juzhang",)
        assert [(m.name, m.account) for m in county.members] == [("陈东", "wwdongxian/chendong")]
        assert server.complaints == []


def office(folder: Path, server: WeCom) -> Path:
    corps = []
    for at, corp in enumerate(server.world.corps.values()):
        (folder / f"secret{at}").write_text(corp.apps[0].secret, encoding="utf-8")
        given = {"corp": corp.id, "agent": 1000002, "secret_file": f"secret{at}", "base_url": server.api}
        corps.append(given)
    (folder / "plan.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "duban.yaml").write_text(yaml.safe_dump({"wecom": corps}), encoding="utf-8")
    return folder / "duban.yaml"


async def imported(capsys: pytest.CaptureFixture[str], config: Path, output: Path) -> tuple[int, str, str]:
    words = ("people", "import", "-o", str(output), "-c", str(config))
    return await asyncio.to_thread(run, capsys, *words)


async def test_a_draft_is_written_once_and_says_what_fits_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with wecom(lambda: 0, city_corp(), county_corp()) as server:
        config, output = office(tmp_path, server), tmp_path / "people.new.yaml"
        code, out, err = await imported(capsys, config, output)
        assert (code, err) == (0, "") and "3人" not in out and "2人" in out
        assert "老干部处" in out and "老赵" in out and "陈东" in out
        people = yaml.safe_load(output.read_text(encoding="utf-8"))["people"]
        assert [(p["name"], p["posts"][0]["role"]) for p in people] == [("王局", "head"), ("李明", "liaison")]
        written = output.read_bytes()
        code, _, err = await imported(capsys, config, output)
        assert code == 1 and "已存在" in err and output.read_bytes() == written


async def test_an_older_app_brings_telephones_and_a_newer_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corp = city_corp()
    corp.members[0].mobile, corp.members[1].mobile = "13800000001", "see reception"
    async with wecom(lambda: 0, corp) as server:
        config = office(tmp_path, server)
        await imported(capsys, config, tmp_path / "newer.yaml")
        corp.apps[0].shows_mobile = True
        await imported(capsys, config, tmp_path / "older.yaml")
    newer, older = (
        yaml.safe_load((tmp_path / f"{one}.yaml").read_text("utf-8")) for one in ("newer", "older")
    )
    assert [one.get("phone") for one in newer["people"]] == [None, None]
    assert [one.get("phone") for one in older["people"]] == ["13800000001", None]


async def test_a_corp_that_cannot_be_read_is_named_with_what_to_do_and_the_other_is_drafted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with wecom(lambda: 0, city_corp(), county_corp()) as server:
        server.world.corps["wwdongxian"].apps[0].trusted_ips = set()
        output = tmp_path / "people.new.yaml"
        code, _, err = await imported(capsys, office(tmp_path, server), output)
        assert code == 1 and "wwdongxian" in err and "127.0.0.1" in err and "企业可信IP" in err
        assert "李明" in output.read_text(encoding="utf-8")


async def test_the_secret_of_contact_synchronization_is_known_for_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with wecom(lambda: 0, city_corp()) as server:
        config, output = office(tmp_path, server), tmp_path / "people.new.yaml"
        (tmp_path / "secret0").write_text(server.corp.contacts_secret, encoding="utf-8")
        code, out, err = await imported(capsys, config, output)
        assert (code, out) == (1, "") and "通讯录同步" in err and "可见范围" in err
        assert not output.exists()


async def test_who_is_in_the_people_file_is_named_and_a_file_with_mistakes_is_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with wecom(lambda: 0, city_corp()) as server:
        config, people = office(tmp_path, server), tmp_path / "people.yaml"
        with config.open("a", encoding="utf-8") as file:
            file.write("people: people.yaml\n")
        known = "people:\n- {id: wang, name: 王局, posts: [{role: head, unit: 市城市管理局}]}\n"
        people.write_text(known, encoding="utf-8")
        code, out, err = await imported(capsys, config, tmp_path / "one.yaml")
        assert (code, err) == (0, "") and "已有的1人" in out and "王局" in out
        assert "编号 wang" in (tmp_path / "one.yaml").read_text(encoding="utf-8")
        people.write_text("people: 王局\n", encoding="utf-8")
        code, out, err = await imported(capsys, config, tmp_path / "two.yaml")
        assert code == 0 and "未与其中的人员比较" in err and "已有的" not in out
