package desk_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

func capOf(id, nok string) law.Row {
	return law.Row{
		ID: id, Fact: law.FeeMax, Value: decimal.RequireFromString(nok), Unit: "NOK", Applies: law.Both, By: law.Own,
		Ref: "terms of sale, s. 4", Source: "the office's own terms",
	}
}

// lawfulOffice knows one pack, of Norway, and reminds with a fee of 50.
func lawfulOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, twoCustomers)
	o.Laws = map[string]law.Pack{"NO": {Code: "NO", Name: "Norway", Version: "1", Rows: []law.Row{capOf("NO-FEE-1", "35")}}, "EU": {Code: "EU", Name: "EU", Version: "1"}}
	p, err := o.Procedure(t.Context())
	o.must(err)
	for i := range p.Levels {
		p.Levels[i].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(50), Per: dunning.PerNotice}
	}
	o.must(o.SetProcedure(t.Context(), p))
	o.sync()
	return o
}

func (o *office) fees() string {
	o.t.Helper()
	p, err := o.Plan(o.t.Context(), day("2026-11-23"))
	o.must(err)
	var fees []string
	for _, n := range p.Notices {
		fees = append(fees, n.Fee.String())
	}
	return strings.Join(fees, " ")
}

func TestPlanningActsOnTheOfficesOwnRows(t *testing.T) {
	o := lawfulOffice(t)
	ctx := t.Context()
	if fees := o.fees(); fees != "35.00 35.00" {
		t.Fatalf("by the pack alone: %s", fees)
	}
	o.must(o.PutLawRows(ctx, "NO", []law.Row{capOf("own-1", "20")}))
	if fees := o.fees(); fees != "20.00 20.00" {
		t.Errorf("with an own cap: %s", fees)
	}
	rows, err := o.LawRows(ctx)
	o.must(err)
	if len(rows["NO"]) != 1 || rows["NO"][0].ID != "own-1" || !rows["NO"][0].Value.Equal(decimal.NewFromInt(20)) {
		t.Errorf("kept: %v", rows)
	}
	packs, err := o.LawPacks(ctx)
	o.must(err)
	if len(packs) != 2 || packs[1].Pack.Code != "NO" || len(packs[1].Differences) != 1 || packs[1].Differences[0].Change != law.Stricter {
		t.Errorf("packs: %+v", packs)
	}
	o.must(o.PutLawRows(ctx, "NO", nil))
	if fees := o.fees(); fees != "35.00 35.00" {
		t.Errorf("after they were taken away: %s", fees)
	}
}

func TestAnOwnRowLooserThanTheLawIsRefusedAndNotKept(t *testing.T) {
	o := lawfulOffice(t)
	ctx := t.Context()
	err := o.PutLawRows(ctx, "NO", []law.Row{capOf("own-1", "36")})
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != law.LoosensLaw || f.Field != "value" {
		t.Fatalf("got %v", err)
	}
	o.wantCode(o.PutLawRows(ctx, "no", nil), fault.Invalid)
	o.wantCode(o.PutLawRows(ctx, "NO", make([]law.Row, 201)), fault.Invalid)
	if rows, err := o.LawRows(ctx); err != nil || len(rows) != 0 {
		t.Errorf("kept: %v, %v", rows, err)
	}
}

// The log says who changed the law here, and to what.
func TestOwnRowsStandInTheLog(t *testing.T) {
	o := lawfulOffice(t)
	o.must(o.PutLawRows(t.Context(), "NO", []law.Row{capOf("own-1", "20")}))
	var found bool
	o.must(o.Book.View(t.Context(), func(r store.Reader) error {
		return r.Log(0, func(e activity.Entry) error {
			if e.Kind == activity.SettingsChanged && e.Subject == "law NO" {
				found = strings.Contains(e.Data, `"value":"20"`) && strings.Contains(e.Data, "terms of sale") && json.Valid([]byte(e.Data))
			}
			return nil
		})
	}))
	if !found {
		t.Error("the log does not hold the row")
	}
}

