"""A flaw: a code for what is wrong, at a place of a file; the sentence is made in the language of the reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.domain.errors import Invalid, Mistake
from bot.i18n import Language

SHOWN = 100  # of one file; the rest is counted in a last line: nobody corrects more at once
LONGEST = 40  # characters of a value that are quoted back
MOST_KNOWN = 500  # words a guess is made among
ALIKE = 0.5  # how near a guess must be: 市工信局 is 0.67 alike to 市工业和信息化局

MEANT = "planfile.did_you_mean"

FLAW_KEYS = {  # code: what is wrong, what to write instead
    # the file as such
    "unreadable": ("planfile.unreadable", "planfile.unreadable.instead"),
    "not_utf8": ("planfile.not_utf8", "planfile.not_utf8.instead"),
    "too_big": ("planfile.too_big", "planfile.too_big.instead"),
    "too_many": ("planfile.too_many", "planfile.too_many.instead"),
    "unprintable": ("planfile.unprintable", "planfile.unprintable.instead"),
    "syntax": ("planfile.syntax", "planfile.syntax.instead"),
    "tab": ("planfile.tab", "planfile.tab.instead"),
    "second_document": ("planfile.second_document", "planfile.second_document.instead"),
    "alias": ("planfile.alias", "planfile.alias.instead"),
    "tag": ("planfile.tag", "planfile.tag.instead"),
    "too_deep": ("planfile.too_deep", "planfile.too_deep.instead"),
    "key_not_a_word": ("planfile.key_not_a_word", "planfile.key_not_a_word.instead"),
    "key_twice": ("planfile.key_twice", "planfile.key_twice.instead"),
    "empty_file": ("planfile.empty_file", "planfile.empty_file.instead"),
    "not_keys": ("planfile.not_keys", "planfile.not_keys.instead"),
    "more": ("planfile.more", "planfile.more.instead"),
    # its shape
    "missing": ("planfile.missing", "planfile.missing.instead"),
    "unknown_key": ("planfile.unknown_key", "planfile.unknown_key.instead"),
    "not_a_mapping": ("planfile.not_a_mapping", "planfile.not_a_mapping.instead"),
    "not_a_list": ("planfile.not_a_list", "planfile.not_a_list.instead"),
    "empty_list": ("planfile.empty_list", "planfile.empty_list.instead"),
    "not_text": ("planfile.not_text", "planfile.not_text.instead"),
    "empty": ("planfile.empty", "planfile.empty.instead"),
    "not_a_date": ("planfile.not_a_date", "planfile.not_a_date.instead"),
    "no_such_day": ("planfile.no_such_day", "planfile.no_such_day.instead"),
    "not_a_number": ("planfile.not_a_number", "planfile.not_a_number.instead"),
    "not_whole": ("planfile.not_whole", "planfile.not_whole.instead"),
    "not_a_phone": ("planfile.not_a_phone", "planfile.not_a_phone.instead"),
    "not_a_yes": ("planfile.not_a_yes", "planfile.not_a_yes.instead"),
    "not_a_choice": ("planfile.not_a_choice", "planfile.not_a_choice.instead"),
    "not_an_id": ("planfile.not_an_id", "planfile.not_an_id.instead"),
    "refused": ("planfile.refused", "planfile.refused.instead"),
    # a plan
    "twice": ("planfile.twice", "planfile.twice.instead"),
    "unit_twice": ("planfile.unit_twice", "planfile.unit_twice.instead"),
    "unknown_unit": ("planfile.unknown_unit", "planfile.unknown_unit.instead"),
    "not_a_county": ("planfile.not_a_county", "planfile.not_a_county.instead"),
    "unknown_scope": ("planfile.unknown_scope", "planfile.unknown_scope.instead"),
    "ends_before_start": ("planfile.ends_before_start", "planfile.ends_before_start.instead"),
    "outside_period": ("planfile.outside_period", "planfile.outside_period.instead"),
    "foreign_milestone": ("planfile.foreign_milestone", "planfile.foreign_milestone.instead"),
    "result_without_due": ("planfile.result_without_due", "planfile.result_without_due.instead"),
    "result_with_every": ("planfile.result_with_every", "planfile.result_with_every.instead"),
    "duty_without_every": ("planfile.duty_without_every", "planfile.duty_without_every.instead"),
    "duty_with_due": ("planfile.duty_with_due", "planfile.duty_with_due.instead"),
    "every_beside_milestones": (
        "planfile.every_beside_milestones",
        "planfile.every_beside_milestones.instead",
    ),
    "not_a_month": ("planfile.not_a_month", "planfile.not_a_month.instead"),
    "not_asked": ("planfile.not_asked", "planfile.not_asked.instead"),
    "unknown_item": ("planfile.unknown_item", "planfile.unknown_item.instead"),
    "unknown_season": ("planfile.unknown_season", "planfile.unknown_season.instead"),
    "season_or_not": ("planfile.season_or_not", "planfile.season_or_not.instead"),
    "season_backwards": ("planfile.season_backwards", "planfile.season_backwards.instead"),
    "months_of_a_month": ("planfile.months_of_a_month", "planfile.months_of_a_month.instead"),
    "measure_without_due": ("planfile.measure_without_due", "planfile.measure_without_due.instead"),
    "measure_without_target": ("planfile.measure_without_target", "planfile.measure_without_target.instead"),
    "measure_backwards": ("planfile.measure_backwards", "planfile.measure_backwards.instead"),
    "not_a_percent": ("planfile.not_a_percent", "planfile.not_a_percent.instead"),
    # people
    "unknown_task": ("planfile.unknown_task", "planfile.unknown_task.instead"),
    "not_their_task": ("planfile.not_their_task", "planfile.not_their_task.instead"),
    "tasks_of_a_liaison": ("planfile.tasks_of_a_liaison", "planfile.tasks_of_a_liaison.instead"),
    "post_without_unit": ("planfile.post_without_unit", "planfile.post_without_unit.instead"),
    "not_telegrams_number": ("planfile.not_telegrams_number", "planfile.not_telegrams_number.instead"),
    "not_wecoms_userid": ("planfile.not_wecoms_userid", "planfile.not_wecoms_userid.instead"),
    "account_twice": ("planfile.account_twice", "planfile.account_twice.instead"),
    # the ladder
    "not_in_time": ("planfile.not_in_time", "planfile.not_in_time.instead"),
    "too_far": ("planfile.too_far", "planfile.too_far.instead"),
    "rung_too_high": ("planfile.rung_too_high", "planfile.rung_too_high.instead"),
    "no_talk": ("planfile.no_talk", "planfile.no_talk.instead"),
    "head_too_early": ("planfile.head_too_early", "planfile.head_too_early.instead"),
    # the calendar
    "off_and_worked": ("planfile.off_and_worked", "planfile.off_and_worked.instead"),
    # a conversation script
    "not_a_moment": ("planfile.not_a_moment", "planfile.not_a_moment.instead"),
    "no_such_moment": ("planfile.no_such_moment", "planfile.not_a_moment.instead"),
    "first_step_without_time": (
        "planfile.first_step_without_time",
        "planfile.first_step_without_time.instead",
    ),
    "step_goes_back": ("planfile.step_goes_back", "planfile.step_goes_back.instead"),
    "step_without_who": ("planfile.step_without_who", "planfile.step_without_who.instead"),
    "step_without_deed": ("planfile.step_without_deed", "planfile.step_without_deed.instead"),
    "press_alone": ("planfile.press_alone", "planfile.press_alone.instead"),
    "edit_without_say": ("planfile.edit_without_say", "planfile.edit_without_say.instead"),
    "quote_without_reply": ("planfile.quote_without_reply", "planfile.quote_without_reply.instead"),
    "not_an_earlier_step": ("planfile.not_an_earlier_step", "planfile.not_an_earlier_step.instead"),
    "edit_of_nothing_said": ("planfile.edit_of_nothing_said", "planfile.edit_of_nothing_said.instead"),
    "no_such_file": ("planfile.no_such_file", "planfile.no_such_file.instead"),
    "list_with_errors": ("planfile.list_with_errors", "planfile.list_with_errors.instead"),
    "no_such_plan": ("planfile.no_such_plan", "planfile.no_such_plan.instead"),
    "unknown_person": ("planfile.unknown_person", "planfile.unknown_person.instead"),
    "no_such_label": ("planfile.no_such_label", "planfile.no_such_label.instead"),
    "label_not_unique": ("planfile.label_not_unique", "planfile.label_not_unique.instead"),
    "nothing_was_shown": ("planfile.nothing_was_shown", "planfile.nothing_was_shown.instead"),
    # standards and assessment
    "below_zero": ("planfile.below_zero", "planfile.below_zero.instead"),
    "out_of_range": ("planfile.out_of_range", "planfile.out_of_range.instead"),
    "day_not_later": ("planfile.day_not_later", "planfile.day_not_later.instead"),
    "points_not_rising": ("planfile.points_not_rising", "planfile.points_not_rising.instead"),
    "steps_not_rising": ("planfile.steps_not_rising", "planfile.steps_not_rising.instead"),
    # a table
    "not_a_table": ("planfile.not_a_table", "planfile.not_a_table.instead"),
    "table_empty": ("planfile.table_empty", "planfile.table_empty.instead"),
    "table_too_big": ("planfile.table_too_big", "planfile.table_too_big.instead"),
    "table_too_long": ("planfile.table_too_long", "planfile.table_too_long.instead"),
    "table_too_wide": ("planfile.table_too_wide", "planfile.table_too_wide.instead"),
    "not_readings": ("planfile.not_readings", "planfile.not_readings.instead"),
    "csv_broken": ("planfile.csv_broken", "planfile.csv_broken.instead"),
    "heading_missing": ("planfile.heading_missing", "planfile.heading_missing.instead"),
    "heading_twice": ("planfile.heading_twice", "planfile.heading_twice.instead"),
}


@dataclass(frozen=True, slots=True, order=True)
class FilePlace:
    """Where in the file, both counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Flaw:
    """`args` fill both sentences. With a `word` that is none of the `known`, the nearest is what to write."""

    place: FilePlace
    code: str
    args: Mapping[str, object] = field(default_factory=dict)


