"""Who is charged with a matter in an ordinary sentence: 让宛城区三天内办, 请方城县尽快核实."""

import re
from collections.abc import Sequence

_WITHIN = r"(?:限期?|务必|要求|在)?(?P<within>[0-9一二两三四五六七八九十半]{1,3}(?:个)?(?:小时|天|日|工作日|分钟|周)(?:之?内|内|以内)?|[今明后]天(?:之?前|内)?|(?:本|这|下)?周[一二三四五六日末](?:之?前|内)?)?"
_DO = r"(?:尽快|马上|立即|赶紧|抓紧|去|来|给)*(?:查办|办理?|处理|处置|核实|核查|调查|整改|解决|查处?|看看|看一下|回复|反馈|并|[、，])+(?:一下|完毕?|好|掉|结|并?反馈|并?回复|到位|了)*"


def handed_over(text: str, units: Sequence[str], counties: Sequence[str]) -> tuple[str, str] | None:
    """(the words with the unit alone instead of its charge, the time that was written): 让宛城区三天内办 → 宛城区, 三天内.
    None where nobody is charged."""
    names = {
        *units,
        *(one[:-1] for one in counties if len(one) > 2),
        *(one.removeprefix("市") for one in units),
    }
    one_of = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True) if len(one) > 1)
    charge = re.compile(
        rf"(?:请|让|由|叫|转给?|交给?|派给?|责成|要求|通知|安排|督促)\s?(?P<unit>{one_of})\s?{_WITHIN}{_DO}[。.！!]?"
    )
    match = charge.search(text)
    if match is None:
        return None
    unit = next((one for one in counties if one[:-1] == match["unit"]), match["unit"])
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return rest if unit in rest else f"{unit} {rest}", match["within"] or ""