// When a later version of the program knows a stricter law, an own row may be looser than it: nothing is planned until
// somebody has looked, and the settings say why.
func TestAnOwnRowThatNoLongerFitsStopsPlanning(t *testing.T) {
	o := lawfulOffice(t)
	o.must(o.PutLawRows(t.Context(), "NO", []law.Row{capOf("own-1", "30")}))
	o.Laws["NO"] = law.Pack{Code: "NO", Name: "Norway", Version: "2", Rows: []law.Row{capOf("NO-FEE-1", "25")}}
	_, err := o.Plan(t.Context(), day("2026-11-23"))
	o.wantCode(err, law.LoosensLaw)
	packs, err := o.LawPacks(t.Context())
	o.must(err)
	if !fault.Has(packs[1].Trouble, law.LoosensLaw) || len(packs[1].Pack.Rows) != 1 || len(packs[1].Own) != 1 {
		t.Errorf("%+v", packs[1])
	}
	o.must(o.PutLawRows(t.Context(), "NO", nil))
	if fees := o.fees(); fees != "25.00 25.00" {
		t.Errorf("after it was taken away: %s", fees)
	}
}

// What is written for the Union's base holds for a member without a pack of its own, and for no country outside.
func TestTheUnionsBaseHoldsForItsMembers(t *testing.T) {
	o := newOffice(t, func(s *source) {
		for _, country := range []string{"AT", "CH"} {
			s.debtor(country, country+"@example.org")
			s.debtors[len(s.debtors)-1].Country = country
			s.invoice(country, country, "2026-10-01", 100_000)
		}
	})
	eu := capOf("EU-FEE", "15")
	o.Laws = map[string]law.Pack{"EU": {Code: "EU", Name: "EU", Version: "1", Rows: []law.Row{eu}}}
	p, err := o.Procedure(t.Context())
	o.must(err)
	for i := range p.Levels {
		p.Levels[i].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(50), Per: dunning.PerNotice}
	}
	o.must(o.SetProcedure(t.Context(), p))
	o.sync()
	if fees := o.fees(); fees != "15.00 50.00" {
		t.Errorf("by the base: %s", fees)
	}
	o.must(o.PutLawRows(t.Context(), "EU", []law.Row{capOf("own-1", "12")}))
	o.must(o.PutLawRows(t.Context(), "AT", []law.Row{capOf("own-2", "10")}))
	if fees := o.fees(); fees != "10.00 50.00" {
		t.Errorf("with rows of Austria over those of the base: %s", fees)
	}
	o.wantCode(o.PutLawRows(t.Context(), "AT", []law.Row{capOf("own-2", "13")}), law.LoosensLaw)
	var packs []desk.LawPack
	packs, err = o.LawPacks(t.Context())
	o.must(err)
	if len(packs) != 2 || packs[0].Pack.Code != "AT" {
		t.Errorf("%+v", packs)
	}
}

func TestTwoPeopleWhoChangeTheLawLoseNothing(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.Laws = map[string]law.Pack{"NO": {Code: "NO", Name: "Norway", Version: "1"}}
	ctx := t.Context()
	one, other := capOf("own-1", "30"), capOf("own-2", "20")
	one.Applies, other.Applies = "business", "consumer"
	o.must(o.ChangeLawRows(ctx, "NO", "", one))
	o.must(o.ChangeLawRows(ctx, "NO", "", other)) // written on a screen that had been opened before the first was there
	rows, err := o.LawRows(ctx)
	o.must(err)
	if len(rows["NO"]) != 2 {
		t.Fatalf("own rows: %+v", rows["NO"])
	}
	o.must(o.ChangeLawRows(ctx, "NO", "own-1"))
	o.wantCode(o.ChangeLawRows(ctx, "NO", "own-1"), fault.NotFound)
}
