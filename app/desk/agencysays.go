package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// AgencySays is what an agency, a lawyer or a court said of a hand-over, or what we told it.
type AgencySays struct {
	Escalation int64
	Kind       settlement.EscalationKind
	Amount     money.Amount
	On         date.Date // zero: today
	Reference  string    // the other's own, kept when given
	Note       string
}

// SayEscalation keeps what happened to claims that were handed over. A recall is no such word: see Recall. The conditions of the
// hand-over are looked at once more when it leaves.
func (d *Desk) SayEscalation(ctx context.Context, o AgencySays) error {
	if o.Kind == settlement.SaidRecalled {
		return fault.New(fault.Invalid, "a recall is decided, not said").OnField("kind").WithHint("use recall")
	}
	var evidence Document
	if o.Kind == settlement.SaidHandedOver && d.Paper != nil {
		var err error
		if evidence, err = d.makeBundle(ctx, o.Escalation); err != nil {
			return err
		}
	}
	return d.update(ctx, func(w store.Writer) error { return d.say(w, o, evidence) })
}

// say is SayEscalation within its transaction.
func (d *Desk) say(w store.Writer, o AgencySays, evidence Document) error {
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	e, err := w.Escalation(o.Escalation)
	switch {
	case err != nil:
		return err
	case o.On.IsZero():
		o.On = on
	case o.On.After(on) || o.On.Before(e.On):
		return fault.New(fault.Invalid, "%s is not between the hand-over of %s and today", o.On, e.On).OnField("date")
	}
	if o.Kind == settlement.SaidHandedOver {
		if err := d.stillReady(w, &e, on); err != nil {
			return err
		}
		if err := keepBundle(w, e, evidence); err != nil {
			return err
		}
	}
	if o.Reference != "" {
		if err := w.SetEscalationReference(o.Escalation, o.Reference); err != nil {
			return err
		}
	}
	if o.Amount.Currency == "" && o.Amount.Minor != 0 {
		o.Amount.Currency = e.Claim().Currency
	}
	return said(w, o.Escalation, settlement.EscalationEvent{Kind: o.Kind, On: o.On, Amount: o.Amount, Note: o.Note}, "")
}

// stillReady looks at the conditions again, right before claims leave the house. What leaves is what is owed: a claim that has
// become less or more since it was prepared does not leave.
func (d *Desk) stillReady(r store.Reader, e *settlement.Escalation, on date.Date) error {
	if e.State != settlement.Prepared {
		return nil // what cannot follow is refused in its own words
	}
	who, err := r.Debtor(e.Debtor)
	if err != nil {
		return err
	}
	charges, err := r.Charges(e.Debtor, true)
	if err != nil {
		return err
	}
	var rows []store.ItemRow
	for _, it := range e.Items {
		row, err := r.Item(it.Item)
		if err != nil {
			return err
		}
		if row.Open.Minor <= 0 {
			return fault.New(settlement.NotReady, "%s has been paid or written off since the hand-over was prepared", row.Number).WithHint("recall it and prepare it anew")
		}
		if now := withCharges(&row, charges); now != it.Amount {
			return fault.New(settlement.NotReady, "of %s %s %s is owed now, and the hand-over was prepared with %s", row.Number, now, now.Currency, it.Amount).
				WithHint("recall it and prepare it anew")
		}
		row.Escalated = false // with this one itself
		rows = append(rows, row)
	}
	checks, err := d.checks(r, who, rows, on)
	if err != nil {
		return err
	}
	return settlement.MayHandOver(checks)
}

func said(w store.Writer, id int64, ev settlement.EscalationEvent, agreed string) error {
	e, err := w.SayEscalation(id, ev)
	if err != nil {
		return err
	}
	if err := collected(w, &e, ev, ev.On); err != nil {
		return err
	}
	who, err := w.Debtor(e.Debtor)
	if err != nil {
		return err
	}
	facts := map[string]any{"escalation": id, "said": ev.Kind, "state": e.State, "party": e.Party, "on": ev.On.String(), "note": ev.Note, "open": e.Open().String(), "approved-by": agreed}
	if ev.Amount.Minor != 0 {
		facts["amount"], facts["currency"] = ev.Amount.String(), e.Claim().Currency
	}
	return w.Append(activity.EscalationSaid, int64(e.Debtor), 0, who.Name, facts)
}
