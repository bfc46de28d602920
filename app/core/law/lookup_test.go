package law_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func ids(rows []*law.Row) []string {
	out := []string{}
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

func TestSeveralRowsHoldAtOneTime(t *testing.T) {
	packs := shipped(t)
	on := date.Must(2025, 3, 1)
	for _, c := range []struct {
		pack string
		fact law.Fact
		kind receivable.Kind
		want []string
	}{
		{"GB", law.Compensation, receivable.Business, []string{"GB-COMP-1", "GB-COMP-2", "GB-COMP-3"}},
		{"GB", law.Compensation, receivable.Consumer, []string{}},
		{"NO", law.ContactMax, receivable.Consumer, []string{"NO-CALLS-1-OWN", "NO-CALLS-2-OWN", "NO-CALLS-3-OWN"}},
		{"NO", law.Compensation, receivable.Business, []string{"NO-COMP-2025-1"}},
		{"US", law.ContactHours, "", []string{"US-HOURS-1-OWN"}},
		{"US", law.ContactHours, receivable.Business, []string{}},
		{"SE", law.FeeMax, receivable.Business, []string{"SE-FEE-1", "SE-FEE-2"}},
	} {
		p := packs[c.pack]
		if got := ids(p.All(c.fact, c.kind, on)); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s, %q: %v, want %v", c.pack, c.fact, c.kind, got, c.want)
		}
	}
	no := packs["NO"]
	if got := no.All(law.Compensation, receivable.Business, date.Must(2025, 9, 1)); len(got) != 0 {
		t.Errorf("a half-year that nobody found has %v", ids(got))
	}
}

func TestARowIsAboutItsTones(t *testing.T) {
	p := shipped(t)["SE"]
	on := date.Must(2025, 3, 1)
	for tone, want := range map[string]string{"reminder": "60", "final": "180", "": "60"} {
		if r := p.OnTone(law.FeeMax, receivable.Consumer, tone, on, on); r == nil || r.Value.String() != want {
			t.Errorf("%s: %v, want %s", tone, r, want)
		}
	}
	if p.OnTone(law.NoticePeriod, receivable.Consumer, "friendly", on, on) != nil {
		t.Error("the least deadline of an inkassokrav holds for a friendly reminder")
	}
}

func TestAStatuteGoesBeforeAHouseRule(t *testing.T) {
	house := law.Row{ID: "house", Fact: law.FeeMax, Value: decimal.NewFromInt(10), Applies: law.Both, By: law.Own, Force: law.House}
	statute := law.Row{ID: "statute", Fact: law.FeeMax, Value: decimal.NewFromInt(20), Applies: law.Both, By: law.Own, To: date.Must(2024, 12, 31)}
	p := law.Pack{Code: "XX", Rows: []law.Row{house, statute}}
	for on, want := range map[date.Date]string{date.Must(2024, 12, 31): "statute", date.Must(2025, 1, 1): "house"} {
		if r := p.On(law.FeeMax, receivable.Business, on, on); r == nil || r.ID != want {
			t.Errorf("%s: %v, want %s", on, r, want)
		}
	}
}

// A pack finds the same rows through its index as row by row, on any day.
func TestTheIndexChangesNothing(t *testing.T) {
	packs := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		p := packs[rapid.SampledFrom(law.Codes(packs)).Draw(t, "pack")]
		plain := law.Pack{Rows: p.Rows}
		fact := rapid.SampledFrom(append(law.BindingFacts(), law.ReferenceRate, "unheard-of")).Draw(t, "fact")
		kind := rapid.SampledFrom([]receivable.Kind{receivable.Business, receivable.Consumer, "", "public"}).Draw(t, "kind")
		on := date.Must(2014, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(t, "day"))
		if p.On(fact, kind, on, on) != plain.On(fact, kind, on, on) || !slices.Equal(p.Series(fact, kind), plain.Series(fact, kind)) ||
			!slices.Equal(p.All(fact, kind, on), plain.All(fact, kind, on)) || p.Has(fact) != plain.Has(fact) {
			t.Fatalf("%s, %s, %q, %s: the index finds something else", p.Code, fact, kind, on)
		}
	})
}

// The scale of the Netherlands, with the sums that a published table prints.
func TestAScaleTakesEachBandOnItsPart(t *testing.T) {
	p := shipped(t)["NL"]
	on := date.Must(2025, 1, 1)
	r := p.On(law.FeeMax, receivable.Consumer, on, on)
	for principal, want := range map[string]string{
		"0": "40", "125": "40", "266.67": "40.0005", "2500": "375", "23000": "1005", "200000": "2775", "1000000": "6775", "5000000": "6775",
	} {
		if got := r.Fee(decimal.RequireFromString(principal)); got.String() != want {
			t.Errorf("%s: %s, want %s", principal, got, want)
		}
	}
}

func TestARowIsWrittenAsItIsRead(t *testing.T) {
	for code, p := range shipped(t) {
		for _, r := range p.Rows {
			data, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			var back law.Row
			if err := json.Unmarshal(data, &back); err != nil {
				t.Fatalf("%s: %v", r.ID, err)
			}
			again, err := json.Marshal(back)
			if err != nil || string(again) != string(data) || back.Fact != r.Fact || !back.Value.Equal(r.Value) || !slices.Equal(back.Weekdays, r.Weekdays) || back.Hours != r.Hours {
				t.Errorf("%s %s is written %s and read as %s, %v", code, r.ID, data, again, err)
			}
		}
	}
	rows, err := law.ParseRows("own.json", []byte(`[`+soundRow+`]`))
	if err != nil || len(rows) != 1 || rows[0].ID != "X-1" {
		t.Errorf("%v, %v", rows, err)
	}
	if _, err := law.ParseRows("own.json", []byte("[\n{}, \n{\"id\": 3}]")); err == nil || err.Error()[:10] != "own.json:3" {
		t.Errorf("%v", err)
	}
}

func TestEveryZoneOfAPackExists(t *testing.T) {
	for code, p := range shipped(t) {
		if _, err := time.LoadLocation(p.Zone); err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// BenchmarkOn is one lookup in the longest pack: planning makes several for each of a million items, so it may not allocate.
func BenchmarkOn(b *testing.B) {
	packs := shipped(b)
	on := date.Must(2026, 11, 1)
	for _, c := range []struct {
		pack string
		fact law.Fact
		kind receivable.Kind
	}{{"NO", law.FeeMax, receivable.Consumer}, {"NO", law.FeeCount, receivable.Business}, {"DE", law.Compensation, receivable.Consumer}} {
		p := packs[c.pack]
		b.Run(c.pack+"/"+string(c.fact), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.On(c.fact, c.kind, on, on)
			}
		})
		b.Run(c.pack+"/"+string(c.fact)+"/all", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.All(c.fact, c.kind, on)
			}
		})
	}
}

// Hours in which somebody may be contacted are about calls, visits and messages: every shipped row names them, so that letters are
// printed whenever the house works.
func TestHoursOfContactAreNotAboutPaper(t *testing.T) {
	for code, p := range shipped(t) {
		for i := range p.Rows {
			if r := &p.Rows[i]; r.Fact == law.ContactHours && r.About(receivable.Letter) {
				t.Errorf("%s: %s holds letters back", code, r.ID)
			}
		}
	}
}
