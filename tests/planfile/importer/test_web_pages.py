"""Web pages as browsers show them, whatever their authors wrote."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refused
from bot.planfile.importer.document import Block, Paragraph, Table
from bot.planfile.importer.web import read

TAGS = """
<p> </p> <table> <tr> <td_colspan='2'> </td> </table> <!-- --> <ol_start=3> <li> <script> </script>
<pre> <br> &amp; &#0; &#x110000; <![CDATA[ < > " 字 <select> </div> <o:p> <p_title='a>b'>
"""
PIECES = st.sampled_from([*(tag.replace("_", " ") for tag in TAGS.split()), "\0", "\ud800"])


def texts(page: str) -> list[str]:
    return [one.text for one in read(page, "page.html").blocks if isinstance(one, Paragraph) and one.text]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ('<p title="a>b">甲</p>', ["甲"]),
        ("<p onclick='if (a<b) go()'>甲</p>", ["甲"]),
        ("<script>if (a<b) document.write('<p>乙</p>')</script><p>甲", ["甲"]),
        ("<!-- <p>乙</p> --><p>甲<o:p></o:p></p>", ["甲"]),
        ("<P>甲&nbsp;乙 &lt;丙&gt;&#20001;</P>", ["甲\xa0乙 <丙>両".replace("両", chr(20001))]),
        ("没有标签", ["没有标签"]),
        ("", []),
        ("<ol start=3><li>甲<li>乙</ol>", ["3.甲", "4.乙"]),
    ],
)
def test_what_a_reader_sees_is_read(page: str, shown: list[str]) -> None:
    assert texts(page) == shown


@given(st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join))
def test_any_page_is_read_or_refused(page: str) -> None:
    try:
        blocks: list[Block] = read(page, "page.html").blocks
    except Refused:
        return
    assert all(isinstance(one, Paragraph | Table) for one in blocks)


def calls_of(work: Callable[[], object]) -> int:
    """How many Python functions are called: time that no other process disturbs."""
    called = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize(
    "piece", ["<div>", "<table><tr><td>", "<b><p>甲", "</div>", "<select><option>", "<ul><li>", "<"]
)
def test_a_page_of_one_piece_is_read_in_proportion_to_its_length(piece: str) -> None:
    once = calls_of(lambda: read(piece * 2_000, "page.html").blocks)
    twice = calls_of(lambda: read(piece * 4_000, "page.html").blocks)
    assert twice <= 2.2 * once
