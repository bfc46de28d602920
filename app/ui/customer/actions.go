package customer

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Actions are the desk's verbs on a customer.
type Actions interface {
	KeepCall(ctx context.Context, o desk.CallOrder) error
	PlanVisit(ctx context.Context, o desk.VisitOrder) error
	SendWord(ctx context.Context, o desk.WordOrder) (desk.SentWord, error)
	CancelVisit(ctx context.Context, debtor receivable.DebtorID, why string) error
	WorkList(ctx context.Context, on date.Date) (desk.TodayView, error)
	AddNote(ctx context.Context, debtor receivable.DebtorID, text string) error
	TakePromise(ctx context.Context, o desk.PromiseOrder) error
	HoldCustomer(ctx context.Context, o desk.HoldOrder) error
	LiftHold(ctx context.Context, debtor receivable.DebtorID, id int64, why string) error
	OpenDispute(ctx context.Context, o desk.DisputeOrder) error
	ResolveDispute(ctx context.Context, o desk.ResolveOrder) error
	Exclude(ctx context.Context, id desk.WaveID, debtor receivable.DebtorID, why string) error
	Include(ctx context.Context, id desk.WaveID, debtor receivable.DebtorID) error
	ReleaseReviewed(ctx context.Context, debtor receivable.DebtorID) error
	Waive(ctx context.Context, o desk.WaiveOrder) (desk.Asked, error)
	CancelNotice(ctx context.Context, debtor receivable.DebtorID, number, why string) (desk.Asked, error)
	NoteConsent(ctx context.Context, o desk.ConsentOrder) error
	MarkChannelDead(ctx context.Context, o desk.DeadOrder) (bool, error)
	ReviveChannel(ctx context.Context, debtor receivable.DebtorID, c receivable.Channel, why string) error
	TrackLetter(ctx context.Context, notice, tracking string, posted date.Date) error
	PersonExport(ctx context.Context, debtor receivable.DebtorID) (desk.Document, error)
	Acknowledge(ctx context.Context, debtor receivable.DebtorID, item receivable.ItemID, on date.Date, note string) error
	WriteOffs
	Escalate(ctx context.Context, o desk.EscalateOrder) (desk.Asked, error)
	AttachInvoices(ctx context.Context, copies ...desk.InvoiceCopy) error
	InvoiceCopies(ctx context.Context, items []receivable.ItemID) (map[receivable.ItemID]bool, error)
}

func (s *Screen) load() {
	if s.id == 0 {
		return
	}
	id, on := s.id, s.stage.Words.Today()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.CustomerView, error) { return s.desk.Customer(ctx, id, on) },
		func(v desk.CustomerView, err error) {
			switch {
			case id != s.id:
				return // somebody opened another customer meanwhile
			case err != nil:
				s.pages.TurnToFailure(err, s.load)
				return
			}
			s.pages.Turn(s.page)
			s.show(NewModel(v, s.stage.Words.Own()))
		})
}

// did says what was done and reads the customer again.
func (s *Screen) did(text string) func() {
	return func() {
		s.stage.Changed()
		s.stage.Tell(text)
		s.load()
	}
}

func (s *Screen) name() string { return s.model.View.Debtor.Name }

// do runs a verb without a question.
func (s *Screen) do(work func(context.Context) error, text string) {
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.did(text)()
	})
}

func (s *Screen) askNote() {
	text := widget.NewTextArea(i18n.T("note.hint"), 4)
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("note.title", i18n.Args{"name": s.name()}), Verb: i18n.T("note.verb"), Icon: theme.IconEdit,
		Fields: []stage.NamedField{stage.Labelled("text", i18n.T("note.text"), text)},
		Work: func() (func(context.Context) error, error) {
			t := text.Text()
			return func(ctx context.Context) error { return s.desk.AddNote(ctx, id, t) }, nil
		},
		Done: s.did(i18n.T("note.done")),
	})
}

// nextBanner says what the program will do next, with the one thing that a person can do about it.
func (s *Screen) nextBanner(step Step) fyne.CanvasObject {
	var button *widget.Button
	id := s.id
	switch {
	case step.InWave:
		wave := s.model.View.InWave.Wave
		button = widget.NewButton(widget.Secondary, i18n.T("wave.leave-out"), "", func() { s.askLeaveOut(wave) })
	case step.Out:
		wave := s.model.View.InWave.Wave
		button = widget.NewButton(widget.Secondary, i18n.T("wave.put-back"), "", func() {
			s.do(func(ctx context.Context) error { return s.desk.Include(ctx, wave, id) }, i18n.T("wave.put-back-done", i18n.Args{"name": s.name()}))
		})
	case step.CallMe:
		button = widget.NewButton(widget.Secondary, i18n.T("next.ask-to-call"), theme.IconMail, s.askWrite)
	case s.model.InReview():
		button = widget.NewButton(widget.Secondary, i18n.T("review.release"), "", func() {
			s.do(func(ctx context.Context) error { return s.desk.ReleaseReviewed(ctx, id) }, i18n.T("review.released", i18n.Args{"name": s.name()}))
		})
	}
	return widget.NewBanner(widget.NextStep, step.Lead, []widget.Run{{Text: step.Text}}, button)
}

func (s *Screen) askLeaveOut(wave desk.WaveID) {
	why := widget.NewInput(i18n.T("wave.why-hint"))
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("wave.leave-out-title", i18n.Args{"name": s.name()}), Text: i18n.T("wave.leave-out-text"), Verb: i18n.T("wave.leave-out-verb", i18n.Args{"name": s.name()}), Icon: theme.IconMinus,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := why.Text()
			return func(ctx context.Context) error { return s.desk.Exclude(ctx, wave, id, text) }, nil
		},
		Done: s.did(i18n.T("wave.left-out-done", i18n.Args{"name": s.name()})),
	})
}

// openEvent opens the letter or mail that a timeline entry tells of.
func (s *Screen) openEvent(i int) {
	kept, _ := s.past.Page()
	if i < 0 || i >= len(kept) {
		return
	}
	if kept[i].HandOver != 0 {
		s.openHandOver(kept[i].HandOver)
		return
	}
	if kept[i].Notice == 0 {
		return
	}
	id := kept[i].Notice
	runner.Go(s.stage.Run, func(ctx context.Context) (string, error) {
		docs, err := s.desk.NoticeDocuments(ctx, id)
		if err != nil {
			return "", err
		}
		return writeDocument(docs)
	}, func(path string, err error) {
		if err == nil && path != "" {
			err = s.stage.OpenFile(path)
		}
		if err != nil {
			s.stage.Fail(err)
		}
	})
}

// writeDocument puts a notice where the machine's own programs can open it: a folder of this person alone.
func writeDocument(docs []desk.Document) (string, error) {
	if len(docs) == 0 {
		return "", nil
	}
	dir, err := os.MkdirTemp("", "dunningdesk-")
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "the letter cannot be put into a temporary folder")
	}
	path := filepath.Join(dir, filepath.Base(docs[0].Name))
	if err := os.WriteFile(path, docs[0].Bytes, 0o600); err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "%s cannot be written", path)
	}
	return path, nil
}
