package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Reasons of tasks to reverse a write-off.
const (
	whyRecovered = "money-after-write-off"      // for the item: number, amount, currency
	whyOnAccount = "on-account-after-write-off" // on account of its customer: number, amount, currency
	whyUndone    = "settlement-undone"          // the settlement whose rest it was has fallen: plan, amount, currency
)

// notePostings keeps what a read saw of write-offs: the source has booked one, or money came in all the same, for the item or on
// account, for which a person is asked to reverse it.
func notePostings(w store.Writer, connection receivable.ConnectionID, on date.Date) error {
	seen, err := w.NotePostings(connection, on)
	if err != nil {
		return err
	}
	for _, p := range seen {
		if p.Posted.Minor != 0 {
			if err := w.Append(activity.WriteOffPosted, int64(p.Debtor), int64(p.Item), p.Number, map[string]any{"number": p.Number, "amount": p.Posted.String(), "currency": p.Posted.Currency}); err != nil {
				return err
			}
		}
		if p.Recovered.Minor == 0 {
			continue
		}
		if err := askReversal(w, store.Task{Debtor: p.Debtor, Item: p.Item, Due: on}, whyRecovered, p.Number, p.Recovered); err != nil {
			return err
		}
	}
	return noteCredits(w, connection, on)
}

// noteCredits asks for a reversal when money on account came after a write-off, and asks no more when an invoice has taken it.
func noteCredits(w store.Writer, connection receivable.ConnectionID, on date.Date) error {
	moved, err := w.NoteCredits(connection)
	if err != nil {
		return err
	}
	for _, c := range moved {
		if c.Free.Minor == 0 {
			if err := finishTasks(w, c.Debtor, "no longer on account", func(t *store.Task) bool { return t.Why.Key == whyOnAccount && t.Item == c.Item }); err != nil {
				return err
			}
			continue
		}
		offs, err := w.WriteOffs(c.Debtor)
		if err != nil {
			return err
		}
		back := takenTogether(settlement.ForCredit(offs, c.Came), c.Came.Currency)
		if c.Came.Minor <= 0 || back.Minor == 0 {
			continue
		}
		if err := askReversal(w, store.Task{Debtor: c.Debtor, Item: c.Item, Due: on}, whyOnAccount, c.Number, back); err != nil {
			return err
		}
	}
	return nil
}

// askReversal puts a task to reverse a write-off on the list, and says in the timeline why.
func askReversal(w store.Writer, t store.Task, why, number string, amount money.Amount) error {
	args := map[string]string{"number": number, "amount": amount.String(), "currency": string(amount.Currency)}
	t.Kind, t.Why = store.TaskReverse, dunning.Why{Key: why, Args: args}
	if _, err := w.PutTask(t); err != nil {
		return err
	}
	return w.Append(activity.WriteOffRecovered, int64(t.Debtor), int64(t.Item), number, args)
}

// askUndone asks for a reversal when a settlement has fallen whose rest was written off: it was given up for money that went back.
func askUndone(w store.Writer, p *store.PlanRow, on date.Date) error {
	if p.Kind != settlement.Discount || p.State != settlement.Kept {
		return nil
	}
	offs, err := w.WriteOffs(p.Debtor)
	if err != nil {
		return err
	}
	back := takenTogether(settlement.ForUndone(offs, p.Items()), p.Debt.Currency)
	if back.Minor == 0 {
		return nil
	}
	_, err = w.PutTask(store.Task{Kind: store.TaskReverse, Debtor: p.Debtor, Due: on, Why: dunning.Why{
		Key: whyUndone, Args: map[string]string{"plan": itoa(p.ID), "amount": back.String(), "currency": string(back.Currency)},
	}})
	return err
}

func takenTogether(backs []settlement.TakeBack, c money.Currency) money.Amount {
	sum := money.Zero(c)
	for i := range backs {
		sum.Minor += backs[i].Amount().Minor
	}
	return sum
}

// finishReversals ends the tasks that proposed what has been done now. Money on account is looked at once: what of it is for
// something else is nobody's reversal.
func finishReversals(w store.Writer, off settlement.WriteOff) error {
	offs, err := w.WriteOffs(off.Debtor)
	if err != nil {
		return err
	}
	plans, err := w.Plans(store.PlanQuery{Debtor: off.Debtor})
	if err != nil {
		return err
	}
	return finishTasks(w, off.Debtor, "reversed", func(t *store.Task) bool {
		switch t.Why.Key {
		case whyOnAccount:
			return t.Why.Args["currency"] == string(off.Total().Currency)
		case whyUndone:
			return len(settlement.ForUndone(offs, planItems(plans, t.Why.Args["plan"]))) == 0
		}
		return len(settlement.ForRecovered(offs, t.Item)) == 0
	})
}

