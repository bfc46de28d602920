package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Codes of waves.
const (
	NothingToPropose fault.Code = "nothing-to-propose" // no customer is due for a reminder
	WaveOpen         fault.Code = "wave-open"          // another wave waits for release
	WaveStale        fault.Code = "wave-of-another-day"
)

// Propose plans every customer and keeps the result as a wave that waits for a person. A wave of the same day that still
// waits is replaced by the new one; one that is being released stands in the way.
func (d *Desk) Propose(ctx context.Context, on date.Date) (id store.WaveID, err error) {
	var nothing error
	err = d.update(ctx, func(w store.Writer) error {
		nothing = nil
		excluded, err := d.clearProposed(w, on)
		if err != nil {
			return err
		}
		if err := breakPromises(w, on); err != nil {
			return err
		}
		if err := d.judgePlans(w, on); err != nil {
			return err
		}
		put, notices, left, err := d.putWave(w, on)
		if err != nil {
			return err
		}
		if notices == 0 {
			// Tasks, judged promises and the end of an older proposal are kept all the same.
			nothing = fault.New(NothingToPropose, "nobody is due for a reminder on %s; %d items were left out", on, left).
				WithHint("see the reasons with `plan`")
			return nil
		}
		id = put
		if err := excludeAgain(w, id, excluded); err != nil {
			return err
		}
		return w.Append(activity.WaveProposed, 0, 0, waveName(id), map[string]any{"wave": id, "date": on.String(), "notices": notices, "left-out": left})
	})
	if err == nil {
		err = nothing
	}
	return id, err
}

// putWave plans every customer and writes the wave part by part, when there is anybody to remind: the numbers of waves have no
// gaps.
func (d *Desk) putWave(w store.Writer, on date.Date) (id store.WaveID, notices, left int, err error) {
	oldest, err := d.oldestData(w)
	if err != nil {
		return 0, 0, 0, err
	}
	found, err := d.anyNotice(w, on)
	if err != nil {
		return 0, 0, 0, err
	}
	if found {
		if id, err = w.PutWave(store.Wave{Date: on, State: store.WaveProposed, By: w.Actor().Name, DataAt: oldest}, nil, nil); err != nil {
			return 0, 0, 0, err
		}
	}
	err = d.planEach(w, on, func(some dunning.Proposal) error {
		notices, left = notices+len(some.Notices), left+len(some.LeftOut)
		if err := askToMend(w, some, on); err != nil || id == 0 {
			return err
		}
		return w.AddToWave(id, some.Notices, some.LeftOut)
	})
	return id, notices, left, err
}

// anyNotice reports whether a plan proposes anything; it stops at the first part that does.
func (d *Desk) anyNotice(r store.Reader, on date.Date) (bool, error) {
	enough := errors.New("found")
	err := d.planEach(r, on, func(some dunning.Proposal) error {
		if len(some.Notices) > 0 {
			return enough
		}
		return nil
	})
	if errors.Is(err, enough) {
		return true, nil
	}
	return false, err
}

// askToMend makes a task for every customer whom no channel reaches: silence would let the debt grow old unseen. One open
// task is enough.
func askToMend(w store.Writer, p dunning.Proposal, on date.Date) error {
	seen := map[receivable.DebtorID]bool{}
	for _, l := range p.LeftOut {
		if l.Reason != dunning.ReasonNoChannel || seen[l.Debtor] {
			continue
		}
		seen[l.Debtor] = true
		open, err := w.Tasks(l.Debtor, true)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(open, func(t store.Task) bool { return t.Kind == store.TaskMend }) {
			continue
		}
		if _, err := w.PutTask(store.Task{Kind: store.TaskMend, Debtor: l.Debtor, Due: on, Why: dunning.Why{Key: "no-channel"}}); err != nil {
			return err
		}
		if err := w.Append(activity.TaskMade, int64(l.Debtor), 0, l.Number, map[string]any{"task": store.TaskMend, "why": "no-channel"}); err != nil {
			return err
		}
	}
	return nil
}

