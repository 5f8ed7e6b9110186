"""The code contains no sentences, and the catalogues have no missing or unused ones."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from string import Formatter

import pytest

from tests.house.source import CJK, LOCALES, ROOT, Source, catalogue, keys_in_pages, sentences, sources

# Here Chinese is what the code works on, not what it says.
READS_CHINESE = (
    "bot/planfile/list_sheet.py",  # headings of a list: 编号 名称 县区
    "bot/planfile/list_yaml.py",  # 是 and 否 of a list's column
    "bot/domain/language/",  # the words people write: 完成, 无变化, 第8项, 下周五
    "bot/domain/quantity.py",  # numbers as people write them: 三万二
    "bot/domain/indicators/",  # the same of indicators: 基期, 个百分点, 微克/立方米
    "bot/planfile/indicator_readings.py",  # and their headings: 日期, 指标
    "bot/planfile/air_",  # headings and cells of tables: 日期, 沙尘, 已审核
    "bot/planfile/reading_kind.py",  # headings by which a file's kind is told: 任务, 指标
    "bot/planfile/checklist_file.py",  # headings of 应急减排清单, and 黄 橙 红
    "bot/planfile/table_cells.py",  # days as people write them: 2024年1月5日, 无
    "bot/domain/air/",  # what files of readings name: 全市, 沙尘
    "bot/domain/units.py",  # what they are numbers of: 万千瓦, 公顷
    "bot/domain/date_range.py",  # from when to when: 最近30天
    "bot/channels/text_cutting.py",  # the marks at which a long text may be cut
    "bot/channels/telegram/markup.py",  # years and days, in which no shorter date is marked
    "bot/channels/telegram/updates.py",  # the marks behind a name by which somebody is called
    "bot/planfile/importer/",  # how official documents are written: 牵头, 年底前, 以上
    "bot/domain/paper_fields.py",  # the names that templates of papers use: {{ 发文单位 }}
    "bot/domain/paper_life.py",  # numbers of papers: 宛环委办〔2024〕3号
    "bot/exports/papers.py",  # what is looked for in a paper that somebody edited: 【…】, 〔2024〕　号, 年　月　日
    "bot/exports/paper_templates.py",  # brackets of the wrong width
    "bot/exports/sheet_look.py",  # names of fonts
    "bot/exports/ruler.py",  # the marks a line may not begin or end with
)

# Looked up by a name that comes from data: units of the plan, and how a language writes a date.
NAMED_BY_DATA = ("unit.", "format.")
LOOKS_THEM_UP = "bot/i18n.py"

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
FILES = (".html", ".yaml", ".db", ".po", ".png", ".xlsx", ".docx", ".txt", ".json")  # summary.xlsx is none

INSTEAD = ".instead"  # what to write in place of a mistake stands beside the mistake's own sentence

# What a person reads is made with these; their words come from the catalogue.
SHOWN = ("Card", "Button")


def said(source: Source) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Calls whose first argument names a sentence."""
    return ((call, call.args[0]) for call in source.calls("say", "Refused") if call.args)


def written_out(keys: Iterator[ast.expr], source: Source) -> Iterator[tuple[str, str]]:
    for key in keys:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield source.at(key), key.value


@cache
def tables() -> tuple[tuple[str, str], ...]:
    """Where, and which: the keys in the values of the tables whose name ends in _KEYS.

    The tables themselves, not their source: one made for every member of an enum is then checked whole.
    """
    return tuple(
        (f"{source.path}:{name}", key)
        for source in sources()
        if "_KEYS" in source.text
        for name, table in vars(import_module(source.module)).items()
        if name.endswith("_KEYS")
        for key in flat(table)
    )


def flat(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, Mapping):
        yield from flat(tuple(held.values()))
    elif isinstance(held, Iterable):
        for one in held:
            yield from flat(one)


