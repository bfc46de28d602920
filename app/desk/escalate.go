package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// EscalateOrder asks to hand claims over, or with Recall to take them back.
type EscalateOrder struct {
	Debtor receivable.DebtorID     `json:"debtor,omitempty"`
	Items  []receivable.ItemID     `json:"items,omitempty"`
	To     settlement.EscalationTo `json:"to,omitempty"`
	Party  string                  `json:"party,omitempty"`
	Recall int64                   `json:"recall,omitempty"` // the escalation to take back
	Why    string                  `json:"-"`
}

// Escalate prepares a hand-over of claims to an agency or a court, or asks somebody who may. It is refused with settlement.NotReady while
// a condition does not hold, and looked at again when it is approved.
func (d *Desk) Escalate(ctx context.Context, o EscalateOrder) (Asked, error) {
	o.Recall = 0
	return d.ask(ctx, approval.Escalate, o, o.Why)
}

// Recall takes claims back that were handed over, or asks somebody who may.
func (d *Desk) Recall(ctx context.Context, id int64, why string) (Asked, error) {
	return d.ask(ctx, approval.Escalate, EscalateOrder{Recall: id}, why)
}

// Escalations gives what was handed over of a customer, oldest first; 0: of all.
func (d *Desk) Escalations(ctx context.Context, debtor receivable.DebtorID) (out []settlement.Escalation, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.Escalations(debtor)
		return err
	})
	return out, err
}

// Checklist says what holds and what not before claims may be handed over; no items: all that are open and due.
func (d *Desk) Checklist(ctx context.Context, debtor receivable.DebtorID, items []receivable.ItemID) (out []settlement.Check, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		h, err := d.handingOver(r, EscalateOrder{Debtor: debtor, Items: items})
		out = h.checks
		return err
	})
	return out, err
}

// handingOver is a hand-over with what it rests on.
type handingOver struct {
	who    receivable.Debtor
	on     date.Date
	items  []settlement.EscalatedItem
	checks []settlement.Check
}

func (d *Desk) handingOver(r store.Reader, o EscalateOrder) (h handingOver, err error) {
	if h.who, err = r.Debtor(o.Debtor); err != nil {
		return h, err
	}
	if h.on, err = d.todayOf(r); err != nil {
		return h, err
	}
	rows, err := chosenRows(r, o, h.on)
	if err != nil {
		return h, err
	}
	charges, err := r.Charges(o.Debtor, true)
	if err != nil {
		return h, err
	}
	for i := range rows {
		h.items = append(h.items, settlement.EscalatedItem{Item: rows[i].ID, Number: rows[i].Number, Amount: withCharges(&rows[i], charges)})
	}
	h.checks, err = d.checks(r, h.who, rows, h.on)
	return h, err
}

// withCharges is what is open of an item and of its own charges.
func withCharges(row *store.ItemRow, charges []dunning.Charge) money.Amount {
	sum := row.Open
	for i := range charges {
		if c := &charges[i]; c.Item == row.ID && c.Open.Currency == sum.Currency {
			sum.Minor += c.Open.Minor
		}
	}
	return sum
}

// chosenRows are the claims of an order, or all that are open and due when it names none.
func chosenRows(r store.Reader, o EscalateOrder, on date.Date) (rows []store.ItemRow, err error) {
	byID := map[receivable.ItemID]store.ItemRow{}
	err = r.Items(store.ItemQuery{Debtor: o.Debtor, OpenOnly: true}, func(row store.ItemRow) error {
		byID[row.ID] = row
		if len(o.Items) == 0 && row.Open.Minor > 0 && row.DaysOverdue(on) > 0 && !row.Escalated {
			rows = append(rows, row)
		}
		return nil
	})
	for _, id := range o.Items {
		row, ok := byID[id]
		if !ok {
			return nil, fault.New(fault.NotFound, "the customer has no open item %d", id).OnField("items")
		}
		rows = append(rows, row)
	}
	return rows, err
}

// checks holds claims against the conditions of a hand-over.
func (d *Desk) checks(r store.Reader, who receivable.Debtor, rows []store.ItemRow, on date.Date) ([]settlement.Check, error) {
	p, err := d.newPlanner(r, on)
	if err != nil {
		return nil, err
	}
	notices, err := r.Notices(who.ID, 0)
	if err != nil {
		return nil, err
	}
	ends, err := d.limitations(r, rows, on)
	if err != nil {
		return nil, err
	}
	pack := p.law(who)
	last := len(p.procedures.of(&who).procedure.Levels)
	source := ""
	row := pack.On(law.FinalByOwn, who.Kind, on, on)
	anyNotice := row != nil && row.Text == law.FinalForbidden // then the last own reminder is what there can be
	if anyNotice {
		source = row.ID
	}
	inPlan := map[receivable.ItemID]bool{}
	if err := r.Accounts(store.AccountQuery{Debtors: []receivable.DebtorID{who.ID}}, on, func(a *dunning.Account) error {
		for i := range a.Items {
			inPlan[a.Items[i].ID] = a.Items[i].InPlan
		}
		return nil
	}); err != nil {
		return nil, err
	}
	facts := make([]settlement.Facts, 0, len(rows))
	for i := range rows {
		it := &rows[i]
		f := settlement.Facts{Number: it.Number, DaysLate: it.DaysOverdue(on), Disputed: it.Dispute != nil, InPlan: inPlan[it.ID], Escalated: it.Escalated || it.Collected, Doubtful: it.Quarantined}
		f.Notice, f.Deadline = formalNotice(notices, it.ID, last, anyNotice)
		if it.Promise != nil && it.Promise.State == dunning.PromisePending {
			f.Promised = it.Promise.By
		}
		if l := ends[it.ID]; l.Known() && l.DaysLeft(on) < 0 {
			f.BarredFrom = l.Last
		}
		facts = append(facts, f)
	}
	return settlement.Checklist(facts, on, source), nil
}

