package desk

import (
	"context"
	"errors"
	"runtime"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
	"golang.org/x/sync/errgroup"
)

// issueBatch is how many notices are made and committed in one transaction: a crash loses at most so many made letters,
// none of which has left.
const issueBatch = 20

// Release sends a wave: the customers are read again, who has paid drops out, notices are made and committed with their
// bytes, and only then does the courier send. A wave whose release was cut off goes on where it stopped.
func (d *Desk) Release(ctx context.Context, id store.WaveID, progress func(Progress)) (ReleaseResult, error) {
	res := ReleaseResult{Wave: id}
	on, err := d.Today(ctx)
	if err != nil {
		return res, err
	}
	wave, err := d.wave(ctx, id)
	if err != nil {
		return res, err
	}
	if blocked := releasable(wave, on); blocked != nil {
		return res, blocked
	}
	cleared, err := d.mayRelease(ctx, id)
	if err != nil {
		return res, err
	}
	if err := d.maySign(ctx); err != nil {
		return res, err
	}
	done, err := d.takeRelease(ctx, id)
	if err != nil {
		return res, err
	}
	defer done()
	// Also one that goes on after a pause: meanwhile somebody may have paid.
	if wave.Date != on {
		res.Dropped, err = d.dropRest(ctx, wave)
	} else {
		res.Dropped, err = d.recheck(ctx, wave, progress)
	}
	if err != nil {
		return res, err
	}
	if err := d.startRelease(ctx, id, cleared); err != nil {
		return res, err
	}
	return d.carryOn(ctx, id, res, progress)
}

// dropRest leaves out what a wave of another day has not made yet: its deadlines and interest are of that day. The next
// proposal has these customers again.
func (d *Desk) dropRest(ctx context.Context, wave store.Wave) (dropped int, err error) {
	err = d.update(ctx, func(w store.Writer) error {
		lines, err := w.WaveLines(wave.ID, store.LineIn)
		if err != nil {
			return err
		}
		dropped = len(lines)
		for _, l := range lines {
			if err := w.SetLineState(l.ID, store.LineDropped, "not made on the day of its wave"); err != nil {
				return err
			}
			if err := w.Append(activity.WaveDropped, int64(l.Notice.Debtor), 0, l.Name, map[string]any{"wave": wave.ID, "why": "not made on the day of its wave"}); err != nil {
				return err
			}
		}
		return nil
	})
	return dropped, err
}

// Resume goes on with a wave that was paused or cut off. On another day than the wave's only what was made already is sent;
// the rest drops out, to be proposed again.
func (d *Desk) Resume(ctx context.Context, id store.WaveID, progress func(Progress)) (ReleaseResult, error) {
	wave, err := d.wave(ctx, id)
	if err != nil {
		return ReleaseResult{Wave: id}, err
	}
	if wave.State != store.WavePaused && wave.State != store.WaveReleasing {
		return ReleaseResult{Wave: id}, fault.New(fault.Conflict, "%s is %s and cannot be resumed", waveName(id), wave.State)
	}
	return d.Release(ctx, id, progress)
}

func (d *Desk) wave(ctx context.Context, id store.WaveID) (wave store.Wave, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		wave, err = r.Wave(id)
		return err
	})
	return wave, err
}

// startRelease moves the wave on, unless another program has taken it over while the customers were read again, or it asks for
// more than was cleared.
func (d *Desk) startRelease(ctx context.Context, id store.WaveID, cleared map[int64]dunning.Notice) error {
	return d.update(ctx, func(w store.Writer) error {
		if err := d.keepRelease(w, id); err != nil {
			return err
		}
		wave, err := w.Wave(id)
		if err != nil {
			return err
		}
		kind := activity.WaveReleased
		switch wave.State {
		case store.WaveProposed:
			if err := asCleared(w, id, cleared); err != nil {
				return err
			}
		case store.WavePaused:
			kind = activity.WaveResumed
		case store.WaveReleasing:
			return nil
		case store.WaveReleased, store.WaveCancelled:
			return fault.New(fault.Conflict, "%s is %s", waveName(id), wave.State)
		}
		if err := w.SetWaveState(wave, store.WaveReleasing, ""); err != nil {
			return err
		}
		return w.Append(kind, 0, 0, waveName(id), map[string]any{"wave": id})
	})
}

