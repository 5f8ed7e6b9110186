"""The names that a template of a paper may use, in the office's words: {{ 发文单位 }}, {%p for 段 in 总体进展 %}."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.papers import PaperKind


class FieldShape(StrEnum):
    """What a name in a template stands for."""

    TEXT = "text"
    TEXTS = "texts"  # {%p for 段 in 总体进展 %}
    ROWS = "rows"  # {%tr for 行 in 逾期清单 %}


class Field(StrEnum):
    """A name of a paper."""

    OFFICE = "发文单位"
    NUMBER = "文号"
    DAY = "日期"
    CONTACT = "联系人"
    TITLE = "标题"
    TO = "主送"
    LEAD_IN = "导语"
    COPY_TO = "抄送"
    PRINTED_ON = "印发日期"
    PROGRESS = "总体进展"
    MERITS = "亮点"
    LATE = "逾期事项"
    UNFILED = "未报单位"
    BEHIND = "临期滞后"
    RETURNED = "退回待办"
    AHEAD = "近期时限"
    ANNEXES = "附件说明"
    METHODS = "口径"
    LATE_ROWS = "逾期清单"
    UNIT_ROWS = "单位情况"
    COUNTY_ROWS = "县区情况"
    COLOUR = "等级"
    UNIT = "单位"
    OTHERS = "协办单位"
    ITEM = "事项"
    BASIS = "依据"
    FIRST_DUE = "原定时限"
    DUE = "现行时限"
    STANDING = "目前状态"
    REPORTED_ON = "最近报送"
    WORDS = "已报进展"
    TOLD = "督办经过"
    COLOURS = "颜色说明"
    BODY = "正文"
    ABOUT = "事由"
    FACTS = "情况"
    ADVICE = "建议"
    STANDINGS = "排名情况"
    LAST = "末位情况"
    CORRECTIONS = "更正"
    RANK_ROWS = "排名表"


class Cell(StrEnum):
    """A name of a row: {{ 行.单位 }}."""

    N = "序号"
    UNIT = "单位"
    TASK = "任务"
    ITEM = "事项"
    DUE = "时限"
    DAYS = "逾期天数"
    PROGRESS = "进展"
    RESULTS = "应办"
    ON_TIME = "按期办结"
    LATE = "超期办结"
    OPEN = "到期未办"
    IN_REVIEW = "待复核"
    ON_TIME_RATE = "按期率"
    DONE_RATE = "办结率"
    RETURNS = "应报"
    FILED = "按期报送"
    FILED_RATE = "按期报送率"
    GROUP = "组别"
    RANK = "名次"
    INDEX = "综合指数"
    NOTE = "备注"


_HEAD = (Field.OFFICE, Field.NUMBER, Field.DAY, Field.CONTACT)
_LETTER = (*_HEAD, Field.TITLE, Field.TO)


def _shapes(
    text: tuple[Field, ...], texts: tuple[Field, ...] = (), rows: tuple[Field, ...] = ()
) -> Mapping[str, FieldShape]:
    given = ((FieldShape.TEXT, text), (FieldShape.TEXTS, texts), (FieldShape.ROWS, rows))
    return {name.value: shape for shape, names in given for name in names}


NAMES: Mapping[PaperKind, Mapping[str, FieldShape]] = {
    PaperKind.BULLETIN: _shapes(
        (*_LETTER, Field.LEAD_IN, Field.COPY_TO, Field.PRINTED_ON),
        (
            Field.PROGRESS, Field.MERITS, Field.LATE, Field.UNFILED, Field.BEHIND, Field.RETURNED, Field.AHEAD,
            Field.ANNEXES, Field.METHODS,
        ),
        (Field.LATE_ROWS, Field.UNIT_ROWS, Field.COUNTY_ROWS),
    ),
    PaperKind.RANKS: _shapes(
        (*_LETTER, Field.LEAD_IN, Field.COPY_TO, Field.PRINTED_ON),
        (Field.STANDINGS, Field.LAST, Field.CORRECTIONS, Field.METHODS),
        (Field.RANK_ROWS,),
    ),
    PaperKind.PRAISE: _shapes((*_LETTER, Field.LEAD_IN, Field.COPY_TO, Field.PRINTED_ON), (Field.MERITS,)),
    PaperKind.SLIP: _shapes(
        (
            *_HEAD, Field.COLOUR, Field.UNIT, Field.OTHERS, Field.ITEM, Field.BASIS, Field.FIRST_DUE, Field.DUE,
            Field.STANDING, Field.REPORTED_ON, Field.WORDS, Field.TOLD, Field.COLOURS,
        )
    ),
    PaperKind.LETTER: _shapes(_LETTER, (Field.BODY,)),
    PaperKind.WARNING: _shapes(_LETTER, (Field.BODY,)),
    PaperKind.TALK: _shapes(_LETTER, (Field.ABOUT, Field.FACTS, Field.TOLD, Field.BASIS, Field.ADVICE)),
}  # fmt: skip
"""Each is filled in for every paper of the kind, if only with an empty text."""
