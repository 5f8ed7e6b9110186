"""The picture is honest, fits and can be read, whatever the summary."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.domain.light import Light
from bot.domain.summary import Lights, SectionLine, Summary, TaskLine, UnfiledReturns, Upcoming
from bot.exports import picture
from bot.exports.lights import bar, ring
from bot.exports.paint import COLOURS, paint
from bot.exports.palette import FILL, INNER, ON_FILL, ON_PAPER, PAPER, SOFT
from bot.exports.picture import layout
from bot.exports.ruler import ELLIPSIS, GETA, drawable, font_file, length, shorten, wrap
from bot.exports.sheet import Arc, BarSegment, Box, LightMark, Sheet, Strip, Text, Tile
from bot.i18n import Language
from tests.exports import summaries
from tests.exports.summaries import all_green, all_white, bureau, crowded, empty, item, january, one_unit

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh_CN", "en")
TOLD = (january, all_green, all_white, one_unit, bureau, empty, crowded)
told = pytest.mark.parametrize("summary", [one() for one in TOLD], ids=[one.__name__ for one in TOLD])
spoken = pytest.mark.parametrize("code", LANGUAGES)


def words(part: Strip | Sheet) -> list[str]:
    return [shape.text for shape in part.shapes if isinstance(shape, Text)]


def tiles(sheet: Sheet) -> list[Tile]:
    return [shape for shape in sheet.shapes if isinstance(shape, Tile)]


# any summary

title = st.text(max_size=60) | st.text("污染防治Abc （）1·", max_size=90)
light = st.sampled_from(Light)
number = st.integers(0, 1200)


@st.composite
def lights(draw: st.DrawFn) -> Lights:
    return Lights(*(draw(number) for _ in Light))


@st.composite
def any_summary(draw: st.DrawFn) -> Summary:
    sections = draw(st.integers(0, 40))
    shining = draw(st.lists(light, max_size=200)) if sections else []
    start = draw(st.integers(1, 1900))
    tasks = tuple(
        TaskLine(f"{n}", n, draw(title), 1 + n % sections, one, Lights())
        for n, one in enumerate(shining, start)
    )
    day = date(2023, 12, 31)
    return replace(
        january(),
        plan_title=draw(title),
        scope=draw(title),
        tasks=tasks,
        sections=tuple(
            SectionLine(
                n,
                draw(title),
                Lights.of(t.light for t in tasks if t.section == n),
                draw(lights() | st.just(Lights())),
            )
            for n in range(1, sections + 1)
        ),
        lights=Lights.of(shining),
        counties=draw(lights()),
        worst=tuple(
            item(f"{start + n}", draw(title), draw(title), draw(number), draw(light))
            for n in range(draw(st.integers(0, 5)))
        ),
        late=draw(number),
        missing=UnfiledReturns(tuple(draw(st.lists(title, max_size=40))), 3),
        waiting_review=draw(number),
        upcoming=tuple(
            Upcoming(day + timedelta(n), draw(title), draw(number), draw(number), draw(st.booleans()))
            for n in range(draw(st.integers(0, 14)))
        ),
    )


# it fits


def assert_fits(sheet: Sheet) -> None:
    whole = Box(0, 0, sheet.width, sheet.height)
    assert [shape for shape in sheet.shapes if not whole.holds(shape.box)] == []
    for one, other in combinations(sheet.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)
    marks = [shape for shape in sheet.shapes if isinstance(shape, LightMark)]
    assert [(mark, text) for mark in marks for text in sheet.texts if mark.box.overlaps(text.box)] == []
    assert [pair for pair in combinations(tiles(sheet), 2) if pair[0].box.overlaps(pair[1].box)] == []
    for tile in tiles(sheet):
        on_it = [text for text in sheet.texts if text.box.overlaps(tile.box)]
        assert len(on_it) == 1 and tile.box.holds(on_it[0].box)


@told
@spoken
def test_nothing_overlaps_or_runs_out(summary: Summary, code: str) -> None:
    assert_fits(layout(summary, Language.of(code)))


@given(any_summary(), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_or_runs_out_of_any_summary(summary: Summary, code: str) -> None:
    sheet = layout(summary, Language.of(code))
    assert_fits(sheet)
    assert sheet.width + sheet.height <= 10_000  # Telegram takes no larger photo


def painted(sheet: Sheet) -> Image.Image:
    return Image.open(BytesIO(paint(sheet))).convert("RGB")


def inked(image: Image.Image) -> Box:
    """Where anything differs from paper."""
    paper = Image.new("RGB", image.size, PAPER)
    left, top, right, bottom = ImageChops.difference(image, paper).getbbox() or (0, 0, 0, 0)
    return Box(left, top, right - left, bottom - top)


@told
@spoken
def test_the_painted_shapes_lie_in_the_boxes_laid_out_for_them(summary: Summary, code: str) -> None:
    """One of each size and kind, each alone on a sheet."""
    sheet = layout(summary, Language.of(code))
    kinds = {
        (type(s), getattr(s, "size", 0), getattr(s, "bold", 0), getattr(s, "light", 0)): s
        for s in sheet.shapes
    }
    strayed = []
    for shape in kinds.values():
        whole = replace(shape, box=shape.box.moved(9.3 - shape.box.x, 9.6 - shape.box.y), colour="#000000")
        ink = inked(painted(Sheet(whole.box.right + 9, whole.box.bottom + 9, (whole,))))
        if not whole.box.holds(ink, slack=3):  # the bearings of a slanted or hanging glyph
            strayed.append((shape, ink))
    assert strayed == []


@told
def test_a_painted_line_is_as_long_as_the_ruler_says(summary: Summary) -> None:
    for line in layout(summary, Language.of("zh_CN")).texts:
        if line.box.width > 100:
            alone = replace(line, box=Box(9, 9, line.box.width, line.box.height))
            ink = inked(painted(Sheet(line.box.width + 18, line.box.height + 18, (alone,))))
            assert line.box.width - ink.width < 2 * line.size, line  # a full-width bracket is half air


def test_areas_keep_their_very_colours() -> None:
    """The inks' contrast is computed from them."""
    image = painted(layout(january(), Language.of("zh_CN")))
    seen = {bytes(colour) for _, colour in image.getcolors(COLOURS + 1)}  # type: ignore[union-attr, arg-type]
    wanted = {PAPER, *(FILL[task.light] for task in january().tasks)}
    assert seen >= {bytes.fromhex(colour[1:]) for colour in wanted}


