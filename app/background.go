package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/dunningdesk/dunningdesk/scheduler"
)

// dayInterval is how often the program looks whether another day has begun.
const dayInterval = 30 * time.Second

// asleep is how long the clock may have gone on between two looks before the machine must have slept.
const asleep = 5 * time.Minute

// startWork begins what goes on beside the window: totals brought to today, schedules, the watch for midnight.
func (p *program) startWork() {
	d := p.book.desk.As(activity.Actor{Name: "dunningdesk", Kind: activity.System}) // whoever sits at the window, or nobody yet
	runner.Go(p.run, func(ctx context.Context) (struct{}, error) { return struct{}{}, d.Started(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			p.tell(err.Error(), true)
		}
		p.inside.Refresh()
	})
	stop, err := startWatchedSchedules(p.ctx, d, p.scheduled, func(string) { p.run.Post(p.refresh) })
	if err != nil {
		p.tell(words.Sentence(err), true)
	}
	p.stop = stop
	ticks := time.NewTicker(dayInterval)
	p.watch.Go(func() {
		defer ticks.Stop()
		watchDay(p.ctx, d.Clock, ticks.C, d.Today, func(on date.Date) {
			if err := d.Roll(p.ctx, on); err != nil {
				slog.Error("the totals were not brought to today", "error", err)
			}
			p.run.Post(p.refresh)
		})
	})
	p.watch.Go(func() {
		looks := time.NewTicker(dayInterval)
		defer looks.Stop()
		for {
			select {
			case <-p.ctx.Done():
				return
			case <-looks.C:
				p.run.Post(p.look)
			}
		}
	})
}

// look notices that nobody has used the window for a while, and that a request waits.
func (p *program) look() {
	if !p.closing {
		p.inside.CheckIdle()
		p.inside.LookAround()
	}
}

func (p *program) refresh() {
	if !p.closing {
		p.inside.Changed()
	}
}

func (p *program) tell(text string, failed bool) {
	p.inside.Shell().Tell(shell.Notice{Text: text, Failed: failed})
}

// scheduled tells what the schedules have to say; it is called from any goroutine.
func (p *program) scheduled(n scheduler.Notice) {
	p.run.Post(func() {
		if !p.closing {
			p.tell(words.Happened(words.Happening(n.Kind), n.Schedule, n.Missed, n.Err), n.Kind == scheduler.Failed || n.Kind == scheduler.ClockBehind)
		}
	})
}

// watchDay looks at each tick whether another day has begun or the machine has slept, and says so, until ctx ends. The
// clock is read without its monotonic part, which stands still while a laptop sleeps.
func watchDay(ctx context.Context, clock date.Clock, ticks <-chan time.Time, today func(context.Context) (date.Date, error), turned func(date.Date)) {
	last, err := today(ctx)
	if err != nil {
		slog.Error("the day is not known", "error", err)
	}
	looked := clock.Now().Round(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		now := clock.Now().Round(0)
		slept := now.Sub(looked) > asleep
		looked = now
		on, err := today(ctx)
		if err != nil || on == last && !slept {
			continue
		}
		last = on
		turned(on)
	}
}
