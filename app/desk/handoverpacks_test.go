package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// shippedPacks are the law packs of the program.
func shippedPacks(t *testing.T) map[string]law.Pack {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "assets", "law", "*.json"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d packs, %v", len(files), err)
	}
	out := map[string]law.Pack{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pack, err := law.Parse(filepath.Base(file), content)
		if err != nil {
			t.Fatal(err)
		}
		out[pack.Code] = pack
	}
	return out
}

// under is an office that goes by every law pack of the program, with one customer of a country.
func under(t *testing.T, packs map[string]law.Pack, country string, kind receivable.Kind) *office {
	t.Helper()
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.debtors[0].Country, s.debtors[0].Kind, s.debtors[0].Address.Country = country, kind, country
		s.invoice("1", "C1", "2026-11-02", 10_000)
	})
	o.Laws = packs
	return o
}

// keptBack hands the claim over to both, and wants it refused for one reason in plain words, with nothing changed.
func (o *office) keptBack(because, says string) {
	o.t.Helper()
	var items []receivable.ItemID
	for _, it := range o.customer("C1", "2027-02-15").Items {
		items = append(items, it.ID)
	}
	before := o.kinds("C1")
	for _, to := range []settlement.EscalationTo{settlement.ToAgency, settlement.ToCourt} {
		_, err := o.Escalate(o.t.Context(), desk.EscalateOrder{Debtor: o.debtorID("C1"), Items: items, To: to, Party: "Somebody", Why: "no answer"})
		var coded *fault.Error
		if !errors.As(err, &coded) || coded.Code != settlement.NotReady || coded.Field != because || !strings.Contains(coded.Message, says) {
			o.t.Errorf("to %s: %v, want it kept back for %s", to, err, because)
		}
	}
	v := o.customer("C1", "2027-02-15")
	if len(v.Escalations) != 0 || v.Items[0].Escalated || len(o.kinds("C1")) != len(before) {
		o.t.Errorf("kept back for %s, and changed all the same: %+v", because, v.Escalations)
	}
}

// Whatever the country, its kind of customer, and whether it goes to an agency or a court: no formal notice, a deadline that runs, and an
// open dispute each keep a claim here.
func TestEveryLawPackKeepsAClaimBackUntilItIsRipe(t *testing.T) {
	packs := shippedPacks(t)
	for code := range packs {
		country := code
		if code == "EU" {
			country = "BE" // a member without a pack of its own
		}
		for _, kind := range []receivable.Kind{receivable.Business, receivable.Consumer} {
			t.Run(code+" "+string(kind), func(t *testing.T) {
				o := under(t, packs, country, kind)
				o.sync()
				o.keptBack(settlement.CheckNotice, "F-1 cannot be handed over: it has had no formal notice")
				o.remind("2026-11-23")
				o.remind("2026-12-14")
				o.clock.to(day("2026-12-31"))
				o.keptBack(settlement.CheckNotice, "no formal notice")
				o.remind("2027-01-11")
				o.clock.to(day("2027-01-12"))
				o.keptBack(settlement.CheckDeadline, "F-1 cannot be handed over: it has a deadline that has not passed")
				o.clock.to(day("2027-02-15"))
				o.sync()
				id := o.debtorID("C1")
				item := o.customer("C1", "2027-02-15").Items[0].ID
				o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: id, Item: item, Reason: "quality"}))
				o.keptBack(settlement.CheckDispute, "F-1 cannot be handed over: it is disputed")
				o.must(o.ResolveDispute(t.Context(), desk.ResolveOrder{Debtor: id, Dispute: o.customer("C1", "2027-02-15").Disputes[0].ID, Outcome: dunning.DisputeRejected}))
				o.done(o.Escalate(t.Context(), desk.EscalateOrder{Debtor: id, To: settlement.ToCourt, Party: "the court", Why: "no answer"}))
			})
		}
	}
}
