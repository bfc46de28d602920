package desk_test

import (
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"pgregory.net/rapid"
)

// claimWorld is one claim of 100.00 with whatever anybody does to it, in any order: hand-over, payments to the agency and to us,
// corrections, accounts, recall, write-off and its reversal, files read twice.
type claimWorld struct {
	*rapid.T
	o      *office
	id     receivable.DebtorID
	item   receivable.ItemID
	source string
	books  int64 // what the accounting system says is open
	lines  int   // of files of the agency
	on     string
}

func (w *claimWorld) view() desk.CustomerView {
	v, err := w.o.Customer(w.o.t.Context(), w.id, day(w.on))
	if err != nil {
		w.Fatal(err)
	}
	return v
}

func (w *claimWorld) amount() int64 { return rapid.Int64Range(1, 120_00).Draw(w.T, "amount") }

// last is the newest hand-over; false when there is none.
func (w *claimWorld) last() (settlement.Escalation, bool) {
	all := w.view().Escalations
	if len(all) == 0 {
		return settlement.Escalation{}, false
	}
	return all[len(all)-1], true
}

func (w *claimWorld) handOver() error {
	_, err := w.o.Escalate(w.o.t.Context(), desk.EscalateOrder{Debtor: w.id, Items: []receivable.ItemID{w.item}, To: settlement.ToAgency, Party: "Inkasso AS", Why: "x"})
	return err
}

func (w *claimWorld) say() error {
	e, ok := w.last()
	if !ok {
		return nil
	}
	kind := rapid.SampledFrom([]settlement.EscalationKind{
		settlement.SaidHandedOver, settlement.SaidAccepted, settlement.SaidHandedOver, settlement.SaidAccepted, settlement.SaidRefused, settlement.SaidPaid, settlement.SaidPaidUs,
		settlement.SaidReturned, settlement.SaidRemitted, settlement.SaidWithheld, settlement.SaidBilled, settlement.SaidCorrected, settlement.SaidClosed,
	}).Draw(w.T, "said")
	amount := w.amount()
	if kind == settlement.SaidCorrected && rapid.Bool().Draw(w.T, "less") {
		amount = -amount
	}
	return w.o.SayEscalation(w.o.t.Context(), desk.AgencySays{Escalation: e.ID, Kind: kind, Amount: nok(amount)})
}

// file has the agency send a payment in a file that is read twice.
func (w *claimWorld) file() error {
	e, ok := w.last()
	if !ok {
		return nil
	}
	w.lines++
	text := []byte(agencyHead + fmt.Sprintf("%d,,k%d,paid,%s,%s,NOK,\n", e.ID, w.lines, w.on, nok(w.amount())))
	if _, err := w.o.ReadAgencyFile(w.o.t.Context(), text); err != nil {
		return err
	}
	before := w.look()
	if got, err := w.o.ReadAgencyFile(w.o.t.Context(), text); err != nil || got.New != 0 || w.look() != before {
		w.Fatalf("read twice: %+v, %v", got, err)
	}
	return nil
}

func (w *claimWorld) recall() error {
	e, ok := w.last()
	if !ok {
		return nil
	}
	_, err := w.o.Recall(w.o.t.Context(), e.ID, "x")
	return err
}

// payUs books a payment in the accounting system, or takes one back.
func (w *claimWorld) payUs() error {
	w.books = rapid.Int64Range(0, 100_00).Draw(w.T, "open in the books")
	w.o.source.open(w.source, w.books)
	w.o.sync()
	return nil
}

func (w *claimWorld) writeOff() error {
	away := w.view().Items
	_, err := w.o.WriteOff(w.o.t.Context(), desk.WriteOffOrder{Debtor: w.id, Items: []settlement.ItemPart{{Item: w.item, Amount: nok(w.amount())}}, Reason: settlement.Goodwill, Why: "x"})
	if err == nil && len(away) > 0 && away[0].Escalated {
		w.Fatal("what an agency still asks for was written off")
	}
	return err
}

func (w *claimWorld) reverse() error {
	offs := w.view().WriteOffs
	if len(offs) == 0 {
		return nil
	}
	_, err := w.o.ReverseWriteOff(w.o.t.Context(), offs[len(offs)-1].ID, nil, "x")
	return err
}

