// Package pdf writes the papers of this house: text in one typeface of two weights with pair kerning, lines, boxes and
// pictures, in a small part of ISO 32000. Fonts are read once for all papers and embedded as a subset that most papers
// share to the byte; so one paper costs about a millisecond, and a thousand of them joined hold each font once. The same
// paper gives the same bytes.
package pdf

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is a typeface in one weight. Only characters of the Basic Multilingual Plane can be set.
type Face struct {
	name    string
	raw     []byte
	tables  map[string][]byte
	units   int
	glyph   [0x10000]uint16 // by character, 0: none
	advance [0x10000]int16  // by character, in font units
	kern    map[[2]uint16]int16

	common sync.Once // what most papers embed
	shared *embedded
}

// NewFace reads a TrueType font. Its bytes must not be changed afterwards.
func NewFace(name string, ttf []byte) (*Face, error) {
	parsed, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	f := &Face{name: name, raw: ttf, units: int(parsed.UnitsPerEm()), kern: map[[2]uint16]int16{}}
	if f.tables, err = tablesOf(ttf); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	var buf sfnt.Buffer
	ppem := fixed.Int26_6(f.units)
	for r := range f.glyph {
		g, err := parsed.GlyphIndex(&buf, rune(r))
		if err != nil || g == 0 {
			continue
		}
		wide, err := parsed.GlyphAdvance(&buf, g, ppem, font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
		f.glyph[r], f.advance[r] = uint16(g), int16(wide)
	}
	f.kern = pairs(f.tables["kern"])
	return f, nil
}

// pairs reads the kern table's format 0 (OpenType, kern), by glyph.
func pairs(kern []byte) map[[2]uint16]int16 {
	all := map[[2]uint16]int16{}
	const head, entry = 4 + 6 + 8, 6
	if len(kern) < head {
		return all
	}
	count := int(binary.BigEndian.Uint16(kern[10:]))
	for at := head; count > 0 && at+entry <= len(kern); at, count = at+entry, count-1 {
		all[[2]uint16{binary.BigEndian.Uint16(kern[at:]), binary.BigEndian.Uint16(kern[at+2:])}] = int16(binary.BigEndian.Uint16(kern[at+4:]))
	}
	return all
}

// Has reports whether the face has a shape for a character.
func (f *Face) Has(r rune) bool { return r >= 0 && r < 0x10000 && f.glyph[r] != 0 }

// Width is how wide a text is, in points at a type size in points, with its kerning.
func (f *Face) Width(text string, points float64) float64 {
	units, before := 0, rune(-1)
	for _, r := range text {
		r = f.known(r)
		units += int(f.advance[r]) + f.between(before, r)
		before = r
	}
	return float64(units) * points / float64(f.units)
}

// known replaces what the face lacks: callers look first, so that this never reaches a paper.
func (f *Face) known(r rune) rune {
	if !f.Has(r) {
		return '?'
	}
	return r
}

// between is how much nearer two characters stand, in font units, negative for nearer.
func (f *Face) between(a, b rune) int {
	if a < 0 {
		return 0
	}
	return int(f.kern[[2]uint16{f.glyph[a], f.glyph[b]}])
}

// thousandths turns font units into those of PDF fonts.
func (f *Face) thousandths(units int) int {
	if units < 0 {
		return -f.thousandths(-units)
	}
	return (units*1000 + f.units/2) / f.units
}

func tablesOf(ttf []byte) (map[string][]byte, error) {
	if len(ttf) < 12 {
		return nil, fmt.Errorf("too short")
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		at := 12 + 16*i
		if at+16 > len(ttf) {
			return nil, fmt.Errorf("its directory is cut off")
		}
		from, size := int(binary.BigEndian.Uint32(ttf[at+8:])), int(binary.BigEndian.Uint32(ttf[at+12:]))
		if from+size > len(ttf) {
			return nil, fmt.Errorf("table %s is cut off", ttf[at:at+4])
		}
		tables[string(ttf[at:at+4])] = ttf[from : from+size]
	}
	for _, need := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		if tables[need] == nil {
			return nil, fmt.Errorf("it has no table %s", need)
		}
	}
	return tables, nil
}

// runeSet is the characters that a paper uses of a face.
type runeSet map[rune]struct{}

func (s runeSet) sorted() []rune {
	all := make([]rune, 0, len(s))
	for r := range s {
		all = append(all, r)
	}
	slices.SortFunc(all, cmp.Compare[rune])
	return all
}

// usual are the characters of nearly all papers in the languages of the house: a paper that uses no other embeds the very
// same font as the next.
var usual = func() runeSet {
	set := runeSet{}
	for r := rune(0x20); r < 0x7F; r++ {
		set[r] = struct{}{}
	}
	for _, r := range "\u00a0\u202fÄÅÆÉÖØÜäåæçèéêëñóôöøüßàáíú§«»°²·–—‘’‚“”„•…€−£×" {
		set[r] = struct{}{}
	}
	return set
}()