def invalid(flaws: Iterable[Flaw], file_name: str, language: Language) -> Invalid:
    """Every flaw in the order of the file, those beyond SHOWN as one line that counts them."""
    found = sorted(flaws, key=lambda flaw: flaw.place)
    if len(found) > SHOWN:
        found[SHOWN:] = [Flaw(found[SHOWN].place, "more", {"n": len(found) - SHOWN})]
    return Invalid([_mistake(flaw, file_name, language) for flaw in found])


def _mistake(flaw: Flaw, file_name: str, language: Language) -> Mistake:
    args = {name: _clip(value) for name, value in flaw.args.items()}
    what, instead = FLAW_KEYS[flaw.code]
    if meant := _nearest(flaw.args):
        instead, args["meant"] = MEANT, meant
    place = flaw.place
    return Mistake(
        file_name, place.line, place.column, language.say(what, **args), language.say(instead, **args)
    )


def _clip(value: object) -> object:
    """A value as it may be quoted in a message: on one line and not too long."""
    if not isinstance(value, str):
        return value
    line = " ".join(value[: LONGEST * 2].split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _nearest(args: Mapping[str, object]) -> str | None:
    """Guessed for the flaws shown only: of thousands, it would take minutes."""
    word, known = args.get("word"), args.get("known")
    if not isinstance(word, str) or not isinstance(known, list | tuple):
        return None
    if len(word) > LONGEST or len(known) > MOST_KNOWN:
        return None
    return next(iter(get_close_matches(word, known, n=1, cutoff=ALIKE)), None)
