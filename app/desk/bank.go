package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

const (
	// bookedWithin is how many days the books may take to show what the bank has seen; after that it holds no reminder any
	// more, and a person is asked.
	bookedWithin = 14
	// sameMoneyDays is how far apart the days may be on which bank and books tell of the same money.
	sameMoneyDays = 5
)

// whyLate is the reason of a task about money that the books do not have.
const whyLate = "bank-money-not-booked"

// understandBank looks at what is new from banks, and whether the books have what was seen before. It runs at the end of
// every whole read, of a bank or of books: either may bring the other half.
func (d *Desk) understandBank(w store.Writer, on date.Date) error {
	if err := bookBanked(w, on); err != nil {
		return err
	}
	if err := markDoubles(w); err != nil {
		return err
	}
	fresh, err := w.BankLines(store.BankQuery{States: []store.BankState{store.BankNew, store.BankUnknown, store.BankSuggested}})
	if err != nil || len(fresh) == 0 {
		return err
	}
	index, err := indexed(w, fresh)
	if err != nil {
		return err
	}
	slices.Reverse(fresh) // the oldest money first
	for i := range fresh {
		if err := understand(w, &fresh[i], index); err != nil {
			return err
		}
	}
	return nil
}

// indexed gathers the open items that some lines may have been paid for.
func indexed(r store.Reader, lines []store.BankLine) (*remittance.Index, error) {
	var accounts []string
	plain := make([]remittance.Line, len(lines))
	for i := range lines {
		plain[i] = lines[i].Line
		if a := lines[i].PayerAccount; a != "" {
			accounts = append(accounts, a)
		}
	}
	slices.Sort(accounts)
	payers, err := r.Payers(slices.Compact(accounts))
	if err != nil {
		return nil, err
	}
	index := remittance.NewIndex(plain, payers)
	return index, r.EachClaim(func(c remittance.Claim) error {
		index.Add(c)
		return nil
	})
}

func understand(w store.Writer, l *store.BankLine, index *remittance.Index) error {
	if l.Reversal || l.Amount.Minor < 0 {
		return bankTookBack(w, l)
	}
	if l.Why != "" {
		return nil // a person has taken back what was said of it
	}
	m := remittance.Find(l.Line, index.For(l.Line))
	if m.Sure != remittance.Certain {
		state := store.BankUnknown
		if m.Sure == remittance.Suggested {
			state = store.BankSuggested
		}
		if state == l.State {
			return nil
		}
		return w.SetBankLine(*l, state, m.How, 0, nil, "")
	}
	state, err := assign(w, l, m.How, m.Parts, "")
	if state == store.BankMatched {
		index.Took(m.Parts)
	}
	return err
}

// assign says for what a line was paid, and gives where it stands now. Money that the books have already holds nothing.
func assign(w store.Writer, l *store.BankLine, how remittance.How, parts []remittance.Part, why string) (state store.BankState, err error) {
	debtor := parts[0].Debtor
	state = store.BankMatched
	there, err := w.BankBookedAlready(*l, debtor, sameMoneyDays)
	if err != nil {
		return "", err
	}
	if there {
		state = store.BankBooked
	}
	if err := w.SetBankLine(*l, state, how, debtor, parts, why); err != nil {
		return "", err
	}
	who, err := w.Debtor(debtor)
	if err != nil {
		return "", err
	}
	item := int64(0)
	if len(parts) == 1 {
		item = int64(parts[0].Item)
	}
	facts := bankFacts(l)
	facts["how"], facts["state"] = how, state
	if why != "" {
		facts["why"] = why
	}
	return state, w.Append(activity.BankMatched, int64(debtor), item, who.Name, facts)
}

func bankFacts(l *store.BankLine) map[string]any {
	return map[string]any{"line": l.ID, "amount": l.Amount.String(), "currency": l.Amount.Currency, "booked": l.Booked.String(), "origin": l.Origin}
}

// bankTookBack finds the line that a bank takes back: the newest of the same sum and reference or account that still stands.
func bankTookBack(w store.Writer, l *store.BankLine) error {
	if l.State != store.BankNew {
		return nil
	}
	if l.Reversal && l.Amount.Minor < 0 { // else it is a payment of ours that could not be made
		standing, err := w.BankLines(store.BankQuery{States: []store.BankState{store.BankMatched, store.BankLate, store.BankSuggested, store.BankUnknown}})
		if err != nil {
			return err
		}
		for i := range standing {
			if !takes(l, &standing[i]) {
				continue
			}
			if err := moveBank(w, &standing[i], store.BankReturned, "the bank took it back"); err != nil {
				return err
			}
			break
		}
	}
	return w.SetBankLine(*l, store.BankIgnored, "", 0, nil, "")
}

func takes(l, earlier *store.BankLine) bool {
	if earlier.Connection != l.Connection || earlier.Account != l.Account || earlier.Reversal || max(l.Amount.Minor, -l.Amount.Minor) != earlier.Amount.Minor || earlier.Booked.After(l.Booked) {
		return false
	}
	for _, a := range l.References {
		for _, b := range earlier.References {
			if remittance.SameReference(a, b) {
				return true
			}
		}
	}
	return len(l.References) == 0 && l.PayerAccount != "" && l.PayerAccount == earlier.PayerAccount
}

// moveBank changes where a line stands and says so in the log.
func moveBank(w store.Writer, l *store.BankLine, to store.BankState, why string) error {
	if err := w.SetBankLine(*l, to, l.How, 0, nil, why); err != nil {
		return err
	}
	return noteMove(w, l, to, why)
}