def placeholders(forms: tuple[str, ...]) -> set[str]:
    """`n` apart: it chooses the form, and "a day late" need not show it."""
    names = (name for form in forms for _, name, _, _ in Formatter().parse(form) if name)
    return {name.split(".")[0].split("[")[0] for name in names} - {"n"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_the_code_says_exists(locale: str) -> None:
    known = sentences(locale)
    asked = [
        found for source in sources() for found in written_out((first for _, first in said(source)), source)
    ]
    assert [(where, key) for where, key in (*asked, *tables()) if key not in known] == []


def test_strings_that_look_like_keys_are_keys() -> None:
    """Keys also go through tables and other functions; a misspelt one is known by its first word."""
    known = sentences("zh_CN")
    subjects = {key.partition(".")[0] for key in known}
    assert [
        (where, text)
        for source in sources()
        for where, text in source.strings()
        if KEY.fullmatch(text)
        and text.partition(".")[0] in subjects
        and not text.endswith(FILES)
        and text not in known
    ] == []


def test_a_key_is_written_out_or_taken_from_a_table() -> None:
    """A key built from parts cannot be searched for, and its sentence would look unused."""
    glued = [
        source.at(key)
        for source in sources()
        if source.path != LOOKS_THEM_UP
        for _, key in said(source)
        if isinstance(key, ast.JoinedStr | ast.BinOp) and not ast.unparse(key).endswith(f"{INSTEAD}'")
    ]
    assert glued == []


def test_no_sentence_is_left_over() -> None:
    used = {text for source in sources() for _, text in source.strings()} | keys_in_pages()
    used |= {key for _, key in tables()}
    left = sentences("zh_CN").keys() - used - {key + INSTEAD for key in used}
    assert sorted(key for key in left if not key.startswith(NAMED_BY_DATA)) == []


def test_both_languages_say_the_same_things() -> None:
    assert sentences("zh_CN").keys() == sentences("en").keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_of_every_sentence_is_there(locale: str) -> None:
    book = catalogue(locale)
    plurals = {message.id[0] for message in book if not isinstance(message.id, str)}
    lacking = [
        key
        for key, forms in sentences(locale).items()
        if len(forms) != (book.num_plurals if key in plurals else 1) or not all(map(str.strip, forms))
    ]
    assert lacking == []
    assert [message.id for message in book if message.id and message.fuzzy] == []


def test_both_languages_take_the_same_arguments() -> None:
    english = sentences("en")
    assert [
        key
        for key, forms in sentences("zh_CN").items()
        if not key.startswith(NAMED_BY_DATA) and placeholders(forms) != placeholders(english[key])
    ] == []


def given_to_all(call: ast.Call) -> set[str]:
    """A Formatter names the office in every sentence, refusals among them; a bare Language knows no plan."""
    by_language = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("language")
    return set() if by_language else {"office"}


def test_every_sentence_gets_its_arguments() -> None:
    forms = sentences("zh_CN")
    missing = []
    for source in sources():
        for call, first in said(source):
            given = {keyword.arg for keyword in call.keywords} | given_to_all(call)
            for where, key in written_out(iter([first]), source):
                needed = placeholders(forms.get(key, ()))
                if None not in given and not needed <= given:  # None is **something
                    missing.append((where, key, sorted(needed - given)))
    assert missing == []


def test_no_chinese_is_in_the_code() -> None:
    assert [
        (where, text)
        for source in sources()
        if not source.path.startswith(READS_CHINESE)
        for where, text in source.strings()
        if CJK.search(text)
    ] == []


def test_what_a_person_reads_comes_from_the_catalogue() -> None:
    """In English either: a card or a button is not made with words of the code's own."""
    words = [
        (source.at(part), part.value)
        for source in sources()
        for call in source.calls(*SHOWN)
        for given in [
            *call.args[:1],
            *(k.value for k in call.keywords if k.arg in ("title", "lines", "text")),
        ]
        for part in [given, *getattr(given, "elts", []), *getattr(given, "values", [])]
        if isinstance(part, ast.Constant) and any(map(str.isalpha, str(part.value)))
    ]
    assert words == []


def test_no_page_has_a_sentence_of_its_own() -> None:
    """Templates and scripts take theirs from the catalogue as well; comments may speak Chinese."""
    comment = ("//", "*", "/*", "{#", "<!--")
    assert [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:60]}"
        for kind in ("html", "js")
        for path in sorted((ROOT / "bot").rglob(f"*.{kind}"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if CJK.search(line) and not line.strip().startswith(comment)
    ] == []


# Half-width marks are right where the sentence quotes YAML, a command or an address.
QUOTES_CODE = (
    "planfile.",
    "settings.",
    "storage.",
    "cli.",
    "check.",
    "draft.head",
    "refused.telegram",
    "document.",
)


def test_chinese_sentences_have_chinese_punctuation() -> None:
    wrong = re.compile(
        r"[\u4e00-\u9fff“”}][,;:?!()]|[,;:?!()][\u4e00-\u9fff“{]|。。|，，|：：|；；|。，|，。"
    )
    found = [
        (key, form)
        for key, forms in sentences("zh_CN").items()
        if not key.startswith((*QUOTES_CODE, "format.", "rehearse.", "web."))
        for form in forms
        if wrong.search(re.sub(r"\{[^}]*\}", "{}", form))
    ]
    assert found == []


def test_nobody_but_the_office_speaks() -> None:
    """The office's name stands where a department without a name stood; a rung of the roster keeps its short name."""
    gone = re.compile(r"统筹部门|统筹人员|期报(?!送)|联系统筹|另定时限|市外及垂直")
    allowed = ("check.",)  # the administrator's doctor names the roles of people.yaml
    assert [
        (key, form)
        for key, forms in sentences("zh_CN").items()
        if not key.startswith(allowed)
        for form in forms
        if gone.search(form)
    ] == []
