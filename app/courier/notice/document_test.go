package notice

import (
	"io/fs"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/assets"
)

func sample() Document {
	return Document{
		Language: "nb", Number: "87", Issued: date.Must(2026, 11, 23), PayBy: date.Must(2026, 12, 7),
		Sender: Sender{Name: "Skagerrak Engros AS"}, Recipient: Recipient{Name: "Nordlys Bakeri AS"},
		Text: text.Rendered{Heading: "Purring"}, Currency: "NOK", Exponent: 2,
		Items: []Item{{Number: "F-1", Days: 40, Open: 1000000}, {Number: "F-2", Days: 31, Open: 941550}},
		Lines: []Line{{Kind: Fee, Amount: 3500}, {Kind: Interest, Amount: 23481}, {Kind: Credit, Amount: -50000}},
		Total: 1918531,
	}
}

func TestCheckAddsUp(t *testing.T) {
	if err := sample().Check(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		do   func(*Document)
		code fault.Code
	}{
		"total": {func(d *Document) { d.Total-- }, SumsDiffer},
		"overflow": {func(d *Document) {
			d.Items[0].Open, d.Items[1].Open = math.MaxInt64, 1
			d.Lines = nil
			d.Total = math.MinInt64
		}, SumsDiffer},
		"sender":        {func(d *Document) { d.Sender.Name = "" }, Incomplete},
		"recipient":     {func(d *Document) { d.Recipient.Name = "" }, Incomplete},
		"heading":       {func(d *Document) { d.Text.Heading = "" }, Incomplete},
		"no day":        {func(d *Document) { d.Issued = date.Date{} }, Incomplete},
		"asks nothing":  {func(d *Document) { d.Items, d.Lines, d.Total = nil, nil, 0 }, Incomplete},
		"odd exponent":  {func(d *Document) { d.Exponent = 9 }, Incomplete},
		"lost currency": {func(d *Document) { d.Currency = "" }, Incomplete},
	} {
		d := sample()
		c.do(&d)
		if err := d.Check(); !fault.Has(err, c.code) {
			t.Errorf("%s: %v, want code %s", name, err, c.code)
		}
	}
}

// A document passes exactly with the total that its parts have.
func TestOnlyTheTrueTotalPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sample()
		d.Items, d.Lines, d.Total = nil, nil, 0
		for _, amount := range rapid.SliceOfN(rapid.Int64Range(-1e15, 1e15), 1, 20).Draw(t, "items") {
			d.Items = append(d.Items, Item{Open: amount})
			d.Total += amount
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		d.Total += rapid.Int64Range(1, 1e6).Draw(t, "off by")
		if d.Check() == nil {
			t.Fatal("a wrong total passed")
		}
	})
}

func TestVarsAreReadyToPrint(t *testing.T) {
	v := sample().Vars()
	got := []string{v.Total, v.Open, v.Fee, v.Interest, v.Credits, v.PayBy, v.Invoices, v.Invoice, v.OldestDays}
	want := []string{"19 185,31 kr", "19 415,50 kr", "35,00 kr", "234,81 kr", "500,00 kr", "7. desember 2026", "2", "", "40"}
	for i := range want {
		if strings.ReplaceAll(got[i], "\u00a0", " ") != want[i] {
			t.Errorf("value %d: got %q, want %q", i, got[i], want[i])
		}
	}
	one := sample()
	one.Items, one.Lines = one.Items[:1], nil
	if v := one.Vars(); v.Invoice != "F-1" || v.Invoices != "" || v.Fee != "" {
		t.Errorf("one invoice: %+v", v)
	}
}

// A debtor whose language has no texts reads English words, but sums and days as at home.
func TestFiguresFollowTheDebtor(t *testing.T) {
	for _, c := range []struct{ language, figures, text, total string }{
		{"sv-SE", "sv-SE", "en-GB", "19\u00a0185,31\u00a0Nkr"},
		{"fi", "fi-FI", "en-GB", "19\u00a0185,31\u00a0NOK"},
		{"fr", "fr-FR", "en-GB", "19\u202f185,31\u00a0NOK"},
		{"nl", "nl-NL", "en-GB", "NOK\u00a019.185,31"},
		{"da", "da-DK", "en-GB", "19.185,31\u00a0NOK"},
		{"en-US", "en-US", "en-US", "NOK\u00a019,185.31"},
		{"de-AT", "de-DE", "de-DE", "19.185,31\u00a0NOK"},
		{"pl", "en-GB", "en-GB", "NOK\u00a019,185.31"}, // no table of figures either
	} {
		d := sample()
		d.Language = c.language
		if figures, text, total := d.Locale().Tag(), d.TextTag(), d.Money(d.Total); figures != c.figures || text != c.text || total != c.total {
			t.Errorf("%s: figures %s, words %s, total %q; want %s, %s, %q", c.language, figures, text, total, c.figures, c.text, c.total)
		}
	}
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	folders, err := fs.ReadDir(assets.Notices, "notices")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		w, err := WordsFor(folder.Name())
		if err != nil {
			t.Error(err)
			continue
		}
		v := reflect.ValueOf(w)
		english := reflect.ValueOf(must(t, "en"))
		for i := range v.NumField() {
			word, model := v.Field(i).String(), english.Field(i).String()
			if word == "" || strings.Count(word, "{") != strings.Count(model, "{") {
				t.Errorf("%s: %s is %q, in English %q", folder.Name(), v.Type().Field(i).Name, word, model)
			}
		}
	}
}

func must(t *testing.T, language string) Words {
	t.Helper()
	w, err := WordsFor(language)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Rupiah are written whole, until one sum of a notice is not: then the digits of all stand beneath each other.
func TestFiguresOfOneNoticeHaveOneForm(t *testing.T) {
	d := Document{Language: "id", Currency: "IDR", Exponent: 2, Items: []Item{{Open: 125_000_00}}}
	if got := d.Figures(125_000_00); got != "125.000" {
		t.Errorf("whole: %s", got)
	}
	d.Items[0].Interest = 12_34
	if got := d.Figures(125_000_00); got != "125.000,00" {
		t.Errorf("beside interest of 12,34: %s", got)
	}
}
