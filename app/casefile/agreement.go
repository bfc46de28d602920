package casefile

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/shopspring/decimal"
)

// agreeing is what an agree step says.
type agreeing struct {
	kind     settlement.Kind
	items    []*Item
	terms    settlement.Terms
	pay      money.Amount
	by       date.Date
	grace    int
	payments int // expected of the schedule; -1: the case does not care
	last     *money.Amount
}

// readAgree agrees new terms for items: instalments, a settlement or a later date.
func readAgree(f *fields, c *Case, _ *Step) action {
	a := agreeing{
		kind:  settlement.Kind(f.oneOf("kind", string(settlement.Instalments), string(settlement.Instalments), string(settlement.Discount), string(settlement.LaterDate))),
		grace: f.integer("grace", 0), payments: f.integer("payments", -1),
	}
	f.each("items", func(v *value) error {
		it := c.item(v.text)
		if it == nil {
			return v.wrong("there is no item %q", v.text)
		}
		a.items = append(a.items, it)
		return nil
	})
	if f.must("items"); f.err == nil && len(a.items) == 0 {
		f.fail(f.get("items").wrong("an agreement is about at least one item"))
	}
	if f.err == nil {
		a.read(f, a.items[0].Amount.Currency)
	}
	return a.agree
}

func (a *agreeing) read(f *fields, currency money.Currency) {
	t := &a.terms
	t.Count, t.Step.Day, t.Step.Weeks, t.Business = f.integer("instalments", 0), f.integer("monthly_on", 0), f.integer("every_weeks", 0), f.flag("business_days")
	t.First, t.DepositOn, a.by = f.date("first"), f.date("deposit_on"), f.date("by")
	for key, into := range map[string]*money.Amount{"each": &t.Each, "deposit": &t.Deposit, "pay": &a.pay} {
		if given := f.amount(key, currency); given != nil {
			*into = *given
		}
	}
	a.last = f.amount("last", currency)
	if text := f.text("interest", ""); text != "" {
		rate, err := decimal.NewFromString(text)
		if err != nil {
			f.fail(f.get("interest").wrong("expected percent a year"))
			return
		}
		t.Interest = &dunning.Terms{Name: "agreed rate", Basis: dunning.Act365, Rates: []dunning.TermRate{{Percent: rate, Rule: "agreed rate"}}}
	}
}

func (a *agreeing) agree(r *run, s *Step) (string, error) {
	p := settlement.PaymentPlan{ID: int64(len(r.agreed) + 1), Kind: a.kind, State: settlement.Proposed, GraceDays: a.grace}
	for _, named := range a.items {
		it := r.item(named.ID)
		switch {
		case it == nil:
			return "", fault.New(fault.NotFound, "item %s is not on the account yet", named.Number)
		case it.Dispute != nil || it.InPlan:
			return "", fault.New(fault.Conflict, "item %s is disputed, or in an agreement already", it.Number).OnField("items")
		}
		p.Basis.Items = append(p.Basis.Items, settlement.BasisItem{Item: it.ID, Open: it.Open})
		p.Debt.Minor, p.Debt.Currency = p.Debt.Minor+it.Open.Minor, it.Open.Currency
	}
	for _, it := range r.account.Items {
		if it.Open.Minor < 0 && it.Open.Currency == p.Debt.Currency {
			p.Basis.Credits = append(p.Basis.Credits, settlement.BasisCredit{Item: it.ID, Open: it.Open})
		}
	}
	p, err := a.schedule(p, s.On, r.calendar)
	if err != nil {
		return "", err
	}
	r.agreed = append(r.agreed, p)
	r.quieten()
	rows := p.Schedule.Rows
	var d differs
	if a.payments >= 0 {
		d.compare("payments", fmt.Sprint(a.payments), fmt.Sprint(len(rows)))
	}
	if a.last != nil {
		d.compare("last", a.last.String(), rows[len(rows)-1].Payment.String())
	}
	said := fmt.Sprintf("%s agreed about %s %s:", p.Kind, p.Debt, p.Debt.Currency)
	for _, row := range rows {
		said += fmt.Sprintf(" %s on %s,", row.Payment, row.On)
	}
	return said[:len(said)-1], d.orNil()
}