// finishTasks ends a debtor's tasks to reverse something that are meant.
func finishTasks(w store.Writer, debtor receivable.DebtorID, result string, meant func(*store.Task) bool) error {
	tasks, err := w.Tasks(debtor, true)
	if err != nil {
		return err
	}
	for i := range tasks {
		if t := &tasks[i]; t.Kind == store.TaskReverse && meant(t) {
			if err := w.FinishTask(t.ID, result); err != nil && !fault.Has(err, fault.Conflict) {
				return err
			}
		}
	}
	return nil
}

func planItems(plans []store.PlanRow, id string) []receivable.ItemID {
	for i := range plans {
		if itoa(plans[i].ID) == id {
			return plans[i].Items()
		}
	}
	return nil
}

// Proposal is a write-off, or the reversal of one, that the book proposes: filled in, and done only when a person says so.
type Proposal struct {
	Order  WriteOffOrder
	Amount money.Amount
	Why    dunning.Why // of the task, or of the place on the work list, that proposes it
	Task   int64       // 0: proposed by no task
}

// Proposals gives what the book proposes to write off or to reverse of a customer: reversals first, the oldest task first.
func (v *CustomerView) Proposals() (out []Proposal) {
	for i := range v.Tasks {
		t := &v.Tasks[i]
		if t.Kind != store.TaskReverse {
			continue
		}
		for _, b := range v.takeBacks(t) {
			out = append(out, Proposal{Order: WriteOffOrder{Debtor: v.Debtor.ID, Reverse: b.WriteOff, Items: b.Items}, Amount: b.Amount(), Why: t.Why, Task: t.ID})
		}
	}
	claims := v.claims()
	for i := range v.Agreements {
		p := &v.Agreements[i]
		parts := p.Rest(claims, v.WriteOffs)
		if len(parts) == 0 {
			continue
		}
		whole := settlement.TakeBack{Items: parts}
		out = append(out, Proposal{Order: WriteOffOrder{Debtor: v.Debtor.ID, Items: parts, Reason: settlement.SettledRest}, Amount: whole.Amount(), Why: whyKept(p, whole.Amount())})
	}
	return out
}

func (v *CustomerView) takeBacks(t *store.Task) []settlement.TakeBack {
	switch t.Why.Key {
	case whyRecovered:
		return settlement.ForRecovered(v.WriteOffs, t.Item)
	case whyUndone:
		return settlement.ForUndone(v.WriteOffs, planItems(v.Agreements, t.Why.Args["plan"]))
	case whyOnAccount:
		at := slices.IndexFunc(v.Items, func(it store.ItemRow) bool { return it.ID == t.Item })
		if at < 0 {
			return nil
		}
		came, err := money.Parse(t.Why.Args["amount"], money.Currency(t.Why.Args["currency"]))
		if err != nil {
			return nil
		}
		came.Minor = min(came.Minor, -v.Items[at].Open.Minor)
		return settlement.ForCredit(v.WriteOffs, came)
	}
	return nil
}

func (v *CustomerView) claims() (out []settlement.OpenClaim) {
	for i := range v.Items {
		out = appendClaim(out, &v.Items[i])
	}
	return out
}

// appendClaim adds an item that may be written off; credits are none.
func appendClaim(out []settlement.OpenClaim, row *store.ItemRow) []settlement.OpenClaim {
	if row.Kind == receivable.Credit || row.Kind == receivable.OnAccount {
		return out
	}
	return append(out, settlement.OpenClaim{Item: row.ID, Number: row.Number, Open: row.Open})
}

// Proposed gives what the book proposes to write off or to reverse of a customer.
func (d *Desk) Proposed(ctx context.Context, debtor receivable.DebtorID) (out []Proposal, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		v := CustomerView{}
		if v.Date, err = d.todayOf(r); err != nil {
			return err
		}
		if err := d.customerRecord(r, &v, debtor); err != nil {
			return err
		}
		out = v.Proposals()
		return nil
	})
	return out, err
}

// restOf is what a kept settlement leaves to be written off.
func restOf(r store.Reader, p *store.PlanRow) ([]settlement.ItemPart, error) {
	var claims []settlement.OpenClaim
	for _, id := range p.Items() {
		row, err := r.Item(id)
		if err != nil {
			return nil, err
		}
		claims = appendClaim(claims, &row)
	}
	offs, err := r.WriteOffs(p.Debtor)
	return p.Rest(claims, offs), err
}

// whyKept is the reason for which a customer whose settlement was kept stands on the work list.
func whyKept(p *store.PlanRow, rest money.Amount) dunning.Why {
	return dunning.Why{Key: whyLetGo, Args: map[string]string{"currency": string(rest.Currency), "amount": rest.String(), "date": p.Ended.String()}}
}
