"""What people write, read: no I/O, no clock, `today` is an argument. `bot.domain.language.place` describes the whole.

text → `plain` → `clauses` → `references` (8, 第8项), `vocabulary` (烤房, 餐饮油烟) → `segments`, each on one item
segment → `reading` (`dates`, `percentages`, `amounts`, `completion`, `promised_day`) → `measured` beside the indicators
text → `buttons`, `courtesies`, `forwards`, `asking`, `wishes`, `orders`: what is no report
`place` puts them in order; its results are in `placement`, its arguments in `conversation`.
"""