// carryOn makes what is not made yet, sends, and closes the wave. It stays open while messages leave, so that it can be
// paused between two of them.
func (d *Desk) carryOn(ctx context.Context, id store.WaveID, res ReleaseResult, progress func(Progress)) (ReleaseResult, error) {
	if err := d.issueAll(ctx, id, &res, progress); err != nil {
		return res, err
	}
	send, err := d.SendOutbox(ctx, func(s SendProgress) {
		tell(progress, Progress{Phase: "sending", Done: int64(s.Sent + s.Failed + s.Uncertain), Total: int64(s.Sent + s.Failed + s.Uncertain + s.Waiting + s.Retry), Text: s.Last})
	})
	res.Send = send
	if ctx.Err() != nil {
		return res, err // cut off: the wave goes on when somebody resumes it
	}
	err = errors.Join(err, d.closeWave(ctx, id))
	if verr := d.view(ctx, func(r store.Reader) (verr error) {
		res.Letters, verr = lettersWaiting(r, id, 1)
		return verr
	}); err == nil {
		err = verr
	}
	return res, err
}

func tell(progress func(Progress), p Progress) {
	if progress != nil {
		progress(p)
	}
}

// issueAll makes and commits notices, some at a time, until no line of the wave is left or somebody paused it.
func (d *Desk) issueAll(ctx context.Context, id store.WaveID, res *ReleaseResult, progress func(Progress)) error {
	job, err := d.newIssuing(ctx)
	if err != nil {
		return err
	}
	var total int64
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		var left int
		var round ReleaseResult
		err := d.update(ctx, func(w store.Writer) (err error) {
			if err := d.keepRelease(w, id); err != nil {
				return err
			}
			round = ReleaseResult{}
			left, err = job.batch(ctx, w, id, &round)
			return err
		})
		if err != nil {
			return err
		}
		res.Issued += round.Issued
		res.Dropped += round.Dropped
		res.Failed += round.Failed
		res.Tasks += round.Tasks
		done := int64(res.Issued + res.Failed + res.Tasks)
		total = done + int64(left)
		tell(progress, Progress{Phase: "making", Done: done, Total: total})
		if left == 0 {
			return nil
		}
	}
}

func (d *Desk) closeWave(ctx context.Context, id store.WaveID) error {
	return d.update(ctx, func(w store.Writer) error {
		wave, err := w.Wave(id)
		if err != nil || wave.State != store.WaveReleasing {
			return err
		}
		return w.SetWaveState(wave, store.WaveReleased, "")
	})
}

// batch makes up to issueBatch notices of a wave and commits them; it returns how many lines are left to make.
func (j *issuing) batch(ctx context.Context, w store.Writer, id store.WaveID, res *ReleaseResult) (int, error) {
	wave, err := w.Wave(id)
	if err != nil {
		return 0, err
	}
	if wave.State != store.WaveReleasing {
		return 0, fault.New(fault.Conflict, "%s is %s", waveName(id), wave.State).WithHint("resume it to go on")
	}
	some, left, err := nextLines(w, id)
	if err != nil {
		return 0, err
	}
	// What changed since the customers were read again, by another desk or a sync of its own, drops out here.
	now, err := j.desk.stillDue(w, wave, some)
	if err != nil {
		return 0, err
	}
	res.Dropped += len(some) - len(now)
	jobs := make([]Job, len(now))
	for i, l := range now {
		if jobs[i], err = j.job(w, l); err != nil {
			return 0, err
		}
	}
	made, errs := make([]Made, len(now)), make([]error, len(now))
	var g errgroup.Group
	g.SetLimit(runtime.NumCPU())
	for i := range now {
		if !carried(jobs[i].Notice.Channel) {
			continue
		}
		g.Go(func() error { made[i], errs[i] = j.desk.Courier.Make(ctx, jobs[i]); return nil })
	}
	_ = g.Wait() // each job keeps its own error: one bad letter does not stop the others
	for i, l := range now {
		if err := j.settle(w, wave, l, jobs[i], made[i], errs[i], res); err != nil {
			return 0, err
		}
	}
	return left, nil
}

