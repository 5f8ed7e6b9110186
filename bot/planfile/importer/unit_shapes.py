"""The shape of a unit's name. A unit is known by what its name ends in, never by a list of units: 局, 委, 公司, 街道.

Two strengths: `is_an_office` needs nothing around it; `is_a_name` also takes endings that ordinary words have (站, 部,
县), and is asked only where a label or a verb says that units stand here.
"""

import re

LONGEST = 40  # characters; the longest known has 26

_COUNTED = "[一二三四五六七八九十]"
# What only bodies are called, by kind of body.
_OFFICE = re.compile(
    "(?:"
    "(?<![布格结大全开破残僵时当变败])局|厅|署|委|.[^承协主督经领交联会查催合自举开代通包]办|[侨台编外港]办|政协办|办公室|政府|人大|政协|(?:党|政|机关|人大)?两委|党组|党支部|党总支|团支部"
    "|管委会|(?:委员|协|学|商|联合|工|基金|理事|董事|监事|字|促进|业主)会|妇联|残联|工商联|文联|科联|侨联|台联|科协|作协|记协|医保|社保"
    "|公司|集团|(?:银|分|支|商|工|农|建|中)行|联社|供销社|合作社|信用社|报社|通讯社|出版社|旅行社"
    "|海关|(?:车务|机务|工务|电务|车辆|供电|养护)段|车间|(?:发|热|供)电厂|水泥厂|钢厂|水厂"
    "|(?:法|检察|医|卫生|学|研究|设计|科学|规划|福利|国务)院|大学|学校|(?:党|职|技)校|[中小]学|幼儿园|"
    f"{_COUNTED}中|实验室"
    "|(?:研究|派出|司法|财政|税务|监督|监管|管理|检验|检测|执法|交易|事务|供电|土地|林业|农技|计生|公证)所"
    "|(?:支|大|总|中|调查|执法|工程|工作|服务|消防|救援)队|部队|军分区|警备区|人武部|(?:武装|宣传|组织|统战|工作|事业|项目|参谋|支)部"
    "|街道|街道办|办事处|指挥部|专班|领导小组|工作组|联席会议|(?:广播|电视)电?视?台"
    "|(?:服务|管理|指导|保障|事务|交易|指挥|监测|检测|推广|评审|促进|审批|发展|执法|救助|培训|公积金|媒体|数据|信息|疾控|控制"
    "|急救|征收|储备|调度|救援|协调|监控|检验|研究|教育|文化|体育|活动|采购|就业|招商|举报|热线|鉴定|评估|统计|应急|规划|运行|节能)中心"
    ")$"
)
# Endings that ordinary words have too.
_MAYBE = re.compile(
    "(?:中心|站|队|院|(?<![场厕])所|(?<![内全外大局干底上下东西南北])部|(?<![各何之去好用])处|(?<![学本专])科|(?<![个持入参控炒炸一])股|室|组|会|社|行|台|馆|校|团"
    "|厂|矿|场|林场|农场|公园|铁塔|电信|移动|联通|电网|邮政|石化|石油|机关|企业|班|基地|平台|联盟)$"
)
_NO_BODY = re.compile(
    "(?:社会|机会|大会|会议|晚会|例会|推进会|座谈会|博览会|平台|舞台|后台|运行|执行|施行|试行|可行|先行|进行|推行|实行|举行|发行|流行|通行|履行|出行|行行"
    "|社团|财团|高校|平原|教室|温室|住院|入院|出院|场所|现场|市场|立场|广场|机场|阶段|科目)$"
)
_CITY = re.compile("(?:城|都|超|夜|股|楼|上|门|集|菜)市$|[^军]分区$")
_KIND_ONLY = re.compile(
    "(?:各类|重点|示范|试点|大型|中小|民办|公办|普通|乡镇|社区|农村|城市|二级|三级)*"
    "(?:学校|医院|卫生院|公司|集团|银行|大学|学院|中学|小学|幼儿园|街道|社区|村|乡|镇|协会|商会|实验室|研究院|研究所|养老院|福利院|敬老院|车间|企业"
    "|机关|车站|泵站|服务站|图书馆|博物馆|体育馆|公园|基地|园区|景区|中心|站|所|部|处|科|室|组|平台|工厂|矿山|农场|林场)"
)
AREA = re.compile(
    "(?:(?<![分])[县区]|市|旗|州|盟|乡|镇|村|街道|街道办|街道办事处|社区|开发区|园区|新区|示范区|工区)$"
)
GOVERNMENT = re.compile("(?:人民政府|政府|管委会|管理委员会|党工委)$")
SECOND_NAME = re.compile("（[^）]*）$")  # 市交通委（市道运局）

