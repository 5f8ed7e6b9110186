"""The schema of a plan file, row by row. Checks between rows are in checks.py."""

from typing import Annotated

from pydantic import Field

from bot.domain.plan import Every, IndicatorKind, MilestoneKind, PlanStatus, Strength, UnitKind
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.scalars import Day, FileRow, Id, Line, Number, Text, Whole, Yes, one_of, one_text_of

OPERATORS = (">=", "<=", "=", "<", ">")
DIRECTIONS = ("increase", "decrease")
ALL_COUNTIES = "all_counties"

Cadence = Annotated[Every, one_of(Every)]
Hardness = Annotated[Strength, one_of(Strength)]


class PeriodRow(FileRow):
    start: Day
    end: Day


class UnitRow(FileRow):
    name: Text
    kind: Annotated[UnitKind, one_of(UnitKind)]
    group: Text | None = Field(None, description="Counties are compared within their group only.")


class LocalRow(FileRow):
    """A rule the document writes once for all tasks."""

    units: Annotated[str, one_text_of(ALL_COUNTIES)]
    line: Line | None = None


class IndicatorRow(FileRow):
    name: Text
    kind: Annotated[IndicatorKind, one_of(IndicatorKind)]
    op: Annotated[str, one_text_of(*OPERATORS), Field(json_schema_extra={"enum": list(OPERATORS)})]
    value: Number
    unit: Text
    direction: (
        Annotated[str, one_text_of(*DIRECTIONS), Field(json_schema_extra={"enum": list(DIRECTIONS)})] | None
    ) = None
    due: Day | None = None
    strength: Hardness = Strength.MUST
    base: Text | None = Field(None, description="What a change is measured against, such as a year.")
    quote: Text | None = None
    line: Line | None = None


class MilestoneRow(FileRow):
    id: Id
    kind: Annotated[MilestoneKind, one_of(MilestoneKind)] = MilestoneKind.RESULT
    text: Text
    due: Day | None = None
    day_inferred: Yes = Field(False, description="The document names the year; the day is ours.")
    every: Cadence | None = None
    strength: Hardness = Strength.MUST
    where: list[Text] = Field(default=[], description="Counties the document names.")
    which_county: list[Text] = Field(
        default=[], description="Named works whose county nobody has named yet; once known it goes to where."
    )
    quote: Text | None = None
    line: Line | None = None


class RolesRow(FileRow):
    lead: list[Text] = Field(default=[])
    support: list[Text] = Field(default=[])
    joint: list[Text] = Field(default=[])
    local: list[Text] | None = Field(None, description="Only where it differs from the plan's local rule.")


class TaskRow(FileRow):
    id: Id
    number: Whole
    title: Text
    text: Text
    line: Line | None = None
    roles: RolesRow
    every: Cadence | None = Field(None, description="For a task without milestones; else default_every.")
    milestones: list[MilestoneRow] = Field(default=[])
    indicators: list[IndicatorRow] = Field(default=[])


class SectionRow(FileRow):
    number: Whole
    title: Text
    tasks: Annotated[list[TaskRow], Field(min_length=1)]


class GoalRow(FileRow):
    scope: Text | None = Field(None, description="A county; the plan's whole area where nothing is written.")
    text: Text
    due: Day | None = None
    day_inferred: Yes = False
    strength: Hardness = Strength.MUST
    quote: Text | None = None
    line: Line | None = None
    indicators: list[IndicatorRow] = Field(default=[])


class QuestionRow(FileRow):
    """What an import could not decide; deleted once it is decided."""

    code: Annotated[
        str, one_text_of(*QUESTION_LEVELS), Field(json_schema_extra={"enum": list(QUESTION_LEVELS)})
    ]
    about: Text
    task: Id | None = None
    line: Line | None = None


class PlanRow(FileRow):
    id: Id
    title: Text
    status: Annotated[PlanStatus, one_of(PlanStatus)]
    period: PeriodRow
    scope: Text = Field(description="The whole area the plan is for.")
    office: Text | None = Field(None, description="Who sends: named in messages and drafts.")
    source: Text
    basis: list[Text] = Field(default=[])
    default_every: Cadence = Every.QUARTER
    units: list[UnitRow] = Field(
        default=[], description="None: the document names nobody, and every task asks who."
    )
    local: LocalRow | None = None
    goals: list[GoalRow] = Field(default=[])
    sections: Annotated[list[SectionRow], Field(min_length=1)]
    questions: list[QuestionRow] = Field(default=[])