func (a *agreeing) schedule(p settlement.PaymentPlan, on date.Date, cal date.Calendar) (settlement.PaymentPlan, error) {
	var err error
	p.LetGo = money.Zero(p.Debt.Currency)
	switch a.kind {
	case settlement.Instalments:
		p.Schedule, err = settlement.ScheduleOf(p.Debt, a.terms, on, cal)
	case settlement.Discount:
		p.LetGo.Minor = p.Debt.Minor - a.pay.Minor
		p.Schedule, err = settlement.Single(a.pay, a.by, on)
	case settlement.LaterDate:
		p.Schedule, err = settlement.Single(p.Debt, a.by, on)
	}
	if err != nil {
		return p, err
	}
	return p.Agree(on)
}

// judgeAgreements looks at every agreement on a day, as the desk does when a read is done and before a wave.
func (r *run) judgeAgreements(on date.Date) {
	if len(r.agreed) == 0 {
		return
	}
	for i, j := range r.judgements(on) {
		r.agreed[i].State = j.State
	}
	r.quieten()
}

func (r *run) judgements(on date.Date) []settlement.Judgement {
	found := make([][]settlement.Receipt, len(r.agreed))
	for i := range r.agreed {
		found[i] = r.agreed[i].ReceiptsOf(r.account.Items, r.account.Charges, on)
	}
	out := make([]settlement.Judgement, len(r.agreed))
	for i, receipts := range settlement.Share(r.agreed, found) {
		out[i] = settlement.Judge(r.agreed[i], receipts, on)
		out[i].Close(r.agreed[i], r.account.Items)
	}
	return out
}

// quieten marks the items that agreements keep silent.
func (r *run) quieten() {
	r.account.Items = slices.Clone(r.account.Items)
	for i := range r.account.Items {
		it := &r.account.Items[i]
		if named := r.named(it.ID); named {
			it.InPlan = slices.ContainsFunc(r.agreed, func(p settlement.PaymentPlan) bool { return p.Quiet() && slices.Contains(p.Items(), it.ID) })
		}
	}
}

// named reports whether any agreement is about an item; others keep the mark that the case gave them.
func (r *run) named(id receivable.ItemID) bool {
	return slices.ContainsFunc(r.agreed, func(p settlement.PaymentPlan) bool { return slices.Contains(p.Items(), id) })
}

// readAgreement looks at how the last agreement stands.
func readAgreement(f *fields, _ *Case, _ *Step) action {
	state := f.oneOf("state", "", string(settlement.Agreed), string(settlement.Kept), string(settlement.Broken), string(settlement.Cancelled))
	missed, received := f.text("missed", ""), f.text("received", "")
	return func(r *run, s *Step) (string, error) {
		if len(r.agreed) == 0 {
			return "", fault.New(fault.NotFound, "nothing has been agreed")
		}
		r.judgeAgreements(s.On)
		all := r.judgements(s.On)
		j := all[len(all)-1]
		var d differs
		if state != "" {
			d.compare("state", state, string(j.State))
		}
		day := ""
		if j.Missed != nil {
			day = j.Missed.Row.On.String()
		}
		if missed != "" {
			d.compare("missed", missed, day)
		}
		if received != "" {
			d.compare("received", received, j.Received.String())
		}
		return fmt.Sprintf("the agreement is %s, %s received, missed: %s", j.State, j.Received, orNone(day)), d.orNil()
	}
}

// readEndAgreement cancels the last agreement.
func readEndAgreement(f *fields, _ *Case, _ *Step) action {
	reason := f.mustText("reason")
	return func(r *run, _ *Step) (string, error) {
		if len(r.agreed) == 0 {
			return "", fault.New(fault.NotFound, "nothing has been agreed")
		}
		last := &r.agreed[len(r.agreed)-1]
		next, err := last.Cancel()
		*last = next
		r.quieten()
		return "agreement cancelled: " + reason, err
	}
}
