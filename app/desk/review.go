package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// RecentDays is how old overdue debt may be to count as recent when nobody has said otherwise.
const RecentDays = 60

// reviewSpans are the spans of days overdue that the first-run picture shows.
var reviewSpans = []int{1, 31, 61, 91, 181, 366, 731}

// Review shows what is already overdue at a connection, and who would hear from us when debt up to recentDays counts as
// recent.
func (d *Desk) Review(ctx context.Context, id receivable.ConnectionID, recentDays int) (out Review, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		c, err := r.Connection(id)
		if err != nil {
			return err
		}
		out, err = review(r, c, recentDays)
		return err
	})
	return out, err
}

func review(r store.Reader, c store.Connection, recentDays int) (Review, error) {
	out := Review{Connection: c}
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return out, err
	}
	for i, from := range reviewSpans {
		b := ReviewBucket{From: from, Sum: money.Zero(company.Currency)}
		if i+1 < len(reviewSpans) {
			b.To = reviewSpans[i+1] - 1
		}
		out.Buckets = append(out.Buckets, b)
	}
	_, on, err := r.Totals()
	if err != nil {
		return out, err
	}
	err = r.Accounts(store.AccountQuery{Connection: c.ID}, on, func(a *dunning.Account) error {
		oldest, start := 0, false
		for i := range a.Items {
			it := &a.Items[i]
			days := it.DaysOverdue(on)
			// Who has been reminded, or looked at by a person, is past the question.
			if it.Open.Minor <= 0 || days <= 0 || it.Reviewed || it.Level > 0 {
				continue
			}
			oldest = max(oldest, days)
			start = start || days <= recentDays
			for b := range out.Buckets {
				if in(days, out.Buckets[b]) && it.Open.Currency == company.Currency {
					out.Buckets[b].Sum.Minor += it.Open.Minor
				}
			}
		}
		if oldest == 0 {
			return nil
		}
		out.Customers++
		if start {
			out.Start++
		} else {
			out.Hold++
		}
		for b := range out.Buckets {
			if in(oldest, out.Buckets[b]) {
				out.Buckets[b].Customers++
			}
		}
		return nil
	})
	return out, err
}

func in(days int, b ReviewBucket) bool { return days >= b.From && (b.To == 0 || days <= b.To) }

// DecideReview keeps what to do with debt that was already old when the connection was first read.
func (d *Desk) DecideReview(ctx context.Context, id receivable.ConnectionID, choice store.ReviewChoice, recentDays int) error {
	switch choice {
	case store.ReviewHoldOld, store.ReviewStart, store.ReviewHoldAll:
	default:
		return fault.New(fault.Invalid, "%q is no choice for old debt", string(choice)).OnField("choice")
	}
	if recentDays < 0 || recentDays > 3650 {
		return fault.New(fault.Invalid, "recent means between 0 and 3650 days").OnField("days")
	}
	return d.update(ctx, func(w store.Writer) error {
		c, err := w.Connection(id)
		if err != nil {
			return err
		}
		c.Review = store.Review{Decided: true, Choice: choice, RecentDays: recentDays}
		if _, err := w.PutConnection(c); err != nil {
			return err
		}
		return w.Append(activity.ReviewDecided, 0, 0, c.Name, map[string]any{"choice": choice, "recent-days": recentDays})
	})
}

// ReleaseReviewed lets the old items of one customer into waves: somebody has looked at them.
func (d *Desk) ReleaseReviewed(ctx context.Context, debtor receivable.DebtorID) error {
	return d.update(ctx, func(w store.Writer) error {
		var items []receivable.ItemID
		who, err := w.Debtor(debtor)
		if err != nil {
			return err
		}
		if err := w.Items(store.ItemQuery{Debtor: debtor, OpenOnly: true}, func(row store.ItemRow) error {
			items = append(items, row.ID)
			return nil
		}); err != nil {
			return err
		}
		if err := w.SetReviewed(items); err != nil {
			return err
		}
		return w.Append(activity.ReviewDecided, int64(debtor), 0, who.Name, map[string]any{"choice": "customer-released", "items": len(items)})
	})
}
