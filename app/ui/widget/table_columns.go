package widget

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// columnBox is where a visible column stands.
type columnBox struct {
	index    int // in the configuration
	x, width float32
}

const (
	tickSize   float32 = 14
	tickColumn float32 = tickSize + 2*theme.CellPad
)

// layoutColumns shares the width of a table: first and last cell stand theme.Edge from the side, cells theme.CellPad from
// their neighbours; columns of the highest rank vanish until the rest has room.
func layoutColumns[T any](columns []Column[T], width float32, ticks bool) []columnBox {
	visible := make([]int, len(columns))
	for i := range columns {
		visible[i] = i
	}
	left := theme.Edge
	if ticks {
		left += tickColumn
	}
	room := width - left - theme.Edge
	for neededWidth(columns, visible) > room {
		drop := -1
		for p, i := range visible {
			if columns[i].Rank > 0 && (drop < 0 || columns[i].Rank >= columns[visible[drop]].Rank) {
				drop = p
			}
		}
		if drop < 0 {
			break
		}
		visible = slices.Delete(visible, drop, drop+1)
	}
	var flex float32
	for _, i := range visible {
		flex += columns[i].Flex
	}
	spare := max(0, room-neededWidth(columns, visible))
	boxes := make([]columnBox, 0, len(visible))
	x := left
	for _, i := range visible {
		w := columns[i].Width
		if flex > 0 {
			w += float32(int(spare * columns[i].Flex / flex))
		}
		boxes = append(boxes, columnBox{i, x, w})
		x += w + 2*theme.CellPad
	}
	return boxes
}

func neededWidth[T any](columns []Column[T], visible []int) float32 {
	var w float32
	for _, i := range visible {
		w += columns[i].Width + 2*theme.CellPad
	}
	return w - 2*theme.CellPad
}

// columnAt finds the column under x, with its padding; -1 is none.
func columnAt(boxes []columnBox, x float32) int {
	for _, b := range boxes {
		if x >= b.x-theme.CellPad && x < b.x+b.width+theme.CellPad {
			return b.index
		}
	}
	return -1
}
