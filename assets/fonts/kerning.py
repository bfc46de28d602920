#!/usr/bin/env python3
"""kerning.py IN.otf FONT.ttf : the pair kerning of IN, as a kern table in FONT.

Only pairs of Latin letters and marks: a letter's words and names. No pair with a
figure is kept, so that sums under each other stand in columns. A pair that moves
less than a hundredth of the type's size is not seen and left out. Needs
python3-fonttools; run after outlines.py on DeskSans-{Regular,SemiBold}.
"""
import sys

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

MOST = 10900  # pairs that the table's 16-bit length can count
SMALLEST = 0.01  # of the type's size


def pair_tables(font):
    gpos = font["GPOS"].table
    wanted = set()
    for record in gpos.ScriptList.ScriptRecord:
        if record.ScriptTag in ("DFLT", "latn"):
            wanted.update(record.Script.DefaultLangSys.FeatureIndex)
    lookups = []
    for index in sorted(wanted):
        feature = gpos.FeatureList.FeatureRecord[index]
        if feature.FeatureTag == "kern":
            lookups += [n for n in feature.Feature.LookupListIndex if n not in lookups]
    for index in lookups:
        for table in gpos.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 2:
                yield table


def advance(value):
    return getattr(value, "XAdvance", 0) or 0 if value else 0


def kern(tables, left, right):
    for table in tables:
        if left not in table.coverage:
            continue
        if table.Format == 1:
            moved = table.pairs.get((left, right))
            if moved is not None:
                return moved
            continue
        record = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
        second = record.Class2Record[table.ClassDef2.classDefs.get(right, 0)]
        return advance(second.Value1)
    return 0


source, target = TTFont(sys.argv[1]), TTFont(sys.argv[2], recalcTimestamp=False)
tables = list(pair_tables(source))
for table in tables:
    table.coverage = set(table.Coverage.glyphs)
    if table.Format == 1:
        table.pairs = {
            (left, record.SecondGlyph): advance(record.Value1)
            for left, pairs in zip(table.Coverage.glyphs, table.PairSet)
            for record in pairs.PairValueRecord
        }
latin = [c for c in list(range(0x21, 0x7F)) + list(range(0xA1, 0x180)) + [0x2013, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E] if not chr(c).isdigit()]
names, goals = source.getBestCmap(), target.getBestCmap()
least = SMALLEST * source["head"].unitsPerEm
found = {}
for a in latin:
    for b in latin:
        if a in names and b in names and a in goals and b in goals:
            moved = kern(tables, names[a], names[b])
            if abs(moved) >= least:
                found[goals[a], goals[b]] = moved
if len(found) > MOST:
    found = dict(sorted(found.items(), key=lambda pair: -abs(pair[1]))[:MOST])
out = KernTable_format_0(apple=False)
out.coverage, out.version, out.tupleIndex, out.kernTable = 1, 0, None, found
target["kern"] = table = newTable("kern")
table.version, table.kernTables = 0, [out]
target.save(sys.argv[2])
print(f"{len(found)} pairs")
