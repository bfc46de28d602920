package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Days before a claim is barred from which Today warns, and warns louder.
const (
	warnDays   = 90
	urgentDays = 30
)

// Limitations tells of open claims when they become statute-barred. An item that is missing is no open claim; one whose date is
// not known belongs to a country whose pack says nothing about it.
func (d *Desk) Limitations(ctx context.Context, items []ItemRow, on date.Date) (out map[receivable.ItemID]dunning.Limitation, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = d.limitations(r, items, on)
		return err
	})
	return out, err
}

func (d *Desk) limitations(r store.Reader, items []store.ItemRow, on date.Date) (map[receivable.ItemID]dunning.Limitation, error) {
	out := map[receivable.ItemID]dunning.Limitation{}
	items = slices.DeleteFunc(slices.Clone(items), func(it store.ItemRow) bool { return it.Open.Minor <= 0 })
	if len(items) == 0 {
		return out, nil
	}
	whose, err := d.lawsOf(r, items)
	if err != nil {
		return nil, err
	}
	q := store.RestartQuery{Debtors: sortedKeys(whose)}
	for _, w := range whose {
		q.Demands = q.Demands || asksDemands(w.pack)
	}
	if len(q.Debtors) > manyDebtors {
		q.Debtors = nil // then one walk over all is less work
	}
	all, err := r.Restarts(q)
	if err != nil {
		return nil, err
	}
	for i := range items {
		it := &items[i]
		w := whose[it.Debtor]
		out[it.ID] = dunning.LimitationOf(it.OpenItem, all.Of(&it.OpenItem), w.kind, w.pack, on)
	}
	return out, nil
}

// manyDebtors is from how many customers on everything is read at once.
const manyDebtors = 5000

// lawOf is what law protects a debtor.
type lawOf struct {
	kind receivable.Kind
	pack law.Pack
}

func (d *Desk) lawsOf(r store.Reader, items []store.ItemRow) (map[receivable.DebtorID]lawOf, error) {
	p, err := d.lawyer(r)
	if err != nil {
		return nil, err
	}
	out := map[receivable.DebtorID]lawOf{}
	for i := range items {
		out[items[i].Debtor] = lawOf{}
	}
	q := store.CustomerQuery{IDs: sortedKeys(out)}
	if len(q.IDs) > manyDebtors {
		q.IDs = nil
	}
	err = r.Customers(q, func(row store.CustomerRow) error {
		if _, ok := out[row.ID]; ok {
			out[row.ID] = lawOf{row.Kind, p.law(receivable.Debtor{Country: row.Country})}
		}
		return nil
	})
	return out, err
}

func asksDemands(p law.Pack) bool {
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Fact == law.Limitation && slices.Contains(r.Restarts, law.Demand) {
			return true
		}
	}
	return false
}

// barredSoon gives the open claims that are barred, or will be within the days of warning. Only claims that are old enough by
// some pack are looked at.
func (d *Desk) barredSoon(r store.Reader, on date.Date) ([]store.ItemRow, map[receivable.ItemID]dunning.Limitation, error) {
	laws, err := d.laws(r)
	if err != nil {
		return nil, nil, err
	}
	horizon := limitationHorizon(laws, on.AddDays(warnDays))
	if horizon.IsZero() {
		return nil, nil, nil
	}
	var rows []store.ItemRow
	if err := r.Items(store.ItemQuery{AgedBy: horizon}, func(row store.ItemRow) error {
		rows = append(rows, row)
		return nil
	}); err != nil {
		return nil, nil, err
	}
	ends, err := d.limitations(r, rows, on)
	if err != nil {
		return nil, nil, err
	}
	rows = slices.DeleteFunc(rows, func(it store.ItemRow) bool {
		l := ends[it.ID]
		return !l.Known() || l.DaysLeft(on) > warnDays
	})
	slices.SortStableFunc(rows, func(a, b store.ItemRow) int {
		x, y := ends[a.ID], ends[b.ID]
		return urgency(x.DaysLeft(on)) - urgency(y.DaysLeft(on))
	})
	return rows, ends, nil
}

// limitationHorizon is the latest day on which a claim can have been issued or fallen due that some pack bars by a day.
func limitationHorizon(laws map[string]law.Pack, by date.Date) (horizon date.Date) {
	for _, pack := range laws {
		horizon = date.Latest(horizon, dunning.LimitationHorizon(pack, by))
	}
	return horizon
}

// urgency orders claims by what can still be done: the one with the fewest days left first, barred ones last, the youngest of
// them first.
func urgency(left int) int {
	if left >= 0 {
		return left
	}
	return warnDays - left
}

// Acknowledge keeps that a customer acknowledged a claim in writing, which starts its limitation anew where the law says so.
func (d *Desk) Acknowledge(ctx context.Context, debtor receivable.DebtorID, item receivable.ItemID, on date.Date, note string) error {
	today, err := d.Today(ctx)
	if err != nil {
		return err
	}
	switch {
	case note == "":
		return fault.New(fault.Invalid, "say where the acknowledgement is to be found").OnField("note").WithHint("such as: mail of 3 March, from the owner")
	case on.IsZero() || on.After(today):
		return fault.New(fault.Invalid, "an acknowledgement has a day, not later than today").OnField("date")
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		row, err := w.Item(item)
		if err != nil {
			return err
		}
		if row.Debtor != debtor {
			return fault.New(fault.Invalid, "%s is not an item of %s", row.Number, who.Name).OnField("item")
		}
		if on.Before(row.Issued) {
			return fault.New(fault.Invalid, "%s is of %s: nobody acknowledged it on %s", row.Number, row.Issued, on).OnField("date")
		}
		if _, err := w.PutAcknowledgement(store.Acknowledgement{Item: item, On: on, Note: note}); err != nil {
			return err
		}
		return w.Append(activity.DebtAcknowledged, int64(debtor), int64(item), who.Name, map[string]string{"number": row.Number, "on": on.String(), "note": note})
	})
}
