"""Laws of names: no draft has a unit that its document does not name, and none of a clause is lost in silence."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.domain.plan import Plan
from bot.planfile.importer.normalize import folded
from tests.planfile.importer.papers import ALIASES, plan_of

STEMS = (
    "财政",
    "水利",
    "园林",
    "教育",
    "自然资源和规划",
    "住房和城乡建设",
    "文化和旅游",
    "市场监管",
    "公安",
    "督查",
)
OFFICES = st.tuples(
    st.sampled_from(STEMS), st.sampled_from(("局", "委", "服务中心", "办公室", "执法支队"))
).map("".join)
STANDING = (
    *(
        "团市委",
        "团省委",
        "青山军分区",
        "市政协办",
        "市人大办",
        "市委宣传部",
        "联通青山分公司",
        "国网江原青山供电公司",
        "青山海关",
    ),
    *(
        "青山区人民政府",
        "高新区管委会",
        "柳溪镇",
        "东街街道办事处",
        "市第一人民医院",
        "各县、区人民政府",
        "各县（市、区）政府",
    ),
)
NAMES = st.one_of(OFFICES, OFFICES.map("市{}".format), st.sampled_from(STANDING))
LABELS = (
    "责任单位：",
    "牵头单位：",
    "配合部门：",
    "主管单位：",
    "分工：",
    "包联：",
    "对口督导：",
    "【责任科室】",
    "",
)
VERBS = ("牵头", "配合", "负责", "按职责分工负责", "落实", "主抓", "兜底", "")
LIST = st.lists(NAMES, min_size=1, max_size=4, unique=True)


@st.composite
def groups(draw: st.DrawFn) -> tuple[str, list[str]]:
    names = draw(LIST)
    roles = [draw(st.sampled_from(("", "", "（牵头）", "（配合）"))) for _ in names]
    mark = draw(st.sampled_from(("、", "、", "，", "；", "/")))
    text = mark.join(name + role for name, role in zip(names, roles, strict=True))
    return draw(st.sampled_from(LABELS)) + text + draw(st.sampled_from(VERBS)), names


@st.composite
def clauses(draw: st.DrawFn) -> tuple[str, list[str]]:
    """The text of a clause, and the names in it."""
    found = draw(st.lists(groups(), min_size=1, max_size=3))
    text = draw(st.sampled_from(("，", "；"))).join(words for words, _ in found)
    opening, closing = draw(st.sampled_from((("（", "）"), ("(", ")"), ("〔", "〕"), ("（", ")"))))
    text = draw(
        st.sampled_from((f"{opening}{text}{closing}", f"\n{text}", f"{opening}{text}，下同{closing}"))
    )
    return text, [name for _, names in found for name in names]


def document(clause: str) -> str:
    return f"青山市工作方案（2026年）\n一、做好工作\n1.做好甲事。抓紧办。{clause}\n2.做好乙事。抓好。"


def stands_in(name: str, text: str) -> bool:
    """As it is written; behind a level that stands in the text too; or in full for an abbreviation of the table."""
    short = [alias for alias, full in ALIASES.items() if full in name]
    spellings = [name, *(name.replace(ALIASES[alias], alias) for alias in short)]
    text = folded(text).replace(" ", "")
    return any(
        spelling in text or any(spelling.removeprefix(level) in text for level in levels_of(text))
        for spelling in map(folded, spellings)
    )


def levels_of(text: str) -> list[str]:
    return [level for level in ("市委", "市", "省", "县", "区", "镇", "青山市") if level in text]


def asked_about(plan: Plan) -> str:
    return folded("\n".join(str(finding.args.get("about", "")) for finding in plan.findings))


@given(clause=clauses())
@settings(max_examples=150, deadline=None)
def test_units_are_the_names_of_the_clause_and_no_other(clause: tuple[str, list[str]]) -> None:
    text, names = clause
    allowed = {level + name for name in names for level in ("", "市", "市委", "青山市")}
    allowed |= {name.removesuffix(end) for name in names for end in ("人民政府", "政府", "管委会")}
    assert {unit.name for unit in plan_of(document(text)).units} <= allowed


@given(clause=clauses())
@settings(max_examples=150, deadline=None)
def test_every_name_of_a_clause_is_read_or_asked_about(clause: tuple[str, list[str]]) -> None:
    text, names = clause
    plan = plan_of(document(text))
    read, asked = [unit.name for unit in plan.units], asked_about(plan)
    for name in names:
        bare = name.removesuffix("人民政府").removesuffix("管委会")
        assert any(one.endswith((name, bare)) for one in read) or folded(name) in asked


MUTATIONS = st.tuples(
    st.integers(0, 400), st.integers(0, 3), st.text("局委市、，；（）：牵头负责配合单位和由各等 ", max_size=4)
)


@given(clause=clauses(), mutations=st.lists(MUTATIONS, min_size=1, max_size=4))
@example(clause=("（市财政局市水利局负责）", []), mutations=[])
@example(clause=("（企业直接向市财政局负责）", []), mutations=[])
@settings(max_examples=200, deadline=None)
def test_whatever_happens_to_a_clause_no_unit_is_invented(
    clause: tuple[str, list[str]], mutations: list[tuple[int, int, str]]
) -> None:
    text = document(clause[0])
    for at, gone, put in mutations:
        at %= len(text) + 1
        text = text[:at] + put + text[at + gone :]
    try:
        plan = plan_of(text)
    except Refused:
        return
    assert [unit.name for unit in plan.units if not stands_in(unit.name, text)] == []
