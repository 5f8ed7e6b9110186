"""Names of people in cells of tables: no unit, whatever stands beside them."""

import re

from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.unit_shapes import is_a_name, is_an_office

# The surnames that nearly everybody has (公安部户政管理研究中心, 2020, the first hundred) and the common double ones.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
_DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒"
_PERSON = re.compile(f"(?:{_DOUBLE}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}")
_TITLE = "(?:副?(?:市|县|区|省|局|镇|乡|科|处|厅|主|院|校|所|站|队)(?:长|任)|书记|常委|同志|秘书长|总经理)"
_TITLED = re.compile(f"{_PERSON.pattern}{_TITLE}?$")
PERSON_HEADER = re.compile("领导|责任人|负责人|联系人|联络员|姓名|分管|包保|包联|责任同志|负责同志")
_UNIT_OF = re.compile("^(?P<who>[^（）]{2,8})（(?P<unit>[^（）]{3,})）$")
_MARK = re.compile(r"[\s，、；/]+")


def is_a_person(text: str) -> bool:
    """张三, 张三副市长; 张店区 and 高新局 are none."""
    twin = folded(tidied(text))
    return bool(_TITLED.match(twin)) and not (is_a_name(twin) or is_an_office(twin))


def without_persons(cell: str) -> str:
    """The units of a cell that has people beside them: 市水利局 张三, 张三（市水利局）, one below the other."""
    kept = []
    for piece in _MARK.split(cell.strip()):
        found = _UNIT_OF.match(folded(piece))
        if found and is_a_person(found["who"]):
            piece = piece[found.start("unit") : found.end("unit")]
        if piece and not is_a_person(piece):
            kept.append(piece)
    return "\n".join(kept)


def names_a_person(cell: str) -> bool:
    pieces = [folded(piece) for piece in _MARK.split(cell.strip())]
    return any(
        is_a_person(piece) or ((of := _UNIT_OF.match(piece)) and is_a_person(of["who"])) for piece in pieces
    )
