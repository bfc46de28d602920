package customers

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// fake is a desk of functions.
type fake struct {
	customers func(desk.CustomerQuery) ([]desk.CustomerRow, error)
	hold      func(desk.HoldOrder) error
	assign    func([]receivable.DebtorID, string) error
}

func (f *fake) Customers(_ context.Context, q desk.CustomerQuery) ([]desk.CustomerRow, error) {
	return f.customers(q)
}
func (f *fake) HoldCustomer(_ context.Context, o desk.HoldOrder) error { return f.hold(o) }
func (f *fake) Assign(_ context.Context, ids []receivable.DebtorID, owner string) error {
	return f.assign(ids, owner)
}

// shownOn puts the screen into a window and gives what it told.
func shownOn(t testing.TB, d *fake) (s *Screen, w fyne.Window, told *[]string) {
	test.NewTempApp(t)
	w = test.NewWindow(nil)
	told = &[]string{}
	st := &stage.Stage{
		Run: runner.Inline(), Words: words.For("en", "NO", "NOK", time.UTC, date.Must(2026, time.November, 23)), Canvas: w.Canvas,
		Tell: func(text string) { *told = append(*told, text) }, Fail: func(err error) { *told = append(*told, "failed: "+err.Error()) },
		Changed: func() {}, OpenCustomer: func(receivable.DebtorID) { *told = append(*told, "opened") },
	}
	s = New(st, d)
	w.SetContent(s.Content())
	w.Resize(fyne.NewSize(1120, 800))
	return s, w, told
}

func seen(w fyne.Window) string {
	var texts []string
	roots := append([]fyne.CanvasObject{w.Canvas().Content()}, w.Canvas().Overlays().List()...)
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if text, ok := o.(*canvas.Text); ok {
				texts = append(texts, text.Text)
			}
		}
	}
	return strings.ReplaceAll(strings.Join(texts, " "), "\u00a0", " ")
}

func press(t *testing.T, w fyne.Window, text string) {
	t.Helper()
	roots := append(w.Canvas().Overlays().List(), w.Canvas().Content())
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if b, ok := o.(*widget.Button); ok && strings.HasPrefix(b.Text(), text) && b.Visible() {
				b.Tapped(nil)
				return
			}
		}
	}
	t.Fatalf("there is no button %q; the window shows %s", text, seen(w))
}

func smallBook() []desk.CustomerRow {
	return []desk.CustomerRow{
		customer(1, "Lofoten Sjomat AS", nok(9, 8801250, 0)), customer(2, "Fjordfisk AS", nok(56, 3421000, 0)), customer(3, "Paid Up AS"),
	}
}

func TestTheFooterCountsWhatIsShown(t *testing.T) {
	s, w, _ := shownOn(t, &fake{customers: func(desk.CustomerQuery) ([]desk.CustomerRow, error) { return smallBook(), nil }})
	s.Show()
	for _, want := range []string{"2", "of 3 customers", "122 222,50 kr"} {
		if !strings.Contains(seen(w), want) {
			t.Errorf("the footer does not say %q: %s", want, seen(w))
		}
	}
	s.Filter("FJORD")
	if s.Table().Len() != 1 || !strings.Contains(seen(w), "34 210,00 kr") {
		t.Errorf("after filtering %d are shown: %s", s.Table().Len(), seen(w))
	}
	s.Filter("")
	if first := s.Table().At(0).Name; first != "Lofoten Sjomat AS" {
		t.Errorf("the largest overdue sum is not first, but %s", first)
	}
}

func TestTheFirstPageIsThereBeforeTheRest(t *testing.T) {
	var asked []int
	page := make([]desk.CustomerRow, firstPage)
	for i := range page {
		page[i] = customer(i+1, "Customer", nok(10, 100, 0))
	}
	s, _, _ := shownOn(t, &fake{customers: func(q desk.CustomerQuery) ([]desk.CustomerRow, error) {
		asked = append(asked, q.Limit)
		return page, nil
	}})
	s.Show()
	if len(asked) != 2 || asked[0] != firstPage || asked[1] != 0 {
		t.Errorf("asked for %v, want a first page and then all", asked)
	}
	s.Show()
	if len(asked) != 2 {
		t.Error("the book is read again although nothing changed")
	}
	s.Reload()
	s.Show()
	if len(asked) != 3 {
		t.Errorf("after a change the book was read %d times", len(asked)-2)
	}
}

