"""A plan's name as a title uses it: 南阳市环境空气质量限期达标行动实施方案（2023—2025年） → 南阳市环境空气质量限期达标行动."""

import re

AROUND = "，,：:、 "  # stands between a name and what is said of it

_AROUND = re.compile(r"（[^（）]*）|\([^()]*\)|(?:实施|工作)?方案$|计划$")


def short_name(title: str) -> str:
    return _AROUND.sub("", _AROUND.sub("", title)) or title
