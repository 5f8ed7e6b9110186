"""Makes bot/exports/fonts from Noto Sans CJK. Run once, by hand, on Debian:

    apt-get install fonts-noto-cjk unicode-data && python tests/exports/make_fonts.py

The subset is a Modified Version in the words of the OFL and carries a name of its own.
"""

import bz2
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-{face}.ttc"
SIMPLIFIED = 2  # the face of the collection whose glyphs follow the mainland's standard
UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"
FONTS = Path(__file__).parents[2] / "bot" / "exports" / "fonts"
NAME = "Duban Sans"

SYMBOLS = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin of Europe
    (0x2010, 0x205E),  # dashes, quotes, ellipsis
    (0x2070, 0x209F),  # m³, SO₂
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x24FF),  # ℃ Ⅳ → ≤ ①
    (0x2500, 0x27BF),  # ● ▲ ✓
    (0x3000, 0x303F),  # 、。〔〕〓
    (0x3200, 0x33FF),  # ㈠ ㎡
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF5E),  # full-width ASCII
    (0xFFE0, 0xFFE6),
)


def gb2312() -> Iterator[int]:
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from map(ord, bytes((high, low)).decode("gb2312", errors="ignore"))


def standard_characters() -> Iterator[int]:
    """The 8105 of 通用规范汉字表: Unihan's field kTGH."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        yield from (int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line)


def subset(face: str) -> TTFont:
    font = TTCollection(NOTO.format(face=face)).fonts[SIMPLIFIED]
    options = Options()
    options.layout_features = []  # no kerning: a line is as long as its glyphs, whoever measures it
    options.hinting = False  # drawn at twice the size a phone shows: hints would be thrown away
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    symbols = chain.from_iterable(range(first, last + 1) for first, last in SYMBOLS)
    subsetter.populate(unicodes=sorted({*gb2312(), *standard_characters(), *symbols}))
    subsetter.subset(font)
    return font


def rename(font: TTFont, face: str) -> None:
    postscript = f"{NAME.replace(' ', '')}-{face}"
    version = font["name"].getDebugName(5).partition(";")[0]
    names = {1: NAME, 2: face, 3: f"{version};{postscript}", 4: f"{NAME} {face}", 5: version, 6: postscript}
    for record in [record for record in font["name"].names if record.nameID in names]:
        font["name"].setName(
            names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
        )
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    cff[0].FamilyName, cff[0].FullName = NAME, f"{NAME} {face}"


def main() -> None:
    for face in ("Regular", "Bold"):
        font = subset(face)
        rename(font, face)
        font.recalcTimestamp = False  # the same bytes whenever it is made
        font.save(FONTS / f"DubanSans-{face}.otf")


if __name__ == "__main__":
    main()
