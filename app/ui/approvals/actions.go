package approvals

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// found is what one look brings.
type found struct {
	model    Model
	evidence *desk.Evidence
}

func (s *Screen) load() {
	wanted := s.wanted
	runner.Go(s.stage.Run, func(ctx context.Context) (found, error) { return s.look(ctx, wanted) }, func(f found, err error) {
		switch {
		case wanted != s.wanted:
			return // another one was chosen meanwhile
		case err != nil:
			s.pages.TurnToFailure(err, s.load)
			return
		}
		s.pages.Turn(s.content)
		s.model, s.evidence = &f.model, f.evidence
		if f.evidence != nil {
			s.wanted = keyOf(f.evidence.ID)
		}
		s.showAll()
		s.showEvidence()
	})
}

func (s *Screen) look(ctx context.Context, wanted string) (f found, err error) {
	f.model.Own = s.stage.Words.Own()
	if f.model.Open, f.model.Decided, err = s.desk.Requests(ctx, 0); err != nil {
		return f, err
	}
	if f.model.Policy, err = s.desk.Policy(ctx); err != nil {
		return f, err
	}
	// Somebody whom the book does not know still sees what waits; each request says why he may not decide.
	f.model.Seat, _ = s.desk.Seat(ctx)
	v, ok := f.model.Find(wanted)
	if !ok {
		v, ok = f.model.Find(f.model.First())
	}
	if !ok {
		return f, nil
	}
	e, err := s.desk.RequestEvidence(ctx, v.ID)
	f.evidence = &e
	return f, err
}

// choose shows another request.
func (s *Screen) choose(key string) {
	if key != s.wanted || s.evidence == nil {
		s.wanted = key
		s.load()
	}
}

// may reports whether the request that lies open can be decided here.
func (s *Screen) may() bool { return s.evidence != nil && mayDecide(&s.evidence.RequestView) }

// order is a decision on the request as it lies open.
func (s *Screen) order(to approval.State, why string) desk.DecisionOrder {
	return desk.DecisionOrder{Request: s.evidence.ID, Version: s.evidence.Version, To: to, Why: strings.TrimSpace(why)}
}

// approve says yes with the reason that stands beside the button.
func (s *Screen) approve() {
	if !s.may() || s.evidence.Changed != nil {
		return
	}
	order, done := s.order(approval.Approved, s.detail.why.Text()), s.done(approval.Approved)
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.desk.Decide(ctx, order) }, func(_ struct{}, err error) {
		if err != nil {
			s.stage.Fail(err)
			s.load()
			return
		}
		done()
	})
}

// askApprove asks once more before a yes that a single key began.
func (s *Screen) askApprove() {
	if s.may() && s.evidence.Changed == nil {
		s.decide(approval.Approved, i18n.T("approvals.approve", i18n.Args{"what": s.what()}), theme.IconTick, false)
	}
}

func (s *Screen) askDecline() {
	if s.may() {
		s.decide(approval.Declined, i18n.T("approvals.decline-verb", i18n.Args{"what": s.what()}), theme.IconClose, true)
	}
}

func (s *Screen) askSendBack() {
	if s.may() {
		s.decide(approval.SentBack, i18n.T("approvals.send-back-verb", i18n.Args{"who": s.evidence.By.Name}), theme.IconArrowLeft, false)
	}
}

func (s *Screen) what() string { return noun(&s.evidence.RequestView, s.stage.Words) }

// decide asks for a reason and says yes or no with it.
func (s *Screen) decide(to approval.State, verb string, icon theme.IconName, danger bool) {
	e := s.evidence
	why := widget.NewInput(i18n.T("approvals.why-hint"))
	why.SetText(s.detail.why.Text())
	s.stage.Decide(stage.Decision{
		Title: i18n.T("approvals.title", i18n.Args{"what": wanted(&e.RequestView, s.stage.Words), "name": e.Subject}), Verb: verb, Icon: icon, Danger: danger,
		Text:   i18n.T("approvals.asked", i18n.Args{"who": e.By.Name, "date": s.stage.Words.Day(s.stage.Words.DayOf(e.At)), "why": e.Why}),
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			order := s.order(to, why.Text())
			if to != approval.Approved && order.Why == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error { return s.desk.Decide(ctx, order) }, nil
		},
		Done: s.done(to),
	})
}

// done says what was decided, and shows the next request that waits.
func (s *Screen) done(to approval.State) func() {
	e := s.evidence
	said := i18n.T("approvals.past", i18n.Args{"state": words.RequestState(to), "what": s.what(), "name": e.Subject})
	return func() { s.after(said, "") }
}

func (s *Screen) after(said, next string) {
	s.wanted = next
	s.stage.Changed()
	if said != "" {
		s.stage.Tell(said)
	}
	s.load()
}

