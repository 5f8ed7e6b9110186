"""What a report says of being in difficulty: something is in the way, a date cannot be kept, only the most is done, a
number is lower than the last time. Read more strictly than the words that are quoted as 存在问题, for these are told to
others."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.language import lexicon
from bot.domain.language.stretches import SENTENCE_END
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import ARABIC, number

_IN_THE_WAY = lazy_pattern(
    r"卡在|卡住|卡壳|受阻|受制于?|停工|停摆|阻工|不配合|没钱|没人|瓶颈|堵点|推不动|推进不(?:动|了|下去)|无法(?:推进|开工|施工|实施|进场)"
    r"|(?:资金|经费|款项?|钱|预算|指标|人员|人手|设备|材料|物资|货|土地|用地|征地|拆迁|手续|批文|批复|审批|电源?|图纸|方案|合同)"
    r"[^，,。；;部]{0,6}?(?:还|尚|仍|一直|迟迟)?(?:没有?|未能?|不)(?:能)?(?:完全|全部)?(?:到位|拨|划|下达|落实|批|下来|到账|到货|解决|办好|办下|给|通|签|供应|足|够|定)"
    r"|(?:资金|经费|人手|人员|设备|材料|电力|用地)(?:严重|比较|较为|很|太|十分)?(?:不足|不够|紧张|短缺|缺口|困难|少)|(?:资金|经费|人手|设备|用地)?缺口"
    r"|(?:没到货|未到货|没批下|没供电|未供电|没通电|未通电|没发货|没给钱|没签字|没拨款|未批复|尚未批复|尚未下达|没到位|未到位|不到位|批不下来|办不下来|下不来)"
    r"|缺(?:少|乏)?\s?(?:钱|资金|经费|人手|人|设备|材料|电|[0-9一二两三四五六七八九十]+\s?[台名个套人])"
    r"|(?:设备|材料|物资|货)[^，,。；;]{0,4}(?:没有?|未)到(?!位)|没有?谈(?:下来|拢|成|妥)|(?:没有?|未)(?:增容|协调(?:好|下来))"
    r"|(?:企业|群众|业主|村民|厂家|用户|商户)[^，,。；;]{0,6}(?:不同意|不愿|不肯|抵触)"
    r"|(?:进|干|装|办|做|查|管)不了|开不了工|(?:查|办|做|干|管|忙|跑)不过来|排产紧"
    r"|(?:等|待|等待).{1,14}(?:批复|审批|拨付|拨款|到位|答复|下达|签字|批准|放款|发货|到货)"
    r"|(?<!克服)(?<!解决)(?<!化解)(?:困难(?!群众|家庭|户|职工|企业)|难点|难度(?:较?大|很大))|(?:存在|主要|突出)(?:的)?问题"
    r"|\b(?:blocked|stuck|held up|delayed by|waiting (?:for|on)|lack of|no (?:funds|money|budget|staff)|shortage)\b",
    re.IGNORECASE,
)
_CAUSE = lazy_pattern(
    r"(?<![起基])因(?!此|地制宜|子|素|人|果|势|企|为)|因为|由于|鉴于|受.{1,12}影响|because|due to|owing to"
)
_HELD_BACK = lazy_pattern(
    r"未|没|慢|滞后|推迟|延后|延误|停|暂(?:缓|不)|无法|不能|不了|落后|not|delay|slow", re.IGNORECASE
)
_DENIED = lazy_pattern(
    r"(?:无|没有?|没啥|没什么|不存在|未发现|未出现|暂无|尚无|并无)(?:任何|什么|明显|其他|大的?|突出)*(?:困难|问题|难点|难度|瓶颈|堵点|阻力|障碍|缺口|停工|阻工)"
    r"|(?:困难|问题|难点|瓶颈|堵点|缺口)[^，,。；;]{0,6}[:：]?\s?(?:无|没有|暂无)\s?$|(?:未|不|没有?)受.{0,12}影响"
    r"|(?:困难|问题|难点|瓶颈|堵点|缺口|阻工)[^，,。；;]{0,8}(?:已|都|均|全部)(?:经)?(?:全部|基本)?(?:解决|化解|消除|排除|克服|补齐|协调|打通|理顺)"
    r"|(?:已|都|均)(?:经)?(?:全部)?(?:解决|化解|消除|排除|克服|补齐|打通)(?:了)?[^，,。；;]{0,14}(?:困难|问题|难点|瓶颈|堵点|缺口)"
    r"|不(?:再)?(?:停工|缺)|(?:解决|排查|整改|发现|查处)了?[^，,。；;]{0,10}(?:困难|问题)"
    r"|\bno (?:problems?|difficult\w+|blockers?)\b|\bnot? (?:blocked|stuck)\b",
    re.IGNORECASE,
)
_MISSED = lazy_pattern(
    r"赶不上|来不及|完不成|完成不了|做不完|干不完|拖到|要拖|(?:无法|不能|难以|难于|没法|不可能|恐难|很难|预计难)[^，,。；;]{0,16}(?:按期|按时|如期|完成|办结|交付|竣工)"
    r"|(?:按期|按时|如期)[^，,。；;]{0,8}(?:有难度|有困难|困难|无望|够呛|悬|不了|有压力|压力(?:较?大|很大))"
    r"|(?:将|会|要|可能|预计|估计|恐怕|大概)(?:会|要)?(?:逾期|超期|延期|延误|推迟|延后)(?!申请)"
    r"|\b(?:will|would|may|might) (?:be late|miss|slip|overrun)|cannot (?:finish|meet|make)|won't (?:finish|make)",
    re.IGNORECASE,
)
_NOT_MISSED = lazy_pattern(
    r"不(?:会|至于)(?:逾期|超期|延期|延误|推迟|延后|拖)|不(?:存在|用)(?:延期|逾期)|确保不|来得及|赶得上|没(?:有)?(?:逾期|延误|推迟)"
)
_KEPT = lazy_pattern(
    r"来得及|赶得上|(?<!不)能够?(?:按期|按时|如期)|(?:按期|按时|如期)(?:可以|能|能够)?完成(?!不了|有|困难|无望)|确保[^，,。；;]{0,10}(?:完成|时限|期限)"
    r"|不(?:会|至于)(?:逾期|超期|延期|延误|推迟|延后|拖)|已(?:经)?(?:解决|到位|拨付|批复|批下来|到账|到货|下达)|\bon time\b",
    re.IGNORECASE,
)
_ALL_BUT = lazy_pattern(
    r"除.{1,30}(?:外|以外|之外)|(?:剩|余|差|缺)下?[^，,。；;]{1,30}|(?:未完成|没完成|尚未|还没|待)[^，,。；;]{0,4}(?:的)?(?:是|有|为|：|:)|清单|附后|见附件|名单|明细|其中|分别(?:是|为)"
)
_EXPLAINED = lazy_pattern(
    r"没错|无误|没有?误|是对的|正确|多报|重报|重复|误报|虚报|核减|剔除|扣除|取消|上次|上期|之前|口径|right|correct|duplicat",
    re.IGNORECASE,
)
_CORRECTED = lazy_pattern(
    r"(?:应该?为|应该?是|更正为|改为|实际(?:为|是)|应)\s?[0-9]|(?:写|报|填|打)错|should be", re.IGNORECASE
)
_LAST_AND_NOW = lazy_pattern(
    rf"(?:上次|上期|上月|上个?季度?|上回|上周|之前|原来|原报)[^0-9，,。；;]{{0,8}}(?P<before>{ARABIC})\s?(?P<unit>[^0-9，,。；;\s]{{1,4}})"
    rf"[^0-9。；;]{{0,8}}(?:这次|本次|现在|目前|本期|本月|本季度?|这个?月|今)[^0-9，,。；;]{{0,8}}(?P<now>{ARABIC})"
)


@dataclass(frozen=True, slots=True)
class Fall:
    """上次120座，这次100座."""

    before: Decimal
    now: Decimal
    unit: str


def in_the_way(text: str) -> str:
    """The sentence that names what holds the work up; "" where none does, or it says that nothing does."""
    for sentence in SENTENCE_END.split(text):
        if _blocks(sentence):
            return sentence.strip(" ，,")
    return ""


def _blocks(sentence: str) -> bool:
    left = _DENIED.sub("", sentence)
    if _IN_THE_WAY.search(left):
        return True
    return bool(_CAUSE.search(left) and _HELD_BACK.search(left) and not lexicon.WHOLE.search(left))


def says_it_will_be_missed(text: str) -> bool:
    """赶不上12月31日, 难以按期完成."""
    return bool(_MISSED.search(_NOT_MISSED.sub("", text)))


def says_it_will_be_kept(text: str) -> bool:
    """来得及, 能按期完成, 资金已到位."""
    return bool(_KEPT.search(text)) and not says_it_will_be_missed(text)


def lists_what_is_left(text: str) -> bool:
    """基本完成，剩东头3座; 除南召县外: what is not done is said."""
    return bool(_ALL_BUT.search(text))


def explains_a_number(text: str) -> bool:
    """没错，上次多报了20座: why the number is lower, and no other number."""
    return bool(_EXPLAINED.search(text)) and not _CORRECTED.search(text)


def fall_told(text: str) -> Fall | None:
    match = _LAST_AND_NOW.search(text)
    if match is None:
        return None
    before, now = number(match["before"]), number(match["now"])
    if before is None or now is None or now >= before:
        return None
    return Fall(before, now, match["unit"])
