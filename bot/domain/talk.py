"""What the leader decides about a proposed talk (约谈建议) that was put before them."""

from enum import StrEnum


class TalkDecision(StrEnum):
    AGREED = "agreed"
    REFUSED = "refused"
    DEFERRED = "deferred"  # 暂缓: asked again next week
