package welcome

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// door is what stands behind the page.
type door struct {
	*Page
	made    []desk.Company
	demos   int
	entered int
	err     error
}

func open(t *testing.T, country string) *door {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	d := &door{}
	w := test.NewTempWindow(t, &fyne.Container{})
	d.Page = New(Config{
		Run: runner.Inline(), Canvas: w.Canvas, Country: country,
		Own:   func(_ context.Context, c desk.Company) error { d.made = append(d.made, c); return d.err },
		Demo:  func(context.Context) error { d.demos++; return d.err },
		Enter: func() { d.entered++ },
	})
	w.SetContent(d.Content)
	w.Resize(fyne.NewSize(1280, 800))
	return d
}

func TestOneClickLeadsToTheDemoCompany(t *testing.T) {
	d := open(t, "NO")
	d.ways.OnChanged(demo)
	if got := d.verb.Text(); got != "Open the demo company" {
		t.Errorf("the button says %q", got)
	}
	d.verb.Tapped(nil)
	if d.demos != 1 || d.entered != 1 || len(d.made) != 0 {
		t.Errorf("%d demos, entered %d times, made %v", d.demos, d.entered, d.made)
	}
}

func TestACompanyNeedsItsNameAlone(t *testing.T) {
	d := open(t, "NO")
	d.verb.Tapped(nil)
	if d.entered != 0 || !d.back.Visible() {
		t.Fatal("the company was not asked for")
	}
	d.verb.Tapped(nil)
	if d.entered != 0 || len(d.made) != 0 {
		t.Fatal("a company without a name was made")
	}
	if d.config.Canvas().Focused() != d.name.Focusable() {
		t.Error("the caret does not wait in the name")
	}
	d.name.SetText("Skagerrak Engros AS")
	d.verb.Tapped(nil)
	want := desk.Company{Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK", Zone: "Europe/Oslo", Language: "nb"}
	want.Address.Country = "NO"
	if len(d.made) != 1 || d.made[0].Name != want.Name || d.made[0].Currency != want.Currency || d.made[0].Zone != want.Zone || d.made[0].Language != want.Language || d.entered != 1 {
		t.Errorf("made %+v, entered %d times", d.made, d.entered)
	}
}

func TestWhatFailsIsSaidAndCanBeTriedAgain(t *testing.T) {
	d := open(t, "DE")
	d.verb.Tapped(nil)
	d.name.SetText("Rosengart")
	d.zone.SetText("Berlin")
	d.verb.Tapped(nil)
	if len(d.made) != 0 {
		t.Error("a book was made in a time zone that does not exist")
	}
	d.zone.SetText("Europe/Berlin")
	d.err = fault.New(fault.Unavailable, "the disk is full")
	d.verb.Tapped(nil)
	if d.entered != 0 || len(d.say.Objects) != 1 {
		t.Fatalf("entered %d times, %d banners", d.entered, len(d.say.Objects))
	}
	d.err = nil
	d.verb.Tapped(nil)
	if d.entered != 1 || len(d.say.Objects) != 0 {
		t.Errorf("entered %d times, %d banners", d.entered, len(d.say.Objects))
	}
}

func TestWaitingCanBeGivenUp(t *testing.T) {
	d := open(t, "NO")
	pump := runner.NewPumped()
	d.config.Run = pump.Runner
	d.config.Demo = func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	d.ways.OnChanged(demo)
	d.verb.Tapped(nil)
	job := d.job
	d.back.Tapped(nil)
	if !pump.Wait(job, 10*time.Second) {
		t.Fatal("the work goes on")
	}
	if d.entered != 0 || d.verb.Disabled() || len(d.say.Objects) != 0 {
		t.Error("giving up must lead back to the choice without a word of failure")
	}
}

func TestEveryCountryHasItsHabits(t *testing.T) {
	for _, code := range words.Countries() {
		usual, ok := habits[code]
		if !ok {
			t.Errorf("%s is offered, and nobody knows its currency", code)
			continue
		}
		c := desk.Company{Name: "x", Country: code, Currency: usual.currency, Zone: usual.zone}
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		offered := false
		for _, choice := range currencies() {
			offered = offered || choice == widget.Choice{ID: string(usual.currency), Text: string(usual.currency)}
		}
		if !offered {
			t.Errorf("%s: %s is not among the currencies offered", code, usual.currency)
		}
	}
}
