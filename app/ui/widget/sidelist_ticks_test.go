package widget_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

func TestSideListTicksWhatCanBeTicked(t *testing.T) {
	list := widget.NewSideList(nil)
	heard := 0
	list.OnTicks = func() { heard++ }
	entries := []widget.SideEntry{{ID: "a", Ticks: true}, {ID: "b"}, {ID: "c", Ticks: true}}
	list.SetEntries(entries)
	list.Tick("c")
	list.Tick("b")
	list.Select("a")
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if got := list.Ticked(); !slices.Equal(got, []string{"a", "c"}) || heard != 2 {
		t.Errorf("ticked %v after %d changes", got, heard)
	}
	entries[2].Ticks = false
	list.SetEntries(entries)
	if got := list.Ticked(); !slices.Equal(got, []string{"a"}) {
		t.Errorf("ticked %v, though c cannot be ticked any more", got)
	}
	list.ClearTicks()
	if len(list.Ticked()) != 0 {
		t.Error("something is still ticked")
	}
}
