"""What a number is of: the object only, 清淤 and not the sentence. A measured thing stands before its number, a counted
one behind it."""

import re

from bot.domain.plan import IndicatorKind
from bot.domain.quantity import UNIT
from bot.planfile.importer.written_dates import written_dates

LONGEST_NAME = 60
_CLAUSE_MARKS = "，。；：□"
_LEAD_IN = re.compile(
    "^(?:□|、|和|及|与|）|压缩|到(?!位|岗|账|户|期|场|课)|至|在|于|前|底|按照?(?![时期质规揭比])|其(?!他|余|中)|力争|争取|确保|努力|鼓励|原则上|其中"
    "|使|将|对|实现(?!率)|推动|推进|加快|完成(?!率|比例|度)|同时|并|且|再(?!生|造|就业)|累计|逐步|稳步|进一步|大力|有效"
    "|打造|引进|培育|(?:建设|建成)(?!用地|率|面|项目|进度|工程|任务|规模|标准)|各(?!县|区|市)|分别|全面|基本|现有|已)+"
)
_TRAIL = re.compile(
    "(?:共计|合计|总计|应|要|须|必须|力争|确保|持续|总体|总|均|至|到|应当|应于|于|需|可|将|(?<![蓄储节产动职功性效势电热核光智])能|基本|全部|的|由|分别|占|各|再|都|也|约|近|不|且|完成|建成|实现|累计|每年|逐年|每季度|每月|≥|≤|>|<|=)+$"
)
_COUNTED_NOUN = re.compile("^(?!/|[0-9]+[.0-9]*[^0-9.A-Za-z])的?(?P<noun>[^，。；：、（）□]{1,30})")
_NOUN = re.compile("^的?(?P<noun>[^，。；：、（）□以的0-9]{2,20})")


_NEXT_NUMBER = re.compile(f"(?<=[\u4e00-\u9fff])[0-9]+(?:{UNIT})")  # 30个镇200个村
_DEEDS = re.compile(
    "(?:关闭|关停|退出|淘汰|拆除|取缔|新建|改建|扩建|续建|新增|提升|改造|完成|建设|整治|修复|治理|开展|实施|全年|年内|累计)+"
)
_QUOTED_BEFORE = re.compile("(?P<quoted>□+)[^，。；：、□0-9]{0,4}$")
_SUBJECT_BEFORE = re.compile(  # 床位占比，2026年不低于
    "(?:^|[，。；：])(?P<subject>[^，。；：、□0-9]{2,30}(?:率|占比|比例|比重))[，：][^，。；：]*$"
)
_SUMMED = re.compile("(?:共计|合计|总计|总长|全长|共)+$")
_DONE_FOR = re.compile("(?<=[\u4e00-\u9fff]{2})(?:开展|提供|进行|发放|给予)")  # 为8万名适龄妇女开展免费筛查
_RHYTHM = re.compile("每(?:年|月|季度?|半年|周|天|日)")
_FROM_THEN_ON = re.compile("^(?:起|开始)，?(?:每(?:年|月|季度?)|$)")  # 2027年起每年
_COMPARED = re.compile("不(?:少|低|得|高|超|大|多)|达到|控制|≥|≤")
_FROM = re.compile("(?:由|从)[^，。；]*?[0-9][^，。；]*$|[0-9.]+[^0-9，。；]{0,4}[→➔⇒]$")  # 回用率由10%


def name_of(
    text: str, twin: str, place: tuple[int, int], kind: IndicatorKind | None, after: int, is_deed: bool
) -> str:
    """The words before or behind the place, and behind `after`, where the number before ends; "" where nothing names
    it: then it is called after its task. `is_deed`: a verb stands before it, whose object may stand behind."""
    start, end = place
    following = (_COUNTED_NOUN if kind is IndicatorKind.COUNT else _NOUN).match(twin[end : end + 40])
    noun = text[end + following.start("noun") : end + following.end("noun")] if following else ""
    noun = _NEXT_NUMBER.split(noun)[0]
    noun = _SUMMED.sub("", _DONE_FOR.split(_COMPARED.split(noun)[0])[0])
    is_described = kind is IndicatorKind.THRESHOLD and twin[end : end + 1] == "的"  # 年运量150万吨以上的园区
    if kind in (IndicatorKind.COUNT, IndicatorKind.THRESHOLD) and noun and not is_described:
        return noun
    begin, stop = _measured(twin, start, after)
    own = text[begin:stop] if stop - begin > 1 and not _DEEDS.fullmatch(twin[begin:stop]) else ""
    if not (own or noun):
        return _quoted_name(text, twin, start)
    return noun if not own or _RHYTHM.fullmatch(own) or (noun and is_deed) else own


def _quoted_name(text: str, twin: str, start: int) -> str:
    """打通“断头路”3条; else what a rate before the last pause is of."""
    found = _QUOTED_BEFORE.search(twin[:start])
    if found:
        return text[found.start("quoted") : found.end("quoted")].strip("“”\"'‘’")
    subject = _SUBJECT_BEFORE.search(twin[:start])
    return text[subject.start("subject") : subject.end("subject")] if subject else ""


def _measured(twin: str, end: int, after: int) -> tuple[int, int]:
    """The words before the number in its piece, without the date, without what leads in and what trails."""
    begin = max(twin.rfind(mark, 0, end) for mark in _CLAUSE_MARKS) + 1
    begin = max(begin, end - LONGEST_NAME, min(after, end))
    if (opened := twin.rfind("（", begin, end)) > twin.rfind("）", begin, end):
        begin = opened + 1
    listed = twin.rfind("、", begin, end)
    if listed > begin and re.search("(?<!20[0-9])[0-9](?![0-9年月日])", twin[begin:listed]):
        begin = listed + 1  # 学校5所、学位6000个
    if base := _FROM.search(twin[begin:end]):
        end = begin + base.start()
    dates = [(begin + date.begin, begin + date.end) for date in written_dates(twin[begin:end])]
    if dates:
        onward = _FROM_THEN_ON.match(twin[dates[-1][1] : end])
        behind = _trimmed(twin, dates[-1][1] + (onward.end() if onward else 0), end)
        if behind[1] - behind[0] > 1:
            return behind
        end = dates[0][0]  # 覆盖率2026年、2027年分别达到
    return _trimmed(twin, begin, end)


def _trimmed(twin: str, begin: int, end: int) -> tuple[int, int]:
    begin += lead.end() if (lead := _LEAD_IN.match(twin[begin:end])) else 0
    trail = _TRAIL.search(twin[begin:end])
    return begin, begin + trail.start() if trail else end


def paired(names: str) -> list[str]:
    """甲率、乙率和丙率: one name each."""
    return [name for name in re.split("、|以及|和|(?<![普涉触波危])及(?![率格时])|与", names) if name]
