package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// TermsOrder asks for new terms for what a customer owes.
type TermsOrder struct {
	Debtor   receivable.DebtorID
	Kind     settlement.Kind
	Items    []receivable.ItemID // empty: all that is overdue, or else open, not disputed and not in another agreement
	Currency money.Currency      // which of the customer's currencies; empty: that of the items, which must then have one
	// WithoutCharges leaves fees and interest of earlier notices out of the debt.
	WithoutCharges bool
	Terms          settlement.Terms // of instalments; Interest is filled in by InterestBy
	InterestBy     InterestChoice
	Pay            money.Amount // settlement: what is paid of the debt
	By             date.Date    // settlement and later date: by which day
	GraceDays      int
	Expect         money.Amount // the debt as somebody saw it; another one is refused. No money: whatever it is
	Why            string       `json:"-"` // for whoever must approve it
	// Reckoned is the day as of which all of it was reckoned when somebody was asked, so that he may approve the same terms another
	// day; empty: today.
	Reckoned string `json:",omitempty"`
	// Send sends the agreement for signature as soon as it holds: by Email or Letter; empty: nobody is written to.
	Send receivable.Channel `json:",omitempty"`
}

// InterestChoice says by which rate a plan bears interest. The rate of the day on which it is made holds to its end, since
// nobody knows the later ones.
type InterestChoice struct {
	ByLaw  bool
	Agreed decimal.Decimal // percent a year, at most what the law lets be agreed; zero: none
}

// TermsDraft is an agreement as it would be: nothing is kept.
type TermsDraft struct {
	Order      TermsOrder
	Debtor     receivable.Debtor
	On         date.Date
	Plan       settlement.PaymentPlan // proposed
	Items      []store.ItemRow        // that it is about
	Outside    []store.ItemRow        // open claims that stay outside, disputed ones among them
	Rate       *dunning.Span          // by which interest runs: percent, rule, source; nil without interest
	Forgone    money.Amount           // statutory interest to the last payment that the plan does not bear; no currency: no rate is known
	Expected   []settlement.Part      // what is expected without the plan, by how late the customer pays on average
	Meanwhile  money.Amount           // statutory interest that runs until what is expected has come; no currency: no rate is known
	Evidence   settlement.Evidence    // what it costs us and how likely it is kept, as it would be stored with the plan
	Limitation []LimitationEffect
	OverLimit  bool  // the customer owes more than the credit line, or the source's limit, allows
	Refused    error // why who sits at the desk may not agree at once; nil: may
}

// LimitationEffect is what a written acknowledgement of the plan does to a claim.
type LimitationEffect struct {
	Item   receivable.ItemID
	Number string
	Before dunning.Limitation
	After  dunning.Limitation // as if the customer signed on the day of the draft
}

// Restarts reports whether signing moves the day on which the claim is barred.
func (e *LimitationEffect) Restarts() bool { return e.After.Last.After(e.Before.Last) }

// ProposeTerms reckons new terms without keeping anything: the schedule, what it costs us, what signing does to limitation, what
// stays outside.
func (d *Desk) ProposeTerms(ctx context.Context, o TermsOrder) (draft TermsDraft, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if draft, err = d.draftTerms(r, o); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		draft.Debtor = seen.debtor(draft.Debtor)
		return err
	})
	return draft, err
}

// mayAgree says why whoever sits at the desk may not agree terms without a second pair of eyes; nil when he may.
func (d *Desk) mayAgree(r store.Reader, draft *TermsDraft) error {
	seat, err := seatOf(r, d.Actor, draft.On)
	if err != nil {
		return err
	}
	policy, err := policyOf(r)
	if err != nil || !seat.FourEyes || policy.Alone(seat.User.Role, draft.measure()) {
		return err
	}
	return fault.New(approval.NeedsApproval, "it is beyond your limit: somebody else looks at it first")
}

func (d *Desk) draftTerms(r store.Reader, o TermsOrder) (TermsDraft, error) {
	draft := TermsDraft{Order: o}
	today, err := d.todayOf(r)
	if err != nil {
		return draft, err
	}
	if draft.On, err = o.reckonedOn(today); err != nil {
		return draft, err
	}
	if draft.Debtor, err = r.Debtor(o.Debtor); err != nil {
		return draft, err
	}
	if err := draft.choose(r); err != nil {
		return draft, err
	}
	if err := draft.owe(r); err != nil {
		return draft, err
	}
	if err := d.schedule(r, &draft); err != nil {
		return draft, err
	}
	if first := draft.Plan.Schedule.Rows[0].On; draft.On.Before(today) && first.Before(today) {
		return draft, fault.New(fault.Conflict, "its first payment was to come on %s, which is over", first).WithHint("withdraw the request, and propose the terms anew")
	}
	if err := d.effects(r, &draft); err != nil {
		return draft, err
	}
	draft.Refused = d.mayAgree(r, &draft)
	return draft, nil
}

// reckonedOn is the day of reckoning, never one to come.
func (o *TermsOrder) reckonedOn(today date.Date) (date.Date, error) {
	if o.Reckoned == "" {
		return today, nil
	}
	on, err := date.Parse(o.Reckoned)
	if err == nil && on.After(today) {
		err = fault.New(fault.Invalid, "terms are not reckoned as of %s, which is to come", on).OnField("date")
	}
	return on, err
}

