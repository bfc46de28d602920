package connections

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// shownRuns is how many reads the history shows.
const shownRuns = 200

// found is what one look brings.
type found struct {
	all    []desk.Fresh
	kinds  []desk.Kind
	runs   []desk.SyncRun
	review *desk.Review
	posts  []writeback.Entry
	place  int
	aside  []admission.Finding
	of     receivable.ConnectionID
}

func (s *Screen) load() {
	wanted := s.model.Selected
	runner.Go(s.stage.Run, func(ctx context.Context) (found, error) { return s.look(ctx, wanted) }, func(f found, err error) {
		if err != nil {
			s.pages.TurnToFailure(err, s.load)
			return
		}
		s.pages.Turn(s.content)
		s.model.Kinds = f.kinds
		s.model.SetAll(f.all)
		s.showAll()
		if s.model.Selected == f.of {
			s.model.Runs, s.review = f.runs, f.review
			s.model.SetPostings(f.posts)
			s.model.ToPlace = f.place
			s.model.Findings = f.aside
			if s.model.landsOnPostings(s.landed) {
				s.parts.SetSelected(partPostings)
			} else if s.model.landsOnAside(s.landed) {
				s.parts.SetSelected(partAside)
			}
			s.landed = 0
			if s.atDetail() {
				s.showDetail()
			}
			s.signInIfAsked()
		} else {
			s.load()
		}
	})
}

// atDetail reports whether no form is open that must not be taken away.
func (s *Screen) atDetail() bool { return s.right.Page() == s.detail || s.right.Page() == s.empty }

func (s *Screen) look(ctx context.Context, id receivable.ConnectionID) (found, error) {
	f := found{of: id}
	var err error
	if f.all, err = s.desk.Connections(ctx); err != nil {
		return f, err
	}
	// A machine without connectors still shows what the book holds.
	f.kinds, _ = s.desk.Kinds(ctx)
	known := false
	for _, c := range f.all {
		known = known || c.Connection.ID == id
	}
	if !known {
		f.of = 0
		if len(f.all) == 0 {
			return f, nil
		}
		f.of = f.all[0].Connection.ID
	}
	if f.runs, err = s.desk.SyncRuns(ctx, f.of, shownRuns); err != nil {
		return f, err
	}
	if f.posts, err = s.desk.WriteBacks(ctx, desk.WriteBackQuery{Connection: f.of, Newest: true, Limit: shownPostings}); err != nil {
		return f, err
	}
	if f.place, err = s.desk.BankToPlace(ctx); err != nil {
		return f, err
	}
	if f.aside, err = s.desk.Findings(ctx, desk.FindingQuery{Connection: f.of, Limit: shownFindings}); err != nil {
		return f, err
	}
	if len(f.runs) > 0 {
		r, err := s.desk.Review(ctx, f.of, desk.RecentDays)
		if err != nil {
			return f, err
		}
		f.review = &r
	}
	return f, nil
}

func (s *Screen) choose(id receivable.ConnectionID) {
	if s.model.Selected == id && s.atDetail() {
		return
	}
	s.model.Selected, s.model.Runs, s.model.Postings, s.model.Findings, s.review = id, nil, nil, nil, nil
	s.showDetail()
	s.load()
}

// read reads the connection shown, with progress, and says what changed.
func (s *Screen) read(full bool) {
	f, ok := s.model.Current()
	if !ok || s.jobs[f.Connection.ID] != nil {
		return
	}
	s.readOne(f.Connection.ID, f.Connection.Name, full)
}

func (s *Screen) readOne(id receivable.ConnectionID, name string, full bool) {
	job := &reading{}
	job.bar = widget.NewProgressStrip(i18n.T("dialog.cancel"), func() {
		if job.running != nil {
			job.running.Cancel()
		}
	})
	show := func(now runner.Snapshot) {
		phase, count := stage.ProgressWords(now)
		job.bar.Set(phase, count, now.Done, now.Total)
	}
	show(runner.Snapshot{})
	s.jobs[id] = job
	s.showDetail()
	job.running = runner.GoWatched(s.stage.Run, func(ctx context.Context, r *runner.Reporter) (desk.SyncRun, error) {
		return s.desk.Sync(ctx, id, full, func(p desk.Progress) { r.Set(stage.Snapshot(p)) })
	}, show, func(run desk.SyncRun, err error) {
		delete(s.jobs, id)
		s.stage.Changed()
		s.load()
		switch {
		case errors.Is(err, context.Canceled):
			s.stage.Tell(i18n.T("connections.stopped", i18n.Args{"name": name}))
		case err != nil:
			s.stage.Fail(err)
		default:
			s.stage.Tell(name + ": " + runState(&run).Word)
		}
	})
}

// Test tries the connection without writing anything.
func (s *Screen) Test() {
	f, ok := s.model.Current()
	if !ok {
		return
	}
	id := f.Connection.ID
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.SyncNote, error) { return s.desk.CheckConnection(ctx, id) }, func(notes []desk.SyncNote, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.showNotes(i18n.T("check.title", i18n.Args{"name": f.Connection.Name}), notes)
	})
}

// showNotes shows what a check found, in plain words.
func (s *Screen) showNotes(title string, notes []desk.SyncNote) {
	widget.AskOn(s.stage.Canvas(), widget.Question{
		Title: title, Content: noteList(notes), Verb: i18n.T("dialog.close"), Cancel: i18n.T("failure.copy"), Width: 520,
		OnCancel: func() {
			if app := fyne.CurrentApp(); app != nil {
				app.Clipboard().SetContent(noteText(notes))
			}
		},
	})
}

