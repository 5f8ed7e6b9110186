"""Decisions of somebody whose other words are reports: a clause that decides and says nothing else.

西峡县8通过, 退回西峡县8，缺照片, 同意市财政局第8项延期, 8由市农业农村局汇总; but not 8已完成，验收通过.
"""

from bot.domain.language.conversation import Subject
from bot.domain.language.named_units import units_in
from bot.domain.language.orders import decided
from bot.domain.language.placement import Decided, DecisionKind
from bot.domain.language.plain import letters
from bot.domain.lazy_pattern import lazy_pattern

_ENDS = lazy_pattern(r"[，,：:；;。！!\n]")
_VERBS = lazy_pattern(
    r"(?:不|不予)?(?:同意|准予|批准|准许|可以)|延期|延长|顺延|挂账|约谈|销号|办结|(?:复核|审核)?(?:不予|不|未)?通过|退回整改|退回|打回"
    r"|重新(?:打开|整改|提交|办理)|重开|回头看|维持|(?:总?牵头)?汇总|总牵头|统稿"
)
_BESIDE = lazy_pattern(r"第|[0-9]+(?:\.[0-9]+)?|项|任务|的|了|吧|请|由|申请|该|此|这")
_MEANT_OTHERWISE = frozenset(
    {DecisionKind.AGREE, DecisionKind.REFUSE, DecisionKind.CHASE, DecisionKind.SUSPEND}
)


def decides_alone(text: str, subject: Subject) -> Decided | None:
    """None where the words may mean anything else. What stands behind the deciding clause is its reason."""
    found = decided(text, subject)
    if found is None or found.verdict in _MEANT_OTHERWISE:
        return None
    clause = _ENDS.split(text, maxsplit=1)[0]
    rest, verbs = _VERBS.subn("", clause)
    rest = letters(_BESIDE.sub("", rest))
    return found if verbs and _is_a_unit(rest, found.unit, subject) else None


def _is_a_unit(rest: str, unit: str, subject: Subject) -> bool:
    """Whether what is left only names the unit: 农业农村局 of 市农业农村局."""
    if not rest:
        return True
    signs = iter(unit)
    return units_in(rest, subject.unit_names) == (unit,) and all(sign in signs for sign in rest)