// choose finds the items of the agreement, and what stays outside.
func (t *TermsDraft) choose(r store.Reader) error {
	rows, byID := []store.ItemRow{}, map[receivable.ItemID]bool{}
	if err := r.Items(store.ItemQuery{Debtor: t.Debtor.ID, OpenOnly: true}, func(it store.ItemRow) error {
		if it.Open.Minor > 0 {
			rows, byID[it.ID] = append(rows, it), true
		}
		return nil
	}); err != nil {
		return err
	}
	for _, id := range t.Order.Items {
		if !byID[id] {
			return fault.New(fault.Invalid, "item %d is no open claim of %s", id, t.Debtor.Name).OnField("items")
		}
	}
	slices.SortStableFunc(rows, func(a, b store.ItemRow) int { return a.DueOn().Compare(b.DueOn()) })
	for _, it := range rows {
		in, err := t.takes(&it)
		if err != nil {
			return err
		}
		if in {
			t.Items = append(t.Items, it)
		} else {
			t.Outside = append(t.Outside, it)
		}
	}
	t.overdueAlone()
	return t.oneCurrency()
}

// overdueAlone leaves what is not due yet outside, when nobody has named items and something is overdue.
func (t *TermsDraft) overdueAlone() {
	due := func(it store.ItemRow) bool { return it.DaysOverdue(t.On) > 0 }
	if len(t.Order.Items) > 0 || !slices.ContainsFunc(t.Items, due) {
		return
	}
	var in []store.ItemRow
	for _, it := range t.Items {
		if due(it) {
			in = append(in, it)
		} else {
			t.Outside = append(t.Outside, it)
		}
	}
	t.Items = in
}

// takes reports whether an open claim belongs to the agreement.
func (t *TermsDraft) takes(it *store.ItemRow) (bool, error) {
	named := slices.Contains(t.Order.Items, it.ID)
	switch {
	case len(t.Order.Items) > 0 && !named:
		return false, nil
	case named && it.Dispute != nil:
		return false, fault.New(fault.Conflict, "%s is disputed: nobody agrees terms for it before that is settled", it.Number).OnField("items")
	case named && it.Quarantined:
		return false, fault.New(fault.Conflict, "what the accounting system says of %s cannot be right", it.Number).OnField("items").WithHint("have it mended there and read again")
	case named && it.Escalated:
		return false, fault.New(fault.Conflict, "%s is with an agency or a court", it.Number).OnField("items").WithHint("recall it first, or leave the item out")
	case named && it.InPlan:
		return false, fault.New(fault.Conflict, "%s is in an agreement already", it.Number).OnField("items").WithHint("cancel that one first, or leave the item out")
	case named && t.Order.Currency != "" && it.Open.Currency != t.Order.Currency:
		return false, fault.New(money.CurrencyMismatch, "%s is in %s, not in %s", it.Number, it.Open.Currency, t.Order.Currency).OnField("items")
	}
	return it.Dispute == nil && !it.Quarantined && !it.InPlan && !it.Escalated && (t.Order.Currency == "" || it.Open.Currency == t.Order.Currency), nil
}

func (t *TermsDraft) oneCurrency() error {
	if len(t.Items) == 0 {
		return fault.New(fault.Invalid, "%s has no open claim that terms could be agreed for", t.Debtor.Name).OnField("items")
	}
	for i := range t.Items {
		if t.Items[i].Open.Currency != t.Items[0].Open.Currency {
			return fault.New(money.CurrencyMismatch, "%s owes in several currencies: one agreement is about one", t.Debtor.Name).OnField("currency").
				WithHint("name the currency or the items")
		}
	}
	return nil
}

// owe adds up the debt and keeps what it is made of.
func (t *TermsDraft) owe(r store.Reader) error {
	c := t.Items[0].Open.Currency
	p := &t.Plan
	p.Kind, p.State, p.GraceDays, p.Debt, p.LetGo = t.Order.Kind, settlement.Proposed, t.Order.GraceDays, money.Zero(c), money.Zero(c)
	ids := map[receivable.ItemID]bool{0: true}
	for i := range t.Items {
		it := &t.Items[i]
		ids[it.ID] = true
		p.Basis.Items = append(p.Basis.Items, settlement.BasisItem{Item: it.ID, Open: it.Open})
		p.Debt.Minor += it.Open.Minor
	}
	charges, err := r.Charges(t.Debtor.ID, true)
	if err != nil {
		return err
	}
	for _, ch := range charges {
		if t.Order.WithoutCharges || ch.Open.Currency != c || !ids[ch.Item] {
			continue
		}
		p.Basis.Charges = append(p.Basis.Charges, settlement.BasisCharge{Charge: ch.ID, Open: ch.Open, Waived: ch.Waived})
		p.Debt.Minor += ch.Open.Minor
	}
	if t.Order.Expect.Minor != 0 && t.Order.Expect != p.Debt {
		return fault.New(fault.Conflict, "%s now owes %s %s, not %s", t.Debtor.Name, p.Debt, c, t.Order.Expect).OnField("debt").WithHint("look at the schedule again")
	}
	return r.Items(store.ItemQuery{Debtor: t.Debtor.ID, OpenOnly: true}, func(it store.ItemRow) error {
		if it.Open.Minor < 0 && it.Open.Currency == c {
			p.Basis.Credits = append(p.Basis.Credits, settlement.BasisCredit{Item: it.ID, Open: it.Open})
		}
		return nil
	})
}
