"""How WeCom says no: HTTP 200 and a number. The words before the hint are worth nothing, and so they change."""

import itertools
import json
import secrets
from pathlib import Path
from typing import Any

Json = dict[str, Any]

MEANINGS: dict[int, str] = {
    row["errcode"]: row["errmsg_zh"]
    for row in json.loads((Path(__file__).parent / "errcodes.json").read_text(encoding="utf-8"))["codes"]
}
IP = "127.0.0.1"
_DRESSES = itertools.cycle(("{}", "invalid request: {}", "{} ({})", "errcode {1}: {0}"))


class Refusal(Exception):
    """An answer of HTTP 200 with an errcode that is not 0."""

    def __init__(self, errcode: int) -> None:
        super().__init__(errcode)
        self.errcode = errcode

    def json(self) -> Json:
        return {"errcode": self.errcode, "errmsg": said(self.errcode)}


def said(errcode: int) -> str:
    """Other words each time: nobody may go by them."""
    meaning = MEANINGS.get(errcode, "request refused")
    words = next(_DRESSES).format(meaning, errcode)
    hint = secrets.randbelow(10**15) + 10**15
    more = f"more info at https://open.work.weixin.qq.com/devtool/query?e={errcode}"
    return f"{words}, hint: [1795704339{hint}], from ip: {IP}, {more}"
