package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// WriteOffOrder asks to give claims up, or with Reverse to take a write-off back.
type WriteOffOrder struct {
	Debtor  receivable.DebtorID       `json:"debtor,omitempty"`
	Items   []settlement.ItemPart     `json:"items,omitempty"` // an amount of zero: all of the item
	Reason  settlement.WriteOffReason `json:"reason,omitempty"`
	Reverse int64                     `json:"reverse,omitempty"` // the write-off to take back; no items: all that stands
	Why     string                    `json:"-"`
}

// WriteOff gives claims up, in whole or in part, or asks somebody who may: nothing asks for them any more, and the booking slip
// is made. Open charges of an item that is given up whole are waived with it.
func (d *Desk) WriteOff(ctx context.Context, o WriteOffOrder) (Asked, error) {
	o.Reverse = 0
	return d.ask(ctx, approval.WriteOff, o, o.Why)
}

// ReverseWriteOff takes a write-off back, in whole or in part, or asks somebody who may. What was waived with it stays waived.
func (d *Desk) ReverseWriteOff(ctx context.Context, id int64, parts []settlement.ItemPart, why string) (Asked, error) {
	return d.ask(ctx, approval.WriteOff, WriteOffOrder{Reverse: id, Items: parts}, why)
}

// WriteOffs gives the write-offs of a customer, oldest first.
func (d *Desk) WriteOffs(ctx context.Context, debtor receivable.DebtorID) (out []settlement.WriteOff, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.WriteOffs(debtor)
		return err
	})
	return out, err
}

func weighWriteOff(d *Desk, r store.Reader, order string) (weighed, error) {
	o, err := readOrder[WriteOffOrder](order)
	if err != nil {
		return weighed{}, err
	}
	if o.Reverse != 0 {
		return weighReversal(r, o)
	}
	g, err := d.givingUp(r, o, "weighed")
	if err != nil {
		return weighed{}, err
	}
	total := g.off.Total()
	for _, c := range g.charges {
		if total, err = total.Add(c.Open); err != nil {
			return weighed{}, err
		}
	}
	facts := g.facts(total)
	delete(facts, "at-risk") // a new invoice makes no other write-off of it
	return weighed{measure: approval.Measure{Kind: approval.WriteOff, Amount: total}, debtor: o.Debtor, subject: g.who.Name, facts: facts}, nil
}

// givingUp is a write-off with what goes along.
type givingUp struct {
	who     receivable.Debtor
	off     settlement.WriteOff
	open    map[receivable.ItemID]money.Amount
	charges []dunning.Charge // open ones of the items that are given up whole
}

func (d *Desk) givingUp(r store.Reader, o WriteOffOrder, why string) (g givingUp, err error) {
	if g.who, err = r.Debtor(o.Debtor); err != nil {
		return g, err
	}
	on, err := d.todayOf(r)
	if err != nil {
		return g, err
	}
	var claims []settlement.OpenClaim
	g.open = map[receivable.ItemID]money.Amount{}
	var owed []money.Amount
	away := map[receivable.ItemID]bool{}
	if err := r.Items(store.ItemQuery{Debtor: o.Debtor}, func(row store.ItemRow) error {
		away[row.ID] = row.Escalated
		claims = appendClaim(claims, &row)
		g.open[row.ID] = row.Open
		owed = append(owed, row.Open)
		return nil
	}); err != nil {
		return g, err
	}
	if g.off, err = settlement.NewWriteOff(claims, o.Items, o.Reason, why, on); err != nil {
		return g, err
	}
	for i := range g.off.Items {
		if it := &g.off.Items[i]; away[it.Item] {
			return g, fault.New(fault.Conflict, "%s is with an agency or a court, which would go on asking for it", it.Number).OnField("items").
				WithHint("recall it first, or note what they said of it")
		}
	}
	g.off.Debtor = o.Debtor
	charges, err := r.Charges(o.Debtor, true)
	if err != nil {
		return g, err
	}
	for _, c := range charges {
		owed = append(owed, c.Open)
		for i := range g.off.Items {
			if it := &g.off.Items[i]; c.Item == it.Item && it.Amount == g.open[it.Item] {
				g.charges = append(g.charges, c)
			}
		}
	}
	g.off.AtRisk = sumIn(owed, g.off.Total().Currency)
	return g, nil
}

// sumIn adds up what is owed in one currency; credits count.
func sumIn(amounts []money.Amount, c money.Currency) money.Amount {
	sum := money.Zero(c)
	for _, a := range amounts {
		if a.Currency == c {
			sum.Minor += a.Minor
		}
	}
	return sum
}