// clearProposed cancels a wave that nobody has released, and gives the lines that a person had taken out of it on the same
// day; one in the middle of its release is a conflict.
func (d *Desk) clearProposed(w store.Writer, on date.Date) ([]store.WaveLine, error) {
	waves, err := w.Waves(10)
	if err != nil {
		return nil, err
	}
	var excluded []store.WaveLine
	for _, old := range waves {
		switch old.State {
		case store.WaveReleasing, store.WavePaused:
			return nil, fault.New(WaveOpen, "%s is not released to its end", waveName(old.ID)).
				WithHint("resume or cancel it first")
		case store.WaveProposed:
			if old.Date == on {
				out, err := w.WaveLines(old.ID, store.LineExcluded)
				if err != nil {
					return nil, err
				}
				excluded = append(excluded, out...)
			}
			if err := w.SetWaveState(old, store.WaveCancelled, "replaced by a newer proposal"); err != nil {
				return nil, err
			}
			if err := w.Append(activity.WaveCancelled, 0, 0, waveName(old.ID), map[string]string{"why": "replaced by a newer proposal"}); err != nil {
				return nil, err
			}
		case store.WaveReleased, store.WaveCancelled:
		}
	}
	return excluded, nil
}

// excludeAgain takes out of a new proposal who was taken out of the one it replaces, for the reason given then.
func excludeAgain(w store.Writer, id store.WaveID, excluded []store.WaveLine) error {
	for _, old := range excluded {
		lines, err := w.WaveLine(id, old.Notice.Debtor)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if l.Notice.Currency != old.Notice.Currency || l.State != store.LineIn {
				continue
			}
			if err := w.SetLineState(l.ID, store.LineExcluded, old.Why); err != nil {
				return err
			}
			if err := w.Append(activity.WaveExcluded, int64(l.Notice.Debtor), 0, l.Name, map[string]any{"wave": id, "why": old.Why, "as-in": old.Wave}); err != nil {
				return err
			}
		}
	}
	return nil
}

// oldestData is the time of the oldest read that the wave's data comes from.
func (d *Desk) oldestData(r store.Reader) (time.Time, error) {
	conns, err := r.Connections()
	var oldest time.Time
	for _, c := range conns {
		if c.Blocked == "" && !c.FreshAt.IsZero() && (oldest.IsZero() || c.FreshAt.Before(oldest)) {
			oldest = c.FreshAt
		}
	}
	return oldest, err
}

// Waves gives waves, newest first.
func (d *Desk) Waves(ctx context.Context, limit int) (waves []store.Wave, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		waves, err = r.Waves(limit)
		return err
	})
	return waves, err
}

// Wave gives a wave with its lines, sums, and why it cannot be released, if it cannot.
func (d *Desk) Wave(ctx context.Context, id store.WaveID) (v WaveView, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if v.Wave, err = r.Wave(id); err != nil {
			return err
		}
		if v.Lines, err = r.WaveLines(id, ""); err != nil {
			return err
		}
		if v.LeftOut, err = r.WaveLeftOutCounts(id); err != nil {
			return err
		}
		if v.Outbox, err = r.OutboxCounts(id); err != nil {
			return err
		}
		if v.LettersWait, err = lettersWaiting(r, id, v.Outbox[OutQueued]); err != nil {
			return err
		}
		if v.Fresh, err = d.fresh(r); err != nil {
			return err
		}
		if v.Asked, err = d.releaseAsked(r, v.Wave); err != nil {
			return err
		}
		if v.TestTo, err = trial(r); err != nil {
			return err
		}
		v.Checked = readAgainAt(v.Wave, v.Fresh)
		v.Totals, v.Channels = sumWave(v.Lines)
		v.FirstRun, err = d.reviews(r, v.LeftOut[dunning.ReasonFirstRunReview])
		return err
	})
	if err != nil {
		return v, err
	}
	if err := d.measureLines(ctx, v.Lines); err != nil {
		return v, err
	}
	on, err := d.Today(ctx)
	v.Blocked = releasable(v.Wave, on)
	return v, err
}

// readAgainAt is when customers of a wave were last read again after its proposal; zero when they were not. Only a read of
// some customers is one: a whole read does not look at the wave.
func readAgainAt(wave store.Wave, fresh []Fresh) (at time.Time) {
	for _, f := range fresh {
		if f.Last.Partial && f.Last.Complete && f.Last.Finished.After(wave.Created) && f.Last.Finished.After(at) {
			at = f.Last.Finished
		}
	}
	return at
}

// reviews gives the connections whose old debt waits for a decision, when a wave left any of it out.
func (d *Desk) reviews(r store.Reader, held int) ([]Review, error) {
	if held == 0 {
		return nil, nil
	}
	conns, err := r.Connections()
	if err != nil {
		return nil, err
	}
	var out []Review
	for _, c := range conns {
		if c.Review.Choice == store.ReviewStart {
			continue
		}
		days := c.Review.RecentDays
		if days == 0 {
			days = RecentDays
		}
		rv, err := review(r, c, days)
		if err != nil {
			return nil, err
		}
		if rv.Hold > 0 {
			out = append(out, rv)
		}
	}
	return out, nil
}

