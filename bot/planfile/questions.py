"""Questions that an import leaves in the draft until the coordinator deletes them."""

from bot.domain.plan import Level

QUESTION_LEVELS = {
    "ambiguous_scope": Level.WARNING,  # the reach of a term is unclear
    "declared_vs_found": Level.WARNING,  # the document says 23 items, 17 are there
    "number_gap": Level.WARNING,  # the numbers jump
    "unreadable_table": Level.WARNING,
    "page_without_text": Level.WARNING,  # a picture of a page among pages with text
    "hidden_sheet": Level.WARNING,  # not read
    "hidden_rows": Level.WARNING,  # read
    "unruled_table": Level.WARNING,  # read by the places of its words
    "hidden_columns": Level.WARNING,  # read
    "left_out_text": Level.WARNING,  # struck out, hidden or deleted in a change: not read
    "formula_without_value": Level.WARNING,
    "unsure_column": Level.WARNING,  # units under a header that says nothing of their role
    "unread_column": Level.WARNING,  # persons, remarks, places: in no row of the draft
    "unread_cell": Level.WARNING,  # a row or a cell of a table that yielded nothing
    "uneven_row": Level.WARNING,  # its cells do not fit the header: units may stand in another task
    "nested_table": Level.WARNING,  # a table inside a cell: read as words
    "section_aside": Level.WARNING,  # 推进机制: no tasks were taken from it
    "said_of_others": Level.WARNING,  # a section that says who does the tasks of others, or when
    "person_named": Level.WARNING,  # 责任领导：…: a draft holds no people
    "maybe_twice": Level.WARNING,  # an item of the text and a row of a table look alike
    "only_in_annex": Level.WARNING,  # a row of an annex without its like in the text
    "annex_differs": Level.WARNING,  # the text names other units than the annex, whose units were taken
    "odd_name": Level.WARNING,  # in a responsibility clause, without a known form of a unit's name
    "unsure_role": Level.WARNING,  # units under a label, or before a verb, of which no role is known
    "unread_clause": Level.WARNING,  # looks like a responsibility clause, and could not be read
    "no_units": Level.WARNING,  # the document names nobody for any task
    "unit_alike": Level.WARNING,  # 财政局 beside 市财政局
    "no_day": Level.WARNING,  # a limit without a day: 5年内, 5月底前
    "no_period": Level.WARNING,
    "outside_period": Level.WARNING,
    "date_elsewhere": Level.WARNING,  # a term outside all tasks
    "unclear_number": Level.INFO,
    "open_list": Level.INFO,  # 等, 有关部门
    "collective": Level.INFO,  # 各县（市、区）: who they are, is not said
    "alias": Level.INFO,
    "short_rhythm": Level.INFO,  # each week or day: asked about monthly
}