// askWithdraw takes one's own request back.
func (s *Screen) askWithdraw() {
	e := s.evidence
	s.stage.Decide(stage.Decision{
		Title: i18n.T("approvals.withdraw-title", i18n.Args{"what": s.what()}), Verb: i18n.T("approvals.withdraw-verb"), Icon: theme.IconUndo, Danger: true,
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) error { return s.desk.Withdraw(ctx, e.ID) }, nil
		},
		Done: s.done(approval.Withdrawn),
	})
}

// askAgain asks anew for what was sent back, with another reason.
func (s *Screen) askAgain() {
	e := s.evidence
	why := widget.NewInput(i18n.T("approvals.why-hint"))
	why.SetText(e.Why)
	s.stage.Decide(stage.Decision{
		Title: i18n.T("approvals.again-title", i18n.Args{"what": s.what()}), Text: e.Decided.Why, Verb: i18n.T("approvals.again-verb"), Icon: theme.IconRefresh,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(why.Text())
			if text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error { return s.desk.AskAgain(ctx, e.ID, text) }, nil
		},
		Done: func() { s.after(i18n.T("approvals.asked-again"), keyOf(e.ID)) },
	})
}

// Answer is what came of one request of several that were decided together.
type Answer struct {
	Request desk.RequestView
	Err     error
}

// Answers decides on several requests, each by itself: one that is refused keeps none of the others.
func Answers(ctx context.Context, d Desk, all []desk.RequestView, to approval.State, why string) (out []Answer) {
	for i := range all {
		err := d.Decide(ctx, desk.DecisionOrder{Request: all[i].ID, Version: all[i].Version, To: to, Why: why})
		out = append(out, Answer{all[i], err})
	}
	return out
}

// askBatch decides on all that is ticked, and says of each what came of it.
func (s *Screen) askBatch(to approval.State) {
	var all []desk.RequestView
	for _, key := range s.side.Ticked() {
		if v, ok := s.model.Find(key); ok {
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return
	}
	verb, icon := i18n.N("approvals.approve-n", len(all)), theme.IconTick
	if to == approval.Declined {
		verb, icon = i18n.N("approvals.decline-n", len(all)), theme.IconClose
	}
	why := widget.NewInput(i18n.T("approvals.why-hint"))
	var answers []Answer
	s.stage.Decide(stage.Decision{
		Title: verb, Text: i18n.T("approvals.batch-text"), Verb: verb, Icon: icon, Danger: to == approval.Declined, Width: 520,
		Fields: append([]stage.NamedField{{Field: widget.NewField(i18n.T("approvals.batch-list"), s.batchList(all))}}, stage.Labelled("why", i18n.T("hold.reason"), why)),
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(why.Text())
			if to != approval.Approved && text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error {
				answers = Answers(ctx, s.desk, all, to, text)
				return nil
			}, nil
		},
		Done: func() {
			s.side.ClearTicks()
			s.after("", "")
			s.showAnswers(to, answers)
		},
	})
}

func (s *Screen) batchList(all []desk.RequestView) fyne.CanvasObject {
	list := widget.Stack(4)
	for i := range all {
		list.Add(widget.NewText(words.Facts(wanted(&all[i], s.stage.Words), all[i].Subject, all[i].By.Name), widget.Body.Cut()))
	}
	return list
}

// showAnswers says what came of each request of a batch.
func (s *Screen) showAnswers(to approval.State, answers []Answer) {
	list := widget.Stack(theme.Gap)
	for _, a := range answers {
		what := words.Facts(wanted(&a.Request, s.stage.Words), a.Request.Subject)
		if a.Err != nil {
			list.Add(widget.NewPoint(theme.IconCrossed, theme.Overdue4.Text(), widget.Run{Text: what + ": "}, widget.Run{Text: words.Sentence(a.Err), Colour: theme.Overdue4.Text()}))
			continue
		}
		list.Add(widget.NewPoint(theme.IconTick, theme.Promised.Text(), widget.Run{Text: what + ": " + strings.ToLower(words.RequestState(to))}))
	}
	widget.AskOn(s.stage.Canvas(), widget.Question{Title: i18n.T("approvals.batch-done"), Content: list, Verb: i18n.T("dialog.close"), Cancel: i18n.T("failure.copy"), Width: 520, OnCancel: func() { copyAnswers(s.stage.Words, to, answers) }})
}

func copyAnswers(w words.Words, to approval.State, answers []Answer) {
	var lines []string
	for _, a := range answers {
		said := words.RequestState(to)
		if a.Err != nil {
			said = words.Sentence(a.Err)
		}
		lines = append(lines, words.Facts(keyOf(a.Request.ID), wanted(&a.Request, w), a.Request.Subject, said))
	}
	if app := fyne.CurrentApp(); app != nil {
		app.Clipboard().SetContent(strings.Join(lines, "\n"))
	}
}