LEVELS = "市省县区州盟旗镇乡"
# Offices whose own name begins with the character of a level (市场监管局 is no bureau of the 市 called 场监管局), and
# counties called 镇平县.
LIKE_A_LEVEL = re.compile(
    "市场(?:监|发|建|服)|市政(?!府|协|务|法|治|研)|市容|市民(?:服|中)|市域|省际|区域|区块|县域|州际|乡村|乡镇|镇街"
    "|[镇乡州][\u4e00-\u9fff]{1,2}(?:县|市|区)|县级|区级|市级|省级|村级|县区|市区|市县|区县"
)
# What no unit is called by: quotes, figures, words of a sentence.
_NEVER = re.compile(
    "^(?:关于|对于|围绕|建立|成立|设立|组建|会议)|[0-9①-⑳⑴-⒇“”《》：%□]|^[已拟须请需]|的|由|了|直接|提出|上报|申请|商请|提请|报请|通过|根据|按照|参照|结合|负责|牵头|配合(?!饲)|^(?:谁|其(?!他)|对|将|在|依法|包括|不含|除|不[在再]|是否|如何)|^[原如含即指见按经报向与为对](?=[市省县区州国本该各])"
)
_NO_UNIT_NAMED = re.compile(
    "^[0-9]*(?:个|家)?[\u4e00-\u9fff]{0,8}(?:部门|单位|企业|机构|业主|主体|责任人|负责人|法人|各方|方面|部门和单位)$"
)

_AREA_WORD = (
    "(?:县级市|县市区|市县区|县区|区县|市区|市县|市州|州市|乡镇|镇乡|镇街|街镇|镇办|乡|镇|街道办事处|街道办|街道|办事处|自治[州县旗]|开发区"
    "|功能区|园区|管理区|示范区|高新区|经开区|新区|工区|林区|林场|片区|行政村|村组?|社区|地区|县|市|区|旗|州|盟|管委会)"
)
_BESIDE = "(?:（[^（）]*）)*"
# 各县、区人民政府 and 各县（市、区）人民政府、管委会: their 、 parts nothing.
EACH = re.compile(
    f"各(?:有关|相关)?{_AREA_WORD}{_BESIDE}"
    f"(?:[、和及]{_AREA_WORD}(?![直属域委]|[\u4e00-\u9fff]{{0,8}}[局委办厅])(?!级(?!人民)){_BESIDE})*(?:级)?"
    f"(?:(?:党委|党工委)[、和]?)?(?:人民政府|政府)?{_BESIDE}"
    f"(?:[、和及](?:管委会|管理委员会|街道办事处|街道办|办事处|党工委)(?![\u4e00-\u9fff]{{0,3}}[局委])){{0,2}}"
)
_MANY = (
    "(?:部门|单位|企业|机构|地区|地方|各地|方面|各方|主体|院校|公司|园区|景区|县|区|市|省|州|盟|旗|政府|管委会|街道|街|乡|镇|村|社区|委员会|委|局|办"
    "|厅|站|所|院|校|学校|医院|公司|队|站所|科室|处室|科|处|室|车间|班组|组|中心|党委|支部|协会|学会|商会|银行|会|部|两委|厂|矿|场|级)"
)
COLLECTIVE = re.compile(
    f"{EACH.pattern}"
    f"|(?:其他|其它|其余|各级|各|地方(?!金融|志|史|海事|税)|有关|相关|所有|属地|辖区|沿线|所在|责任|成员)[^，。；：]{{0,16}}?{_MANY}{_BESIDE}"
    "|(?:全|本)?[市省县区州](?:级|直|域|内)?[\u4e00-\u9fff]{0,6}(?:部门|单位|企业)|(?:全|本)[市省县区州][乡镇街道县区市]+"
    "|[\u4e00-\u9fff]{0,8}(?:有关|相关|直属|责任|成员)(?:部门|单位|地区|市|县|省|企业)(?:和单位)?|部门|单位|和单位|地区|地方"
    "|(?:县|市|区|乡镇?|镇|地方)?(?:级)?(?:（[^）]*）)?(?:县|市|区)?(?:人民)?政府(?:（管委会）)?"
)
OWN_GOVERNMENT = re.compile("^[市省县区州]?(?:人民)?政府(?:办公室|办公厅|办)?$")