// releasable says why a wave cannot be released on a day; nil when it can.
func releasable(w store.Wave, on date.Date) *fault.Error {
	switch w.State {
	case store.WaveReleased, store.WaveCancelled:
		return fault.New(fault.Conflict, "%s is %s", waveName(w.ID), w.State)
	case store.WaveReleasing, store.WavePaused:
		return nil
	case store.WaveProposed:
	}
	if w.Date != on {
		return fault.New(WaveStale, "%s was planned for %s, and its deadlines and interest are of that day; today is %s", waveName(w.ID), w.Date, on).
			WithHint("propose again")
	}
	return nil
}

// sumWave sums the lines that are in or have left, by currency and by channel.
func sumWave(lines []store.WaveLine) ([]WaveTotal, map[receivable.Channel]int) {
	by := map[money.Currency]*WaveTotal{}
	channels := map[receivable.Channel]int{}
	var order []money.Currency
	for _, l := range lines {
		if l.State != store.LineIn && l.State != store.LineIssued {
			continue
		}
		n := l.Notice
		channels[n.Channel]++
		if n.Event != dunning.NoEvent { // it asks for nothing that is late
			continue
		}
		t := by[n.Currency]
		if t == nil {
			t = &WaveTotal{Currency: n.Currency}
			by[n.Currency] = t
			order = append(order, n.Currency)
		}
		t.Notices++
		t.Items += len(n.Lines)
		t.Open += n.Open.Minor
		t.Credit += n.Credit.Minor
		t.Charges += n.Charges.Minor
		t.Fee += n.Fee.Minor
		t.Interest += n.Interest.Minor
		t.Total += n.Total.Minor
	}
	out := make([]WaveTotal, 0, len(order))
	for _, cur := range order {
		out = append(out, *by[cur])
	}
	return out, channels
}

// LeftOut gives what a wave left out, for one reason or all.
func (d *Desk) LeftOut(ctx context.Context, id store.WaveID, reason dunning.Reason) (rows []store.LeftOutRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		rows, err = r.WaveLeftOut(id, reason)
		return err
	})
	return rows, err
}

// Exclude takes a customer out of a wave, with a reason that stays on record.
func (d *Desk) Exclude(ctx context.Context, id store.WaveID, debtor receivable.DebtorID, why string) error {
	if why == "" {
		return fault.New(fault.Invalid, "leaving a customer out needs a reason").OnField("why")
	}
	return d.turn(ctx, id, debtor, store.LineIn, store.LineExcluded, why, activity.WaveExcluded)
}

// Include puts an excluded customer back into a wave that waits for its release. Once somebody has begun to release it, also when
// it was paused, it grows no more: what may be sent was weighed before.
func (d *Desk) Include(ctx context.Context, id store.WaveID, debtor receivable.DebtorID) error {
	return d.turn(ctx, id, debtor, store.LineExcluded, store.LineIn, "", activity.WaveIncluded)
}

// turn moves a customer's lines of a wave that waits from one state to another.
func (d *Desk) turn(ctx context.Context, id store.WaveID, debtor receivable.DebtorID, from, to store.LineState, why string, kind activity.Kind) error {
	return d.update(ctx, func(w store.Writer) error {
		wave, err := w.Wave(id)
		if err != nil {
			return err
		}
		if wave.State != store.WaveProposed && wave.State != store.WavePaused {
			return fault.New(fault.Conflict, "%s is %s and cannot be changed", waveName(id), wave.State)
		}
		if to == store.LineIn {
			if err := d.mayGrow(w, wave); err != nil {
				return err
			}
		}
		lines, err := w.WaveLine(id, debtor)
		if err != nil {
			return err
		}
		turned := 0
		for _, l := range lines {
			if l.State != from {
				continue
			}
			if err := w.SetLineState(l.ID, to, why); err != nil {
				return err
			}
			turned++
			if err := w.Append(kind, int64(debtor), 0, l.Name, map[string]any{"wave": id, "why": why}); err != nil {
				return err
			}
		}
		if turned == 0 {
			return fault.New(fault.Conflict, "this customer is not %s in %s", from, waveName(id))
		}
		return nil
	})
}

func waveName(id store.WaveID) string { return "wave " + itoa(int64(id)) }
