package sqlstore

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// settleFindings judges what only a whole read shows, ends what is so no longer, and counts what stands.
func (w *writer) settleFindings(run *store.SyncRun, m *runMemory) error {
	steps := []func(*store.SyncRun, *runMemory) error{w.withhold} // also of a read that broke off: what it set aside stays so
	if run.Complete {
		steps = []func(*store.SyncRun, *runMemory) error{w.sharedNumbers, w.numbersElsewhere, w.changedAfterNotice, w.closings, w.vanished, w.endFindings, w.withhold}
	}
	for _, step := range steps {
		if err := step(run, m); err != nil {
			return err
		}
	}
	run.Findings.Standing, run.Findings.Sums = map[admission.Reason]int64{}, map[money.Currency]int64{}
	for _, all := range m.found.by {
		for _, s := range all {
			run.Findings.Standing[s.reason]++
			if s.reason.SetsAside() && s.minor != 0 && (s.again || !run.Full) {
				run.Findings.Sums[s.currency] += s.minor
			}
		}
	}
	if err := w.acceptedDifference(run); err != nil {
		return err
	}
	for _, r := range slices.Sorted(maps.Keys(m.found.hidden)) {
		run.Notes = append(run.Notes, store.SyncNote{
			Severity: "warning", Code: string(r), Summary: strconv.Itoa(m.found.hidden[r]) + " further remarks of this kind are not kept",
		})
	}
	return nil
}

// endFindings ends what this run has not found again, where it could have.
func (w *writer) endFindings(run *store.SyncRun, m *runMemory) error {
	var over []*standingFinding
	for key, all := range m.found.by {
		for _, s := range all {
			if !s.again && m.over(run, key, s) {
				over = append(over, s)
			}
		}
	}
	slices.SortFunc(over, func(a, b *standingFinding) int { return cmp.Compare(a.id, b.id) })
	for _, s := range over {
		if err := w.endFinding(run, m, s); err != nil {
			return err
		}
	}
	return nil
}

// over reports whether a finding that was not found again is so no longer: its record came and was taken, or a read without refused
// records did not bring it. What is judged when a read is whole is judged for all that stands.
func (m *runMemory) over(run *store.SyncRun, key recordKey, s *standingFinding) bool {
	switch s.reason {
	case admission.SameNumber, admission.ChangedAfter, admission.SettledUnexplained, admission.CustomerVanished:
		return true
	case admission.NumberElsewhere:
		return run.Full
	default:
	}
	proves := run.Rejected == 0 && (run.Full || m.found.partial[s.debtor])
	if s.key.about == admission.OfPayment && !run.Full {
		proves = false // a read of some customers need not bring their payments
	}
	return m.found.came[key] || proves
}

// withhold keeps quiet what is asked of customers of whom something was set aside that may be their money.
func (w *writer) withhold(run *store.SyncRun, m *runMemory) error {
	if !m.found.lessens {
		return nil
	}
	const these = "(SELECT debtor FROM finding WHERE connection = ? AND ended = 0 AND lessens = 1)"
	if _, err := w.exec("UPDATE item SET withheld = 0 WHERE connection = ? AND withheld = 1 AND debtor NOT IN "+these, run.Connection, run.Connection); err != nil {
		return err
	}
	_, err := w.exec("UPDATE item SET withheld = 1 WHERE connection = ? AND withheld = 0 AND open > 0 AND debtor IN "+these, run.Connection, run.Connection)
	return err
}

// sharedNumbers remarks on open invoices of one customer with one number that are no instalments.
func (w *writer) sharedNumbers(run *store.SyncRun, m *runMemory) error {
	for key, all := range m.found.by {
		for _, s := range all {
			if s.reason == admission.SameNumber && key.about == admission.OfItem {
				m.found.shared[numberKey{s.debtor, s.number}] = true
			}
		}
	}
	if len(m.found.shared) == 0 {
		return nil
	}
	groups, err := w.sharing(run, m)
	if err != nil {
		return err
	}
	for _, key := range slices.SortedFunc(maps.Keys(groups), func(a, b numberKey) int {
		return cmp.Or(cmp.Compare(a.debtor, b.debtor), cmp.Compare(a.number, b.number))
	}) {
		if of := groups[key]; len(of.numbered) < 2 || !admission.ShareNumber(of.numbered) {
			continue
		}
		for _, f := range groups[key].findings {
			if err := w.keepFinding(run, m, f, false, factsHash(f.Facts)); err != nil {
				return err
			}
		}
	}
	return nil
}

// sharers are the open invoices of one customer with one number.
type sharers struct {
	numbered []admission.Numbered
	findings []admission.Finding
}

// sharing gathers the invoices whose number was met more than once.
func (r *reader) sharing(run *store.SyncRun, m *runMemory) (map[numberKey]*sharers, error) {
	debtors := map[receivable.DebtorID]bool{}
	for key := range m.found.shared {
		debtors[key.debtor] = true
	}
	groups := map[numberKey]*sharers{}
	return groups, inChunks(slices.Sorted(maps.Keys(debtors)), func(list string, args []any) error {
		return r.each(func(row scanner) error {
			f := admission.Finding{About: admission.OfItem, Reason: admission.SameNumber}
			var issued, due, amount int64
			err := row.Scan(&f.Item, &f.ExternalID, &f.Debtor, &f.Number, &issued, &due, &f.Open.Currency, &amount, &f.Open.Minor)
			key := numberKey{f.Debtor, f.Number}
			if !m.found.shared[key] {
				return err
			}
			if groups[key] == nil {
				groups[key] = &sharers{}
			}
			f.Facts = map[string]string{"amount": money.New(amount, f.Open.Currency).String(), "currency": string(f.Open.Currency), "issued": undayed(issued).String()}
			groups[key].findings = append(groups[key].findings, f)
			groups[key].numbered = append(groups[key].numbered, admission.Numbered{Issued: undayed(issued), Due: undayed(due), Currency: f.Open.Currency})
			return err
		}, `SELECT id, external_id, debtor, number, issued, due, currency, amount, open FROM item
			WHERE connection = ? AND open > 0 AND kind = 'invoice' AND debtor IN `+list+" ORDER BY id", append([]any{run.Connection}, args...)...)
	})
}

// standingItems are the items about which something stands for a reason.
func (f *found) standingItems(r admission.Reason) (out []receivable.ItemID) {
	for _, all := range f.by {
		for _, s := range all {
			if s.reason == r && s.item != 0 {
				out = append(out, s.item)
			}
		}
	}
	return out
}

func distinct[T cmp.Ordered](of ...[]T) []T {
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(of...))))
}
