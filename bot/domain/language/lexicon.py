"""Words that liaisons use, as patterns. Tables only; the rules that use them are in the modules beside it."""

import re

from bot.domain.lazy_pattern import lazy_pattern

# ---- names that look like numbers

NAMES = lazy_pattern(
    r"""
      [〔\[(（]\s*[0-9]{4}\s*[〕\])）]\s*[0-9]{1,8}\s?号                 # 豫政办〔2023〕33号
    | (?:电话|手机|联系方式|tel|phone)\s*[:：]?\s*[0-9][0-9\- ]{4,}
    | (?<![0-9])(?:1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8})(?![0-9])    # telephones
    | [0-9]{16,}                                                     # accounts, identity cards
    | (?<![0-9A-Za-z])[A-Za-z]{1,20}[-.]?[0-9]{1,12}(?:\.[0-9]{1,6})?(?![0-9%])     # PM2.5, SO2, G312, T-20
    | (?<![0-9])[0-9]{1,6}(?:国道|省道|县道|乡道|高速|[#＃])
    | [0-9]{1,2}[:：][0-9]{2}(?![0-9])                               # 17:30
    | 第\s?(?:[0-9]{1,6}|[一二三四五六七八九十]{1,6})\s?[^\s，,。；;、]?         # 第3批, 第一次
    | (?<![0-9])[0-9]{1,6}\s?个(?:专项行动|重点城市)
    | (?<![0-9])(?:[一二三四五六七八九十]{1,2}|6|8|10)\s?个百分之?百                         # 十个百分之百
    | 一[^\s，。十百千万零点]一[^\s，。十百千万零点] | 千家万户 | 百分之?百达标 | 十[四五]五
    | (?<![0-9])[0-9]{1,8}号(?!(?:之|以)?前|左右)                                   # 32号锅炉; 20号前 is a day
    """,
    re.VERBOSE | re.IGNORECASE,
)

# ---- done, not yet, nearly

DONE = lazy_pattern(
    r"完成(?!率|时间|时限|情况|量|度|后|前|日期|比例|的|节点|期限)|办结|办完|做完|搞定|完工|竣工(?!验收前)|完毕"
    r"|(?:弄|改|做|搞|干|修|换|办|拆|建|铺|清)(?:完|好|妥)(?!成|整|善|得|没|不)|竣了|完事(?:儿)?了"
    r"|整改到位|落实到位|(?:通过|完成)验收|验收(?:合格|通过)|建成(?!后|前|区)|(?:已|实现)(?:清零|全覆盖)|投产|通车|销号"
    r"|\b(?:done|completed?|finished)\b",
    re.IGNORECASE,
)
SETTLED = lazy_pattern(r"(?:已|业已).{0,6}$|\b(?:has|have|was|were|is|are|all|been)\b[a-z ]*$", re.IGNORECASE)
NEGATED = lazy_pattern(
    r"(?:未|没|没有|没能|不能|无法|难以|不|难|完不|无|还没|尚未)(?:能|有|全部|全面|完全|按期|如期|按时|得到|彻底|通过|都|全){0,2}$"
    r"|(?:\bnot|n't|\bnever|\byet to be|\bun)\b[a-z ]{0,12}$",
    re.IGNORECASE,
)
NEARLY = lazy_pattern(
    r"(?:基本|大部分|大体|接近|即将|快要?|将近|初步|主体(?:工程|结构)?|差不多|几乎|大致|近乎)(?:上|已|已经|全部|得到|都)*$"
    r"|\b(?:almost|nearly|mostly|largely)\b[a-z ]{0,8}$",
    re.IGNORECASE,
)
PARTLY = lazy_pattern(
    r"(?:半数|过半|多数|部分|个别)(?:已|都)*$|\b(?:partly|partially|half)\b[a-z ]{0,8}$", re.IGNORECASE
)
NEARLY_AFTER = lazy_pattern(r"^(?:了)?(?:大部分|部分|大半|主体|多半|过半)")
PLANNED = lazy_pattern(
    r"预计|计划|拟|力争|争取|确保|将[于在]|有望|可以|能够|保证|目标|打算|准备|加快|推动|推进|督促|要求|尽快|尽早|待|若|如果"
    r"|(?:将|可|能|会|要|需|应|再|才)(?:要|当|以|于|够|在|全部|全面|按期|如期|按时|年内)*$"
    r"|\b(?:will|to|shall|should|expect\w*|plan\w*|going|can|could|may|might|must|would|by|before|until|when|if|once)\b",
    re.IGNORECASE,
)
ASKED = lazy_pattern(r"是否|能否|可否|吗|[?？]")
WHOLE = lazy_pattern(r"全部|全面|全都|均|都|所有|\b(?:all|both|fully|every)\b", re.IGNORECASE)
GOING_ON = lazy_pattern(
    r"正在|仍在|还在|正处于|进行中|推进中|建设中|施工中|改造中|收尾|停工|未完"
    r"|待(?:验收|审批|批复|公示|评审)|等待|尚有|尚余|还有|还差|就差|只差|还剩|剩余|剩下|余下"
    r"|\b(?:ongoing|in progress|under way|underway|remaining|still)\b",
    re.IGNORECASE,
)
# One step on the way: 招标已完成 does not say that the work is.
STEPS = lazy_pattern(
    r"变压器|设备|方案|可研|招标|招投标|立项|环评|设计|图纸|前期|手续|征地|拆迁|公示|土建|基础|主体|采购|合同|调试|排查|摸底|初审|编制"
    r"|申报|审批|评审|备案|选址|进场|调研|动员|部署|自查|自验|初验|资料|台账|一期|首批|第[0-9一二三四五六七八九十]|签订|论证|勘察|安装"
    r"|\b(?:design|tender\w*|bidding|survey|draft\w*|phase|first|permits?|paperwork)\b",
    re.IGNORECASE,
)

