package window

import (
	"archive/zip"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// A clerk hands out all that is stored about a customer, and the timeline says that it was done.
func TestAllDataOfACustomerIsSaved(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.charged()
	o.window.stage.OpenCustomer(id)
	o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == id })
	path := filepath.Join(t.TempDir(), "all.zip")
	o.window.stage.SaveFile = func(name string, save func(string)) {
		if !strings.HasPrefix(name, "all-data-") {
			t.Errorf("the file is proposed as %q", name)
		}
		save(path)
	}
	o.press("More")
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.until("the data have been saved", func() bool { return strings.Contains(o.notice(), "all.zip") })
	z, err := zip.OpenReader(path)
	must(t, err)
	defer func() { _ = z.Close() }()
	names := []string{}
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if all := strings.Join(names, " "); !strings.HasPrefix(all, "README.txt data.json documents/") || !strings.HasSuffix(all, "log.txt") {
		t.Errorf("the archive holds %s", all)
	}
	o.until("the timeline says so", func() bool { return o.sees("All data handed out, kari") })
}

// From the customer's page a legal hold is set, and the way to anonymise says what stands against it and what it would take.
func TestACustomerIsKeptFromBeingForgotten(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.more(2)
	o.fill("Reason, kept in the log", "lawsuit 24-117")
	o.press("Set the legal hold")
	o.until("the hold is in force", func() bool { return len(o.view().LegalHolds) == 1 })
	o.until("the timeline says so", func() bool { return o.sees("Legal hold, kari") })
	o.window.customer.Forget()
	o.until("the preview is open", func() bool { return o.sees("What goes") })
	for _, want := range []string{"Not now: legal hold", "invoices or credits are open", "name, addresses and contacts", "What stays"} {
		if !o.sees(want) {
			t.Errorf("the preview does not say %q:\n%s", want, strings.Join(o.said(), "\n"))
		}
	}
	o.press("Close")
	if o.view().Debtor.Name == "" {
		t.Error("the customer is gone")
	}
}

// more chooses an entry of the menu, counted from its end.
func (o *office) more(fromEnd int) {
	o.t.Helper()
	o.press("More")
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for range fromEnd {
		o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}
