package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// letterAfterAll is what remains of a level whose other channels are closed: a letter, when withdrawn consents are among what closed
// them. Nobody can withdraw consent to a written claim, and what the law wants said by letter is never lost by it.
func (pl *planning) letterAfterAll(l *Level, top step) receivable.Channel {
	refused := slices.ContainsFunc(l.ways(top), func(c receivable.Channel) bool { return pl.a.Debtor.Refuses(c) != nil })
	if refused && pl.a.Debtor.Reaches(receivable.Letter) {
		return receivable.Letter
	}
	return ""
}

// ways are the channels by which a step would go, had nobody withdrawn a consent, in the order in which they are tried.
func (l *Level) ways(s step) []receivable.Channel {
	if s.refused != "" {
		return append([]receivable.Channel{s.refused}, l.channels()...)
	}
	return l.channels()
}

// WithdrawConsent closes a channel to the debtor, ReturnConsent opens it again.
func WithdrawConsent(a Account, c receivable.Consent) Account {
	a = ReturnConsent(a, c.Channel)
	c.State = receivable.ConsentWithdrawn
	a.Debtor.Withdrawn = append(a.Debtor.Withdrawn, c)
	return a
}

// ReturnConsent takes back that the debtor itself withdrew its consent to a channel.
func ReturnConsent(a Account, c receivable.Channel) Account {
	a = a.copied()
	a.Debtor.Withdrawn = slices.DeleteFunc(slices.Clone(a.Debtor.Withdrawn), func(w receivable.Consent) bool {
		return w.Channel == c && w.Contact == ""
	})
	return a
}
