package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var _ desktop.Keyable = (*Table[int])(nil)

// FocusGained selects the first row when none is: in a list, the selection is the focus.
func (t *Table[T]) FocusGained() {
	if t.selectedIndex() < 0 && t.Len() > 0 && t.marks.selected == "" {
		t.SelectIndex(0)
	}
}

// FocusLost leaves the selection.
func (t *Table[T]) FocusLost() { t.shift = false }

// KeyDown notices Shift, for ranges of ticks.
func (t *Table[T]) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		t.shift = true
	}
}

// KeyUp notices Shift.
func (t *Table[T]) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		t.shift = false
	}
}

// TypedRune passes letters on to the window, where "/" goes to the filter.
func (t *Table[T]) TypedRune(r rune) {
	if r != ' ' {
		passRune(t, r)
	}
}

// TypedKey moves (arrows, Page Up, Page Down, Home, End), opens (Enter), ticks (Space, with Shift a range) and asks why (F1).
func (t *Table[T]) TypedKey(ev *fyne.KeyEvent) {
	typed()
	at := t.selectedIndex()
	page := max(1, int(t.scroll.Size().Height/t.config.RowHeight)-1)
	switch ev.Name {
	case fyne.KeyDown:
		t.moveTo(at + 1)
	case fyne.KeyUp:
		t.moveTo(at - 1)
	case fyne.KeyPageDown:
		t.moveTo(at + page)
	case fyne.KeyPageUp:
		t.moveTo(at - page)
	case fyne.KeyHome:
		t.moveTo(0)
	case fyne.KeyEnd:
		t.moveTo(t.Len() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.openIndex(at)
	case fyne.KeySpace:
		if t.config.Ticks {
			t.tickIndex(at, t.shift)
		}
	case fyne.KeyF1:
		if at >= 0 && t.config.OnWhy != nil {
			t.config.OnWhy(t.At(at))
			return
		}
		passKey(t, ev)
	default:
		passKey(t, ev)
	}
}

func (t *Table[T]) moveTo(i int) {
	if t.Len() > 0 {
		t.SelectIndex(min(max(i, 0), t.Len()-1))
	}
}

func (t *Table[T]) openIndex(i int) {
	if i >= 0 && i < t.Len() && t.config.OnOpen != nil {
		t.config.OnOpen(t.At(i))
	}
}

// TypedShortcut copies (Ctrl+C) and ticks everything shown (Ctrl+A).
func (t *Table[T]) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		if s.Clipboard != nil {
			s.Clipboard.SetContent(t.TSV())
		} else if app := fyne.CurrentApp(); app != nil {
			app.Clipboard().SetContent(t.TSV())
		}
	case *fyne.ShortcutSelectAll:
		if t.config.Ticks {
			t.TickShown(true)
		}
	default:
		passShortcut(t, s)
	}
}
