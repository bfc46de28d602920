package casefile

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// restarted notes what may start the limitation of an item, or of every item when none is named, anew.
func (r *run) restarted(id receivable.ItemID, on date.Date, kind string) {
	for i := range r.account.Items {
		if it := &r.account.Items[i]; id == 0 || it.ID == id {
			it.Restarts = append(slices.Clip(it.Restarts), dunning.Restart{On: on, Kind: kind})
		}
	}
}

// readAcknowledge notes that the debtor acknowledged a claim in writing.
func readAcknowledge(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	return func(r *run, s *Step) (string, error) {
		r.restarted(it.ID, s.On, law.WrittenAcknowledgement)
		return it.Number + " acknowledged in writing", nil
	}
}

// readLimitation compares the last day on which a claim can be enforced.
func readLimitation(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	last, rule, by := f.text("last", ""), f.text("rule", ""), f.text("restarted_by", "")
	return func(r *run, s *Step) (string, error) {
		var restarts []dunning.Restart
		if stands := r.item(it.ID); stands != nil {
			restarts = stands.Restarts
		}
		l := dunning.LimitationOf(it.OpenItem, restarts, r.c.Debtor.Kind, r.c.Law, s.On)
		var d differs
		if last != "" {
			d.compare("last", last, orNone(l.Last.String()))
		}
		if rule != "" {
			d.compare("rule", rule, l.Rule)
		}
		began := "none"
		if l.Restart != nil {
			began = l.Restart.Kind
		}
		if by != "" {
			d.compare("restarted_by", by, began)
		}
		return fmt.Sprintf("%s can be enforced up to %s (%s)", it.Number, orNone(l.Last.String()), l.Rule), d.orNil()
	}
}

// readWaive lets charges of one kind go, newest first, with a reason.
func readWaive(f *fields, c *Case, _ *Step) action {
	kind := dunning.ChargeKind(f.oneOf("kind", "fee", "fee", "interest", "compensation"))
	reason := f.text("reason", "")
	it := f.item(c, false)
	only := f.get("amount")
	var amount money.Amount
	if only != nil {
		amount = f.amountOf(c, it)
	}
	return func(r *run, s *Step) (string, error) {
		for i := len(r.account.Charges) - 1; i >= 0; i-- {
			ch := &r.account.Charges[i]
			if ch.Kind != kind || ch.Open.Minor <= 0 || it != nil && ch.Item != it.ID {
				continue
			}
			if only == nil {
				amount = ch.Open
			}
			next, done, err := dunning.Waive(r.account, ch.ID, amount, reason, "clerk", s.On)
			r.account = next
			return fmt.Sprintf("%s %s of the %s waived: %s", done.Amount, done.Amount.Currency, kind, reason), err
		}
		_, _, err := dunning.Waive(r.account, 0, amount, reason, "clerk", s.On)
		return "", err
	}
}
