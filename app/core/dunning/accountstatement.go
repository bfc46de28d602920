package dunning

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// AccountStatement is what a customer owed at the end of a day, and how it came to that: one part for each currency. It is made of
// what the books have told: a payment counts from the day that the source gives it. What was paid on fees and interest has no day,
// so that these stand as they do now, but for what was waived later.
type AccountStatement struct {
	From date.Date // movements from this day on; zero: none are listed
	To   date.Date
	// Interest says that interest up to the day was asked for, claimed or not.
	Interest bool
	Parts    []AccountPart
}

// AccountPart is a statement in one currency. Sums are in its minor units.
type AccountPart struct {
	Currency money.Currency
	Opening  int64 // before the first movement
	Moves    []AccountMove
	Closing  int64 // open claims and credits: Opening and all movements
	Open     []AccountItem
	Balance  receivable.Balance // by age, as a customer's page shows it
	Charges  []Charge           // fees and interest that notices claimed, still open
	Fresh    int64              // interest that is not claimed yet; 0 unless asked for
	Missing  bool               // some of it could not be reckoned, because a rate is not known
}

// Total is what is owed in all: claims less credits, open charges, and the interest that was asked for.
func (a *AccountPart) Total() int64 { return a.Closing + a.Balance.Charges + a.Fresh }

// MoveKind says what a movement of an account is.
type MoveKind string

// Kinds of movements.
const (
	MoveInvoice MoveKind = "invoice" // a claim was made out
	MoveCredit  MoveKind = "credit"  // a credit note, or money on account
	MovePaid    MoveKind = "paid"
	MoveChanged MoveKind = "changed" // the books changed what is open, and do not say why
	MoveGiven   MoveKind = "given"   // given up
)

// AccountMove is a movement with the balance after it.
type AccountMove struct {
	On      date.Date
	Kind    MoveKind
	Number  string // of the item
	Ref     string // which payment, in the source's words
	Amount  int64
	Balance int64
}

// AccountItem is an item that was open on the day.
type AccountItem struct {
	ID          receivable.ItemID
	Number      string
	Issued, Due date.Date
	Days        int // overdue on the day, 0 when it is not
	Amount      int64
	Open        int64
	Fresh       int64 // interest not claimed yet
}

// StateAccount makes the statement of a customer from the pasts of all items. An error comes from items whose interest cannot be
// reckoned at all.
func StateAccount(pasts []Past, charges []Charge, waivers []ChargeWaiver, from, to date.Date, interest bool, rules Procedure, pack law.Pack) (AccountStatement, error) {
	s := AccountStatement{From: from, To: to, Interest: interest}
	parts := map[money.Currency]*AccountPart{}
	of := func(c money.Currency) *AccountPart {
		if parts[c] == nil {
			parts[c] = &AccountPart{Currency: c, Balance: receivable.Balance{Currency: c, OldestDue: -1}}
		}
		return parts[c]
	}
	for i := range pasts {
		p := &pasts[i]
		if p.Item.Issued.After(to) {
			continue
		}
		part := of(p.Item.Open.Currency)
		part.moves(p, from, to)
		if err := part.open(p, to, interest, rules, pack); err != nil {
			return s, err
		}
	}
	for _, c := range asAt(charges, waivers, to) {
		part := of(c.Open.Currency)
		part.Charges = append(part.Charges, c)
		part.Balance.Charges += c.Open.Minor
	}
	for _, part := range parts {
		part.close(from)
		s.Parts = append(s.Parts, *part)
	}
	slices.SortFunc(s.Parts, func(a, b AccountPart) int { return cmp.Compare(a.Currency, b.Currency) })
	return s, nil
}

// asAt are the charges of a day that something was open of.
func asAt(charges []Charge, waivers []ChargeWaiver, to date.Date) []Charge {
	later := map[int64]int64{}
	for _, w := range waivers {
		if w.On.After(to) {
			later[w.Charge] += w.Amount.Minor
		}
	}
	var out []Charge
	for _, c := range charges {
		c.Open.Minor += later[c.ID]
		c.Waived.Minor -= later[c.ID]
		if !c.On.After(to) && c.Open.Minor != 0 {
			out = append(out, c)
		}
	}
	return out
}

// moves takes an item's movements, and what of it was open before the first day. Nothing moves before it was made out.
func (a *AccountPart) moves(p *Past, from, to date.Date) {
	it := &p.Item
	kind := MoveInvoice
	if it.Amount.Minor < 0 {
		kind = MoveCredit
	}
	all := append([]AccountMove{{On: it.Issued, Kind: kind, Number: it.Number, Amount: it.Amount.Minor}}, movesOf(it)...)
	for _, m := range all {
		if m.On.Before(it.Issued) {
			m.On = it.Issued
		}
		switch {
		case m.On.After(to) || m.Amount == 0:
		case from.IsZero() || m.On.Before(from):
			a.Opening += m.Amount
		default:
			a.Moves = append(a.Moves, m)
		}
	}
}

func movesOf(it *Item) []AccountMove {
	out := make([]AccountMove, 0, len(it.History))
	for _, h := range it.History {
		m := AccountMove{On: h.On, Kind: MoveChanged, Number: it.Number, Ref: h.Ref, Amount: h.Amount.Minor}
		switch {
		case h.Given:
			m.Kind = MoveGiven
		case h.Paid:
			m.Kind = MovePaid
		}
		out = append(out, m)
	}
	return out
}

// open takes an item as it stood on the day, with its age.
func (a *AccountPart) open(p *Past, to date.Date, interest bool, rules Procedure, pack law.Pack) error {
	it := p.asOf(to)
	if it.Open.IsZero() {
		return nil
	}
	line := AccountItem{ID: it.ID, Number: it.Number, Issued: it.Issued, Due: it.DueOn(), Days: max(0, it.DaysOverdue(to)), Amount: it.Amount.Minor, Open: it.Open.Minor}
	if it.Open.Minor < 0 {
		a.Balance.Credits += it.Open.Minor
	} else {
		days := it.DaysOverdue(to)
		a.Balance.Buckets[receivable.BucketOf(days)] += it.Open.Minor
		if days > 0 {
			a.Balance.OldestDue = max(a.Balance.OldestDue, days)
		}
		if interest {
			st, err := Explain(*p, to, rules, pack)
			if err != nil {
				return err
			}
			line.Fresh, a.Missing = st.Fresh.Minor, a.Missing || st.Missing != nil
			a.Fresh += line.Fresh
		}
	}
	a.Open = append(a.Open, line)
	return nil
}

// close puts everything in order and adds up.
func (a *AccountPart) close(from date.Date) {
	slices.SortStableFunc(a.Moves, func(x, y AccountMove) int { return cmp.Or(x.On.Compare(y.On), cmp.Compare(x.Number, y.Number)) })
	slices.SortStableFunc(a.Open, func(x, y AccountItem) int { return cmp.Or(x.Due.Compare(y.Due), cmp.Compare(x.Number, y.Number)) })
	a.Closing = a.Opening
	for i := range a.Moves {
		a.Closing += a.Moves[i].Amount
		a.Moves[i].Balance = a.Closing
	}
	if from.IsZero() {
		a.Opening = a.Closing
	}
}
