package desk

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// judgePlans looks at every agreement that runs. One whose payments are all here is kept; one of which a payment is missing
// after its grace is broken, and its items go on at the levels they had. While the data of its customer may not be used,
// or some of it is set aside, nothing breaks: the money may be there.
func (d *Desk) judgePlans(w store.Writer, on date.Date) error {
	rows, err := w.Plans(store.PlanQuery{Watched: true})
	if err != nil || len(rows) == 0 {
		return err
	}
	fresh, err := d.fresh(w)
	if err != nil {
		return err
	}
	stale := map[receivable.ConnectionID]bool{}
	for _, f := range fresh {
		stale[f.Connection.ID] = f.Code != ""
	}
	byDebtor := map[receivable.DebtorID][]store.PlanRow{}
	for _, p := range rows {
		byDebtor[p.Debtor] = append(byDebtor[p.Debtor], p)
	}
	for _, id := range sortedKeys(byDebtor) {
		who, err := w.Debtor(id)
		if err != nil {
			return err
		}
		unsure, err := doubtful(w, id)
		if err != nil {
			return err
		}
		if err := judgePlansOf(w, byDebtor[id], on, unsure || stale[who.Connection]); err != nil {
			return err
		}
	}
	return nil
}

func judgePlansOf(w store.Writer, rows []store.PlanRow, on date.Date, stale bool) error {
	judged, err := judgements(w, rows, on)
	if err != nil {
		return err
	}
	for i := range rows {
		p, j := &rows[i], &judged[i]
		if j.State == p.State || j.State == settlement.Broken && stale {
			continue
		}
		var missed date.Date
		if j.Missed != nil {
			missed = j.Missed.Row.On
		}
		if err := w.MovePlan(p.ID, p.State, j.State, on, missed, ""); err != nil {
			return err
		}
		if err := askUndone(w, p, on); err != nil {
			return err
		}
		if err := w.Append(judgedAs(j.State), int64(p.Debtor), 0, p.Name, judgedFacts(p, j)); err != nil {
			return err
		}
	}
	return nil
}

func judgedAs(s settlement.State) activity.Kind {
	switch s {
	case settlement.Kept:
		return activity.PlanKept
	case settlement.Broken:
		return activity.PlanBroken
	case settlement.Agreed, settlement.Proposed, settlement.Cancelled:
	}
	return activity.PlanReopened
}

func judgedFacts(p *store.PlanRow, j *settlement.Judgement) map[string]any {
	facts := planFacts(p)
	facts["received"] = j.Received.String()
	if j.Missed != nil {
		facts["missed"], facts["lacking"] = j.Missed.Row.On.String(), j.Missed.Open().String()
	}
	return facts
}

// judgements says how plans of one customer stand. They share what came in on account in the order in which they were made.
func judgements(r store.Reader, rows []store.PlanRow, on date.Date) ([]settlement.Judgement, error) {
	plans, found, about := make([]settlement.PaymentPlan, len(rows)), make([][]settlement.Receipt, len(rows)), make([][]dunning.Item, len(rows))
	charges, err := chargesEver(r, rows[0].Debtor)
	if err != nil {
		return nil, err
	}
	free, err := creditsFor(r, rows)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		plans[i] = rows[i].PaymentPlan
		items := free[:len(free):len(free)]
		for _, id := range plans[i].Items() {
			past, err := r.Past(id)
			if err != nil {
				return nil, err
			}
			items = append(items, past.Item)
		}
		about[i], found[i] = items, plans[i].ReceiptsOf(items, charges, on)
	}
	out := make([]settlement.Judgement, len(rows))
	for i, receipts := range settlement.Share(plans, found) {
		out[i] = settlement.Judge(plans[i], receipts, on)
		out[i].Close(plans[i], about[i])
	}
	return out, nil
}

// chargesEver gives a customer's charges, and says of which the notice was taken back.
func chargesEver(r store.Reader, debtor receivable.DebtorID) ([]dunning.Charge, error) {
	charges, err := r.Charges(debtor, false)
	if err != nil || len(charges) == 0 {
		return charges, err
	}
	notices, err := r.Notices(debtor, 0)
	back := map[int64]bool{}
	for i := range notices {
		back[int64(notices[i].ID)] = notices[i].Cancelled
	}
	for i := range charges {
		charges[i].TakenBack = back[charges[i].Notice]
	}
	return charges, err
}

// creditsFor gives the customer's open credits and, where a settlement must tell them from money, the used credit notes of single
// invoices too.
func creditsFor(r store.Reader, rows []store.PlanRow) (out []dunning.Item, err error) {
	used := slices.ContainsFunc(rows, func(p store.PlanRow) bool { return p.Kind == settlement.Discount })
	err = r.Items(store.ItemQuery{Debtor: rows[0].Debtor, OpenOnly: !used}, func(it store.ItemRow) error {
		if it.Open.Minor < 0 || it.Kind == receivable.Credit && it.AppliesTo != 0 {
			out = append(out, it.Item)
		}
		return nil
	})
	return out, err
}

// standing says how one plan stands, beside the others of its customer that run.
func standing(r store.Reader, p store.PlanRow, on date.Date) (settlement.Judgement, error) {
	rows, err := r.Plans(store.PlanQuery{Debtor: p.Debtor, Watched: true})
	if err != nil {
		return settlement.Judgement{}, err
	}
	for i := range rows {
		if rows[i].ID == p.ID {
			all, err := judgements(r, rows, on)
			if err != nil {
				return settlement.Judgement{}, err
			}
			return all[i], nil
		}
	}
	all, err := judgements(r, []store.PlanRow{p}, on)
	if err != nil {
		return settlement.Judgement{}, err
	}
	return all[0], nil
}