# ---- nothing new

_NO = r"(?<!有)(?:暂无|尚无|暂时没有|没有|没啥|没什么|没|无|未有|未发生)(?:任何|明显|新的?|什么|大的?|太大)*"
_NEWS = r"(?:变化|进展|变动|更新|新情况|动静|改变)"
_LAST = r"(?:上次报的|上回|上个?月|上期|上周|上次|上个?季度?|上报|前期|上半年|之前|以前)"
_SAME = (
    rf"{_NO}{_NEWS}|[与和跟同]{_LAST}(?:相同|一致|一样|持平)|同{_LAST}(?!相?比|不|的)"
    r"|保持不变|维持(?:原状|不变|现状)|(?<!永)不变|照旧"
)
_UNCHANGED = (
    r"(?:no (?:new |further )?(?:changes?|progress|updates?)|unchanged|nothing (?:new|to report)"
    r"|(?:the )?same as (?:before|last)|as before)"
)
REST_SAME = lazy_pattern(
    rf"(?:其余|其他|其它|剩下|别的|余下|另外)(?:的|各|几|任务|事项|项|均|都|皆|工作|内容|情况|暂)*(?:{_SAME}|同上|一样)"
    rf"|\b(?:rest|others?|everything else|remaining\w*)\b[a-z ]{{0,12}}\b(?:{_UNCHANGED}|same)\b",
    re.IGNORECASE,
)
NO_CHANGE = lazy_pattern(rf"{_SAME}|同上$|^\s*无[。.]?\s*$|\b{_UNCHANGED}\b", re.IGNORECASE)

# ---- what holds it up

