package settlement_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"pgregory.net/rapid"
)

// Whatever the accounting system does, in whatever order: no money is lost or counted twice, what was given up is not asked for
// again while it stands, and it pays no agreement.
func TestWriteOffsKeepEveryCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &world{open: 100_00, amount: 100_00, day: decided}
		steps := []func(*rapid.T){w.writeOff, w.pay, w.bookAll, w.bookOne, w.bookBack, w.credit, w.bounce, w.reverse, w.settle, w.writeOffRest}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			steps[rapid.IntRange(0, len(steps)-1).Draw(t, "step")](t)
			w.check(t)
		}
	})
}

// world is an accounting system with one invoice, the write-offs of it, and an agreement about it.
type world struct {
	day                date.Date
	open, amount, paid int64
	moves              []dunning.Move // as reads saw them
	given              []*settlement.WriteOff
	plan               *settlement.PaymentPlan
	outside            int64 // the least that had come off without a write-off since it was agreed
}

func (w *world) lines() (out []*settlement.WrittenItem) {
	for _, g := range w.given {
		out = append(out, &g.Items[0])
	}
	return out
}

func (w *world) sum(of func(*settlement.WrittenItem) int64) (sum int64) {
	for _, l := range w.lines() {
		sum += of(l)
	}
	return sum
}

func (w *world) waiting() int64 {
	return w.sum(func(l *settlement.WrittenItem) int64 { return l.Waiting().Minor })
}

func (w *world) posted() int64 {
	return w.sum(func(l *settlement.WrittenItem) int64 { return l.Posted.Minor })
}

func (w *world) asked() int64 { return w.open - w.waiting() }

// cameOff is what came off the invoice otherwise than by write-offs: money, and credit notes.
func (w *world) cameOff() int64 { return w.amount - w.open - w.posted() }

func (w *world) claims() []settlement.OpenClaim {
	return []settlement.OpenClaim{{Item: 1, Number: "F-1", Open: kroner(w.asked())}}
}

// read is a day on which the accounting system was read.
func (w *world) read(open, paid int64) {
	w.day = w.day.AddDays(1)
	settlement.NotePosting(w.lines(), settlement.Seen{Open: w.open, Amount: w.amount, Paid: w.paid}, settlement.Seen{Open: open, Amount: w.amount, Paid: paid}, w.day)
	w.moves = append(w.moves, dunning.Move{On: w.day, Amount: kroner(open - w.open)})
	w.open, w.paid = open, paid
}

func (w *world) giveUp(t *rapid.T, part int64, reason settlement.WriteOffReason) {
	asked := w.asked()
	w.day = w.day.AddDays(1)
	g, err := settlement.NewWriteOff(w.claims(), []settlement.ItemPart{{1, kroner(part)}}, reason, "x", w.day)
	if (err == nil) != (part <= asked) {
		t.Fatalf("%d of %d: %v", part, asked, err)
	}
	if err == nil {
		g.ID = int64(len(w.given) + 1)
		w.given = append(w.given, &g)
	}
}

// A second write-off finds only what is left.
func (w *world) writeOff(t *rapid.T) {
	w.giveUp(t, rapid.Int64Range(1, 120_00).Draw(t, "written"), settlement.Goodwill)
}

// Money is for what is asked first.
func (w *world) pay(t *rapid.T) {
	if w.open == 0 {
		return
	}
	part, asked := rapid.Int64Range(1, w.open).Draw(t, "paid"), w.asked()
	w.read(w.open-part, w.paid+part)
	if left := w.asked(); left != max(0, asked-part) {
		t.Fatalf("%d of %d was paid and %d is asked", part, asked, left)
	}
}

func (w *world) book(t *rapid.T, minor int64) {
	if minor == 0 {
		return
	}
	asked := w.asked()
	w.read(w.open-minor, w.paid)
	if w.asked() != asked {
		t.Fatalf("the booking of %d changed what is asked from %d to %d", minor, asked, w.asked())
	}
}

func (w *world) bookAll(t *rapid.T) { w.book(t, w.waiting()) }

func (w *world) bookOne(t *rapid.T) {
	if len(w.given) == 0 {
		return
	}
	w.book(t, w.given[rapid.IntRange(0, len(w.given)-1).Draw(t, "which")].Items[0].Waiting().Minor)
}

// The source takes a booking back: what was given up stays given up, and waits again.
func (w *world) bookBack(t *rapid.T) {
	if w.posted() == 0 {
		return
	}
	part, asked := rapid.Int64Range(1, w.posted()).Draw(t, "booked back"), w.asked()
	w.read(w.open+part, w.paid)
	if w.asked() != asked {
		t.Fatalf("%d was booked back, asked went from %d to %d", part, asked, w.asked())
	}
}

func (w *world) credit(t *rapid.T) {
	if w.open == 0 {
		return
	}
	asked := w.asked()
	w.read(w.open-rapid.Int64Range(1, w.open).Draw(t, "credit"), w.paid)
	if w.asked() > asked {
		t.Fatalf("a credit note raised what is asked from %d to %d", asked, w.asked())
	}
}

