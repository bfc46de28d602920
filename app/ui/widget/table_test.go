package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

func nameColumns() []Column[string] {
	return []Column[string]{
		{ID: "name", Title: "Name", Width: 120, Flex: 1, Text: func(s string) string { return s }, Less: func(a, b string) bool { return a < b }},
		{ID: "length", Title: "Length", Width: 60, Align: Right, Text: func(s string) string { return fmt.Sprint(len(s)) }, Less: func(a, b string) bool { return len(a) < len(b) }},
	}
}

func newNameTable(t testing.TB, names []string) *Table[string] {
	t.Helper()
	return showTable(t, TableConfig[string]{Columns: nameColumns(), Key: func(s string) string { return s }, Ticks: true}, names)
}

func showTable(t testing.TB, config TableConfig[string], names []string) *Table[string] {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	table := NewTable(config)
	w := test.NewTempWindow(t, table)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 400))
	table.SetRows(names)
	return table
}

func shown(t *Table[string]) []string {
	rows := make([]string, 0, t.Len())
	for i := range t.Len() {
		rows = append(rows, t.At(i))
	}
	return rows
}

func press(t *Table[string], keys ...fyne.KeyName) {
	for _, k := range keys {
		t.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestTableSortsByItsHeaderAndTurnsRound(t *testing.T) {
	table := newNameTable(t, []string{"b", "ccc", "aa"})
	if got := shown(table); !slices.Equal(got, []string{"b", "ccc", "aa"}) {
		t.Errorf("before sorting = %v", got)
	}
	tap := func(x float32) { test.TapAt(table.header, fyne.NewPos(x, 10)) }
	tap(80)
	if got := shown(table); !slices.Equal(got, []string{"aa", "b", "ccc"}) {
		t.Errorf("by name = %v", got)
	}
	tap(80)
	if got := shown(table); !slices.Equal(got, []string{"ccc", "b", "aa"}) {
		t.Errorf("by name, turned round = %v", got)
	}
	tap(560)
	if got := shown(table); !slices.Equal(got, []string{"ccc", "aa", "b"}) {
		t.Errorf("by length, figures begin with the largest = %v", got)
	}
}

func TestSelectionStaysWithTheRecord(t *testing.T) {
	table := newNameTable(t, []string{"b", "ccc", "aa"})
	table.SelectIndex(1)
	table.SortBy("name", false)
	if row, ok := table.Selected(); !ok || row != "ccc" {
		t.Errorf("selected after sorting = %q", row)
	}
	table.Filter("a")
	if row, ok := table.Selected(); ok {
		t.Errorf("a record that the filter hides is selected: %q", row)
	}
	table.Filter("")
	if row, ok := table.Selected(); !ok || row != "ccc" {
		t.Errorf("selected after the filter was emptied = %q", row)
	}
	table.SetRows([]string{"new", "ccc"})
	if row, ok := table.Selected(); !ok || row != "ccc" {
		t.Errorf("selected after new rows = %q", row)
	}
}

func TestKeyboardMovesOpensAndTicks(t *testing.T) {
	names := manyNames(100)
	opened, selected, ticks := "", "", 0
	table := showTable(t, TableConfig[string]{
		Columns: nameColumns(), Key: func(s string) string { return s }, Ticks: true,
		OnOpen: func(s string) { opened = s }, OnSelect: func(s string) { selected = s }, OnTicks: func(n int) { ticks = n },
	}, names)
	table.Focus()
	if selected != names[0] {
		t.Errorf("focus selects %q, want the first row", selected)
	}
	press(table, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if selected != names[1] {
		t.Errorf("arrows lead to %q", selected)
	}
	press(table, fyne.KeyEnd)
	if selected != names[99] || table.scroll.Offset.Y == 0 {
		t.Errorf("End leads to %q at offset %v", selected, table.scroll.Offset.Y)
	}
	press(table, fyne.KeyHome, fyne.KeyUp)
	if selected != names[0] || table.scroll.Offset.Y != 0 {
		t.Errorf("Home leads to %q at offset %v", selected, table.scroll.Offset.Y)
	}
	press(table, fyne.KeyPageDown)
	if selected <= names[5] {
		t.Errorf("Page Down leads only to %q", selected)
	}
	press(table, fyne.KeyHome, fyne.KeyReturn, fyne.KeySpace)
	if opened != names[0] || ticks != 1 || !table.IsTicked(names[0]) {
		t.Errorf("Enter opened %q, Space ticked %d", opened, ticks)
	}
	table.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(table, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	if ticks != 4 {
		t.Errorf("Shift+Space ticked up to %d rows, want 4", ticks)
	}
}

func TestTapsSelectTickAndFollowLinks(t *testing.T) {
	asked := ""
	columns := append(nameColumns(), Column[string]{ID: "why", Width: 60, Text: func(string) string { return "Why?" }, OnTap: func(s string) { asked = s }})
	table := showTable(t, TableConfig[string]{Columns: columns, Key: func(s string) string { return s }, Ticks: true}, manyNames(50))
	at := func(row int, x float32) fyne.Position { return fyne.NewPos(x, float32(row)*theme.RowDense+10) }
	test.TapAt(table.body, at(2, 100))
	if row, _ := table.Selected(); row != table.At(2) {
		t.Errorf("selected %q", row)
	}
	test.TapAt(table.body, at(3, 20))
	if row, _ := table.Selected(); row != table.At(2) || !table.IsTicked(table.At(3)) {
		t.Error("a tap on the box must tick and leave the selection")
	}
	table.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(6, 20)}, Button: desktop.MouseButtonPrimary, Modifier: fyne.KeyModifierShift})
	test.TapAt(table.body, at(6, 20)) // the driver sends both
	if got := table.TickedCount(); got != 4 {
		t.Errorf("Shift and tap: %d ticks, want 4", got)
	}
	test.TapAt(table.body, at(1, 560))
	if asked != table.At(1) {
		t.Errorf("the link asked about %q", asked)
	}
}

func TestCopyGivesTitlesAndPlainCells(t *testing.T) {
	columns := []Column[string]{
		{ID: "a", Title: "Name", Width: 100, Text: func(s string) string { return s }},
		{ID: "bar", Title: "Bar", Width: 50, Cell: FlagCell(func(string) State { return State{} })},
		{ID: "b", Title: "Sum", Width: 100, Text: func(string) string { return "\u22121\u00a0204,50" }},
	}
	table := showTable(t, TableConfig[string]{Columns: columns, Key: func(s string) string { return s }, Ticks: true}, []string{"one\ttab", "=HYPERLINK()", "three"})
	if got := table.TSV(); got != "" {
		t.Errorf("nothing selected copies %q", got)
	}
	table.Focus()
	table.TypedShortcut(&fyne.ShortcutSelectAll{})
	table.TypedShortcut(&fyne.ShortcutCopy{})
	want := "Name\tSum\none tab\t-1 204,50\n'=HYPERLINK()\t-1 204,50\nthree\t-1 204,50\n"
	if got := fyne.CurrentApp().Clipboard().Content(); got != want {
		t.Errorf("clipboard = %q, want %q", got, want)
	}
}

func TestColumnsVanishByRankAndShareWhatIsLeft(t *testing.T) {
	columns := []Column[string]{{ID: "a", Width: 100, Flex: 1}, {ID: "b", Width: 100, Rank: 1}, {ID: "c", Width: 100, Rank: 2}, {ID: "d", Width: 50}}
	ids := func(width float32) string {
		var b strings.Builder
		for _, box := range layoutColumns(columns, width, false) {
			b.WriteString(columns[box.index].ID)
		}
		return b.String()
	}
	for width, want := range map[float32]string{600: "abcd", 400: "abd", 300: "ad", 50: "ad"} {
		if got := ids(width); got != want {
			t.Errorf("at %v: columns %q, want %q", width, got, want)
		}
	}
	boxes := layoutColumns(columns, 600, false)
	last := boxes[len(boxes)-1]
	if right := last.x + last.width; right != 600-theme.Edge {
		t.Errorf("the last column ends at %v, want %v", right, 600-theme.Edge)
	}
	if boxes[0].x != theme.Edge {
		t.Errorf("the first column begins at %v", boxes[0].x)
	}
}

// The table draws as many rows as fit, whatever number there is, and each shows its own record after any scrolling.
func TestTableDrawsOnlyTheRowsInSight(t *testing.T) {
	table := newNameTable(t, manyNames(100_000))
	if n := len(table.body.rows); n > 20 {
		t.Errorf("%d rows drawn for a window of 400", n)
	}
	for _, row := range []int{0, 1, 17, 99_980, 500, 50_000} {
		table.scroll.ScrollToOffset(fyne.NewPos(0, float32(row)*theme.RowDense))
		table.body.update()
		for _, r := range table.body.rows {
			if r.index < 0 {
				continue
			}
			if r.index >= table.Len() {
				t.Fatalf("a drawn row stands for %d of %d", r.index, table.Len())
			}
			if got, want := r.cells[0].text.Text, table.At(r.index); got != want {
				t.Errorf("row %d shows %q, want %q", r.index, got, want)
			}
		}
	}
}

func TestAnIndexMadeElsewhereIsUsedAndAForeignOneIsNot(t *testing.T) {
	rows := []string{"Åse Berg", "Bo Dahl", "Åsmund Vik"}
	asked := 0
	v := view[string]{search: func(s string) string { asked++; return s }}
	v.filter("as")
	v.setRows(rows, NewRowIndex(len(rows), func(i int) string { return rows[i] }))
	if len(v.shown) != 2 || asked != 0 {
		t.Errorf("%d rows, %d folded again; want 2 and none", len(v.shown), asked)
	}
	v.setRows(rows, NewRowIndex(1, func(i int) string { return rows[i] }))
	if len(v.shown) != 2 || asked != len(rows) {
		t.Errorf("with an index of other rows: %d rows, %d folded; want 2 and %d", len(v.shown), asked, len(rows))
	}
}

func TestFilterAndSortAgreeWithAPlainLoop(t *testing.T) {
	test.NewTempApp(t)
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-c]{1,4}`), 0, 20, rapid.ID[string]).Draw(t, "rows")
		v := view[string]{search: func(s string) string { return s }}
		columns := nameColumns()
		v.setRows(rows, nil)
		desc := rapid.Bool().Draw(t, "descending")
		v.sortBy(&columns[1], desc)
		query := rapid.StringMatching(`[a-c]{0,2}`).Draw(t, "query")
		v.filter(query)
		var want []string
		for _, r := range rows {
			if strings.Contains(r, query) {
				want = append(want, r)
			}
		}
		slices.SortStableFunc(want, func(a, b string) int {
			if desc {
				return len(b) - len(a)
			}
			return len(a) - len(b)
		})
		var got []string
		for i := range v.shown {
			got = append(got, v.at(i))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("filter %q of %v = %v, want %v", query, rows, got, want)
		}
	})
}

func TestTicksOfRecordsThatAreGoneAreDropped(t *testing.T) {
	table := newNameTable(t, []string{"a", "b", "c"})
	table.SetTicked([]string{"a", "c"})
	table.Filter("b")
	if got := table.Ticked(); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("ticks behind a filter = %v", got)
	}
	table.SetRows([]string{"c", "d"})
	if got := table.Ticked(); !slices.Equal(got, []string{"c"}) || table.TickedCount() != 1 {
		t.Errorf("ticks after new rows = %v", got)
	}
}

func TestMoneyIsNeverCut(t *testing.T) {
	number := "1\u00a0204\u00a0310,00"
	columns := []Column[string]{{ID: "m", Title: "Open", Width: 10, Align: Right, Cell: MoneyCell(func(string) Sum { return Sum{Number: number} })}}
	table := showTable(t, TableConfig[string]{Columns: columns, Key: func(s string) string { return s }}, []string{"a"})
	cell, ok := table.body.rows[0].cells[0].custom.(*moneyCell[string])
	if !ok {
		t.Fatal("the column has no money cell")
	}
	if cell.number.Text != number {
		t.Errorf("a narrow column shows %q, which is another number", cell.number.Text)
	}
}

func TestTheRowMenuOpensByItsDotsAndByRightClick(t *testing.T) {
	chosen := ""
	table := showTable(t, TableConfig[string]{
		Columns: nameColumns(), Key: func(s string) string { return s },
		Menu:     func(string) []Choice { return []Choice{{ID: "hold", Text: "Hold…"}, {ID: "call", Text: "Call"}} },
		OnChoice: func(s string, c Choice) { chosen = s + " " + c.ID },
	}, []string{"one", "two"})
	c := fyne.CurrentApp().Driver().CanvasForObject(table)
	test.TapAt(table.body, fyne.NewPos(580, theme.RowDense+10))
	key(c.Focused(), fyne.KeyDown, fyne.KeyReturn)
	if chosen != "two hold" {
		t.Errorf("the dots chose %q", chosen)
	}
	test.TapSecondaryAt(table.body, fyne.NewPos(100, 10))
	key(c.Focused(), fyne.KeyEnd, fyne.KeyReturn)
	if chosen != "one call" {
		t.Errorf("the right click chose %q", chosen)
	}
}

func TestAnEmptyTableIsEmptyOnlyOnceItWasRead(t *testing.T) {
	empty := NewText("No connection yet", Title)
	table := NewTable(TableConfig[string]{Columns: nameColumns(), Key: func(s string) string { return s }, Empty: empty, NoMatch: "Nothing found"})
	show(t, table)
	if empty.Visible() {
		t.Error("a table that waits for its rows says that there are none")
	}
	table.SetRows(nil)
	if !empty.Visible() || table.header.Visible() {
		t.Error("an empty table does not say so")
	}
	table.SetRows([]string{"a"})
	table.Filter("zzz")
	if empty.Visible() || !table.noMatch.Visible() {
		t.Error("a filter without hits must say so, and not that there is nothing at all")
	}
}

func BenchmarkTableScroll(b *testing.B) {
	table := newNameTable(b, manyNames(100_000))
	b.ResetTimer()
	for i := range b.N {
		table.scroll.Offset.Y = float32(i%90_000) * theme.RowDense
		table.body.update()
	}
}

func BenchmarkTableSort(b *testing.B) {
	table := newNameTable(b, manyNames(100_000))
	b.ResetTimer()
	for i := range b.N {
		table.SortBy("name", i%2 == 0)
	}
}