BLOCKED = lazy_pattern(
    r"(?<![起基])因(?!此|地制宜|子|素|人|果|势|企)|由于|鉴于|卡在|卡住|受阻|受制|受.{1,12}影响"
    r"|存在问题|存在的问题|主要问题|困难|难点|人手(?:不足|不够|紧张|少)|人员不足|资金(?:不足|紧张)|没钱|没人|[查办做干管忙跑]不过来|瓶颈|堵点|缺少|缺乏|欠缺|缺口|未到位|不到位|没到位|停工|阻工|不配合|不同意(?!退回|延期)"
    r"|进不了|干不了|装不了|办不了|做不了|开不了工|批不下来|下不来|没(?:到货|批下|供电|通电|下来|给钱|来电|签字|发货|钱|资金|人手)|未(?:到货|供电|通电|批复)|排产紧|缺\s?[0-9一二两三四五六七八九十]|等[^，,。；;]{0,8}(?:公司|局|厂家?|单位|资金|批复|通知)\s?(?=$|[，,。；;])|等待|(?:等|待).{1,12}(?:批复|审批|拨付|到位|验收|答复|下达)|尚未批复|尚未下达|无法推进"
    r"|\b(?:because|due to|owing to|blocked|stuck|waiting (?:for|on)|lack of|held up|delayed by)\b"
    r"|\bno (?:funds|money|budget)\b",
    re.IGNORECASE,
)

# ---- what a percentage is about

PROGRESS_BEFORE = lazy_pattern(
    r"(?:完成|进度|进展|完成率|完工率|已|累计|形象进度|progress|done|complete[d]?)"
    r"(?:了|为|是|达到?|到|约|近|已|超过?|的|[:：\s]|is|at){0,4}$",
    re.IGNORECASE,
)
PROGRESS_AFTER = lazy_pattern(
    r"^(?:以上|左右|多)?(?:\s*(?:已|的)?(?:完成|进度|工程量|任务量)|\s+(?:done|complete))", re.IGNORECASE
)
AIM_BEFORE = lazy_pattern(
    r"(?:目标|要求|不低于|不得低于|不少于|[应需须要]达到?|标准|任务[是为量]|计划|力争|预计|争取|确保|将|target|goal)"
    r"[^，,。；;%]{0,10}$|任务[:：\s]*$",
    re.IGNORECASE,
)
CHANGE_BEFORE = lazy_pattern(
    r"(?:提高|提升|增长|增加|上升|下降|降低|减少|回落|压减|同比|环比|increased?|decreased?|fell|rose|up|down|dropped)"
    r"(?:了|约|by|[\s:：]){0,3}$|[-−]\s*$",
    re.IGNORECASE,
)
FROM_BEFORE = lazy_pattern(r"(?:从|由|from)[^，,。；;%]{0,8}$", re.IGNORECASE)
TO_BETWEEN = lazy_pattern(r"^[^，,。；;]{0,10}(?:到|至|为|to)\s*$", re.IGNORECASE)

# ---- counting: 4台锅炉已完成3台，剩1台

_ACTS = (
    "完成|建成|整改|改造|淘汰|拆除|关停|取缔|安装|更换|验收|投运|并网|清理|治理|整治|修复|更新"
    "|办结|替代|退出|实施"
)
_NEAR = "[^，,。；;0-9一二两三四五六七八九十百]{0,8}"  # what is counted, between the verb and the number
_SPOKEN = (  # 换了112台, 弄完三千二百座
    r"(?:换|改|查|抽|装|修|建|拆|关|停|清|办|弄|做|搞|铺|抽查|检查|实抽|实查|更换|升级|到位|投用)(?:了|完了?|好了?|掉了?|到位|成了?)?"
)
COUNT_DONE = lazy_pattern(
    rf"(?:{_ACTS}|升级|联网|接入){_NEAR}$|{_SPOKEN}(?:约|近|共)?\s?$|(?:done|finished|completed)[\s:：]*$",
    re.IGNORECASE,
)
COUNT_DONE_AFTER = lazy_pattern(
    rf"^{_NEAR}(?:已|均|都)(?:经|已)?(?:全部)?(?:{_ACTS})(?![^，,。；;]{{0,6}}[0-9一二两三四五六七八九十])"
    r"|^\s*(?:are |is |already |have been )*(?:done|finished|completed?)\b",
    re.IGNORECASE,
)
COUNT_LEFT = lazy_pattern(
    r"(?:剩余?下?|余下?|尚有|尚余|还有|还差|只差|就差|差|缺口?|仍有|尚差|欠|另有|其余|remaining|left|still)"
    r"(?:的|约|个|[\s:：]){0,3}$",
    re.IGNORECASE,
)
COUNT_LEFT_AFTER = lazy_pattern(
    rf"^{_NEAR}?(?:未|没完成|没有完成|没(?:弄|改|装|换|完|做|建|修|拆|办|报|查|动|升级|整改|拨|到位)"
    rf"|在建|正在|待)"
    r"|^\s*(?:left|remaining|to go|still to|outstanding)\b",
    re.IGNORECASE,
)
COUNT_TOTAL = lazy_pattern(
    rf"(?:共有?|共计|总共|一共|总计|合计|总数|总量|任务数?|目标|应[抽查检改建报装换]?|全市|全县|全区|全部|(?:计划|应|需)(?:{_ACTS})"
    r"|total(?: of)?|\ball)"
    r"(?:为|是|[\s:：])*$",
    re.IGNORECASE,
)
COUNT_TOTAL_AFTER = lazy_pattern(rf"^{_NEAR}(?:中|里面?|当中)(?!心)|^\s*in total", re.IGNORECASE)
INSPECTED = lazy_pattern(
    r"(?:(?<!应)抽查|(?<!应)检查|抽检|实抽|实查|(?<![应抽检])查了|抽了)了?(?:[\s:：]|约)*$"
)
OF_ANOTHER_TIME = lazy_pattern(r"(?:□|每|日均|月均|最多|至少)[^，,]{0,3}$")  # □: 上月, 去年