func (w *world) bounce(t *rapid.T) {
	if w.paid == 0 {
		return
	}
	part, asked := rapid.Int64Range(1, w.paid).Draw(t, "bounced"), w.asked()
	w.read(w.open+part, w.paid-part)
	if now := w.asked(); now < asked || now > asked+part {
		t.Fatalf("%d bounced, asked went from %d to %d", part, asked, now)
	}
}

func (w *world) reverse(t *rapid.T) {
	if len(w.given) == 0 {
		return
	}
	at, part := rapid.IntRange(0, len(w.given)-1).Draw(t, "which"), rapid.Int64Range(1, 100_00).Draw(t, "back")
	before, asked := w.given[at].Items[0], w.asked()
	next, back, err := w.given[at].Reverse([]settlement.ItemPart{{1, kroner(part)}})
	if (err == nil) != (part <= before.Standing().Minor) {
		t.Fatalf("%d of %d that stand: %v", part, before.Standing().Minor, err)
	}
	if err != nil {
		return
	}
	w.given[at] = &next
	if back[0].Posted.Minor > before.Posted.Minor {
		t.Fatal("more is booked back than was booked")
	}
	if rise := w.asked() - asked; rise != part-back[0].Posted.Minor-min(part, before.Recovered.Minor) {
		t.Fatalf("%d was taken back and %d is asked again", part, rise)
	}
}

// A settlement is agreed for what is asked.
func (w *world) settle(t *rapid.T) {
	if w.plan != nil || w.asked() < 2 {
		return
	}
	w.day = w.day.AddDays(1)
	debt := w.asked()
	letGo := rapid.Int64Range(1, debt-1).Draw(t, "let go")
	w.outside = w.cameOff()
	w.plan = &settlement.PaymentPlan{
		Kind: settlement.Discount, State: settlement.Agreed, Debt: kroner(debt), LetGo: kroner(letGo), AgreedOn: w.day,
		Basis: settlement.Basis{Items: []settlement.BasisItem{{Item: 1, Open: kroner(debt)}}},
		Schedule: settlement.Schedule{Total: kroner(debt - letGo), Rows: []settlement.Row{{
			No: 1, On: w.day.AddDays(1000), Payment: kroner(debt - letGo), OffDebt: kroner(debt - letGo), Left: kroner(0),
		}}},
	}
}

// What a kept settlement leaves is written off once.
func (w *world) writeOffRest(t *rapid.T) {
	if w.plan == nil || w.plan.State != settlement.Kept {
		return
	}
	var offs []settlement.WriteOff
	for _, g := range w.given {
		offs = append(offs, *g)
	}
	rest := settlement.TakeBack{Items: w.plan.Rest(w.claims(), offs)}
	if len(rest.Items) == 0 {
		return
	}
	w.giveUp(t, rest.Amount().Minor, settlement.SettledRest)
	var given int64
	for _, g := range w.given {
		if g.Reason == settlement.SettledRest {
			given += g.Standing().Minor
		}
	}
	if given > w.plan.LetGo.Minor {
		t.Fatalf("%d was written off for a settlement that let %s go", given, w.plan.LetGo)
	}
}

// item is the invoice as the book gives it to whoever judges an agreement.
func (w *world) item() dunning.Item {
	it := dunning.Item{OpenItem: receivable.OpenItem{ID: 1, Number: "F-1", Amount: kroner(w.amount), Open: kroner(w.open)}, History: w.moves}
	for _, g := range w.given {
		l := &g.Items[0]
		it.GiveUp(l.Waiting(), g.On)
		it.BookedSince(l.Posted, g.On, l.PostedOn)
	}
	return it
}

func (w *world) check(t *rapid.T) {
	for _, l := range w.lines() {
		for _, part := range []int64{l.Waiting().Minor, l.Posted.Minor, l.Recovered.Minor, l.Reversed.Minor} {
			if part < 0 || part > l.Amount.Minor {
				t.Fatalf("%+v", l)
			}
		}
	}
	recovered := w.sum(func(l *settlement.WrittenItem) int64 { return l.Recovered.Minor })
	switch {
	case w.waiting() > w.open:
		t.Fatalf("%d waits of %d open", w.waiting(), w.open)
	case recovered > w.paid:
		t.Fatalf("%d came in for what was given up, of %d that was paid at all", recovered, w.paid)
	case w.posted() > w.amount-w.open-w.paid:
		t.Fatalf("%d is said to be booked, and no more than %d can be", w.posted(), w.amount-w.open-w.paid)
	}
	if w.plan == nil {
		return
	}
	it := w.item()
	if it.Open.Minor != w.asked() {
		t.Fatalf("%s is asked for, and %d is left", it.Open, w.asked())
	}
	receipts := w.plan.ReceiptsOf([]dunning.Item{it}, nil, w.day)
	var came int64
	for _, r := range receipts {
		came += r.Amount.Minor
	}
	w.outside = min(w.outside, w.cameOff()) // money from before that bounced
	if most := w.cameOff() - w.outside; came > most {
		t.Fatalf("the agreement counts %d, of %d that came off since", came, most)
	}
	j := settlement.Judge(*w.plan, receipts, w.day)
	j.Close(*w.plan, []dunning.Item{it})
	w.plan.State = j.State
	if j.Received.Minor+j.Over.Minor != came {
		t.Fatalf("%d came, %s counts for the agreement and %s beyond it", came, j.Received, j.Over)
	}
}
