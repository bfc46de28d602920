package law_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func ownRows(t testing.TB, rows ...string) []law.Row {
	t.Helper()
	out, err := law.ParseRows("own.json", []byte("["+strings.Join(rows, ",")+"]"))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What an office may lay over the law, fact by fact, and what it may not.
func TestAnOwnRowMayBeStricterAndNotLooser(t *testing.T) {
	packs := shipped(t)
	const checked = `, "verified": "2026-07-02", "verified_by": "Kari"`
	for _, c := range []struct {
		pack, fields string
		want         string // the changes, or the field of a refusal
	}{
		{"NO", `"fact": "fee-max", "value": "30", "unit": "NOK", "from": "2026-01-01"`, "stricter NO-FEE-5"},
		{"NO", `"fact": "fee-max", "value": "30", "unit": "NOK"`, "stricter NO-FEE-1, stricter NO-FEE-2, stricter NO-FEE-3, stricter NO-FEE-4, stricter NO-FEE-5"},
		{"NO", `"fact": "fee-max", "value": "38", "unit": "NOK", "from": "2026-01-01"`, "refused: value"},
		{"NO", `"fact": "fee-max", "value": "38", "unit": "NOK", "from": "2026-01-01"` + checked, "replaces-unverified NO-FEE-5"},
		{"NO", `"fact": "fee-max", "value": "3", "unit": "EUR", "from": "2026-01-01"`, "refused: unit"},
		{"NO", `"fact": "fee-earliest-days", "value": "20", "unit": "days"`, "stricter NO-EARLIEST-1"},
		{"NO", `"fact": "fee-earliest-days", "value": "7", "unit": "days"`, "refused: value"},
		{"NO", `"fact": "fee-count-max", "value": "1", "unit": "count"`, "stricter NO-COUNT-1"},
		{"NO", `"fact": "fee-count-max", "value": "3", "unit": "count"`, "refused: value"},
		{"NO", `"fact": "notice-days", "value": "21", "unit": "days"`, "stricter NO-NOTICE-1"},
		{"NO", `"fact": "notice-days", "value": "10", "unit": "days"`, "refused: value"},
		{"NO", `"fact": "interest-rate", "value": "12.25", "unit": "percent-a-year", "from": "2026-07-01", "to": "2026-12-31"`, "refused: verified"},
		{"NO", `"fact": "interest-rate", "value": "12.25", "unit": "percent-a-year", "from": "2026-07-01", "to": "2026-12-31"` + checked, "fills"},
		{"NO", `"fact": "interest-rate", "value": "12.25", "unit": "percent-a-year", "from": "2026-01-01", "to": "2026-12-31"`, "refused: value"},
		{"NO", `"fact": "interest-rate", "value": "8", "unit": "percent-a-year", "from": "2026-06-01", "to": "2026-12-31"`, "stricter NO-RATE-2026-1"},
		{"NO", `"fact": "interest-basis", "text": "act/360"`, "refused: text"},
		{"NO", `"fact": "interest-basis", "text": "act/360"` + checked, "replaces-unverified NO-BASIS-1"},
		{"NO", `"fact": "final-notice-by-own", "text": "forbidden"`, "stricter NO-FINAL-1"},
		{"NO", `"fact": "compensation", "value": "470", "unit": "NOK", "from": "2025-07-01", "to": "2025-12-31", "applies": "business"`, "refused: verified"},
		{"NO", `"fact": "compensation", "value": "470", "unit": "NOK", "from": "2025-07-01", "to": "2025-12-31", "applies": "business"` + checked, "fills"},
		{"NO", `"fact": "compensation", "value": "470", "unit": "NOK", "from": "2025-07-01", "to": "2025-12-31", "applies": "consumer"`, "refused: applies"},
		{"NO", `"fact": "limitation", "value": "2", "unit": "years", "starts": "issued"`, "stricter NO-LIMIT-1"},
		{"NO", `"fact": "limitation", "value": "3", "unit": "years", "starts": "due"`, "refused: starts"},
		{"NO", `"fact": "limitation", "value": "3", "unit": "years", "starts": "issued", "restarts": ["demand"]`, "refused: restarts"},
		{"NO", `"fact": "contact-max", "value": "5", "unit": "count", "days": 7, "channels": ["call"]`, "replaces-house-rule NO-CALLS-2-OWN"},
		{"NO", `"fact": "contact-max", "value": "2", "unit": "count", "days": 7`, "fills"},
		{"NO", `"fact": "contact-max", "off": true`, "switches-off NO-CALLS-1-OWN, switches-off NO-CALLS-2-OWN, switches-off NO-CALLS-3-OWN"},
		{"NO", `"fact": "contact-max", "off": true, "days": 7, "channels": ["call"]`, "switches-off NO-CALLS-2-OWN"},
		{"NO", `"fact": "contact-hours", "weekdays": ["sun"], "hours": "00:00-24:00", "channels": ["call"]`, "replaces-house-rule NO-HOURS-1-OWN, replaces-house-rule NO-HOURS-2-OWN"},
		{"NO", `"fact": "fee-max", "off": true`, "refused: off"},
		{"NO", `"fact": "fee-total-max", "off": true`, "invalid: off"},
		{"NO", `"fact": "visit", "text": "forbidden"`, "replaces-house-rule NO-VISIT-1-OWN"},
		{"NO", `"fact": "notice-text", "texts": {"nb": "Husk KID."}`, "fills"},
		{"NO", `"fact": "fee-needs-notice", "value": "14", "unit": "days"`, "fills"},
		{"NO", `"fact": "conduct-note", "text": "be kind"`, "invalid: fact"},
		{"NO", `"fact": "fee-max", "value": "30", "unit": "NOK", "by": "agency"`, "invalid: by"},
		{"NO", `"fact": "fee-count-max", "value": "1", "unit": "pieces"`, "invalid: unit"},
		{"SE", `"fact": "fee-max", "value": "50", "unit": "SEK"`, "stricter SE-FEE-1, stricter SE-FEE-2"},
		{"SE", `"fact": "fee-max", "value": "100", "unit": "SEK", "tones": ["final"]`, "stricter SE-FEE-2"},
		{"SE", `"fact": "fee-max", "value": "100", "unit": "SEK"`, "refused: value"},
		{"DK", `"fact": "contact-hours", "weekdays": ["mon", "fri"], "hours": "10:00-16:00", "channels": ["visit"]`, "stricter DK-VISIT-DAYS-1"},
		{"DK", `"fact": "contact-hours", "weekdays": ["sun"], "hours": "10:00-16:00", "channels": ["visit"]`, "refused: weekdays"},
		{"DK", `"fact": "contact-hours", "weekdays": ["mon"], "hours": "10:00-16:00", "holidays": true`, "refused: holidays"},
		{"DK", `"fact": "contact-hours", "weekdays": ["sun"], "hours": "10:00-16:00", "channels": ["call"]`, "fills"},
		{"DK", `"fact": "visit", "text": "allowed"`, "refused: text"},
		{"DK", `"fact": "visit", "text": "prior-notice", "value": "7", "unit": "days"`, "stricter DK-VISIT-1"},
		{"DE", `"fact": "allocation", "text": "principal-first"`, "stricter DE-ALLOC-1"},
		{"DE", `"fact": "fee-max", "value": "2.50", "unit": "EUR"`, "fills"},
		{"DE", `"fact": "interest-rate", "value": "10", "unit": "percent-a-year", "from": "2026-09-01"`, "refused: value"},
		{"DE", `"fact": "interest-rate", "value": "10.52", "unit": "percent-a-year", "from": "2026-07-01", "to": "2026-12-31", "applies": "business"` + checked, "stricter DE-RATE-B-2026-2"},
		{"DE", `"fact": "interest-rate", "value": "11", "unit": "percent-a-year", "from": "2026-07-01", "to": "2026-12-31", "applies": "business"` + checked, "refused: value"},
		{"GB", `"fact": "compensation", "value": "70", "unit": "GBP", "above": "1000", "applies": "business"`, "stricter GB-COMP-2"},
		{"GB", `"fact": "compensation", "value": "60", "unit": "GBP", "above": "500", "applies": "business"`, "refused: value"},
		{"GB", `"fact": "compensation", "value": "60", "unit": "GBP", "above": "1500", "applies": "business"`, "refused: verified"},
		{"GB", `"fact": "compensation", "value": "60", "unit": "GBP", "above": "1500", "applies": "business"` + checked, "fills"},
		{"GB", `"fact": "interest-rate", "value": "8", "unit": "percent-a-year", "applies": "consumer"`, "refused: applies"},
		{"GB", `"fact": "interest-rate", "value": "8", "unit": "percent-a-year", "applies": "consumer"` + checked, "fills"},
		{"GB", `"fact": "compensation", "value": "40", "unit": "GBP", "applies": "consumer"` + checked, "refused: applies"},
		{"NL", `"fact": "fee-max", "value": "40", "unit": "EUR", "applies": "consumer"`, "stricter NL-FEE-C"},
		{"NL", `"fact": "fee-max", "value": "41", "unit": "EUR", "applies": "consumer"`, "refused: value"},
		{"NL", `"fact": "fee-max", "unit": "EUR", "applies": "consumer", "scale": [{"from": "0", "percent": "14"}, {"from": "2500", "percent": "9"}], "least": "40", "most": "6775"`, "refused: scale"},
		{"NL", `"fact": "fee-max", "unit": "EUR", "applies": "consumer", "scale": [{"from": "0", "percent": "15"}, {"from": "2500", "percent": "5"}], "least": "30", "most": "600"`, "stricter NL-FEE-C"},
		{"NL", `"fact": "fee-max", "value": "500", "unit": "EUR", "applies": "business"`, "replaces-house-rule NL-FEE-B"},
		{"FI", `"fact": "interest-rate", "value": "10.50", "unit": "percent-a-year", "from": "2026-07-01", "to": "2026-12-31", "applies": "business"`, "refused: verified"},
		{"FI", `"fact": "interest-rate", "value": "10.50", "unit": "percent-a-year", "from": "2026-07-01", "to": "2026-12-31", "applies": "business"` + checked, "fills"},
	} {
		fields := c.fields
		if !strings.Contains(fields, `"applies"`) {
			fields += `, "applies": "both"`
		}
		row := `{"id": "own-1", "ref": "terms of sale", "source": "our terms", ` + fields + `}`
		_, found, err := law.Overlay(packs[c.pack], ownRows(t, row))
		if got := outcome(found, err); got != c.want {
			t.Errorf("%s, %s: %s, want %s (%v)", c.pack, c.fields, got, c.want, err)
		}
	}
}

func outcome(found []law.Difference, err error) string {
	if fault.Has(err, law.LoosensLaw) {
		return "refused: " + fieldOf(err)
	}
	if fault.Has(err, fault.Invalid) {
		return "invalid: " + fieldOf(err)
	}
	var out []string
	for _, d := range found {
		text := string(d.Change)
		if d.Pack != nil {
			text += " " + d.Pack.ID
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func TestAnOwnRowTakesItsPlaceAndNoMore(t *testing.T) {
	packs := shipped(t)
	own := ownRows(t, rowOf("own-1", `"fact": "fee-max", "value": "30", "unit": "NOK", "from": "2025-07-01", "to": "2026-03-31"`))
	own[0].Applies = string(receivable.Consumer)
	p, _, err := law.Overlay(packs["NO"], own)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind receivable.Kind
		due  date.Date
		want string
	}{
		{receivable.Consumer, date.Must(2025, 6, 30), "NO-FEE-4"},
		{receivable.Consumer, date.Must(2025, 7, 1), "own-1"},
		{receivable.Consumer, date.Must(2026, 3, 31), "own-1"},
		{receivable.Consumer, date.Must(2026, 4, 1), "NO-FEE-5"},
		{receivable.Business, date.Must(2025, 12, 1), "NO-FEE-4"},
		{receivable.Business, date.Must(2026, 1, 1), "NO-FEE-5"},
	} {
		r := p.On(law.FeeMax, c.kind, date.Must(2026, 6, 1), c.due)
		if r == nil || r.ID != c.want || r.Own != (c.want == "own-1") || r.Own && r.IsHouse() {
			t.Errorf("%s, due %s: %v, want %s", c.kind, c.due, r, c.want)
		}
	}
	var series []string
	for _, r := range p.Series(law.FeeMax, receivable.Consumer) {
		series = append(series, r.ID)
	}
	if got := strings.Join(series, " "); got != "NO-FEE-1 NO-FEE-2 NO-FEE-3 NO-FEE-4 own-1 NO-FEE-5" {
		t.Errorf("in time they follow as %s", got)
	}
	before := packs["NO"]
	if before.On(law.FeeMax, receivable.Consumer, date.Must(2026, 6, 1), date.Must(2025, 7, 1)).ID != "NO-FEE-4" {
		t.Error("the pack itself has changed")
	}
}

func TestOwnRowsMayNotContradictEachOther(t *testing.T) {
	pack := shipped(t)["NO"]
	fee := func(id, value string) string {
		return rowOf(id, `"fact": "fee-max", "value": "`+value+`", "unit": "NOK"`)
	}
	for name, rows := range map[string][]string{
		"overlap":              {fee("own-1", "30"), fee("own-2", "20")},
		"one id for two":       {fee("own-1", "30"), rowOf("own-1", `"fact": "fee-count-max", "value": "1", "unit": "count"`)},
		"the id of a pack row": {fee("NO-FEE-1", "30")},
	} {
		if _, _, err := law.Overlay(pack, ownRows(t, rows...)); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever an office writes, a cap that nobody verified anew never lets it charge more than the law does.
func TestNoOwnCapEverRaisesTheLaws(t *testing.T) {
	packs := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]string{"NO", "SE", "DK", "FI", "FR", "NL"}).Draw(t, "pack")
		pack := packs[code]
		some := pack.All(law.FeeMax, receivable.Consumer, date.Must(2026, 6, 1))[0]
		own := law.Row{
			ID: "own-1", Fact: law.FeeMax, Unit: some.Unit, Applies: rapid.SampledFrom([]string{law.Both, "consumer", "business"}).Draw(t, "applies"),
			Ref: "terms", Source: "terms", Value: decimal.New(int64(rapid.IntRange(0, 20000).Draw(t, "cents")), -2),
			Tones: rapid.SampledFrom([][]string{nil, {"final"}, {"friendly", "firm"}}).Draw(t, "tones"),
		}
		if rapid.Bool().Draw(t, "scale") {
			own.Value = decimal.Zero
			own.Scale = []law.Band{{Percent: decimal.NewFromInt(int64(rapid.IntRange(0, 16).Draw(t, "percent")))}}
			own.Least = decimal.NewFromInt(int64(rapid.IntRange(0, 45).Draw(t, "least")))
			own.Most = decimal.NewFromInt(int64(rapid.IntRange(45, 7000).Draw(t, "most")))
		}
		if rapid.Bool().Draw(t, "dated") {
			own.From = date.Must(2015, 1, 1).AddDays(rapid.IntRange(0, 4500).Draw(t, "from"))
		}
		over, _, err := law.Overlay(pack, []law.Row{own})
		if err != nil {
			return
		}
		on := date.Must(2015, 1, 1).AddDays(rapid.IntRange(0, 5000).Draw(t, "day"))
		principal := decimal.NewFromInt(int64(rapid.IntRange(0, 300000).Draw(t, "principal")))
		for _, tone := range law.Tones() {
			was, is := pack.OnTone(law.FeeMax, receivable.Consumer, tone, on, on), over.OnTone(law.FeeMax, receivable.Consumer, tone, on, on)
			if was != nil && (is == nil || is.Fee(principal).GreaterThan(was.Fee(principal))) {
				t.Fatalf("%s: %s was capped by %v and is by %v", on, principal, was, is)
			}
		}
	})
}

// The same for days, counts and rates: an own row that nobody verified never takes a day from the debtor, nor adds a fee, a
// point of interest or a year.
func TestNoOwnRowEverLoosensAFigure(t *testing.T) {
	packs := shipped(t)
	facts := map[law.Fact]int{ // 1: more is looser, -1: less is
		law.FeeCount: 1, law.FeeTotal: 1, law.InterestRate: 1, law.Limitation: 1, law.FeeEarliest: -1, law.FeeGap: -1, law.NoticePeriod: -1, law.FeeNeedsNotice: -1,
	}
	rapid.Check(t, func(t *rapid.T) {
		pack := packs[rapid.SampledFrom(law.Codes(packs)).Draw(t, "pack")]
		fact := rapid.SampledFrom(slices.Sorted(maps.Keys(facts))).Draw(t, "fact")
		own := law.Row{
			ID: "own-1", Fact: fact, Unit: fact.Unit(), Applies: rapid.SampledFrom([]string{law.Both, "consumer", "business"}).Draw(t, "applies"),
			Ref: "terms", Source: "terms", Value: decimal.NewFromInt(int64(rapid.IntRange(1, 20).Draw(t, "value"))),
			From: date.Must(2016, 1, 1).AddDays(rapid.IntRange(0, 4000).Draw(t, "from")),
		}
		switch fact {
		case law.FeeTotal:
			own.Unit, own.Value = "DKK", own.Value.Mul(decimal.NewFromInt(30))
		case law.Limitation:
			own.Starts = law.FromIssue
		default:
		}
		over, _, err := law.Overlay(pack, []law.Row{own})
		if err != nil {
			return
		}
		on := date.Must(2016, 1, 1).AddDays(rapid.IntRange(0, 4200).Draw(t, "day"))
		for _, kind := range []receivable.Kind{receivable.Business, receivable.Consumer, ""} {
			was, is := pack.On(fact, kind, on, on), over.On(fact, kind, on, on)
			if was != nil && !was.IsHouse() && (is == nil || is.IsHouse() || is.Value.Cmp(was.Value)*facts[fact] > 0) {
				t.Fatalf("%s %s %q on %s: the law says %s, and now %v", pack.Code, fact, kind, on, was.Figure(), is)
			}
		}
	})
}

func fieldOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Field
	}
	return ""
}
