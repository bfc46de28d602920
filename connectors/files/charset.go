package main

import (
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"golang.org/x/text/encoding/charmap"
)

// charset is how a file writes its letters. UTF-16 is turned into UTF-8 before
// rows are looked for; the others keep ASCII, so that fields are decoded after.
type charset struct {
	name string
	// table gives the UTF-8 of each byte; nil for UTF-8 and UTF-16. A byte that
	// stands for nothing is U+FFFD.
	table *[256][]byte
}

// The names of the character sets, as in the setting.
const (
	utf8Name    = "utf-8"
	utf16Name   = "utf-16"
	windowsName = "windows-1252"
	dosName     = "cp850"
)

// pages are the character sets of one byte a letter, offered in this order.
var pages = []struct {
	name string
	page *charmap.Charmap
}{
	{windowsName, charmap.Windows1252},
	{"iso-8859-1", charmap.ISO8859_1},
	{"iso-8859-15", charmap.ISO8859_15},
	{"windows-1250", charmap.Windows1250},
	{dosName, charmap.CodePage850},
	{"cp865", charmap.CodePage865},
	{"cp437", charmap.CodePage437},
	{"macintosh", charmap.Macintosh},
}

func charsetNamed(name string) charset {
	for _, p := range pages {
		if p.name == name {
			table := new([256][]byte)
			for b := range table {
				table[b] = utf8.AppendRune(nil, p.page.DecodeByte(byte(b)))
			}
			return charset{name: name, table: table}
		}
	}
	return charset{name: name}
}

func charsetChoices() []spec.Choice {
	out := []spec.Choice{{Value: utf8Name}, {Value: utf16Name}}
	for _, p := range pages {
		out = append(out, spec.Choice{Value: p.name})
	}
	return out
}

func (c charset) append(dst, src []byte) []byte {
	for _, b := range src {
		if b < utf8.RuneSelf {
			dst = append(dst, b)
		} else {
			dst = append(dst, c.table[b]...)
		}
	}
	return dst
}

// fits reports whether all bytes stand for something.
func (c charset) fits(src []byte) bool {
	if c.table == nil {
		return utf8.Valid(src) && !holdsReplacement(src)
	}
	for _, b := range src {
		if b >= utf8.RuneSelf && holdsReplacement(c.table[b]) {
			return false
		}
	}
	return true
}

// holdsReplacement finds U+FFFD: what a program writes for a letter that it has lost.
func holdsReplacement(src []byte) bool {
	for i := 0; i+2 < len(src); i++ {
		if src[i] == 0xef && src[i+1] == 0xbf && src[i+2] == 0xbd {
			return true
		}
	}
	return false
}

// holdsUTF8 finds a letter that is written in UTF-8.
func holdsUTF8(src []byte) bool {
	for len(src) > 0 {
		_, size := utf8.DecodeRune(src)
		if size > 1 {
			return true
		}
		src = src[size:]
	}
	return false
}
