"""`duban readings check` of daily air readings."""

from collections.abc import Sequence
from datetime import date

from bot.cards.air_findings import air_findings_to_json, in_order
from bot.cli.air_lines import air_lines
from bot.cli.terminal import language, out, put_json
from bot.domain.air.air_report import AirReport, checked_air
from bot.domain.air.air_rules import AirRules
from bot.domain.as_json import as_json as json_of
from bot.domain.plan import Finding, Level, Plan
from bot.planfile.air_table import AirTable


def air_check(table: AirTable, plan: Plan, rules: AirRules, as_of: date | None, as_json: bool) -> bool:
    """Prints what the readings come to. False where there is an error among the findings."""
    found = checked_air(plan, table.readings, rules, as_of)
    findings = in_order((*table.findings, *found.findings))
    if as_json:
        put_json(_document(found.report, findings))
    else:
        for line in air_lines(found.report, findings, rules, language()):
            out.print(line)
    return not any(one.level is Level.ERROR for one in findings)


def _document(report: AirReport, findings: Sequence[Finding]) -> dict[str, object]:
    document = json_of(report)
    assert isinstance(document, dict)
    return {"kind": "air", **document, "findings": air_findings_to_json(findings, language())}
