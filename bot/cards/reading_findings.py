"""Sentences about what is wrong or doubtful in a file of readings."""

from collections.abc import Sequence

from bot.domain.plan import Finding
from bot.i18n import Language

READING_FINDING_KEYS = {
    "bad_date": "reading.finding.bad_date",
    "bad_number": "reading.finding.bad_number",
    "unknown_indicator": "reading.finding.unknown_indicator",
    "unknown_place": "reading.finding.unknown_place",
    "unit_mismatch": "reading.finding.unit_mismatch",
    "unit_doubt": "reading.finding.unit_doubt",
    "duplicate_reading": "reading.finding.duplicate_reading",
    "went_back": "reading.finding.went_back",
    "sum_differs": "reading.finding.sum_differs",
    "ratio_without_counts": "reading.finding.ratio_without_counts",
}
NAMED = 8  # words offered instead


def say_reading_finding(finding: Finding, language: Language) -> str:
    """What is wrong and what to write; the line is the caller's to tell."""
    args = dict(finding.args)
    known = args.get("known")
    if isinstance(known, Sequence) and not isinstance(known, str):
        args["known"] = language.list(list(known)[:NAMED])
    if finding.code == "unknown_indicator" and not known:
        return language.say("reading.finding.nothing_measured", **args)
    return language.say(READING_FINDING_KEYS[finding.code], **args)


def finding_line(finding: Finding, language: Language) -> str:
    """第9行：…"""
    text = say_reading_finding(finding, language)
    return language.say("reading.at_line", line=finding.line, text=text) if finding.line else text
