package desk

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// talksRead is how many calls, visits and answers at most are looked at for how a customer behaves.
const talksRead = 500

// customerBehaviour tells how the customer pays and answers, and whether they may be called now.
func (d *Desk) customerBehaviour(r store.Reader, p *planner, v *CustomerView, settled []store.ItemRow) error {
	pack := p.law(v.Debtor)
	zone, err := d.zoneOf(r, v.Debtor, pack)
	if err != nil {
		return err
	}
	if v.MayCall, err = d.mayContact(r, &pack, v.Debtor, receivable.Call, d.Clock.Now().In(zone)); err != nil {
		return err
	}
	if v.MayVisit, err = d.mayContact(r, &pack, v.Debtor, receivable.Visit, d.Clock.Now().In(zone)); err != nil {
		return err
	}
	talks, err := r.Timeline(store.TimelineQuery{
		Debtor: int64(v.Debtor.ID), Kinds: []activity.Kind{activity.CallNoted, activity.VisitNoted, activity.AnswerNoted, activity.AnswerReceived}, Limit: talksRead,
	})
	if err != nil {
		return err
	}
	f := behaviour.Facts{Settled: paidInvoices(settled, v.Payments)}
	for _, pr := range v.Promises {
		f.Promises = append(f.Promises, pr.State)
		f.Came = append(f.Came, date.In(pr.Taken, zone))
	}
	for i := range v.Payments {
		if !v.Payments[i].Reversed {
			f.Came = append(f.Came, v.Payments[i].Date)
		}
	}
	for i := range v.Notices {
		n := &v.Notices[i]
		if n.State != store.OutSent || n.Cancelled || n.Trial || n.SentAt.IsZero() {
			continue
		}
		at := n.SentAt.In(zone)
		f.Contacts = append(f.Contacts, behaviour.Contact{On: date.In(n.SentAt, zone), Hour: at.Hour(), Channel: n.Claim.Channel})
	}
	for i := range talks {
		e := &talks[i]
		at := e.At.In(zone)
		on := date.In(e.At, zone)
		switch e.Kind {
		case activity.AnswerNoted, activity.AnswerReceived:
			f.Came = append(f.Came, on)
		case activity.CallNoted:
			f.Contacts = append(f.Contacts, talked(e, receivable.Call, on, at.Hour()))
		case activity.VisitNoted:
			f.Contacts = append(f.Contacts, talked(e, receivable.Visit, on, at.Hour()))
		default:
		}
	}
	v.Behaviour = behaviour.Of(f, v.Date)
	return nil
}

// talked is a call or a visit as a contact: somebody was there, or nobody was.
func talked(e *activity.Entry, c receivable.Channel, on date.Date, hour int) behaviour.Contact {
	var said struct {
		Result CallResult `json:"result"`
	}
	_ = json.Unmarshal([]byte(e.Data), &said) // an entry that cannot be read was a contact of which nothing is known
	out := behaviour.Contact{On: on, Hour: hour, Channel: c}
	switch said.Result {
	case CallReached, CallPromised, CallDisputes, CallAsksTime:
		out.Answered = true
	case CallNoAnswer, CallWrongNumber, "no answer":
		out.Silent = true
	}
	return out
}

// paidInvoices are the invoices that were settled, each with the day of the last payment that settled it, and where the source gives
// no payments with the day on which the book saw it settled.
func paidInvoices(settled []store.ItemRow, payments []receivable.Payment) []behaviour.Settled {
	paidOn := make(map[receivable.ItemID]date.Date, len(settled))
	for i := range payments {
		if payments[i].Reversed {
			continue
		}
		for _, a := range payments[i].Allocations {
			paidOn[a.Item] = date.Latest(paidOn[a.Item], a.Date)
		}
	}
	out := make([]behaviour.Settled, 0, len(settled))
	for i := range settled {
		it := &settled[i]
		on := paidOn[it.ID]
		if on.IsZero() {
			on = it.Settled
		}
		if it.Kind == receivable.Invoice && !on.IsZero() {
			out = append(out, behaviour.Settled{Minor: it.Amount.Minor, Due: it.DueOn(), Paid: on})
		}
	}
	return out
}
