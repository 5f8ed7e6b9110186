"""What a milestone is about, as a title names it: 烟叶烤房电代煤改造全部完成，… → 烟叶烤房电代煤改造."""

import re

REACHED = re.compile(r"(全部|全面|基本|整体|如期|按期)?(完成|完毕|建成投用|建成|投用|投运|通车|到位)$")
CLAUSE = re.compile(r"[，；。]")
STOPS = "。．；;.，, "
SHORTEST = 4  # characters of a name; 任务完成 names nothing


def matter(text: str) -> str:
    """The work that a milestone completes; "" where the text is no work's completion."""
    clause = CLAUSE.split(text)[0]
    name = REACHED.sub("", clause)
    return name if name != clause and len(name) >= SHORTEST else ""


def unstopped(words: str) -> str:
    """Words to be quoted inside a sentence that ends with a full stop of its own."""
    return words.rstrip(STOPS)