func TestABookThatCannotBeReadIsSaidAndTriedAgain(t *testing.T) {
	broken := true
	s, w, _ := shownOn(t, &fake{customers: func(desk.CustomerQuery) ([]desk.CustomerRow, error) {
		if broken {
			return nil, fault.New("book-damaged", "the book is damaged").WithHint("restore a backup")
		}
		return smallBook(), nil
	}})
	s.Show()
	if text := seen(w); !strings.Contains(text, "The book is damaged.") || !strings.Contains(text, "Restore a backup.") {
		t.Errorf("the window says %s", text)
	}
	broken = false
	press(t, w, "Try again")
	if s.Table().Total() != 3 {
		t.Errorf("%d customers after trying again", s.Table().Total())
	}
}

func TestHoldingManyAsksOnceAndKeepsTheReason(t *testing.T) {
	var held []desk.HoldOrder
	refuse := errors.New("")
	s, w, told := shownOn(t, &fake{
		customers: func(desk.CustomerQuery) ([]desk.CustomerRow, error) { return smallBook(), nil },
		hold: func(o desk.HoldOrder) error {
			if o.Reason == "" {
				refuse = fault.New(fault.Invalid, "a hold needs a reason").OnField("reason")
				return refuse
			}
			held = append(held, o)
			return nil
		},
	})
	s.Show()
	s.Table().TickShown(true)
	press(t, w, "Hold 2 customers…")
	press(t, w, "Hold 2 customers")
	if !strings.Contains(seen(w), "A hold needs a reason.") {
		t.Fatalf("without a reason the dialog says %s", seen(w))
	}
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		if i, ok := o.(*widget.Input); ok && i.Text() == "" {
			i.SetText("talks with the owner")
		}
	}
	press(t, w, "Hold 2 customers")
	if len(held) != 2 || held[0].Until != date.Must(2026, time.December, 7) || held[1].Reason != "talks with the owner" {
		t.Errorf("held %v", held)
	}
	if len(*told) != 1 || (*told)[0] != "2 customers are held" || w.Canvas().Overlays().Top() != nil || s.Table().TickedCount() != 0 {
		t.Errorf("told %v, %d ticked", *told, s.Table().TickedCount())
	}
}

func TestTheExportHoldsWhatIsShownAndIsForThePersonAlone(t *testing.T) {
	s, w, _ := shownOn(t, &fake{customers: func(desk.CustomerQuery) ([]desk.CustomerRow, error) { return smallBook(), nil }})
	path := filepath.Join(t.TempDir(), "customers.csv")
	s.stage.SaveFile = func(_ string, save func(string)) { save(path) }
	s.Show()
	s.Filter("fjord")
	press(t, w, "Export list")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(raw); !strings.Contains(text, "10002,Fjordfisk AS,,,0,NOK,34210.00,34210.00,56") || strings.Contains(text, "Lofoten") {
		t.Error(text)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the list can be read by others: %v", info.Mode())
	}
}

// manyShown is the screen on a book of 100,000 customers that was just read; nobody has typed yet.
func manyShown(b *testing.B) *Screen {
	kinds := []string{"fjordfisk", "nordlys bakeri", "muller kaltetechnik", "pt maju jaya", "lofoten sjomat"}
	rows := make([]desk.CustomerRow, 100_000)
	for i := range rows {
		rows[i] = customer(i+1, kinds[i%len(kinds)], nok(i%120-10, int64(i%977)*100, 5000))
	}
	s, _, _ := shownOn(b, &fake{customers: func(desk.CustomerQuery) ([]desk.CustomerRow, error) { return rows, nil }})
	s.Show()
	s.model.SetTab(TabAll)
	s.applyTab()
	return s
}

// The first key of a search costs no more than the others.
func BenchmarkFilterFirstKeystroke(b *testing.B) {
	s := manyShown(b)
	b.ResetTimer()
	for range b.N {
		b.StopTimer()
		s.Filter("")
		s.Reload()
		s.Show()
		b.StartTimer()
		s.Filter("l")
	}
}

// A keystroke may cost 16 ms of CPU, the time of one frame: filter, sums of the footer and layout together.
// A keystroke may cost 16 ms of CPU, the time of one frame: filter, sums of the footer and layout together.
func BenchmarkFilterKeystroke(b *testing.B) {
	s := manyShown(b)
	keys := []string{"l", "lo", "lof", "lofo", "lofot", "lofote", "lofoten", "lofoten 9", "f", "fj", "fjo", ""}
	b.ResetTimer()
	for i := range b.N {
		s.Filter(keys[i%len(keys)])
	}
}
