package sqlstore

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// changedAfterNotice holds what changed, and what was remarked on before, against the last notice that named it.
func (w *writer) changedAfterNotice(run *store.SyncRun, m *runMemory) error {
	ids := distinct(m.found.changed, m.found.standingItems(admission.ChangedAfter))
	last := map[receivable.ItemID]admission.Finding{}
	err := inChunks(ids, func(list string, args []any) error {
		return w.each(func(row scanner) error {
			f, named, err := scanNoticed(row)
			if named {
				last[f.Item] = f // notices come in the order in which they were made
			}
			return err
		}, `SELECT i.id, i.external_id, i.number, i.amount, i.currency, i.due, i.debtor, d.name, i.open, n.number, n.day, n.debtor, o.name, n.claim
			FROM notice_item x JOIN notice n ON n.id = x.notice AND n.cancelled = 0 AND n.event = '' JOIN item i ON i.id = x.item AND i.open > 0
			JOIN debtor d ON d.id = i.debtor JOIN debtor o ON o.id = n.debtor WHERE x.item IN `+list+" ORDER BY x.item, n.id", args...)
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		f, reminded := last[id]
		if !reminded || len(f.Facts) == 0 {
			continue
		}
		if err := w.keepFinding(run, m, f, false, factsHash(f.Facts)); err != nil {
			return err
		}
	}
	return nil
}

// scanNoticed holds an item against one notice that named it; without facts when nothing has changed.
func scanNoticed(row scanner) (f admission.Finding, named bool, err error) {
	f = admission.Finding{About: admission.OfItem, Reason: admission.ChangedAfter}
	var said, is admission.Said
	var notice, claim string
	var on, due int64
	if err := row.Scan(&f.Item, &f.ExternalID, &is.Number, &is.Amount.Minor, &is.Amount.Currency, &due, &is.Debtor, &is.Name, &f.Open.Minor,
		&notice, &on, &said.Debtor, &said.Name, &claim); err != nil {
		return f, false, err
	}
	var n dunning.Notice
	if err := unpack(claim, &n, "notice "+notice); err != nil {
		return f, false, err
	}
	at := slices.IndexFunc(n.Lines, func(l dunning.Line) bool { return l.Item == f.Item })
	if at < 0 {
		return f, false, nil
	}
	is.Due, f.Open.Currency = undayed(due), is.Amount.Currency
	said.Number, said.Amount, said.Due = n.Lines[at].Number, n.Lines[at].Amount, n.Lines[at].Due
	f.Number, f.Debtor, f.Facts = is.Number, is.Debtor, admission.Changes(said, is)
	if len(f.Facts) > 0 {
		f.Facts["notice"], f.Facts["sent"] = notice, undayed(on).String()
	}
	return f, true, nil
}

// closings asks about what the source has closed while the desk waits for money for it. One that was asked about stands until a payment
// or a credit explains it, or it is open again.
func (w *writer) closings(run *store.SyncRun, m *runMemory) error {
	before := m.found.standingItems(admission.SettledUnexplained)
	ids := distinct(m.found.closed, before)
	if len(ids) == 0 {
		return nil
	}
	tells, err := w.one("SELECT 1 FROM payment WHERE connection = ? LIMIT 1", []any{run.Connection}, new(int))
	if err != nil || !tells {
		return err
	}
	found, err := w.closed(ids)
	if err != nil {
		return err
	}
	for _, c := range found {
		c.closing.Credited = c.closing.Credited || m.found.credited[c.Debtor]
		c.closing.Waits = c.closing.Waits || slices.Contains(before, c.Item)
		if !c.closing.Waits {
			if c.closing.Waits, err = w.promised(c.Debtor, c.Item); err != nil {
				return err
			}
		}
		if !c.closing.Unexplained() {
			continue
		}
		if err := w.keepFinding(run, m, c.Finding, false, factsHash(c.Facts)); err != nil {
			return err
		}
	}
	return nil
}

// closedItem is an item of which nothing is open any more, with what may explain that.
type closedItem struct {
	admission.Finding
	closing admission.Closing
}

// closed gathers what is known of settled items, of a source that tells of payments.
func (r *reader) closed(ids []receivable.ItemID) (found []closedItem, err error) {
	err = inChunks(ids, func(list string, args []any) error {
		return r.each(func(row scanner) error {
			c := closedItem{admission.Finding{About: admission.OfItem, Reason: admission.SettledUnexplained}, admission.Closing{Tells: true}}
			var amount money.Amount
			var plan, handed bool
			err := row.Scan(&c.Item, &c.ExternalID, &c.Debtor, &c.Number, &amount.Currency, &amount.Minor, &handed, &plan, &c.closing.Paid, &c.closing.Credited, &c.closing.GivenUp)
			c.closing.Waits, c.Open = handed || plan, money.Zero(amount.Currency)
			c.Facts = map[string]string{"amount": amount.String(), "currency": string(amount.Currency)}
			found = append(found, c)
			return err
		}, `SELECT i.id, i.external_id, i.debtor, i.number, i.currency, i.amount, i.escalated,
			EXISTS (SELECT 1 FROM plan_item x JOIN payment_plan p ON p.id = x.plan AND p.state = 'agreed' WHERE x.item = i.id),
			EXISTS (SELECT 1 FROM allocation a JOIN payment p ON p.id = a.payment AND p.reversed = 0 AND p.connection = i.connection WHERE a.item_external = i.external_id)
				OR EXISTS (SELECT 1 FROM bank_part b JOIN bank_line l ON l.id = b.line AND l.state IN ('matched', 'booked', 'late') WHERE b.item = i.id),
			EXISTS (SELECT 1 FROM item c WHERE c.debtor = i.debtor AND c.amount < 0 AND c.applies_to = i.external_id),
			EXISTS (SELECT 1 FROM write_off_item o WHERE o.item = i.id)
			FROM item i WHERE i.open = 0 AND i.id IN `+list+" ORDER BY i.id", args...)
	})
	return found, err
}

// promised reports whether a promise that runs is about an item.
func (r *reader) promised(debtor receivable.DebtorID, item receivable.ItemID) (yes bool, err error) {
	err = r.each(func(row scanner) error {
		var items string
		if err := row.Scan(&items); err != nil {
			return err
		}
		var of []receivable.ItemID
		err := unpack(items, &of, "a promise")
		yes = yes || len(of) == 0 || slices.Contains(of, item)
		return err
	}, "SELECT items FROM promise WHERE debtor = ? AND state = 'pending'", debtor)
	return yes, err
}

// listsCustomers reports whether the read brought a customer without any item or, of a source that tells of payments, with settled ones
// alone. An export of open items names nobody who has paid, so that who is missing in it has not vanished.
func (f *found) listsCustomers(tells bool) bool {
	for id := range f.customers.all() {
		if !f.owners.has(id) || tells && !f.owing.has(id) {
			return true
		}
	}
	return false
}

// vanished remarks on customers whom the source no longer has while something was open, or is waited for.
func (w *writer) vanished(run *store.SyncRun, m *runMemory) error {
	if !m.found.listsCustomers(run.Read["payments"] > 0) {
		m.found.gone = nil
	}
	var before []receivable.DebtorID
	for _, all := range m.found.by {
		for _, s := range all {
			if s.reason == admission.CustomerVanished {
				before = append(before, s.debtor)
			}
		}
	}
	ids := distinct(m.found.gone, before)
	lost, err := w.lostWith(run, ids)
	if err != nil {
		return err
	}
	found, err := w.ties(ids)
	if err != nil {
		return err
	}
	for _, f := range found {
		if err := w.standVanished(run, m, f, lost[f.Debtor]); err != nil {
			return err
		}
	}
	return nil
}

// ties tell what still runs here for customers who are gone from their source.
func (r *reader) ties(ids []receivable.DebtorID) (found []admission.Finding, err error) {
	err = inChunks(ids, func(list string, args []any) error {
		return r.each(func(row scanner) error {
			f := admission.Finding{About: admission.OfCustomer, Reason: admission.CustomerVanished, Facts: map[string]string{}}
			var open, charges, promise, plan, handed bool
			err := row.Scan(&f.Debtor, &f.ExternalID, &f.Number, &open, &charges, &promise, &plan, &handed)
			for tie, there := range map[string]bool{"open": open, "charges": charges, "promise": promise, "plan": plan, "handed-over": handed} {
				if there {
					f.Facts[tie] = "yes"
				}
			}
			found = append(found, f)
			return err
		}, `SELECT d.id, d.external_id, d.number, EXISTS (SELECT 1 FROM item i WHERE i.debtor = d.id AND i.open > 0), EXISTS (SELECT 1 FROM charge c WHERE c.debtor = d.id AND c.open > 0),
			EXISTS (SELECT 1 FROM promise p WHERE p.debtor = d.id AND p.state = 'pending'), EXISTS (SELECT 1 FROM payment_plan p WHERE p.debtor = d.id AND p.state = 'agreed'),
			EXISTS (SELECT 1 FROM item i WHERE i.debtor = d.id AND i.escalated = 1)
			FROM debtor d WHERE d.gone = 1 AND d.merged = 0 AND d.id IN `+list+" ORDER BY d.id", args...)
	})
	return found, err
}

// standVanished keeps what the customer owed when it vanished: a later read cannot know it any more.
func (w *writer) standVanished(run *store.SyncRun, m *runMemory, f admission.Finding, lost *lostSum) error {
	s := m.found.of(recordKey{f.About, f.ExternalID}, f.Reason)
	switch {
	case lost != nil:
		f.Facts["invoices"], f.Facts["amount"], f.Facts["currency"] = strconv.Itoa(lost.n), lost.sum.String(), string(lost.sum.Currency)
		f.Open = lost.sum
	case s != nil && s.minor != 0: // what it says holds until a person has taken note or the customer is back
		s.again = true
		return nil
	case len(f.Facts) == 0:
		return nil
	}
	return w.keepFinding(run, m, f, false, factsHash(f.Facts))
}

// lostSum is what counted as settled when a customer vanished, in the currency with most of it.
type lostSum struct {
	n   int
	sum money.Amount
}

func (w *writer) lostWith(run *store.SyncRun, ids []receivable.DebtorID) (map[receivable.DebtorID]*lostSum, error) {
	out := map[receivable.DebtorID]*lostSum{}
	err := inChunks(ids, func(list string, args []any) error {
		return w.each(func(row scanner) error {
			var id receivable.DebtorID
			var n int
			var sum money.Amount
			err := row.Scan(&id, &sum.Currency, &n, &sum.Minor)
			if out[id] == nil {
				out[id] = &lostSum{sum: sum}
			}
			if out[id].n += n; sum.Minor > out[id].sum.Minor {
				out[id].sum = sum
			}
			return err
		}, `SELECT i.debtor, i.currency, COUNT(*), SUM(c.before_minor) FROM item_change c JOIN item i ON i.id = c.item
			WHERE c.at >= ? AND c.run = ? AND c.what = 'settled' AND c.before_minor > 0 AND i.debtor IN `+list+" GROUP BY i.debtor, i.currency ORDER BY i.debtor, i.currency",
			append([]any{moment(run.Started), run.ID}, args...)...)
	})
	return out, err
}