// formalNotice is the day on which the last formal demand of an item left, and the deadline that it printed: a final notice or
// one of the procedure's last level, in writing.
func formalNotice(notices []store.Notice, item receivable.ItemID, last int, anyNotice bool) (sent, deadline date.Date) {
	for i := range notices { // newest first
		n := &notices[i]
		if n.Cancelled || n.Trial || n.State != store.OutSent || n.Claim.Event != dunning.NoEvent || n.Claim.Confirm ||
			n.Claim.Channel != receivable.Email && n.Claim.Channel != receivable.Letter {
			continue
		}
		for _, l := range n.Claim.Lines {
			if l.Item == item && (anyNotice || n.Claim.Tone == dunning.Final || l.Level >= last) {
				return n.Claim.Date, n.Claim.Deadline
			}
		}
	}
	return date.Date{}, date.Date{}
}

func weighEscalate(d *Desk, r store.Reader, order string) (weighed, error) {
	o, err := readOrder[EscalateOrder](order)
	if err != nil {
		return weighed{}, err
	}
	if o.Recall != 0 {
		return d.weighRecall(r, o)
	}
	h, e, err := d.prepared(r, o, "weighed")
	if err != nil {
		return weighed{}, err
	}
	items := []map[string]string{}
	for _, it := range e.Items {
		items = append(items, map[string]string{"number": it.Number, "amount": it.Amount.String()})
	}
	return weighed{
		measure: approval.Measure{Kind: approval.Escalate, Amount: e.Claim()}, debtor: o.Debtor, subject: h.who.Name,
		facts: map[string]any{"items": items, "to": e.To, "party": e.Party, "amount": e.Claim().String(), "currency": e.Claim().Currency},
	}, nil
}

// prepared is a hand-over all of whose conditions hold.
func (d *Desk) prepared(r store.Reader, o EscalateOrder, why string) (handingOver, settlement.Escalation, error) {
	h, err := d.handingOver(r, o)
	if err != nil {
		return h, settlement.Escalation{}, err
	}
	e, err := settlement.NewEscalation(o.To, o.Party, h.items, why, h.on)
	if err != nil {
		return h, e, err
	}
	e.Debtor = o.Debtor
	return h, e, settlement.MayHandOver(h.checks)
}

func doEscalate(d *Desk, w store.Writer, order, why string, decided *approval.Request) error {
	o, err := readOrder[EscalateOrder](order)
	if err != nil {
		return err
	}
	asked, agreed := askedBy(w, decided)
	if o.Recall != 0 {
		return d.doRecall(w, o, why, asked, agreed)
	}
	h, e, err := d.prepared(w, o, why)
	if err != nil {
		return err
	}
	if e.ID, err = w.PutEscalation(e); err != nil {
		return err
	}
	numbers := []string{}
	for _, it := range e.Items {
		numbers = append(numbers, it.Number)
	}
	return w.Append(activity.ClaimEscalated, int64(o.Debtor), 0, h.who.Name, map[string]any{
		"escalation": e.ID, "to": e.To, "party": e.Party, "items": numbers, "amount": e.Claim().String(), "currency": e.Claim().Currency, "why": why, "by": asked, "approved-by": agreed,
	})
}

func (d *Desk) weighRecall(r store.Reader, o EscalateOrder) (weighed, error) {
	e, err := r.Escalation(o.Recall)
	if err != nil {
		return weighed{}, err
	}
	if _, err := e.Say(settlement.EscalationEvent{Kind: settlement.SaidRecalled}); err != nil {
		return weighed{}, err
	}
	who, err := r.Debtor(e.Debtor)
	return weighed{
		measure: approval.Measure{Kind: approval.Escalate, Amount: e.Open()}, debtor: e.Debtor, subject: who.Name,
		facts: map[string]any{"escalation": e.ID, "state": e.State, "open": e.Open().String(), "held": e.Held().String(), "cost": e.Cost().String(), "currency": e.Claim().Currency},
	}, err
}

func (d *Desk) doRecall(w store.Writer, o EscalateOrder, why, asked, agreed string) error {
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	return said(w, o.Recall, settlement.EscalationEvent{Kind: settlement.SaidRecalled, On: on, Note: why, By: asked}, agreed)
}