# it is honest


@told
@spoken
def test_every_task_has_one_tile_with_its_number_in_its_colour(summary: Summary, code: str) -> None:
    sheet = layout(summary, Language.of(code))
    numbered = {
        (tile.task, text.text, tile.colour)
        for tile in tiles(sheet)
        for text in sheet.texts
        if tile.box.holds(text.box)
    }
    assert numbered == {(task.id, f"{task.number}", FILL[task.light]) for task in summary.tasks}
    assert len(tiles(sheet)) == len(summary.tasks)


@told
def test_the_numbers_are_the_summarys(summary: Summary) -> None:
    language = Language.of("en")
    show = language.show
    legend = words(picture.legend(summary, language))
    assert legend[2::3] == [show(summary.lights[light]) for light in Light]
    assert words(picture.overview(summary, language))[0] == show(summary.lights.total)
    figures = summary.late_tasks, len(summary.missing.units), summary.waiting_review
    assert words(picture.figures(summary, language))[::2] == [show(n) for n in figures]


@told
def test_the_counties_are_the_second_figure(summary: Summary) -> None:
    parts = [(picture.counties(summary, Language.of("zh_CN")), summary.counties)]
    parts += [(picture.section(line, (), Language.of("zh_CN")), line.counties) for line in summary.sections]
    for part, counted in parts:
        shining = [counted[light] for light in Light if counted[light]]
        assert [shape.n for shape in part.shapes if isinstance(shape, BarSegment)] == shining
        assert [word for word in words(part) if word.isdecimal()] == [f"{n}" for n in shining]