def is_an_office(twin: str) -> bool:
    """What only a body is called: 市财政局, 团市委, 南阳车务段."""
    bare = SECOND_NAME.sub("", twin).replace("“两委”", "两委")
    return _may_be_a_name(bare) and bool(_OFFICE.search(bare)) and not _NO_BODY.search(bare)


def is_a_place(twin: str) -> bool:
    return _may_be_a_name(twin) and bool(AREA.search(twin)) and not _CITY.search(twin)


def is_a_name(twin: str) -> bool:
    """Whether it looks like a body or a place at all; what does not is asked about."""
    bare = SECOND_NAME.sub("", twin)
    if not _may_be_a_name(bare):
        return False
    if is_collective(twin) or GOVERNMENT.search(bare) or is_an_office(twin) or is_a_place(bare):
        return True
    return bool(_MAYBE.search(bare)) and not _NO_BODY.search(bare) and not _CITY.search(bare)


def names_nobody(twin: str) -> bool:
    """业主单位, 施工企业: somebody answers, and it is not said who."""
    return bool(_NO_UNIT_NAMED.search(twin)) and not has_level(twin)


def is_collective(twin: str) -> bool:
    """各县（市、区）政府, 有关部门: bodies that are not listed."""
    return bool(COLLECTIVE.fullmatch(twin))


def is_generic(twin: str) -> bool:
    """学校, 医院: a kind of body, and no name of one."""
    return bool(_KIND_ONLY.fullmatch(twin))


def has_level(name: str) -> bool:
    return name[:1] in LEVELS and not LIKE_A_LEVEL.match(name)


def _may_be_a_name(twin: str) -> bool:
    twin = twin.replace("“两委”", "两委")
    return 2 <= len(twin) <= LONGEST and not _NEVER.search(twin)


_GLUE = re.compile("(?:[局委办厅署会室府]|中心|公司|支队|大队|街道|政协|人大)(?=[市省县区][\u4e00-\u9fff])")
_JOIN = re.compile("以及|及其|及|和|与|同")
_DIRECT = re.compile("[市省县区](?:直|级|属|管)")


_TWO_SECTIONS = re.compile(
    "[^局委办厅院会府心队（）]{2,6}(?P<end>[科股室处])(?P<second>[^局委办厅院会府心队科股室处（）]{2,6}(?P=end))"
)
_BEGINS_MANY = re.compile("各|有关|相关|国务院|[省市县]级|其他|其余|所在|属地|地方|沿线")


def parted(twin: str) -> list[tuple[int, int]]:
    """Start and end of each name of a run that has no mark between them: 市水利局和市财政局, 市委市政府. A join or a
    border counts only where names stand on both of its sides, so 自然资源和规划局 stays whole."""
    found: list[tuple[int, int]] = []
    start = 0
    if cut := _two_sections(twin):
        return [(0, cut), (cut, len(twin))]
    for end, after in _borders(twin):
        if end >= start and _are_two(twin[start:end], twin[after:]):
            found.append((start, end))
            start = after
    return [*found, (start, len(twin))]


def _two_sections(twin: str) -> int:
    """Where the second of 疾控科基层科 begins, two names that a blank parted; 0 where there is one."""
    found = _TWO_SECTIONS.fullmatch(twin)
    return found.start("second") if found else 0


def _borders(twin: str) -> list[tuple[int, int]]:
    joins = [(one.start(), one.end()) for one in _JOIN.finditer(twin)]
    glue = [
        (at, at)
        for at in (one.end() for one in _GLUE.finditer(twin))
        if has_level(twin[at:]) and not _DIRECT.match(twin, at)
    ]
    return sorted([*joins, *glue])


def _are_two(left: str, right: str) -> bool:
    if not left or not right:
        return False
    many = bool(_BEGINS_MANY.match(right)) or is_a_place(right)
    office = is_an_office(_first_of(right))
    if is_an_office(left) or is_collective(left):
        return many or office
    return is_a_place(left) and (many or (office and has_level(right)))  # 农村和农业局 is one


def _first_of(right: str) -> str:
    """Up to the next join, where one follows."""
    cut = [end for end, _ in _borders(right) if is_an_office(right[:end])]
    return right[: cut[0]] if cut else right
