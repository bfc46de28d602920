package waves

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// listed is how many waves the list shows: two years of daily ones.
const listed = 500

// found is what one look at the book brings.
type found struct {
	waves []desk.Wave
	model *Model
	out   []desk.OutMessage
}

// load reads the wave to be shown, or the list when none waits.
func (s *Screen) load() {
	wanted := s.id
	runner.Go(s.stage.Run, func(ctx context.Context) (found, error) { return s.look(ctx, wanted) }, func(f found, err error) {
		switch {
		case wanted != s.id:
			return // somebody went elsewhere meanwhile
		case err != nil:
			s.pages.TurnToFailure(err, s.load)
		case f.model != nil:
			s.show(f.model, f.out)
		default:
			s.model = nil
			s.list.show(f.waves)
			s.pages.Turn(s.list.content)
		}
	})
}

func (s *Screen) look(ctx context.Context, id desk.WaveID) (found, error) {
	f := found{}
	if id == 0 {
		var err error
		if f.waves, err = s.desk.Waves(ctx, listed); err != nil {
			return f, err
		}
		if id = waiting(f.waves); id == 0 {
			return f, nil
		}
	}
	view, err := s.desk.Wave(ctx, id)
	if err != nil {
		return f, err
	}
	left, err := s.desk.LeftOut(ctx, id, "")
	if err != nil {
		return f, err
	}
	out, err := s.desk.Outbox(ctx)
	if err != nil {
		return f, err
	}
	f.out = slices.DeleteFunc(out, func(m desk.OutMessage) bool { return m.Wave != id })
	f.model = NewModel(view, left)
	return f, nil
}

// showList goes back to all waves.
func (s *Screen) showList() {
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.Wave, error) { return s.desk.Waves(ctx, listed) }, func(waves []desk.Wave, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.model = nil
		s.list.show(waves)
		s.pages.Turn(s.list.content)
	})
}

// propose plans a wave for today; one that waits already is replaced.
func (s *Screen) propose() {
	on := s.stage.Words.Today()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.WaveID, error) { return s.desk.Propose(ctx, on) }, func(id desk.WaveID, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.id, s.model = id, nil
		s.stage.Changed()
		s.load()
	})
}

// through goes where the banner's button leads.
func (s *Screen) through(d Door) {
	switch d {
	case ToPropose:
		s.propose()
	case ToConnections:
		s.stage.OpenConnection(s.model.Stale()[0].Connection.ID)
	case ToReview:
		s.stage.OpenConnection(s.model.Undecided().Connection.ID)
	case ToResume:
		s.askRelease()
	case ToOutbox:
		s.turnTab(TabOutbox)
	case ToRecheck:
		s.recheck()
	case ToSend:
		s.send()
	case ToRequest:
		s.stage.OpenRequest(s.model.View.Asked.ID)
	case ToPrint:
		s.print()
	case NoDoor:
	}
}

// step selects the line before or after the one shown.
func (s *Screen) step(by int) {
	if s.model == nil || s.preview.line == nil {
		return
	}
	if l := Neighbour(shownLines(s.lines), s.preview.line.ID, by); l != nil {
		for i := range s.lines.Len() {
			if s.lines.At(i) == l {
				s.lines.SelectIndex(i)
			}
		}
	}
}

// ticked hears that somebody ticked or unticked a line: unticking leaves a customer out, which needs a reason.
func (s *Screen) ticked() {
	if s.model == nil || s.filling {
		return
	}
	for i := range s.model.View.Lines {
		l := &s.model.View.Lines[i]
		isIn := l.State == desk.LineIn
		if isIn == s.lines.IsTicked(strconv.FormatInt(l.ID, 10)) || !isIn && l.State != desk.LineExcluded {
			continue
		}
		s.lines.SetTicked(tickedKeys(s.model)) // until the book says so
		if s.model.CanChange() {
			s.turn(l)
		}
		return
	}
	s.lines.SetTicked(tickedKeys(s.model))
}

// turn leaves a customer out of the wave, or puts one back.
func (s *Screen) turn(l *desk.WaveLine) {
	wave, debtor, name := l.Wave, l.Notice.Debtor, l.Name
	if l.State == desk.LineExcluded {
		s.do(func(ctx context.Context) error { return s.desk.Include(ctx, wave, debtor) }, i18n.T("wave.put-back-done", i18n.Args{"name": name}))
		return
	}
	s.askWhy(stage.Decision{
		Title: i18n.T("wave.leave-out-title", i18n.Args{"name": name}), Text: i18n.T("wave.leave-out-text"),
		Verb: i18n.T("wave.leave-out-verb", i18n.Args{"name": name}), Icon: theme.IconMinus,
		Done: s.did(i18n.T("wave.left-out-done", i18n.Args{"name": name})),
	}, i18n.T("wave.why-hint"), func(ctx context.Context, why string) error { return s.desk.Exclude(ctx, wave, debtor, why) })
}