// nextLines gives the lines of the next batch, and how many are left after it. Only about as many are read: a wave of thousands is
// made in hundreds of batches.
func nextLines(r store.Reader, id store.WaveID) (some []store.WaveLine, left int, err error) {
	for most := 2 * issueBatch; ; most *= 2 {
		lines, all, err := r.NextLines(id, most)
		if err != nil {
			return nil, 0, err
		}
		if n := whole(lines, issueBatch); n < len(lines) || len(lines) == all { // else the last customer may have more
			return lines[:n], all - n, nil
		}
	}
}

// whole is how many lines a batch of about so many has, so that what one customer owes in two currencies stays together.
func whole(lines []store.WaveLine, about int) int {
	n := min(about, len(lines))
	for n > 0 && n < len(lines) && lines[n].Notice.Debtor == lines[n-1].Notice.Debtor {
		n++
	}
	return n
}

// carried reports whether the courier carries a channel; a call or a visit is a task for a person.
func carried(c receivable.Channel) bool { return c != receivable.Call && c != receivable.Visit }

// settle commits one line: issued with its bytes, a task, or on the exception list with the reason.
func (j *issuing) settle(w store.Writer, wave store.Wave, l store.WaveLine, job Job, made Made, makeErr error, res *ReleaseResult) error {
	if makeErr != nil {
		return j.exception(w, wave, l, job.Number, makeErr, res)
	}
	n := issuedAs(job, made)
	n.Wave, n.Line = wave.ID, l.ID
	if !carried(l.Notice.Channel) {
		n.State, n.SentAt, n.To = store.OutSent, w.Now(), job.Debtor.Phone
	}
	id, err := w.IssueNotice(n, made.Docs)
	if err != nil {
		return err
	}
	if carried(l.Notice.Channel) {
		res.Issued++
	} else {
		res.Tasks++
		task := store.Task{Kind: taskFor(l.Notice.Channel), Notice: id, Due: date.Latest(j.on, l.Notice.TaskFrom), Why: l.Notice.Why}
		if why := toAnnounce(&l.Notice); why.Key != "" { // a visit that must be announced is planned first, with its hour
			task.Due, task.Why = j.on, why
		}
		if err := j.task(w, wave, l, task); err != nil {
			return err
		}
	}
	return w.Append(activity.NoticeIssued, int64(l.Notice.Debtor), 0, job.Number, issuedFacts(id, l.Notice, made))
}

// issuedFacts are what an auditor asks of a notice: for which items, at which level, with which charges; and
// what the program itself warned of.
func issuedFacts(id store.NoticeID, n dunning.Notice, made Made) map[string]any {
	items := make([]string, 0, len(n.Lines))
	for _, line := range n.Lines {
		items = append(items, line.Number+" "+itoa(int64(line.Previous))+">"+itoa(int64(line.Level)))
	}
	facts := map[string]any{
		"notice": id, "channel": n.Channel, "level": n.Level, "items": items, "open": n.Open.String(), "fee": n.Fee.String(), "interest": n.Interest.String(),
		"total": n.Total.String(), "currency": n.Currency, "deadline": n.Deadline.String(),
		"procedure": n.Procedure, "procedure-version": n.ProcedureVersion,
	}
	if made.Text.Name != "" {
		facts["text"], facts["text-version"] = made.Text.Name+" "+made.Text.Language, made.Text.Version
	}
	if len(made.Warnings) > 0 {
		warnings := make([]string, len(made.Warnings))
		for i, w := range made.Warnings {
			warnings[i] = string(w.Code) + ": " + w.Message
		}
		facts["warnings"] = warnings
	}
	return facts
}

func taskFor(c receivable.Channel) store.TaskKind {
	if c == receivable.Visit {
		return store.TaskVisit
	}
	return store.TaskCall
}

func (j *issuing) task(w store.Writer, wave store.Wave, l store.WaveLine, t store.Task) error {
	t.Debtor, t.Wave = l.Notice.Debtor, wave.ID
	if _, err := w.PutTask(t); err != nil {
		return err
	}
	return w.Append(activity.TaskMade, int64(l.Notice.Debtor), 0, l.Name, map[string]any{"task": t.Kind, "wave": wave.ID, "why": t.Why})
}
