"""The schema of a plan file, row by row. Checks between rows are in checks.py."""

from typing import Annotated

from pydantic import Field

from bot.domain.plan import Every, IndicatorKind, Measure, MilestoneKind, PlanStatus, Strength, UnitKind
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.scalars import Day, FileRow, Id, Line, Month, Number, Text, Whole, Yes, one_of, one_text_of

OPERATORS = (">=", "<=", "=", "<", ">")
DIRECTIONS = ("increase", "decrease")
ALL_COUNTIES = "all_counties"
REGULAR = tuple(every for every in Every if every is not Every.SEASON)

Cadence = Annotated[Every, one_of(Every)]
Rhythm = Annotated[
    Every, one_of(Every, *REGULAR), Field(json_schema_extra={"enum": [every.value for every in REGULAR]})
]
Hardness = Annotated[Strength, one_of(Strength)]


class PeriodRow(FileRow):
    start: Day
    end: Day


class UnitRow(FileRow):
    name: Text
    kind: Annotated[UnitKind, one_of(UnitKind)]
    group: Text | None = Field(None, description="Counties are compared within their group only.")
    tile: Annotated[list[Whole], Field(min_length=2, max_length=2)] | None = Field(
        None, description="Column and row on the map of counties, counted from 0."
    )


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
    id: Text | None = Field(
        None,
        description="What its readings are kept under; its name where nothing is written. A renamed indicator keeps "
        "its readings by the id it had, or by its former name.",
    )
    quote: Text | None = None
    line: Line | None = None


class MilestoneRow(FileRow):
    id: Id
    kind: Annotated[MilestoneKind, one_of(MilestoneKind)] = MilestoneKind.RESULT
    text: Text
    due: Day | None = None
    day_inferred: Yes = Field(False, description="The document names the year; the day is ours.")
    every: Cadence | None = None
    every_inferred: Yes = Field(
        False, description="The document names the duty; how often it is asked is ours."
    )
    general: Yes = Field(
        False,
        description="The task as a whole, asked by period, beside items of its own; its text is the title.",
    )
    months: list[Month] = Field(default=[], description="Months in which a monthly duty is asked; else all.")
    seasons: list[Text] = Field(default=[], description="Of a duty with every: season; names under seasons.")
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


class ShareRow(FileRow):
    """A lead or joint unit's own share: the unit is asked for these milestones only, and nobody else for them."""

    unit: Text
    milestones: Annotated[list[Id], Field(min_length=1)]


class TaskRow(FileRow):
    id: Id
    number: Whole
    title: Text
    text: Text
    line: Line | None = None
    roles: RolesRow
    every: Rhythm | None = Field(None, description="For a task without milestones; else default_every.")
    shares: list[ShareRow] = Field(default=[], description="Only where the document tells whose share it is.")
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
    measure: Annotated[Measure, one_of(Measure)] | None = Field(
        None, description="What readings of the air decide it, over the year of due."
    )
    id: Text | None = Field(
        None,
        description="Says that a goal worded otherwise is the same one; its place, G1, where nothing is written.",
    )
    indicators: list[IndicatorRow] = Field(default=[])


class SeasonRow(FileRow):
    """Once for each year: the duty is asked about after `end`, as after any period."""

    name: Text
    start: Day
    end: Day


class DemandRow(FileRow):
    """A clause that asks somebody for something, and what carries it: ids of milestones, G1 for the first goal,
    8.local for a task's local work, `local` for that of every task. Empty: a finding `uncarried`."""

    line: Line
    quote: Text
    task: Id | None = Field(None, description="The task it stands in; none for goals and safeguards.")
    by: list[Id] = Field(default=[])


class CellRow(FileRow):
    """Where in a table of the document, both counted from 1, with the column's header."""

    table: Line
    row: Line
    column: Text | None = None
    sheet: Text | None = None


class QuestionRow(FileRow):
    """A question that an import could not decide; deleted once it is decided."""

    code: Annotated[
        str, one_text_of(*QUESTION_LEVELS), Field(json_schema_extra={"enum": list(QUESTION_LEVELS)})
    ]
    about: Text
    task: Id | None = None
    line: Line | None = None
    cell: CellRow | None = None


class PapersRow(FileRow):
    """What the office puts on its papers. A series is what stands before the year: 宛环委办〔2024〕3号."""

    bulletin: Text | None = None
    slip: Text | None = None
    letter: Text | None = None
    talk: Text | None = None
    warning: Text | None = None
    copy_to: list[Text] = Field(default=[])
    contact: Text | None = Field(None, description="A name and a telephone.")


class PlanRow(FileRow):
    id: Id
    title: Text
    status: Annotated[PlanStatus, one_of(PlanStatus)]
    period: PeriodRow
    scope: Text = Field(description="The whole area the plan is for.")
    office: Text | None = Field(None, description="Who sends: named in messages and drafts.")
    papers: PapersRow | None = None
    readings: Text | None = Field(
        None, description="The unit that enters readings of the air and of indicators."
    )
    source: Text
    basis: list[Text] = Field(default=[])
    default_every: Rhythm = Every.QUARTER
    units: list[UnitRow] = Field(
        default=[], description="None: the document names nobody, and every task asks who."
    )
    local: LocalRow | None = None
    goals: list[GoalRow] = Field(default=[])
    sections: Annotated[list[SectionRow], Field(min_length=1)]
    safeguards: list[TaskRow] = Field(
        default=[], description="Supporting measures that ask for something; held by their local units."
    )
    seasons: list[SeasonRow] = Field(default=[])
    demands: list[DemandRow] = Field(default=[])
    questions: list[QuestionRow] = Field(default=[])