func noteMove(w store.Writer, l *store.BankLine, to store.BankState, why string) error {
	facts := bankFacts(l)
	facts["state"], facts["why"] = to, why
	subject := l.DebtorName
	if subject == "" {
		subject = "bank"
	}
	return w.Append(activity.BankMoved, int64(l.Debtor), 0, subject, facts)
}

// bookBanked lets go of what the books have by now, and asks a person about what they should have.
func bookBanked(w store.Writer, on date.Date) error {
	moved, err := w.BookBanked(on.AddDays(-bookedWithin))
	if err != nil {
		return err
	}
	for i := range moved {
		l := &moved[i]
		if err := noteMove(w, l, l.State, ""); err != nil {
			return err
		}
		if l.State != store.BankLate {
			continue
		}
		args := map[string]string{"amount": l.Amount.String(), "currency": string(l.Amount.Currency), "date": l.Booked.String()}
		if _, err := w.PutTask(store.Task{Kind: store.TaskBank, Debtor: l.Debtor, Due: on, Why: dunning.Why{Key: whyLate, Args: args}}); err != nil {
			return err
		}
	}
	return nil
}

// BankLines gives what banks have seen, newest first.
func (d *Desk) BankLines(ctx context.Context, q store.BankQuery) (out []store.BankLine, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.BankLines(q)
		return err
	})
	return out, err
}

// BankLine gives one line by its number.
func (d *Desk) BankLine(ctx context.Context, id int64) (out store.BankLine, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.BankLine(id)
		return err
	})
	return out, err
}

// BankCandidates gives the items that a line may have been paid for, the likeliest first.
func (d *Desk) BankCandidates(ctx context.Context, id int64) (m remittance.Match, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		l, err := r.BankLine(id)
		if err != nil {
			return err
		}
		index, err := indexed(r, []store.BankLine{l})
		m = remittance.Find(l.Line, index.For(l.Line))
		return err
	})
	return m, err
}

// AssignBankLine is a person's word on whose money a line is: it was paid for these items, each with an amount of its own.
func (d *Desk) AssignBankLine(ctx context.Context, id int64, parts []remittance.Part, why string) error {
	return d.update(ctx, func(w store.Writer) error {
		l, err := w.BankLine(id)
		if err != nil {
			return err
		}
		if parts, err = assignable(w, &l, parts); err != nil {
			return err
		}
		_, err = assign(w, &l, remittance.ByPerson, parts, why)
		return err
	})
}

// assignable checks a person's word: items of one customer, no more than came in, and not more of an item than is open.
func assignable(r store.Reader, l *store.BankLine, parts []remittance.Part) ([]remittance.Part, error) {
	switch l.State {
	case store.BankNew, store.BankSuggested, store.BankUnknown, store.BankIgnored, store.BankLate:
	case store.BankMatched, store.BankBooked, store.BankReturned, store.BankDouble, store.BankForgotten:
		return nil, fault.New(fault.Conflict, "this payment is %s already", l.State).WithHint("take that back first")
	}
	if l.Amount.Minor <= 0 || len(parts) == 0 {
		return nil, fault.New(fault.Invalid, "choose what was paid, of money that came in").OnField("items")
	}
	out, left := slices.Clone(parts), l.Amount.Minor
	for i := range out {
		p := &out[i]
		row, err := r.Item(p.Item)
		if err != nil {
			return nil, err
		}
		p.Debtor = row.Debtor
		if p.Minor == 0 {
			p.Minor = min(left, row.Open.Minor)
		}
		switch {
		case row.Open.Currency != l.Amount.Currency:
			return nil, fault.New(fault.Invalid, "%s is in %s, the payment in %s", row.Number, row.Open.Currency, l.Amount.Currency).OnField("items")
		case p.Debtor != out[0].Debtor:
			return nil, fault.New(fault.Invalid, "a payment is one customer's").OnField("items").WithHint("give the rest its own line in the accounting system")
		case p.Minor <= 0 || p.Minor > row.Open.Minor:
			return nil, fault.New(fault.Invalid, "of %s are %s open", row.Number, row.Open).OnField("items")
		}
		left -= p.Minor
	}
	if left < 0 {
		return nil, fault.New(fault.Invalid, "only %s came in", l.Amount).OnField("items")
	}
	return out, nil
}

// IgnoreBankLine is a person's word that a line is no customer's payment.
func (d *Desk) IgnoreBankLine(ctx context.Context, id int64, why string) error {
	return d.sayBank(ctx, id, store.BankIgnored, why, store.BankNew, store.BankSuggested, store.BankUnknown, store.BankLate)
}

// UnassignBankLine takes back what a rule or a person has said of a line; a person has to say anew.
func (d *Desk) UnassignBankLine(ctx context.Context, id int64, why string) error {
	return d.sayBank(ctx, id, store.BankSuggested, why, store.BankMatched, store.BankLate, store.BankIgnored, store.BankDouble)
}

func (d *Desk) sayBank(ctx context.Context, id int64, to store.BankState, why string, from ...store.BankState) error {
	if why == "" {
		return fault.New(fault.Invalid, "say why").OnField("why")
	}
	return d.update(ctx, func(w store.Writer) error {
		l, err := w.BankLine(id)
		if err != nil {
			return err
		}
		if !slices.Contains(from, l.State) {
			return fault.New(fault.Conflict, "this payment is %s; that cannot be said of it", l.State)
		}
		if l.State == store.BankDouble {
			if err := w.CompareNever(l.ID); err != nil {
				return err
			}
		}
		return moveBank(w, &l, to, why)
	})
}
