package waves

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Releaser is what sends a wave.
type Releaser interface {
	Recheck(ctx context.Context, id desk.WaveID, progress func(desk.Progress)) (int, error)
	Release(ctx context.Context, id desk.WaveID, progress func(desk.Progress)) (desk.ReleaseResult, error)
	Resume(ctx context.Context, id desk.WaveID, progress func(desk.Progress)) (desk.ReleaseResult, error)
	Pause(ctx context.Context, id desk.WaveID, why string) error
	SendOutbox(ctx context.Context, progress func(desk.SendProgress)) (desk.SendProgress, error)
	PrintRun(ctx context.Context, o desk.PrintOrder, progress func(desk.Progress)) (desk.PrintResult, error)
}

// job is a release or a look at the books that goes on.
type job struct {
	running *runner.Job
	bar     *widget.ProgressStrip
}

// askRelease asks once more, because mail cannot be taken back.
func (s *Screen) askRelease() {
	if s.model == nil || s.job != nil || !s.model.CanRelease() && !s.model.CanResume() {
		return
	}
	m, w := s.model, s.stage.Words
	if m.CanResume() {
		s.run(m.View.Wave.ID, s.desk.Resume)
		return
	}
	sum := ""
	if t, ok := m.Total(w.Own()); ok {
		sum = w.Money(money.New(t.Total, t.Currency))
		for _, other := range m.OtherTotals(t.Currency) {
			sum += " · " + w.Money(money.New(other.Total, other.Currency))
		}
	}
	text := i18n.T("release.text", i18n.Args{"sum": sum})
	if to := m.View.TestTo; to != "" {
		text += " " + i18n.T("release.trial", i18n.Args{"address": to})
	}
	id := m.View.Wave.ID
	widget.AskOn(s.stage.Canvas(), widget.Question{
		Title: i18n.N("release.title", m.Reminders()), Text: text,
		Verb: i18n.N("wave.release", m.Reminders()), Icon: theme.IconWaves, Cancel: i18n.T("release.cancel"),
		OnDo: func() bool {
			s.run(id, s.desk.Release)
			return true
		},
	})
}

type releasing func(ctx context.Context, id desk.WaveID, progress func(desk.Progress)) (desk.ReleaseResult, error)

// run releases away from the window, shows how far it is, and says what came of it.
func (s *Screen) run(id desk.WaveID, do releasing) {
	bar := widget.NewProgressStrip(i18n.T("wave.pause"), func() { s.pause(id) })
	s.begin(bar)
	j := runner.GoWatched(s.stage.Run, func(ctx context.Context, r *runner.Reporter) (desk.ReleaseResult, error) {
		return do(ctx, id, func(p desk.Progress) { r.Set(stage.Snapshot(p)) })
	}, func(now runner.Snapshot) { s.progress(bar, now) }, func(result desk.ReleaseResult, err error) {
		s.end(id)
		s.released(result, err)
	})
	if s.job != nil { // work that is done at once has ended already
		s.job.running = j
	}
}

// recheck reads the customers of the wave again and drops who has paid.
func (s *Screen) recheck() {
	if s.model == nil || s.job != nil {
		return
	}
	id := s.model.View.Wave.ID
	bar := widget.NewProgressStrip(i18n.T("dialog.cancel"), func() {
		if s.job != nil && s.job.running != nil {
			s.job.running.Cancel()
		}
	})
	s.begin(bar)
	j := runner.GoWatched(s.stage.Run, func(ctx context.Context, r *runner.Reporter) (int, error) {
		return s.desk.Recheck(ctx, id, func(p desk.Progress) { r.Set(stage.Snapshot(p)) })
	}, func(now runner.Snapshot) { s.progress(bar, now) }, func(dropped int, err error) {
		s.end(id)
		if err != nil {
			s.fail(err)
			return
		}
		s.stage.Tell(i18n.N("wave.rechecked", dropped))
	})
	if s.job != nil {
		s.job.running = j
	}
}

// send tries what waits in the outbox, of this wave and of others.
func (s *Screen) send() {
	if s.model == nil || s.job != nil {
		return
	}
	id := s.model.View.Wave.ID
	bar := widget.NewProgressStrip(i18n.T("dialog.cancel"), func() {
		if s.job != nil && s.job.running != nil {
			s.job.running.Cancel()
		}
	})
	s.begin(bar)
	j := runner.GoWatched(s.stage.Run, func(ctx context.Context, r *runner.Reporter) (desk.SendProgress, error) {
		return s.desk.SendOutbox(ctx, func(p desk.SendProgress) {
			done := p.Sent + p.Failed + p.Uncertain
			r.Set(runner.Snapshot{Phase: "sending", Done: done, Total: done + p.Waiting + p.Retry})
		})
	}, func(now runner.Snapshot) { s.progress(bar, now) }, func(p desk.SendProgress, err error) {
		s.end(id)
		if err != nil {
			s.fail(err)
			return
		}
		s.stage.Tell(i18n.N("result.sent", p.Sent))
	})
	if s.job != nil {
		s.job.running = j
	}
}

func (s *Screen) begin(bar *widget.ProgressStrip) {
	s.job = &job{bar: bar}
	s.release.Disable()
	s.progress(bar, runner.Snapshot{})
	s.banner.Turn(&fyne.Container{})
	s.strip.Turn(widget.Sized(560, 0, bar))
	s.pages.Refresh()
}

func (s *Screen) progress(bar *widget.ProgressStrip, now runner.Snapshot) {
	phase, count := stage.ProgressWords(now)
	bar.Set(phase, count, now.Done, now.Total)
}

// end shows the wave as it stands now.
func (s *Screen) end(id desk.WaveID) {
	s.job = nil
	s.id = id
	s.stage.Changed()
	s.load()
}

// pause stops between two messages: what has left has left, the rest waits.
func (s *Screen) pause(id desk.WaveID) {
	running := s.job
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.Pause(ctx, id, i18n.T("wave.paused-here"))
	}, func(_ struct{}, err error) {
		if running != nil && running.running != nil {
			running.running.Cancel()
		}
		if err != nil && !fault.Has(err, fault.Conflict) {
			s.stage.Fail(err)
		}
	})
}

// released says what a release did.
func (s *Screen) released(r desk.ReleaseResult, err error) {
	if err != nil {
		s.fail(err)
		return
	}
	parts := []string{i18n.N("result.issued", r.Issued)}
	for _, p := range []struct {
		n   int
		key string
	}{{r.Send.Sent, "result.sent"}, {r.Tasks, "result.tasks"}, {r.Dropped, "result.dropped"}, {r.Failed, "result.failed"}, {r.Send.Uncertain, "result.uncertain"}, {r.Letters, "result.letters"}} {
		if p.n > 0 {
			parts = append(parts, i18n.N(p.key, p.n))
		}
	}
	if r.Send.Folder != "" && r.Send.Sent > 0 {
		parts = append(parts, i18n.T("result.folder", i18n.Args{"folder": r.Send.Folder}))
	}
	s.stage.Tell(words.Facts(parts...))
}

func (s *Screen) fail(err error) {
	if fault.Has(err, approval.NeedsApproval) { // nothing went wrong: the wave waits, and its banner says so
		s.stage.Tell(words.Sentence(err))
		return
	}
	if errors.Is(err, context.Canceled) {
		s.stage.Tell(i18n.T("wave.stopped"))
		return
	}
	s.stage.Fail(err)
}