@given(lights())
def test_bars_and_rings_show_true_shares(counted: Lights) -> None:
    segments = [shape for shape in bar(counted, 0, 900, 10).shapes if isinstance(shape, BarSegment)]
    for one, following in pairwise(segments):
        assert following.box.x - one.box.x == pytest.approx(900 * one.n / counted.total)
    arcs = [shape for shape in ring(counted, 300, 50).shapes if isinstance(shape, Arc)]
    if len(arcs) > 1:
        middles = [arc.start + arc.end for arc in arcs]
        assert middles == sorted(middles) and arcs[-1].end == pytest.approx(1, abs=0.003)


@spoken
def test_what_is_left_out_is_counted(code: str) -> None:
    language = Language.of(code)
    summary = crowded()
    left = len(summary.upcoming) - 6
    assert words(layout(summary, language))[-1] == language.say("picture.more", n=left)
    assert language.say("picture.late_in_all", n=summary.late_tasks) in words(layout(summary, language))


def test_a_long_title_ends_in_an_ellipsis() -> None:
    short = shorten("推动矿石采选与砂石骨料行业开展装备升级及深度治理", 300, 34)
    assert short.endswith(ELLIPSIS) and length(short, 34) <= 300


def test_lines_break_where_a_reader_would() -> None:
    assert wrap("南阳市环境空气质量限期达标行动实施方案（2023—2025年）", INNER, 46, bold=True) == [
        "南阳市环境空气质量限期达标行动实施方案",
        "（2023—2025年）",
    ]
    assert wrap("推进城市面源精细化管理工作", 12 * 30, 30) == ["推进城市面源精细化", "管理工作"]


# it can be read


@told
@spoken
def test_no_character_is_tofu(summary: Summary, code: str) -> None:
    drawn = Counter(char for text in layout(summary, Language.of(code)).texts for char in text.text)
    for bold in (False, True):
        assert drawn.keys() - glyphs(bold) == set()


def test_a_character_the_font_lacks_is_replaced() -> None:
    assert drawable("SO₂\t超标\N{GRINNING FACE}\N{ZERO WIDTH SPACE}\n") == f"SO2 超标{GETA}"


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_has_what_we_write(bold: bool) -> None:
    texts = ["圪垱钯淅郾漯", "，。、；：？！（）《》〔〕【】“”‘’—…·％℃㎡³≤≥×→✓●"]
    texts += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "plan").rglob("*.yaml"))]
    for path in sorted((ROOT / "locales").rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                texts += [message.string] if isinstance(message.string, str) else message.string or ()
    missing = {char for text in texts for char in text if not char.isspace()} - glyphs(bold) - LIGHTS
    assert {char for char in missing if drawable(char) == GETA} == set()


LIGHTS = set("🔴🟡🔵🟢⚪⚫")  # in the chat's sentences only: the picture draws shapes of its own


@cache
def glyphs(bold: bool) -> set[str]:
    return set(map(chr, TTFont(font_file(bold)).getBestCmap()))


def contrast(one: str, other: str) -> float:
    """WCAG 2: from 1 to 21."""
    brighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    linear: Callable[[float], float] = lambda c: c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("light", Light)
def test_ink_stands_out(light: Light) -> None:
    assert contrast(ON_FILL[light], FILL[light]) >= 4.5
    assert contrast(ON_PAPER[light], PAPER) >= 4.5
    assert contrast(SOFT, PAPER) >= 4.5


def test_the_seed_is_the_seed() -> None:
    assert sum(map(len, summaries.SECTIONS.values())) == 31
