package widget

import "unicode/utf8"

// fitCacheSize bounds the memory of fitted texts: some 20,000 cells are forty screens of a full table.
const fitCacheSize = 20_000

type fitKey struct {
	text   string
	width  float32
	size   float32
	strong bool
}

var fitCache = map[fitKey]string{}

// fit cuts text with an ellipsis so that it is at most width wide. Results are kept, because a table asks for the same
// texts at each scrolled row and measuring is a hundred times dearer than a look-up.
func fit(text string, width float32, style Style) string {
	const widest = 1.1 // no letter of Desk Sans that names are made of is wider than this times its size
	if float32(utf8.RuneCountInString(text))*widest*style.size() <= width {
		return text
	}
	key := fitKey{text, width, style.size(), style.Strong}
	if cut, ok := fitCache[key]; ok {
		return cut
	}
	if len(fitCache) >= fitCacheSize {
		clear(fitCache)
	}
	cut := cutToWidth(text, width, style)
	fitCache[key] = cut
	return cut
}

func cutToWidth(text string, width float32, style Style) string {
	if style.width(text) <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if style.width(string(runes[:mid])+"…") <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	for low > 0 && runes[low-1] == ' ' {
		low--
	}
	if low == 0 && style.width("…") > width {
		return ""
	}
	return string(runes[:low]) + "…"
}
