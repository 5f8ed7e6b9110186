"""HTML as Telegram reads it."""

import pytest

from tests.peers.botapi import html, text
from tests.peers.botapi.refusal import Refused


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("<b>粗</b>", "粗", [("bold", 0, 1)]),
        ("😀<i>斜</i>", "😀斜", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>c", "abc", [("bold", 0, 2), ("italic", 1, 1)]),
        ("&lt;b&gt; &amp;amp; &quot; &nbsp; &#39; &#x4e66;", "<b> &amp; \" &nbsp; ' 书", []),
        ("<B>大</b>", "大", [("bold", 0, 1)]),
        ("<b></b>空", "空", []),
        ("<u>1</u><del>2</del>", "12", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">秘</span>', "秘", [("spoiler", 0, 1)]),
        ("<blockquote expandable>引</blockquote>", "引", [("expandable_blockquote", 0, 1)]),
        ("<b>闭</>", "闭", [("bold", 0, 1)]),
    ],
)
def test_tags_become_entities(source: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    words, found = html.parse(source)
    assert words == plain
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_links_languages_and_times_carry_their_argument() -> None:
    _, [link] = html.parse('<a href="https://a.b?c=1&amp;d=2">文</a>')
    assert link["url"] == "https://a.b?c=1&d=2"
    _, [code] = html.parse('<pre><code class="language-python">x</code></pre>')
    assert (code["type"], code["language"]) == ("pre", "python")
    _, [time] = html.parse('<tg-time unix="1700000000" format="wDT">周二</tg-time>')
    assert (time["type"], time["unix_time"], time["date_time_format"]) == ("date_time", 1700000000, "wDT")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("文<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>粗", 'Can\'t find end tag corresponding to start tag "b"'),
        ("文</b>", "Unexpected end tag at byte offset 3"),
        ("<b>文</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<tg-time unix="soon">x</tg-time>', 'Tag "tg-time" must have attribute "unix" at byte offset 0'),
    ],
)
def test_what_cannot_be_read_says_where(source: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        html.parse(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_telegram_finds_commands_and_mentions_by_itself_but_not_in_code() -> None:
    plain, found = text.of(
        "/late@duban_bot 请 @wangmou 看 #周报 https://a.cn/x。<code>/no</code>", "HTML", None
    )
    kinds = [(one["type"], plain[one["offset"] : one["offset"] + one["length"]]) for one in found]
    assert kinds == [
        ("bot_command", "/late@duban_bot"),
        ("mention", "@wangmou"),
        ("hashtag", "#周报"),
        ("url", "https://a.cn/x"),
        ("code", "/no"),
    ]


def test_what_is_trimmed_moves_the_entities() -> None:
    assert text.of(" \n<b> 粗 </b>\n", "HTML", None) == ("粗", [{"type": "bold", "offset": 0, "length": 1}])


def test_code_holds_no_other_formatting() -> None:
    assert text.of("<pre>a<b>b</b></pre>", "HTML", None) == (
        "ab",
        [{"type": "pre", "offset": 0, "length": 2}],
    )
