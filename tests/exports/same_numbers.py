"""The ledger's file, the chat, the picture and --json of one moment say the same numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

from bot.cards import summary as summary_cards
from bot.cards.formatter import Formatter
from bot.domain.as_json import as_json
from bot.domain.ledger import Ledger
from bot.domain.light import Light
from bot.domain.summary import Lights, Summary
from bot.exports.ledger_columns import light_word
from bot.exports.ledger_xlsx import write_ledger
from bot.exports.palette import FILL
from bot.exports.picture import layout
from bot.exports.sheet import Tile
from tests.exports.ledgers import SheetRead, read_back


def the_same_numbers_everywhere(summary: Summary, ledger: Ledger, fmt: Formatter) -> Mapping[str, SheetRead]:
    """Of the whole plan; the file as it was read back."""
    book = read_back(write_ledger(ledger, fmt, ledger.at).body)
    by_word = Counter(line["亮灯"] for line in book["分任务"].rows)
    lights = Lights(**{light.value: by_word[light_word(fmt, light)] for light in Light})
    assert lights == summary.lights
    assert fmt.lights(lights) in summary_cards.summary(fmt, summary).text
    assert as_json(asdict(summary)["lights"]) == {light.value: lights[light] for light in Light}
    tiles = Counter(shape.colour for shape in layout(summary, fmt.language).shapes if isinstance(shape, Tile))
    assert tiles == Counter({FILL[light]: lights[light] for light in Light if lights[light]})
    assert_rows(book, summary, ledger)
    assert_sums(book)
    return book


def assert_rows(book: Mapping[str, SheetRead], summary: Summary, ledger: Ledger) -> None:
    every, listed, missing = (book[name].rows for name in ("督办台账", "例外清单", "缺报"))
    assert [line["台账编号"] for line in every] == [row.a.id for row in ledger.rows]
    assert sum(line["亮灯"] == "红" for line in listed) == summary.late
    assert sum(line["亮灯"] == "蓝" for line in listed) == summary.waiting_review
    assert len({line["任务名称"] for line in listed if line["亮灯"] == "红"}) == summary.late_tasks
    assert len({line["责任单位"] for line in listed if line["亮灯"] == "红"}) == summary.late_units
    assert len(missing) == summary.missing.returns
    assert sum(line["未报项数"] for line in missing) == summary.missing.items
    assert {line["责任单位"] for line in missing} == set(summary.missing.units)


def assert_sums(book: Mapping[str, SheetRead]) -> None:
    """Parts add up to the whole, and rows to their sum."""
    for name in ("分单位", "分县区", "分任务", "分部分"):
        for line in book[name].rows:
            assert line["应办"] == sum(line[part] for part in ("按期办结", "超期办结", "到期未办", "待复核"))
            assert line["应报"] == sum(line[part] for part in ("按期报送", "补报", "未到期", "未报"))
    for name in ("分单位", "分县区"):
        *lines, total = book[name].rows or [{}]
        counted = [key for key, value in total.items() if isinstance(value, int) and not key.endswith("率")]
        assert {key: total[key] for key in counted} == {
            key: sum(line[key] for line in lines) for key in counted
        }