// look is all that may not change when something is refused.
func (w *claimWorld) look() string {
	v := w.view()
	text := fmt.Sprint(len(v.Timeline))
	for i := range v.Escalations {
		e := &v.Escalations[i]
		text += fmt.Sprintf(" [%s %s %s %s %d]", e.State, e.Open(), e.Held(), e.Net(), len(e.Events))
	}
	for i := range v.WriteOffs {
		text += fmt.Sprintf(" {%s %s}", v.WriteOffs[i].State(), v.WriteOffs[i].Standing())
	}
	row, err := w.o.FindItem(w.o.t.Context(), w.id, "F-"+w.source)
	if err != nil {
		w.Fatal(err)
	}
	return text + fmt.Sprintf(" %s %s %v", row.Open, row.Written, row.Escalated)
}

// holds is what is true whatever happened.
func (w *claimWorld) holds() {
	v := w.view()
	row, err := w.o.FindItem(w.o.t.Context(), w.id, "F-"+w.source)
	if err != nil {
		w.Fatal(err)
	}
	live := 0
	for i := range v.Escalations {
		e := &v.Escalations[i]
		if e.State.Live() {
			live++
		}
		if e.Claim().Minor+e.Corrected.Minor != e.PaidUs.Minor+e.PaidThem.Minor+e.Open().Minor || e.PaidThem.Minor != e.Remitted.Minor+e.Withheld.Minor+e.Held().Minor {
			w.Fatalf("the sums of %+v do not hold", e)
		}
		if e.Open().Minor < 0 || e.Held().Minor < 0 || e.PaidUs.Minor < 0 || e.Remitted.Minor < 0 || e.Withheld.Minor < 0 || e.Net().Minor != e.PaidUs.Minor+e.Remitted.Minor-e.Billed.Minor {
			w.Fatalf("below zero: %+v", e)
		}
		h, err := w.o.HandOver(w.o.t.Context(), e.ID)
		if err != nil {
			w.Fatal(err)
		}
		if told := e.Claim().Minor + e.Corrected.Minor - e.PaidUs.Minor - e.Remitted.Minor - e.Withheld.Minor - h.Items[0].Open.Minor; e.State.Live() && h.Untold.Minor != told || !e.State.Live() && !h.Untold.IsZero() {
			w.Fatalf("%s untold, want %d", h.Untold, told)
		}
	}
	if live > 1 || row.Escalated != (live == 1) {
		w.Fatalf("%d live hand-overs, marked %v", live, row.Escalated)
	}
	if row.Open.Minor < 0 || row.Written.Minor < 0 || row.Open.Minor+row.Written.Minor != w.books {
		w.Fatalf("%s open and %s written off of %d in the books", row.Open, row.Written, w.books)
	}
	if live == 1 && len(v.Plan.Notices) != 0 {
		w.Fatal("somebody is reminded of what an agency has")
	}
}

// Whatever is done in whatever order, no cent is lost or counted twice, one claim is in one place, and what is refused changes nothing.
func TestNoPathOfAHandOverLosesMoney(t *testing.T) {
	const customers = 130 // one for each run
	o := newOffice(t, func(s *source) {
		for i := range customers {
			key := fmt.Sprint(i)
			s.debtor("C"+key, "c"+key+"@example.com")
			s.invoice(key, "C"+key, "2026-11-01", 100_00)
		}
	})
	for _, on := range []string{"2026-11-23", "2026-12-14", "2027-01-11"} {
		o.remind(on)
	}
	o.clock.to(day("2027-02-15"))
	o.sync()
	next := 0
	rapid.Check(t, func(t *rapid.T) {
		key := fmt.Sprint(next % customers)
		next++
		if next > customers {
			t.Skip("no claim is left")
		}
		w := &claimWorld{T: t, o: o, source: key, books: 100_00, on: "2027-02-15", id: o.debtorID("C" + key)}
		w.item = w.view().Items[0].ID
		steps := map[string]func() error{
			"hand over": w.handOver, "say": w.say, "say more": w.say, "and more": w.say, "file": w.file, "recall": w.recall, "books": w.payUs, "write off": w.writeOff, "reverse": w.reverse,
		}
		names := []string{"hand over", "say", "say more", "and more", "file", "recall", "books", "write off", "reverse"}
		if rapid.Bool().Draw(t, "handed over first") {
			_ = w.handOver()
		}
		for range rapid.IntRange(1, 10).Draw(t, "steps") {
			name := rapid.SampledFrom(names).Draw(t, "step")
			before := w.look()
			if err := steps[name](); err != nil && w.look() != before {
				t.Fatalf("%s was refused (%v) and changed something:\n%s\n%s", name, err, before, w.look())
			}
			w.holds()
		}
	})
	if log, err := o.VerifyLog(t.Context(), activity.Head{}); err != nil || log.Broken != 0 {
		t.Errorf("log: broken at %d, %v", log.Broken, err)
	}
}