func noteList(notes []desk.SyncNote) fyne.CanvasObject {
	list := widget.Stack(theme.Gap)
	if len(notes) == 0 {
		list.Add(widget.NewFlag(widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("check.fine")}))
	}
	for i, n := range notes {
		if i == 12 {
			list.Add(widget.NewText(i18n.N("check.further", len(notes)-i), widget.Small))
			break
		}
		state := noteState(n)
		text := widget.Stack(0, widget.NewSentence(widget.Body.In(state.Status.Text()), state.Word))
		if more := words.Facts(words.Place(n.Record), words.Said(n.Hint)); more != "" {
			text.Add(widget.NewSentence(widget.Small, more))
		}
		list.Add(widget.TopRow(theme.Gap, widget.NewIcon(state.Icon, state.Status.Text(), theme.IconRow), widget.Grow(text)))
	}
	return list
}

func noteText(notes []desk.SyncNote) string {
	text := ""
	for _, n := range notes {
		text += words.Facts(n.Severity, n.Code, n.Summary, n.Record, n.Hint) + "\n"
	}
	return text
}

// askApprove shows the program that would be run, so that a person may compare it with what the maker published.
func (s *Screen) askApprove() {
	f, ok := s.model.Current()
	if !ok {
		return
	}
	kind, ok := s.model.Kind(f.Connection.Kind)
	if !ok {
		s.stage.Fail(fault.New(desk.NoConnector, "%s", i18n.T("approve.missing", i18n.Args{"kind": f.Connection.Kind})))
		return
	}
	id := f.Connection.ID
	s.stage.Decide(stage.Decision{
		Title: i18n.T("approve.title", i18n.Args{"kind": said(kind.Title)}), Text: i18n.T("approve.text"), Width: 560,
		Verb: i18n.T("approve.verb", i18n.Args{"kind": said(kind.Title)}), Icon: theme.IconShield,
		Fields: approvalFacts(kind),
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) error { return s.desk.ApproveConnector(ctx, id) }, nil
		},
		Done: func() {
			s.stage.Tell(i18n.T("approve.done", i18n.Args{"kind": said(kind.Title)}))
			s.load()
		},
	})
}

// approvalFacts are the facts by which a program is known.
func approvalFacts(k desk.Kind) []stage.NamedField {
	fact := func(label, text string) stage.NamedField {
		return stage.NamedField{Field: widget.NewField(label, widget.NewSentence(widget.Body, text))}
	}
	return []stage.NamedField{
		fact(i18n.T("approve.version"), words.Facts(k.Version, verifiedWord(k.Verified))),
		fact(i18n.T("approve.path"), k.Path),
		fact(i18n.T("approve.checksum"), grouped(k.Checksum)),
	}
}

// grouped writes a checksum in groups of eight, which can be compared by eye.
func grouped(sum string) string {
	text := ""
	for i := 0; i < len(sum); i += 8 {
		if i > 0 {
			text += " "
		}
		text += sum[i:min(i+8, len(sum))]
	}
	return text
}

// ShowMore opens what is done less often with a connection.
func (s *Screen) ShowMore() {
	f, ok := s.model.Current()
	if !ok {
		return
	}
	choices := []widget.Choice{
		{ID: "full", Text: i18n.T("connections.full"), Icon: theme.IconRefresh, Disabled: s.jobs[f.Connection.ID] != nil},
		{ID: "write-back", Text: i18n.T("writeback.menu"), Icon: theme.IconUpload},
		{ID: "pay-links", Text: i18n.T("paylink.menu"), Icon: theme.IconBanknote},
		{ID: "approve", Text: i18n.T("approve.open"), Icon: theme.IconShield},
		{ID: "review", Text: i18n.T("review.open"), Icon: theme.IconEye, Disabled: s.review == nil},
	}
	if s.model.SignsIn(f.Connection) {
		choices = slices.Insert(choices, 1, widget.Choice{ID: "sign-in", Text: s.signInText(f.Connection), Icon: theme.IconKey})
	}
	choices = append(choices, s.mappingChoices(f)...)
	choices = append(choices, widget.Choice{ID: "remove", Text: i18n.T("connections.remove"), Icon: theme.IconTrash, Danger: true, Rule: true})
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.more).AddXY(0, theme.ControlHeight+4)
	widget.ShowMenu(s.more, at, choices, func(c widget.Choice) {
		switch c.ID {
		case "full":
			s.read(true)
		case "sign-in":
			s.AskSignIn(f.Connection)
		case "write-back":
			s.AskKinds()
		case "pay-links":
			s.AskPayLinks()
		case "approve":
			s.askApprove()
		case "review":
			if s.review != nil {
				s.openReview(*s.review)
			}
		case "remove":
			s.askRemove(f)
		default:
			s.onMapping(c.ID, f.Connection)
		}
	})
}

func (s *Screen) askRemove(f desk.Fresh) {
	s.stage.Decide(stage.Decision{
		Title: i18n.T("remove.title", i18n.Args{"name": f.Connection.Name}), Text: i18n.T("remove.text"), Verb: i18n.T("connections.remove"), Icon: theme.IconTrash, Danger: true,
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) error { return s.desk.RemoveConnection(ctx, f.Connection.ID) }, nil
		},
		Done: func() {
			s.model.Selected = 0
			s.stage.Tell(i18n.T("remove.done", i18n.Args{"name": f.Connection.Name}))
			s.load()
		},
	})
}
