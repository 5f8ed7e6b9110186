"""Papers that the plan names, and what counts as having been sent."""

import pytest

from bot.domain.language.papers import Sent, asked_for, missing
from tests.builders import seed_plan


def test_the_seed_plan_names_three() -> None:
    plan = seed_plan()
    asked = {m.id: names for t in plan.works for m in t.milestones if (names := asked_for(plan, t, m))}
    assert asked == {"13.1": ("中钢协公示",), "14.1": ("绩效提升企业清单",), "26.1": ("应急减排清单",)}


ASKED = ("绩效提升企业清单", "中钢协公示")


@pytest.mark.parametrize(
    ("words", "files", "left"),
    [
        ("见附件", ("绩效企业清单.docx",), ("中钢协公示",)),
        ("见附件", ("企业.xlsx",), ("中钢协公示",)),
        ("清单见 https://a.cn/qd.xlsx", (), ("中钢协公示",)),
        ("已公示：https://a.cn/gs", (), ("绩效提升企业清单",)),
        ("公示截图", ("1.png",), ("绩效提升企业清单",)),
        ("清单和公示见附件", ("附件.pdf",), ()),
        ("公示已完成", (), ASKED),  # words alone are no paper
        ("清单还未报，公示待提供", ("现场.png",), ASKED),
        ("现场照片", ("现场.png",), ASKED),
    ],
)
def test_what_was_sent(words: str, files: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert missing(ASKED, [Sent(words, files)]) == left