// facts is what a decision on the write-off rests on.
func (g *givingUp) facts(total money.Amount) map[string]any {
	items := []map[string]string{}
	for i := range g.off.Items {
		it := &g.off.Items[i]
		items = append(items, map[string]string{"number": it.Number, "open": g.open[it.Item].String(), "amount": it.Amount.String()})
	}
	return map[string]any{
		"items": items, "reason": g.off.Reason, "amount": total.String(), "charges": total.Minor - g.off.Total().Minor, "currency": total.Currency, "at-risk": g.off.AtRisk.String(),
	}
}

func doWriteOff(d *Desk, w store.Writer, order, why string, decided *approval.Request) error {
	o, err := readOrder[WriteOffOrder](order)
	if err != nil {
		return err
	}
	asked, agreed := askedBy(w, decided)
	if o.Reverse != 0 {
		return d.reverse(w, o, why, asked, agreed)
	}
	g, err := d.givingUp(w, o, why)
	if err != nil {
		return err
	}
	g.off.By, g.off.Agreed = asked, agreed
	if g.off.ID, err = w.PutWriteOff(g.off); err != nil {
		return err
	}
	for _, c := range g.charges {
		if err := waive(w, c, WaiveOrder{Charge: c.ID, Amount: c.Open, Why: why}, g.off.On); err != nil {
			return err
		}
	}
	facts := g.facts(g.off.Total())
	facts["write-off"], facts["why"], facts["by"], facts["approved-by"] = g.off.ID, why, asked, agreed
	if err := d.putLossSlip(w, g.who, &g.off); err != nil {
		return err
	}
	if err := d.intendLoss(w, &g.off); err != nil {
		return err
	}
	return w.Append(activity.ClaimWrittenOff, int64(o.Debtor), oneItem(g.off.Items), g.who.Name, facts)
}

// oneItem is the item that an entry of the log is about, 0 for several.
func oneItem(items []settlement.WrittenItem) int64 {
	if len(items) == 1 {
		return int64(items[0].Item)
	}
	return 0
}

// askedBy tells who asked for what is being carried out, and who approved it: nobody when it needed no approval.
func askedBy(w store.Writer, decided *approval.Request) (asked, agreed string) {
	if decided == nil {
		return w.Actor().Name, ""
	}
	return decided.By.Name, decided.Decided.By.Name
}

func weighReversal(r store.Reader, o WriteOffOrder) (weighed, error) {
	off, err := r.WriteOff(o.Reverse)
	if err != nil {
		return weighed{}, err
	}
	_, backs, err := off.Reverse(o.Items)
	if err != nil {
		return weighed{}, err
	}
	who, err := r.Debtor(off.Debtor)
	return weighed{
		measure: approval.Measure{Kind: approval.WriteOff, Amount: backTotal(backs)}, debtor: off.Debtor, subject: who.Name,
		facts: map[string]any{"write-off": off.ID, "items": backFacts(backs), "standing": off.Standing().String(), "currency": off.Standing().Currency},
	}, err
}

func backTotal(backs []settlement.Back) money.Amount {
	var sum money.Amount
	for _, b := range backs {
		sum = money.New(sum.Minor+b.Amount.Minor, b.Amount.Currency)
	}
	return sum
}

func backFacts(backs []settlement.Back) []map[string]string {
	out := []map[string]string{}
	for _, b := range backs {
		out = append(out, map[string]string{"number": b.Number, "amount": b.Amount.String(), "booked": b.Posted.String()})
	}
	return out
}

func (d *Desk) reverse(w store.Writer, o WriteOffOrder, why, asked, agreed string) error {
	off, err := w.WriteOff(o.Reverse)
	if err != nil {
		return err
	}
	off, backs, err := off.Reverse(o.Items)
	if err != nil {
		return err
	}
	if err := w.SetWriteOff(off); err != nil {
		return err
	}
	who, err := w.Debtor(off.Debtor)
	if err != nil {
		return err
	}
	if err := finishReversals(w, off); err != nil {
		return err
	}
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	s := reversalSlip(who, &off, backs)
	s.On, s.Why, s.By, s.Agreed = on, why, asked, agreed
	if err := d.putSlip(w, s); err != nil {
		return err
	}
	if err := d.intendBack(w, &off, backs, on, why); err != nil {
		return err
	}
	return w.Append(activity.WriteOffReversed, int64(off.Debtor), oneItem(off.Items), who.Name, map[string]any{
		"write-off": off.ID, "items": backFacts(backs), "amount": backTotal(backs).String(), "currency": backTotal(backs).Currency, "why": why, "by": asked, "approved-by": agreed,
	})
}
