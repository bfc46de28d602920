package window

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// glance is what the frame shows of the book.
type glance struct {
	start Start
	today desk.TodayView
	fresh []desk.Fresh
	asked []approval.RequestID
}

// Refresh reads the day, the counters and how fresh the data is. Call it when something may have happened outside the
// window: a schedule ran, the night passed.
func (w *Window) Refresh() {
	d, by := w.config.Desk, w.sitting.user.ID
	runner.Go(w.config.Run, func(ctx context.Context) (glance, error) {
		start, err := Look(ctx, d)
		if err != nil {
			return glance{}, err
		}
		view, err := d.WorkList(ctx, start.Today)
		if err != nil {
			return glance{}, err
		}
		asked, err := d.ToDecide(ctx)
		return glance{start, view, view.Fresh, asked}, err
	}, func(g glance, err error) {
		switch {
		case by != w.sitting.user.ID:
			return // somebody else has sat down meanwhile
		case err != nil:
			w.fail(err)
		default:
			w.take(g)
		}
	})
}

// take shows what was read. Another day, company or country words everything anew, so the screens are built again.
func (w *Window) take(g glance) {
	before := w.start
	w.start = g.start
	if other(before, g.start) {
		w.shell.Rebuild()
	}
	w.sitting.idle = time.Duration(g.start.Idle) * time.Minute
	w.mustSit(g.start.SignIn)
	w.shell.SetBadge(stage.Today, shell.Badge{Count: countOf(len(g.today.Work))})
	w.shell.SetBadge(stage.Waves, shell.Badge{Count: countOf(g.today.Waves)})
	w.tookRequests(g.asked)
	w.shell.SetBadge(stage.Connections, connectionBadge(g.fresh))
	w.status = w.statusOf(g.fresh)
	w.shell.SetStatus(w.status)
}

func other(a, b Start) bool {
	return a.Today != b.Today || a.Company.Country != b.Company.Country || a.Company.Currency != b.Company.Currency || a.Company.Zone != b.Company.Zone
}

func countOf(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func connectionBadge(fresh []desk.Fresh) shell.Badge {
	for _, f := range fresh {
		if f.Code != "" {
			return shell.Badge{Icon: theme.IconTriangle, State: theme.Overdue2}
		}
	}
	return shell.Badge{}
}

// statusOf is the foot of the navigation: how old the oldest data is.
func (w *Window) statusOf(fresh []desk.Fresh) shell.Status {
	s := shell.Status{Company: w.start.Company.Name, User: w.userName(), Signed: w.sitting.user.ID != 0, State: theme.Promised, Icon: theme.IconTick}
	var oldest time.Time
	for _, f := range fresh {
		if f.Code != "" {
			s.State, s.Icon = theme.Overdue2, theme.IconTriangle
		}
		if oldest.IsZero() || f.Connection.FreshAt.Before(oldest) {
			oldest = f.Connection.FreshAt
		}
	}
	switch {
	case len(fresh) == 0:
		s.State, s.Icon, s.Synced = theme.Overdue2, theme.IconConnections, i18n.T("status.no-books")
	case oldest.IsZero():
		s.Synced = i18n.T("status.never")
	default:
		s.Synced = i18n.T("status.synced", i18n.Args{"time": w.stage.Words.Brief(oldest)})
	}
	return s
}

// userName is who sits at the window: who has signed in, else whom the machine knows.
func (w *Window) userName() string {
	if w.sitting.user.ID != 0 {
		return w.sitting.user.Name
	}
	return w.config.User
}

// syncAll reads every connection, shows how far it is at the foot of the navigation, and says what changed.
func (w *Window) syncAll() {
	if w.sync != nil {
		return
	}
	show := func(now runner.Snapshot) {
		phase, count := stage.ProgressWords(now)
		s := w.status
		s.Icon, s.State, s.Synced = theme.IconRefresh, theme.Neutral, phase+" "+count
		w.shell.SetStatus(s)
	}
	done := false
	job := runner.GoWatched(w.config.Run, func(ctx context.Context, r *runner.Reporter) (map[string]desk.SyncRun, error) {
		return w.config.Desk.SyncAll(ctx, false, func(_ string, p desk.Progress) { r.Set(stage.Snapshot(p)) })
	}, show, func(runs map[string]desk.SyncRun, err error) {
		done = true
		w.sync = nil
		w.changed()
		w.shell.Front().Show()
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			w.fail(err)
		default:
			w.stage.Tell(synced(runs))
		}
	})
	if !done {
		w.sync = job
	}
}

func synced(runs map[string]desk.SyncRun) string {
	var changes desk.SyncChanges
	for _, r := range runs {
		changes.NewItems += r.Changes.NewItems
		changes.Settled += r.Changes.Settled
		changes.ChangedItems += r.Changes.ChangedItems
	}
	return i18n.T("status.done", i18n.Args{
		"new": i18n.N("run.new", int(changes.NewItems)), "paid": i18n.N("run.paid", int(changes.Settled)), "changed": i18n.N("run.changed", int(changes.ChangedItems)),
	})
}
