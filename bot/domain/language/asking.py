"""Questions to the bot: 8怎么样了, 哪些单位没报, 23怎么填, 谁负责, 截止到什么时候."""

import re
from enum import StrEnum

from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 120  # characters of a question; a longer text reports something


class Topic(StrEnum):
    STATUS = "status"  # how far an item is
    WHY = "why"  # why it was returned or refused, or is red
    MISSING = "missing"  # who has not answered
    HOW = "how"  # what to write for it, how it is answered
    WHO = "who"
    WHEN = "when"
    MINE = "mine"  # what the asker still owes
    OTHER = "other"


_TOPICS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.MINE,
        r"(?:我|我们|我局|我单位|我县|我区|本单位|咱).{0,8}(?:还有|还剩|还欠|有|要|该|得).{0,4}(?:几项|哪些|什么|多少|哪几项|啥)|(?:还有|还剩)(?:几项|哪些|什么|多少项?).{0,8}(?:没|未|要)"
        r"|what do (?:i|we) (?:still )?owe|my tasks",
    ),
    (
        Topic.MISSING,
        r"(?:还)?(?:差|缺|少|剩)(?:下)?(?:哪些|哪几个|哪几家|哪个|几个|多少个?)(?:单位|县区|部门|区县|家|局|县|区)|(?:哪些|哪几个|哪几家|哪个|谁|还有谁|多少|几个|几家|什么)(?:单位|县区|部门|区县|家|局|县|区|人)?(?:还)?(?:没有?|未)(?:报|反馈|填|交|回|上报|办)"
        r"|(?:没报|未报|缺报|没反馈|未反馈|没交)的?(?:单位|县区|部门)?(?:有哪|是哪|都有谁|是谁|有谁|名单)|who has(?:n't| not)",
    ),
    (
        Topic.WHY,
        r"(?:怎么|为什么|为何|为啥|咋|凭什么)(?:又|还|会|被|给|就|都|要|是)*(?:退回|打回|退|打下来|不通过|没通过|没过|不批|没批|不同意|没同意|变红|红了|亮红|黄了|亮黄|逾期|算迟报|被?催|督办|约谈)"
        r"|(?:退回|打回|不通过|不同意|红灯|黄灯|督办|约谈)的?(?:原因|理由)(?:是|呢|在哪|$|[?？])|why (?:was|is) .{0,20}(?:returned|refused|red|late)",
    ),
    (
        Topic.HOW,
        r"(?:怎么|怎样|如何|咋)(?:样)?(?:填|报|写|做|办|弄|回复?|反馈|上报|操作|提交|整|用|算|统计)|(?:填|报|写|提供|要)(?:什么|啥|哪些)(?:内容|数据|材料|数)?|什么格式|啥格式|有(?:没有)?模板|什么口径|口径(?:是|怎)|how (?:do|to|should)",
    ),
    (
        Topic.WHO,
        r"谁(?:来)?(?:负责|牵头|管|办|承担|汇总|报|配合|审|复核|在办)|(?:负责|牵头|主管|责任|配合|承办|联系)(?:单位|部门|人)?(?:是|有|都)?(?:谁|哪|哪些|哪个|哪家)|(?:归|由|属于?|是)(?:谁|哪个?(?:单位|部门|局|家))"
        r"|哪个?(?:单位|部门|局|家)(?:来)?(?:负责|牵头|管|办|承担|报)|who is (?:responsible|in charge)",
    ),
    (
        Topic.WHEN,
        r"(?:截止|期限|时限|到期|完成时间|最晚|最迟|什么时候|何时|啥时候?|哪天|几号|多久).{0,10}(?:[?？]|$|是|到|前|报|交|完|截|期|时|天|止|啊|呢)|when is|deadline",
    ),
    (
        Topic.STATUS,
        r"(?:怎么?样|咋样|如何|什么情况|啥情况|到哪一?步|到什么程度|进展情况|什么进展|多少了|几成了|哪一步|办得怎|做得怎)(?:了|啦|啊|呢)?"
        r"|(?:完|好|到位|完成|办结|销号|通过|报|改|做|办|弄|改完|通车|办完|做完|搞定|验收|公示|印发)了?(?:没有?|吗|么|没)\s?(?:[?？]|$)|(?:有没有|是否|是不是).{0,20}(?:[?？]|$)|how (?:is|far)|status of",
    ),
)
TOPICS = tuple((topic, re.compile(pattern, re.IGNORECASE)) for topic, pattern in _TOPICS)
ASKS = lazy_pattern(
    r"[?？]\s?$|(?:吗|呢|么|嘛)[?？!！。]?\s?$|^(?:请问|问一?下|咨询|想问|怎么|为什么|为何|为啥|谁|哪|什么时候|why|how|what|who|when)",
    re.IGNORECASE,
)
NO_QUESTION = lazy_pattern(r"不知道|不清楚|没什么|没啥|无论|不管")


COUNTIES = lazy_pattern(r"县|市区|区县|(?<!小)(?<!社)(?<!园)区(?!域)|counties")
NUMBERED = lazy_pattern(r"[0-9]")


def about_counties(text: str) -> bool:
    """哪些县没报."""
    return bool(COUNTIES.search(text))


def named_in(text: str) -> bool:
    """Whether the question names its item by number; else it is about everything."""
    return bool(NUMBERED.search(text))


def topic(text: str) -> Topic | None:
    """What a text asks; None where it asks nothing."""
    if len(text) > READ_AT_MOST or NO_QUESTION.search(text):
        return None
    for one, pattern in TOPICS:
        if pattern.search(text):
            return one
    return Topic.OTHER if ASKS.search(text) else None
