package desk

import (
	"context"
	"regexp"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// whyTracking is the reason of a task to note the post's number: number.
const whyTracking = "tracking-missing"

// trackingNumber has what the posts of the world print: letters, digits, and spaces or dashes between them (UPU S10 has thirteen
// characters, carriers have more).
var trackingNumber = regexp.MustCompile(`^[A-Z0-9](?:[A-Z0-9 -]{3,38})[A-Z0-9]$`)

// TrackLetter keeps the number by which the post follows a registered letter, and the day on which it was posted (zero: today). It
// stands in the customer's history and in the evidence; a number that was wrong is entered again, and both stay in the log. Refused,
// with the field: a notice that is no registered letter, one that has not left, a number that no post gives, and a day before the
// letter or to come.
func (d *Desk) TrackLetter(ctx context.Context, notice, tracking string, posted date.Date) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	if posted.IsZero() {
		posted = on
	}
	tracking = strings.ToUpper(strings.TrimSpace(tracking))
	if !trackingNumber.MatchString(tracking) {
		return fault.New(fault.Invalid, "%q is no number of the post", tracking).OnField("tracking").WithHint("as on the receipt, such as RR123456785NO")
	}
	return d.update(ctx, func(w store.Writer) error {
		n, err := registeredNamed(w, notice)
		if err != nil {
			return err
		}
		if posted.After(on) || posted.Before(n.Claim.Date) {
			return fault.New(fault.Invalid, "a letter of %s was not posted on %s", n.Claim.Date, posted).OnField("posted").WithHint("from the day of the letter up to today")
		}
		if err := w.PutTracking(n.ID, tracking, posted); err != nil {
			return err
		}
		if err := finishTracking(w, &n, tracking); err != nil {
			return err
		}
		return w.Append(activity.LetterTracked, int64(n.Claim.Debtor), 0, n.Number, map[string]any{
			"notice": n.ID, "number": n.Number, "tracking": tracking, "before": n.Tracking, "on": posted.String(),
		})
	})
}

func registeredNamed(r store.Reader, number string) (store.Notice, error) {
	all, err := r.RegisteredLetters()
	if err != nil {
		return store.Notice{}, err
	}
	for _, n := range all {
		if n.Number != number {
			continue
		}
		if n.Cancelled || n.State != store.OutSent {
			return n, fault.New(fault.Conflict, "letter %s has not left", number).OnField("notice")
		}
		return n, nil
	}
	return store.Notice{}, fault.New(fault.NotFound, "there is no registered letter %q", number).OnField("notice").WithHint("see `letter list`")
}

// finishTracking does the task that asked for the number.
func finishTracking(w store.Writer, n *store.Notice, tracking string) error {
	tasks, err := w.Tasks(n.Claim.Debtor, true)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if t.Why.Key == whyTracking && t.Why.Args["number"] == n.Number {
			return w.FinishTask(t.ID, tracking)
		}
	}
	return nil
}

// askTracking puts it on the list that a registered letter has left and the post's number is to be noted.
func (d *Desk) askTracking(w store.Writer, m leaving) error {
	if m.Channel != receivable.Letter || m.notice == nil || !m.notice.Claim.Registered {
		return nil
	}
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	_, err = w.PutTask(store.Task{Kind: store.TaskCheck, Debtor: m.Debtor, Notice: m.Notice, Due: on, Why: dunning.Why{Key: whyTracking, Args: map[string]string{"number": m.Number}}})
	return err
}

// RegisteredLetters gives the registered letters that have left, newest first: all, or those whose number nobody has noted yet.
func (d *Desk) RegisteredLetters(ctx context.Context, untracked bool) (out []store.Notice, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		all, err := r.RegisteredLetters()
		if err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		for _, n := range all {
			if n.Cancelled || n.State != store.OutSent || untracked && n.Tracking != "" {
				continue
			}
			out = append(out, seen.notice(n))
		}
		return err
	})
	return out, err
}
