"""收到, 谢谢, 好的马上办, 👌: polite, and no report. Recorded as one, they would silence the next reminder."""

import re

from bot.domain.language.plain import letters
from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 60  # characters; nobody is polite for longer
_SOON = "(?:马上|立即|立刻|尽快|抓紧|这就|现在就|随后|稍后|一会儿?|等会儿?|等下|晚点|明天|明早|今天|今晚|下午|上午|晚上|下周|回头|我们?|就|再|先|会|正在|按时|按期){0,4}"
_DO = "(?:去?办理?|处理|落实|安排|上?报送?|填报?|反馈|回复|答复|催|跟进|核实|问问?|看看?|整理|汇总|了解|对接|联系)(?:一下|下|好|完)?"
COURTESY = lazy_pattern(
    rf"(?:已?收到了?|已阅|已悉|知悉|知道了?|明白了?|了解了?|清楚了?|好滴?的?[吧嘞啦哦呀]?|嗯+|哦+|噢|行[吧的]?|可以的?|没问题|okay|ok|roger"
    rf"|谢+谢?[您你啦了]?[们]?哈?|多谢[您你了]?|感谢[您你]?|辛苦[您你]?[了啦]?[们]?|麻烦[您你]?[了啦]?|thanks?(?:you)?|thankyou|gotit|got|hello|hi"
    rf"|[您你]们?好|大家好|早上好|上午好|下午好|晚上好|各位领导?|领导|老师|主任|科长|同志|请放心|放心|照办|遵照执行|按要求(?:落实|办理|执行)"
    rf"|不客气|客气了?|应该的|再见|新年快乐|节日快乐|周末愉快|[吧啊呀了哦]|{_SOON}{_DO}[吧的]?)+",
    re.IGNORECASE,
)


def is_courtesy(text: str) -> bool:
    """Whether the whole text is polite and says nothing else. Signs and faces alone are."""
    said = letters(text)
    return len(said) <= READ_AT_MOST and (not said or COURTESY.fullmatch(said) is not None)
