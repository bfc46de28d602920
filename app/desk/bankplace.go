package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// BankPayment is money that a bank has seen, with what it may have been paid for.
type BankPayment struct {
	store.BankLine
	May []remittance.Candidate // the likeliest first; of money whose place has not been said
}

// Chance is that of the likeliest suggestion, empty when there is none.
func (p *BankPayment) Chance() remittance.Chance {
	return remittance.Match{Candidates: p.May}.Best(p.Line)
}

// toPlace are the states of money of which a person has to say whose it is.
var toPlace = []store.BankState{store.BankNew, store.BankSuggested, store.BankUnknown}

// mostToPlace is how many payments a person is shown at once, the newest of them.
const mostToPlace = 500

// Payments are what banks have seen, as a clerk looks at it.
type Payments struct {
	ToPlace []BankPayment // of which a person has to say, the surest suggestions first, then the newest
	Waiting []BankPayment // whose they are is known, and the books do not have them; newest first
	Ignored []BankPayment // a person has said that they are no customer's, or they count elsewhere; newest first
}

// Payments gives what a person has to place, and what was said of the rest that the books do not have.
func (d *Desk) Payments(ctx context.Context) (p Payments, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		fresh, err := r.BankLines(store.BankQuery{States: toPlace, Received: true, Limit: mostToPlace})
		if err != nil {
			return err
		}
		index, err := indexed(r, fresh)
		if err != nil {
			return err
		}
		for i := range fresh {
			m := remittance.Find(fresh[i].Line, index.For(fresh[i].Line))
			p.ToPlace = append(p.ToPlace, BankPayment{fresh[i], suggestions(m, index.For(fresh[i].Line))})
		}
		slices.SortStableFunc(p.ToPlace, func(a, b BankPayment) int { return cmp.Compare(chanceWeight(&a), chanceWeight(&b)) })
		if p.Waiting, err = bankPayments(r, store.BankMatched, store.BankLate); err != nil {
			return err
		}
		p.Ignored, err = bankPayments(r, store.BankIgnored, store.BankDouble)
		p.Ignored = slices.DeleteFunc(p.Ignored, func(l BankPayment) bool { return l.State == store.BankIgnored && l.Why == "" }) // no person's word
		return err
	})
	return p, err
}

func chanceWeight(p *BankPayment) int {
	chance := p.Chance()
	if chance == "" {
		return 3
	}
	return slices.Index([]remittance.Chance{remittance.Likely, remittance.Possible, remittance.Faint}, chance)
}

func bankPayments(r store.Reader, states ...store.BankState) ([]BankPayment, error) {
	lines, err := r.BankLines(store.BankQuery{States: states, Received: true, Limit: mostToPlace})
	out := make([]BankPayment, len(lines))
	for i := range lines {
		out[i] = BankPayment{BankLine: lines[i]}
	}
	return out, err
}

// suggestions are what a person may choose from. What a rule is sure of, and a person has taken back, is a suggestion like others.
func suggestions(m remittance.Match, claims []remittance.Claim) []remittance.Candidate {
	out := m.Candidates
	for _, p := range m.Parts {
		if i := slices.IndexFunc(claims, func(c remittance.Claim) bool { return c.Item == p.Item }); i >= 0 {
			out = append(out, remittance.Candidate{Claim: claims[i], How: m.How})
		}
	}
	return out
}

// mostFound is how many open items a search for a payment gives.
const mostFound = 50

// FindClaims gives open items of a payment's currency in which all words of a text occur: customer's name or number, invoice
// number, reference, or what is open of it. It ends at 50.
func (d *Desk) FindClaims(ctx context.Context, line int64, text string) (out []remittance.Candidate, err error) {
	query := store.Fold(text)
	if query == "" {
		return nil, nil
	}
	err = d.view(ctx, func(r store.Reader) error {
		l, err := r.BankLine(line)
		if err != nil {
			return err
		}
		return r.EachClaim(func(c remittance.Claim) error {
			if len(out) < 20*mostFound && c.Open.Currency == l.Amount.Currency && store.Matches(store.SearchText(c.Name, c.Customer, c.Number, c.Reference, c.Open.String()), query) {
				out = append(out, remittance.Candidate{Claim: c, How: remittance.ByPerson})
			}
			return nil
		})
	})
	exact := remittance.Reference(text)
	slices.SortStableFunc(out, func(a, b remittance.Candidate) int { return cmp.Compare(meant(a.Claim, exact), meant(b.Claim, exact)) })
	return out[:min(len(out), mostFound)], err
}

// meant is 0 for a claim whose number, or whose customer's, is what was typed, and 1 for others.
func meant(c remittance.Claim, typed string) int {
	if remittance.Reference(c.Number) == typed || remittance.Reference(c.Customer) == typed {
		return 0
	}
	return 1
}

// BankStates lists where money received may stand, in the order in which people are told of it.
func BankStates() []BankState { return store.BankStates() }

// BankStates counts the money received that a connection's bank has seen, by where it stands.
func (d *Desk) BankStates(ctx context.Context, id receivable.ConnectionID) (map[store.BankState]int, error) {
	out := map[store.BankState]int{}
	err := d.view(ctx, func(r store.Reader) error {
		for _, s := range store.BankStates() {
			n, err := r.CountBankLines(store.BankQuery{Connection: id, States: []store.BankState{s}, Received: true})
			if err != nil {
				return err
			}
			if n > 0 {
				out[s] = n
			}
		}
		return nil
	})
	return out, err
}

// BankToPlace counts the payments of which a person has to say whose they are.
func (d *Desk) BankToPlace(ctx context.Context) (n int, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		n, err = countToPlace(r)
		return err
	})
	return n, err
}

func countToPlace(r store.Reader) (int, error) {
	return r.CountBankLines(store.BankQuery{States: toPlace, Received: true})
}
