package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// embedded is a face as it stands in a file: the objects' contents that depend on which characters are used.
type embedded struct {
	name   string // with the six letters of a subset (ISO 32000-1 s. 9.6.4)
	font   []byte // packed
	length int    // of the font unpacked
	glyphs []byte // packed map from characters to glyphs
	widths string // the W array (s. 9.7.4.3)
}

// embed gives the subset for the characters used: the usual one when it has them all.
func (f *Face) embed(used runeSet) *embedded {
	f.common.Do(func() { f.shared = f.cut(usual) })
	more := false
	for r := range used {
		if _, ok := usual[r]; !ok {
			more = true
			break
		}
	}
	if !more {
		return f.shared
	}
	all := runeSet{}
	for r := range usual {
		all[r] = struct{}{}
	}
	for r := range used {
		all[r] = struct{}{}
	}
	return f.cut(all)
}

func (f *Face) cut(used runeSet) *embedded {
	chars := used.sorted()
	last := chars[len(chars)-1]
	keep := map[uint16]bool{0: true}
	gids := make([]byte, 2*(int(last)+1))
	for _, r := range chars {
		if g := f.glyph[r]; g != 0 {
			keep[g] = true
			binary.BigEndian.PutUint16(gids[2*r:], g)
		}
	}
	font := f.subset(keep)
	tag := 0
	for _, r := range chars {
		tag = (tag*31 + int(r)) % (26 * 26 * 26 * 26 * 26 * 26)
	}
	letters := make([]byte, 6)
	for i := range letters {
		letters[i] = byte('A' + tag%26)
		tag /= 26
	}
	return &embedded{
		name: string(letters) + "+" + f.name, font: packed(font), length: len(font), glyphs: packed(gids), widths: f.widthArray(chars),
	}
}

func (f *Face) widthArray(chars []rune) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, r := range chars {
		if i == 0 || chars[i-1] != r-1 {
			if i > 0 {
				b.WriteByte(']')
			}
			fmt.Fprintf(&b, "%d[", r)
		} else {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d", f.thousandths(int(f.advance[r])))
	}
	b.WriteString("]]")
	return b.String()
}

// subset writes the font with the outlines of some glyphs alone. Glyphs keep their numbers, so that what is not kept is
// empty and nothing else has to be rewritten.
func (f *Face) subset(keep map[uint16]bool) []byte {
	long := binary.BigEndian.Uint16(f.tables["head"][50:]) == 1
	loca, glyf, hmtx := f.tables["loca"], f.tables["glyf"], f.tables["hmtx"]
	count := int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	offset := func(g int) int {
		if long {
			return int(binary.BigEndian.Uint32(loca[4*g:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*g:]))
	}
	pending := make([]uint16, 0, len(keep))
	for g := range keep {
		pending = append(pending, g)
	}
	for len(pending) > 0 {
		g := int(pending[len(pending)-1])
		pending = pending[:len(pending)-1]
		for _, part := range components(glyf[offset(g):offset(g+1)]) {
			if !keep[part] && int(part) < count {
				keep[part] = true
				pending = append(pending, part)
			}
		}
	}
	var outlines []byte
	places := make([]byte, 4*(count+1))
	metrics := make([]byte, len(hmtx))
	measured := int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	for g := range count {
		binary.BigEndian.PutUint32(places[4*g:], uint32(len(outlines)))
		if !keep[uint16(g)] {
			continue
		}
		outlines = append(outlines, glyf[offset(g):offset(g+1)]...)
		for len(outlines)%4 != 0 {
			outlines = append(outlines, 0)
		}
		if at := 4 * g; g < measured && at+4 <= len(hmtx) {
			copy(metrics[at:at+4], hmtx[at:at+4])
		}
	}
	binary.BigEndian.PutUint32(places[4*count:], uint32(len(outlines)))
	head := bytes.Clone(f.tables["head"])
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint32(head[8:], 0)
	return assemble([]table{
		{"glyf", outlines}, {"head", head}, {"hhea", f.tables["hhea"]}, {"hmtx", metrics}, {"loca", places}, {"maxp", f.tables["maxp"]},
	})
}

// components are the glyphs that a composite glyph is put together of (OpenType, glyf).
func components(glyph []byte) []uint16 {
	if len(glyph) < 10 || int16(binary.BigEndian.Uint16(glyph)) >= 0 {
		return nil
	}
	const words, scale, more, both, matrix = 0x1, 0x8, 0x20, 0x40, 0x80
	var parts []uint16
	for at := 10; at+4 <= len(glyph); {
		flags := binary.BigEndian.Uint16(glyph[at:])
		parts = append(parts, binary.BigEndian.Uint16(glyph[at+2:]))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&both != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return parts
}

type table struct {
	tag  string
	body []byte
}

// assemble writes tables, sorted by tag, as a font file with its checksums.
func assemble(tables []table) []byte {
	var out bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&out, binary.BigEndian, v)
		}
	}
	power, exponent := 1, 0
	for power*2 <= len(tables) {
		power, exponent = power*2, exponent+1
	}
	put(uint32(0x00010000), uint16(len(tables)), uint16(16*power), uint16(exponent), uint16(16*(len(tables)-power)))
	at, head := 12+16*len(tables), 0
	for _, t := range tables {
		if t.tag == "head" {
			head = at
		}
		out.WriteString(t.tag)
		put(checksum(t.body), uint32(at), uint32(len(t.body)))
		at += (len(t.body) + 3) &^ 3
	}
	for _, t := range tables {
		out.Write(t.body)
		out.Write(make([]byte, (4-len(t.body)%4)%4))
	}
	font := out.Bytes()
	binary.BigEndian.PutUint32(font[head+8:], 0xB1B0AFBA-checksum(font))
	return font
}

func checksum(body []byte) uint32 {
	var sum uint32
	for len(body) >= 4 {
		sum += binary.BigEndian.Uint32(body)
		body = body[4:]
	}
	var rest [4]byte
	copy(rest[:], body)
	return sum + binary.BigEndian.Uint32(rest[:])
}
