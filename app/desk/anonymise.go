package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// NotNow is the code of a customer who cannot be anonymised now.
const NotNow fault.Code = "not-anonymised"

// AnonymiseOrder removes all that names a customer.
type AnonymiseOrder struct {
	Debtor receivable.DebtorID
	Why    string
	// EvenIfInSource goes on although the accounting system still has the customer. The next read then brings the person back,
	// as a new customer of the book: what was removed here stays removed, and has no tie to it.
	EvenIfInSource bool
}

// Anonymise removes all that names a customer and keeps amounts, days and ids, so that the sums of the book stay. It is
// refused with NotNow while anything is open, kept by law or by a legal hold, on the day that the clock has. It cannot be undone: only an administrator may.
func (d *Desk) Anonymise(ctx context.Context, o AnonymiseOrder) (done Anonymised, err error) {
	o.Why = strings.TrimSpace(o.Why)
	if o.Why == "" || len(o.Why) > 500 {
		return done, fault.New(fault.Invalid, "say in at most 500 bytes why the customer is anonymised; do not name anybody").OnField("why")
	}
	err = d.administer(ctx, func(w store.Writer) error {
		on, err := d.clockDay(w)
		if err != nil {
			return err
		}
		v, err := d.verdict(w, o.Debtor, on)
		if err != nil {
			return err
		}
		if strings.Contains(strings.ToLower(o.Why), strings.ToLower(v.Name)) && v.Name != "" {
			return fault.New(fault.Invalid, "the reason stays in the log: it must not name the customer").OnField("why")
		}
		if o.EvenIfInSource {
			v.Obstacles = slices.DeleteFunc(v.Obstacles, func(o privacy.Obstacle) bool { return o == privacy.StillInSource })
		}
		if !v.May() {
			return refusal(v)
		}
		if done, err = w.Anonymise(v.Debtor, o.Why); err != nil {
			return err
		}
		return w.Append(activity.Anonymised, int64(v.Debtor), 0, fmt.Sprintf("#%d", v.Debtor), map[string]any{
			"why": o.Why, "documents": done.Documents, "redacted": len(done.Redacted), "kept": done.Kept, "mentions": done.Mentions, "last": v.Last.String(),
			"in_source": v.InSource,
		})
	})
	return done, err
}

// verdict says whether a customer may be anonymised on a day.
func (d *Desk) verdict(r store.Reader, id receivable.DebtorID, on date.Date) (v privacy.Verdict, err error) {
	debtor, err := livingDebtor(r, id)
	if err != nil {
		return v, err
	}
	retention, err := d.retention(r, debtor.Kind, on)
	if err != nil {
		return v, err
	}
	holds, err := r.LegalHolds(true)
	if err != nil {
		return v, err
	}
	standing, err := r.PersonStanding(debtor.ID)
	return privacy.Judge(standing, retention, holds, on), err
}

// obstacleWords say what stands against anonymising, for commands and the log of errors.
var obstacleWords = map[privacy.Obstacle]string{
	privacy.Already: "it was anonymised before", privacy.OnLegalHold: "it is under a legal hold", privacy.OpenItems: "invoices or credits are open",
	privacy.OpenCharges: "fees or interest are open", privacy.InWave: "it is in a wave that was not released", privacy.Messages: "messages are on their way",
	privacy.OpenPromises: "a promise is running", privacy.OpenDisputes: "a dispute is open", privacy.OpenTasks: "a task is open",
	privacy.Agreements: "an agreement is running", privacy.Escalations: "claims are with an agency or a court",
	privacy.Postings:     "something waits to be written into the accounting system",
	privacy.OpenRequests: "a request waits for a decision", privacy.NoRetention: "the law pack names no period for which accounts are kept",
	privacy.RetentionRuns: "accounts must still be kept", privacy.StillInSource: "the accounting system still has the customer",
}

// ObstacleText says what stands against anonymising.
func ObstacleText(o privacy.Obstacle) string { return obstacleWords[o] }

func refusal(v privacy.Verdict) error {
	why := make([]string, 0, len(v.Obstacles))
	for _, o := range v.Obstacles {
		why = append(why, obstacleWords[o])
	}
	err := fault.New(NotNow, "%s cannot be anonymised: %s", v.Name, strings.Join(why, "; "))
	switch {
	case slices.Contains(v.Obstacles, privacy.Already):
		return err
	case slices.Contains(v.Obstacles, privacy.NoRetention):
		return err.WithHint("write an own row `retention` for your country")
	case slices.Contains(v.Obstacles, privacy.RetentionRuns):
		return err.WithHint("the first day on which it would be possible is %s", v.First)
	case slices.Equal(v.Obstacles, []privacy.Obstacle{privacy.StillInSource}):
		return err.WithHint("delete the customer there and read again; or say --even-if-in-source, and the next read brings the person back as a new customer")
	}
	return err
}

// AnonymisableView is a customer among those for whom retention has ended, and what else stands against anonymising.
type AnonymisableView = privacy.Verdict

// Anonymisable gives the customers for whom retention has ended today, by name; those that only a legal hold or the
// accounting system keeps are among them, with what stands against it.
func (d *Desk) Anonymisable(ctx context.Context) (out []AnonymisableView, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		on, err := d.todayOf(r)
		if err != nil {
			return err
		}
		newest, err := d.newestKept(r, on)
		if err != nil {
			return err
		}
		ids, err := r.SettledSince(newest)
		if err != nil {
			return err
		}
		for _, id := range ids {
			v, err := d.verdict(r, id, on)
			if err != nil {
				return err
			}
			if !slices.Contains(v.Obstacles, privacy.RetentionRuns) && !slices.Contains(v.Obstacles, privacy.NoRetention) {
				out = append(out, v)
			}
		}
		return nil
	})
	return out, err
}

// newestKept is the last day of the newest year whose accounts need not be kept any more, by the shortest period there is.
func (d *Desk) newestKept(r store.Reader, on date.Date) (date.Date, error) {
	year, _, _ := on.Parts()
	least := 0
	for i, kind := range []receivable.Kind{receivable.Business, receivable.Consumer} {
		retention, err := d.retention(r, kind, on)
		if err != nil {
			return date.Date{}, err
		}
		if i == 0 || retention.Years < least {
			least = retention.Years
		}
	}
	return date.Must(year-least-1, 12, 31), nil
}