# ---- what an amount is

AIM_OF_AMOUNT = lazy_pattern(  # 目标260万千瓦, 计划完成3400座: an aim is no reading
    r"目标|要求|任务(?:是|为|数|量)|计划|预计|力争|争取|确保|打算|准备|不低于|不少于|应达|要达|标准(?:是|为)|下一?步|接下来|后续|拟|将(?!近)"
    r"|\b(?:target|goal|plan(?:ned|s)?|aim|will)\b",
    re.IGNORECASE,
)
READING_OF_AMOUNT = lazy_pattern(  # 目标260，目前建成231: what comes after such a word is reached
    r"目前|现有?|已|实际|实抽|实查|到位|累计|截至|完成了|建成|现在|本月|本季|\b(?:now|so far|already|currently)\b",
    re.IGNORECASE,
)
NEXT_STEP = lazy_pattern(r"下一?步|接下来|后续|\bnext\b", re.IGNORECASE)
PROGRESS_WORD = lazy_pattern("进度|进展|完成率|完工率|已?完成|\\bprogress|\\bdone|\\bcomplete", re.IGNORECASE)
MEASURED = lazy_pattern(  # 秸秆综合利用率92.3%: a share of something, not progress
    r"(?P<name>[\u4e00-\u9fff]{0,14}(?:(?<!完成)(?<!完工)(?<!开工)(?<!竣工)(?<!办结)(?<!整改)率|比例|占比|比重))"
    r"(?:目前|现在|本月|本季度|约|已|只有|仅|才|也|大概|实际|达到?了?|为|是|到|在|升至|降至|提高到|[:：\s])*$"
)
WORK = lazy_pattern(  # words of work: their clause tells something about an item
    r"完成|推进|推动|整改|整治|检查|排查|巡查|抽查|查处|查获|安装|装上|装好|招标|施工|印发|修订|开展|组织|召开|部署|报送|升级|改造|关停|取缔"
    r"|淘汰|清扫|清理|处置|处罚|立案|审批|否决|验收|公示|征求意见|编制|制定|出台|培训|调度|督导|帮扶|监测|联网|更换|采购|拨付|拨款|贯通|通车"
    r"|摊铺|并网|开工|建成|修复|落实|实施|整理|建立|投用|到位|没收|劝阻|宣传|到货|立项|签订|进场|办结|交办|约谈|通报|执法|抓好|加强|没批"
    r"|未发现|没有?发现|清零|(?<!有)无(?!聊|语|论|人接|所谓)[\u4e00-\u9fff]{2,8}(?:点|户|家|现象|情况|问题|企业|案件|投诉)|到账|吊装|达标|合格|运行|推广"
    r"|\b(?:done|work|progress|install|inspect|check|train|complete)",
    re.IGNORECASE,
)
