"""What is said of a doubtful or wrong reading of the air: where it stands, what is wrong, what becomes of it."""

from collections.abc import Iterable, Mapping

from bot.domain.plan import Finding
from bot.i18n import Language

AIR_FINDING_KEYS = {
    "bad_date": "air.finding.bad_date",
    "unknown_place": "air.finding.unknown_place",
    "bad_number": "air.finding.bad_number",
    "co_unit": "air.finding.co_unit",
    "unknown_status": "air.finding.unknown_status",
    "negative": "air.finding.negative",
    "note_unclear": "air.finding.note_unclear",
    "unknown_column": "air.finding.unknown_column",
    "duplicate_reading": "air.finding.duplicate_reading",
    "pm25_over_pm10": "air.finding.pm25_over_pm10",
    "aqi_differs": "air.finding.aqi_differs",
    "index_formula_unset": "air.finding.index_formula_unset",
}


def say_air_finding(finding: Finding, language: Language) -> str:
    args: dict[str, object] = {**finding.args}
    if "value" in args and not args["value"]:
        args["value"] = language.say("air.finding.empty")
    text = language.say(AIR_FINDING_KEYS[finding.code], **args)
    if near := args.get("near"):
        text += language.say("air.finding.near", near=near)
    if finding.line is None:
        return text
    where = "air.finding.at_cell" if "column" in args else "air.finding.at_line"
    return language.say(where, line=finding.line, text=text, **_cell(args))


def _cell(args: Mapping[str, object]) -> dict[str, object]:
    return {name: args[name] for name in ("column", "heading") if name in args}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """That of the file, what is about no line last."""
    return sorted(findings, key=lambda one: (one.line is None, one.line or 0))


def air_findings_to_json(findings: Iterable[Finding], language: Language) -> list[dict[str, object]]:
    return [
        {
            "level": one.level.value,
            "code": one.code,
            "line": one.line,
            "message": say_air_finding(one, language),
        }
        for one in findings
    ]
