#!/usr/bin/env python3
"""outlines.py IN.otf OUT.ttf : the same face with TrueType outlines, for programs that embed only those.

Cubic curves become quadratic ones within half a unit of 2048. Glyphs that no
character reaches, hints and layout tables are dropped: the letter printer places
characters one by one and reads none of them. The family name stays as the input
has it. Needs python3-fonttools; run on DeskSans-{Regular,SemiBold}.otf.
"""
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

MAX_ERROR = 0.5  # font units


def reachable(font):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "STAT", "meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for code in font.getBestCmap() if code <= 0xFFFF])
    cutter.subset(font)


def quadratic(font):
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    glyf.compile(font)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    maxp.maxTwilightPoints = maxp.maxStorage = maxp.maxFunctionDefs = 0
    maxp.maxInstructionDefs = maxp.maxStackElements = maxp.maxSizeOfInstructions = 0
    maxp.maxComponentElements = max(
        (len(g.components) if hasattr(g, "components") else 0 for g in glyphs.values()), default=0
    )
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


font = TTFont(sys.argv[1], recalcTimestamp=False)
reachable(font)
quadratic(font)
font.save(sys.argv[2])