// askWhy asks for a reason and does something with it.
func (s *Screen) askWhy(d stage.Decision, hint string, do func(ctx context.Context, why string) error) {
	why := widget.NewInput(hint)
	d.Fields = []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)}
	d.Work = func() (func(context.Context) error, error) {
		text := why.Text()
		if text == "" {
			return nil, stage.Missing("why", i18n.T("reason.missing"))
		}
		return func(ctx context.Context) error { return do(ctx, text) }, nil
	}
	s.stage.Decide(d)
}

func (s *Screen) do(work func(context.Context) error, text string) {
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.did(text)()
	})
}

// did says what was done and reads the wave again.
func (s *Screen) did(text string) func() {
	return func() {
		if s.model != nil {
			s.id = s.model.View.Wave.ID
		}
		s.stage.Changed()
		s.stage.Tell(text)
		s.load()
	}
}

// showMore opens what is done less often with a wave.
func (s *Screen) showMore() {
	if s.model == nil {
		return
	}
	state := s.model.View.Wave.State
	open := state != desk.WaveReleased && state != desk.WaveCancelled
	choices := []widget.Choice{
		{ID: "recheck", Text: i18n.T("wave.recheck"), Icon: theme.IconRefresh, Disabled: state != desk.WaveProposed},
		{ID: "propose", Text: i18n.T("waves.propose-again"), Icon: theme.IconWaves, Disabled: state == desk.WaveReleasing || state == desk.WavePaused},
		{ID: "list", Text: i18n.T("waves.all"), Icon: theme.IconCalendar},
		{ID: "cancel", Text: i18n.T("wave.cancel"), Icon: theme.IconTrash, Danger: true, Disabled: !open, Rule: true},
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.more).AddXY(0, theme.ControlHeight+4)
	widget.ShowMenu(s.more, at, choices, func(c widget.Choice) {
		switch c.ID {
		case "recheck":
			s.recheck()
		case "propose":
			s.propose()
		case "list":
			s.showList()
		case "cancel":
			s.askCancel()
		}
	})
}

func (s *Screen) askCancel() {
	id := s.model.View.Wave.ID
	s.askWhy(stage.Decision{
		Title: i18n.T("wave.cancel-title", i18n.Args{"date": s.stage.Words.LongDay(s.model.View.Wave.Date)}), Text: i18n.T("wave.cancel-text"),
		Verb: i18n.T("wave.cancel-verb"), Icon: theme.IconTrash, Danger: true, Done: s.did(i18n.T("wave.cancel-done")),
	}, i18n.T("wave.cancel-hint"), func(ctx context.Context, why string) error { return s.desk.CancelWave(ctx, id, why) })
}

// askSettle asks a person what became of a message.
func (s *Screen) askSettle(m desk.OutMessage) {
	if m.State != desk.OutUncertain && m.State != desk.OutFailed {
		return
	}
	as := widget.NewRadioCards([]widget.Card{
		{ID: "sent", Title: i18n.T("settle.sent"), Sentence: i18n.T("settle.sent-text")},
		{ID: "resend", Title: i18n.T("settle.resend"), Sentence: i18n.T("settle.resend-text")},
	}, "sent", nil)
	why := widget.NewInput(i18n.T("settle.hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("settle.title", i18n.Args{"number": m.Number}), Text: i18n.T("settle.text", i18n.Args{"name": m.Name, "to": m.To, "detail": m.Detail}),
		Verb: i18n.T("settle.verb", i18n.Args{"number": m.Number}), Icon: theme.IconTicked,
		Fields: []stage.NamedField{stage.Labelled("as", i18n.T("settle.as"), as), stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			sent, text := as.Selected() == "sent", why.Text()
			return func(ctx context.Context) error { return s.desk.SettleOutbox(ctx, m.ID, sent, text) }, nil
		},
		Done: s.did(i18n.T("settle.done", i18n.Args{"number": m.Number})),
	})
}

// Debtor is whose line is selected; 0 when none is.
func (s *Screen) Debtor() receivable.DebtorID {
	if l, ok := s.lines.Selected(); ok {
		return l.Notice.Debtor
	}
	return 0
}
