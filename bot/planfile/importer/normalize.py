"""Text prepared for searching: control characters and stray blanks removed, and a folded copy of equal length with
one kind of
punctuation."""

import re
from functools import lru_cache

_DEBRIS = re.compile(
    r"\[bookmark:[^\]\n]*\]|[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[\s\u00a0\u3000\u2028\u2029]+")
_WIDE = "\u2e80-\u9fff\u3001-\u303f\uff00-\uffef“”‘’"
_BETWEEN_WIDE = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}0-9])|(?<=[0-9]) (?=[{_WIDE}%])")
# 新建3 400座 is one number; two blanks (完成 3 400 座) may part columns as well, and are asked about.
_THOUSANDS = re.compile(
    "(?<=[\u4e00-\u9fff（(：，、；≥≤])([1-9][0-9]{0,2}) ([0-9]{3}(?:\\.[0-9]+)?)(?=[\u4e00-\u9fff])(?!年|月)"
)
_SPACED_YEAR = re.compile("(?<![0-9] )(?<![0-9])2 ?0 ?[0-9] ?[0-9](?= ?年)")  # 2 026年, as scanners write

# One kind of marks: 〔2021〕, (见附件) and （一） are all brackets, and a half-width comma between Chinese is one.
_FOLDED: dict[int, int | str] = {
    full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F) if chr(full) not in "！，：；？（）"
}
_FOLDED |= dict.fromkeys(map(ord, "([〔【［{〖"), "（") | dict.fromkeys(map(ord, ")]〕】］}〗"), "）")
_FOLDED |= {ord("﹪"): "%", ord("━"): "—", ord("－"): "-", ord("﹣"): "-"}
# The characters that clauses, terms and numbers are known by, where a document is in traditional script.
_TRADITIONAL = (
    "牽頭負責單門實參與協辦導屬區縣鎮鄉業務員應項開達標準內為確爭勵較總億萬個噸畝臺條戶輛處號廳發財環氣稅"
    "關銀聯團點經濟設備監測機構農統籌執組織體"
)
_SIMPLIFIED = (
    "牵头负责单门实参与协办导属区县镇乡业务员应项开达标准内为确争励较总亿万个吨亩台条户辆处号厅发财环气税"
    "关银联团点经济设备监测机构农统筹执组织体"
)
_FOLDED |= dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))
_HALF_MARKS = re.compile(r"(?<![0-9]),|,(?![0-9])|[;:!?]")
_HALF_STOP = re.compile('(?<=[\u4e00-\u9fff）”"%])\\.(?=[\u4e00-\u9fff（“"0-9]|$)')
# 1.5月底前 is item 1 and the end of May: no month has a fraction.
_NUMBER_BEFORE_DATE = re.compile(r"(^|[。；])([0-9]{1,2})\.(?=20[0-9]{2}年|1?[0-9]月)")
_WIDE_MARK = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_SPELLED_YEAR = re.compile("[〇零○Ｏ一二三四五六七八九]{4}(?=年)")
_DIGIT = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}


def tidied(text: str) -> str:
    """One line without control characters and without blanks beside Chinese characters and in years. Words stay as they
    are."""
    line = _BLANKS.sub(" ", _DEBRIS.sub("", text)).strip()
    line = _SPACED_YEAR.sub(lambda year: year[0].replace(" ", ""), line)
    return _BETWEEN_WIDE.sub("", _THOUSANDS.sub(r"\1\2", line))


@lru_cache(maxsize=1024)  # a passage is searched for clauses, terms, numbers and names in turn
def folded(text: str) -> str:
    """The folded copy, of the same length, position by position: brackets, marks, digits and spelled-out years in one
    form."""
    twin = text.translate(_FOLDED)
    twin = _HALF_MARKS.sub(lambda mark: _WIDE_MARK[mark[0]], twin)
    twin = _HALF_STOP.sub("。", twin)
    twin = _NUMBER_BEFORE_DATE.sub(lambda number: f"{number[1]}{number[2]}、", twin)
    return _SPELLED_YEAR.sub(lambda year: "".join(_DIGIT[digit] for digit in year[0]), twin)


_NAMES = re.compile(
    "《[^《》]*(?:《[^》]*》[^《》]*)?》"  # titles of documents
    "|（20[0-9]{2}）[0-9]*号?"  # 〔2021〕67号
    "|（20[0-9]{2}(?:年)?(?:[-—~至到]+)20[0-9]{2}年?）"  # （2023—2025年）
    "|20[0-9]{2}年(?:版|本(?!年)|修订|修正)"
    "|PM2\\.5|PM10"
)
_QUOTED = re.compile("[“\"'‘][^“”\"'‘’]{1,30}[”\"'’]")  # “十个百分之百”
MASK, WORD_MASK = "□", "■"
PAUSES = " ，；。、,;."  # what a phrase neither begins nor ends with


@lru_cache(maxsize=1024)
def masked(twin: str) -> str:
    """Names replaced by fillers, so that their years and numbers are not taken for terms and targets."""
    return _NAMES.sub(_made_unreadable, twin)


def _made_unreadable(name: re.Match[str]) -> str:
    """PM2.5 is part of what is measured, a title is not."""
    return (WORD_MASK if name[0].startswith("PM") else MASK) * len(name[0])


def unquoted(twin: str) -> str:
    """Slogans and nicknames replaced by fillers too."""
    return _QUOTED.sub(lambda name: MASK * len(name[0]), masked(twin))
