"""Words that are not the sender's own: passed on, quoted, or addressed to everybody."""

import re

FORWARDED = re.compile(
    r"^\s?(?:[\[【（(]\s?(?:转发?|通知|公告|提醒|紧急通知|转发消息|聊天记录)[^\]】）)]{0,12}[\]】）)]|转发?[:：]|转发|(?:转自|摘自|引自|来自)|据.{2,12}(?:通知|消息|要求)|fwd?:|forwarded)"
    r"|^[“\"「『][^”\"」』]{4,400}[”\"」』]\s?(?:——|—|-)"
    r"|(?:讲话精神|批示精神|通知要求|文件精神|会议精神)\s?$"
    r"|@(?:所有人|全体成员|all\b)"
    r"|(?:各(?:有关|相关|责任|成员|县市区|县区|区县)?(?:单位|部门|县|区|科室|乡镇|办)(?:要|务必|请|须|应|于|抓紧|按|\d))"
    r"|[【\[][^】\]]{2,20}(?:办|局|委|办公室|政府)[】\]]",
    re.IGNORECASE,
)
HEAD = 600  # characters in which a text says that it is not its sender's


def is_forwarded(text: str) -> bool:
    return FORWARDED.search(text[:HEAD]) is not None
