package main

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// census counts the bytes of a whole file, because the only letter that tells
// its character set may stand in the last line.
type census struct {
	total, nul, evenNul, control int64
	// valid letters of UTF-8 beyond ASCII, and bytes that are none.
	valid, invalid int64
	// dos and windows count bytes beside a letter that are letters there.
	dos, windows int64
	// feeds and returns end lines; pairs are both in a row.
	feeds, returns, pairs int64
	returnAt              int64
}

// take counts the bytes of in to its end.
func (c *census) take(in io.Reader) error {
	buf := make([]byte, 128<<10)
	kept := 0
	for {
		n, err := in.Read(buf[kept:])
		end := errors.Is(err, io.EOF)
		if err != nil && !end {
			return err
		}
		b := buf[:kept+n]
		kept = copy(buf, b[c.count(b, end):])
		if end {
			return nil
		}
	}
}

// count returns how many bytes it has counted: a letter may go on in the next piece.
func (c *census) count(b []byte, end bool) int {
	for i := 0; i < len(b); {
		one := b[i]
		if one >= utf8.RuneSelf {
			if !end && !utf8.FullRune(b[i:]) {
				return i
			}
			_, size := utf8.DecodeRune(b[i:])
			if size == 1 {
				c.invalid++
				c.letter(b, i)
			} else {
				c.valid++
			}
			c.total += int64(size)
			i += size
			continue
		}
		if one < ' ' {
			c.low(one)
		}
		c.total++
		i++
	}
	return len(b)
}

func (c *census) low(one byte) {
	switch one {
	case 0:
		c.nul++
		if c.total%2 == 0 {
			c.evenNul++
		}
	case '\n':
		c.feeds++
		if c.returns > 0 && c.total-c.returnAt <= 2 { // two bytes a letter in UTF-16
			c.pairs++
		}
	case '\r':
		c.returns++
		c.returnAt = c.total
	case '\t', '\f':
	default:
		c.control++
	}
}

// dosLetters are å ø æ ö ä ü é Å Ø in code pages 850 and 865. In windows-1252 they are
// nothing, or signs that rarely touch a letter on both sides.
var dosLetters = []byte{0x86, 0x9b, 0x91, 0x94, 0x84, 0x81, 0x82, 0x8f, 0x9d}

func (c *census) letter(b []byte, i int) {
	if b[i] >= 0xc0 && b[i] != 0xe1 { // 0xe1 is á here and ß there
		c.windows++
	} else if bytes.IndexByte(dosLetters, b[i]) >= 0 && i+1 < len(b) && isLetter(b[i+1]) {
		c.dos++
	}
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= utf8.RuneSelf }

// charset decides by what was counted: UTF-8 where it fits, then the code page
// of Windows, or that of DOS where its letters are more.
func (c *census) charset() charset {
	switch {
	case c.invalid == 0, c.valid >= c.invalid:
		return charsetNamed(utf8Name)
	case c.dos > c.windows:
		return charsetNamed(dosName)
	default:
		return charsetNamed(windowsName)
	}
}

// eol is the byte that ends lines: a return alone on old Macs, where feeds only
// stand within texts.
func (c *census) eol() byte {
	if c.returns-c.pairs > c.feeds {
		return '\r'
	}
	return '\n'
}

// isUTF16 recognises UTF-16 without a mark by its zeros: each second byte of
// Western text. big tells which half comes first.
func (c *census) isUTF16() (big, ok bool) {
	return c.evenNul*2 > c.nul, c.nul*4 > c.total && (c.evenNul*20 < c.nul || c.evenNul*20 > c.nul*19)
}

// isBinary reports that this is no text at all.
func (c *census) isBinary() bool { return (c.nul+c.control)*50 > c.total }
