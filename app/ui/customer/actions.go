package customer

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Actions are the desk's verbs on a customer.
type Actions interface {
	NoteCall(ctx context.Context, debtor receivable.DebtorID, result, text string) error
	AddNote(ctx context.Context, debtor receivable.DebtorID, text string) error
	TakePromise(ctx context.Context, o desk.PromiseOrder) error
	HoldCustomer(ctx context.Context, o desk.HoldOrder) error
	LiftHold(ctx context.Context, debtor receivable.DebtorID, id int64, why string) error
	OpenDispute(ctx context.Context, o desk.DisputeOrder) error
	ResolveDispute(ctx context.Context, debtor receivable.DebtorID, id int64, outcome string) error
	Exclude(ctx context.Context, id desk.WaveID, debtor receivable.DebtorID, why string) error
	Include(ctx context.Context, id desk.WaveID, debtor receivable.DebtorID) error
	ReleaseReviewed(ctx context.Context, debtor receivable.DebtorID) error
	Waive(ctx context.Context, o desk.WaiveOrder) (desk.Asked, error)
	CancelNotice(ctx context.Context, debtor receivable.DebtorID, number, why string) error
	PersonExport(ctx context.Context, debtor receivable.DebtorID) (desk.Document, error)
	Acknowledge(ctx context.Context, debtor receivable.DebtorID, item receivable.ItemID, on date.Date, note string) error
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

// askCall shows whom to call, and keeps what came of it.
func (s *Screen) askCall() {
	if s.model == nil {
		return
	}
	d := s.model.View.Debtor
	results := make([]widget.Choice, 0, len(words.CallResults()))
	for _, r := range words.CallResults() {
		results = append(results, widget.Choice{ID: r, Text: words.CallResult(r)})
	}
	result := widget.NewSelect(results, results[0].ID, nil)
	text := widget.NewTextArea(i18n.T("call.text-hint"), 3)
	phone := d.Phone
	if phone == "" {
		phone = i18n.T("call.no-phone")
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("call.title", i18n.Args{"name": d.Name}), Text: phone, Verb: i18n.T("call.verb"), Icon: theme.IconPhone,
		Fields: []stage.NamedField{stage.Labelled("result", i18n.T("call.result"), result), stage.Labelled("text", i18n.T("call.text"), text)},
		Work: func() (func(context.Context) error, error) {
			r, t := result.Selected(), text.Text()
			return func(ctx context.Context) error { return s.desk.NoteCall(ctx, d.ID, r, t) }, nil
		},
		Done: s.did(i18n.T("call.done", i18n.Args{"name": d.Name})),
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

// askPromise takes a promise for the ticked items, or for all that is overdue.
func (s *Screen) askPromise() {
	if s.model == nil {
		return
	}
	w := s.stage.Words
	currency := s.model.Currency()
	var items []receivable.ItemID
	sum := s.model.Balance().Overdue()
	if ticked := s.table.Ticked(); len(ticked) > 0 {
		sum = sumOf(ticked, currency).Minor
		for _, i := range ticked {
			items = append(items, i.Row.ID)
		}
	}
	amount := widget.NewMoneyEntry(w.Locale(), currency)
	if sum > 0 {
		amount.SetAmount(money.New(sum, currency))
	}
	by := widget.NewDateField(w.Dates(), w.Today())
	by.SetDate(w.Today().AddDays(7))
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("promise.title", i18n.Args{"name": s.name()}), Text: i18n.T("promise.text"), Verb: i18n.T("promise.verb"), Icon: theme.IconTicked,
		Fields: []stage.NamedField{stage.Labelled("amount", i18n.T("promise.amount"), amount.Input), stage.Labelled("date", i18n.T("promise.by"), by.Input)},
		Work: func() (func(context.Context) error, error) {
			a, err := amount.Amount()
			if err != nil {
				return nil, stage.OnField(err, "amount")
			}
			day, err := by.Date()
			if err != nil {
				return nil, stage.OnField(err, "date")
			}
			order := desk.PromiseOrder{Debtor: id, Items: items, Amount: a, By: day}
			return func(ctx context.Context) error { return s.desk.TakePromise(ctx, order) }, nil
		},
		Done: s.did(i18n.T("promise.done", i18n.Args{"name": s.name()})),
	})
}

// askHold holds the customer, or lifts the hold that there is.
func (s *Screen) askHold() {
	switch {
	case s.model == nil:
	case s.model.Hold() != nil:
		s.askLift()
	default:
		s.askHoldOf(0, i18n.T("hold.title", i18n.Args{"name": s.name()}))
	}
}

func (s *Screen) askItemHold() {
	if i := s.one(); i != nil {
		s.askHoldOf(i.Row.ID, i18n.T("hold.title", i18n.Args{"name": i.Row.Number}))
	}
}

func (s *Screen) askHoldOf(item receivable.ItemID, title string) {
	w := s.stage.Words
	until := widget.NewDateField(w.Dates(), w.Today())
	until.SetDate(w.Today().AddDays(14))
	reason := widget.NewInput(i18n.T("hold.reason-hint"))
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: title, Text: i18n.T("hold.text"), Verb: i18n.T("hold.verb"), Icon: theme.IconPause,
		Fields: []stage.NamedField{stage.Labelled("until", i18n.T("hold.until"), until.Input), stage.Labelled("reason", i18n.T("hold.reason"), reason)},
		Work: func() (func(context.Context) error, error) {
			day, err := until.Date()
			if err != nil {
				return nil, stage.OnField(err, "until")
			}
			order := desk.HoldOrder{Debtor: id, Item: item, Until: day, Reason: reason.Text()}
			return func(ctx context.Context) error { return s.desk.HoldCustomer(ctx, order) }, nil
		},
		Done: s.did(i18n.T("hold.done")),
	})
}

func (s *Screen) askLift() {
	h := s.model.Hold()
	why := widget.NewInput(i18n.T("lift.hint"))
	id, hold := s.id, h.ID
	s.stage.Decide(stage.Decision{
		Title: i18n.T("lift.title", i18n.Args{"name": s.name()}),
		Text:  i18n.T("lift.text", i18n.Args{"date": s.stage.Words.Day(h.Until), "why": h.Reason, "who": h.By}),
		Verb:  i18n.T("lift.verb"), Icon: theme.IconPlay,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := why.Text()
			return func(ctx context.Context) error { return s.desk.LiftHold(ctx, id, hold, text) }, nil
		},
		Done: s.did(i18n.T("lift.done")),
	})
}

func (s *Screen) askDispute() {
	i := s.one()
	if i == nil {
		return
	}
	w := s.stage.Words
	reason, owner := widget.NewInput(i18n.T("dispute.reason-hint")), widget.NewInput("")
	owner.SetText(s.model.View.Debtor.Owner)
	due := widget.NewDateField(w.Dates(), w.Today())
	due.SetDate(w.Today().AddDays(7))
	id, item := s.id, i.Row.ID
	s.stage.Decide(stage.Decision{
		Title: i18n.T("dispute.title", i18n.Args{"number": i.Row.Number}), Text: i18n.T("dispute.text"), Verb: i18n.T("dispute.verb", i18n.Args{"number": i.Row.Number}), Icon: theme.IconDispute,
		Fields: []stage.NamedField{
			stage.Labelled("reason", i18n.T("dispute.reason"), reason), stage.Labelled("owner", i18n.T("dispute.owner"), owner),
			stage.Labelled("due", i18n.T("dispute.due"), due.Input),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := due.Date()
			if err != nil {
				return nil, stage.OnField(err, "due")
			}
			order := desk.DisputeOrder{Debtor: id, Item: item, Reason: reason.Text(), Owner: owner.Text(), DueBy: day}
			return func(ctx context.Context) error { return s.desk.OpenDispute(ctx, order) }, nil
		},
		Done: s.did(i18n.T("dispute.done", i18n.Args{"number": i.Row.Number})),
	})
}

func (s *Screen) askResolve(d desk.DisputeRow) {
	choices := make([]widget.Choice, 0, len(words.Outcomes()))
	for _, o := range words.Outcomes() {
		choices = append(choices, widget.Choice{ID: o, Text: words.Outcome(o)})
	}
	outcome := widget.NewSelect(choices, choices[0].ID, nil)
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("resolve.title", i18n.Args{"number": d.Number}), Text: quoted(d.Reason), Verb: i18n.T("resolve.verb", i18n.Args{"number": d.Number}), Icon: theme.IconTicked,
		Fields: []stage.NamedField{stage.Labelled("outcome", i18n.T("resolve.outcome"), outcome)},
		Work: func() (func(context.Context) error, error) {
			o := outcome.Selected()
			return func(ctx context.Context) error { return s.desk.ResolveDispute(ctx, id, d.ID, o) }, nil
		},
		Done: s.did(i18n.T("resolve.done", i18n.Args{"number": d.Number})),
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

// showMore opens what is done less often.
func (s *Screen) showMore() {
	if s.model == nil {
		return
	}
	choices := []widget.Choice{{ID: "note", Text: i18n.T("note.menu"), Icon: theme.IconEdit}}
	disputes := s.model.OpenDisputes()
	for i, d := range disputes {
		choices = append(choices, widget.Choice{ID: "resolve" + strconv.Itoa(i), Text: i18n.T("resolve.menu", i18n.Args{"number": d.Number}), Icon: theme.IconTicked})
	}
	if len(s.model.waivable(s.stage.Words)) > 0 {
		choices = append(choices, widget.Choice{ID: "waive", Text: i18n.T("waive.menu"), Icon: theme.IconUndo})
	}
	if len(s.model.takeable(s.stage.Words)) > 0 {
		choices = append(choices, widget.Choice{ID: "take-back", Text: i18n.T("takeback.menu"), Icon: theme.IconUndo})
	}
	if i := s.one(); i != nil {
		choices = append(choices, widget.Choice{ID: "acknowledge", Text: i18n.T("acknowledge.menu", i18n.Args{"number": i.Row.Number}), Icon: theme.IconEdit})
	}
	if s.model.InReview() {
		choices = append(choices, widget.Choice{ID: "review", Text: i18n.T("review.release"), Icon: theme.IconPlay, Rule: true})
	}
	choices = append(choices, widget.Choice{ID: "export-all", Text: i18n.T("person-export.menu"), Icon: theme.IconDownload, Rule: true})
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.more).AddXY(0, theme.ControlHeight+4)
	widget.ShowMenu(s.more, at, choices, func(c widget.Choice) {
		switch c.ID {
		case "note":
			s.askNote()
		case "waive":
			s.askWaive()
		case "take-back":
			s.askTakeBack()
		case "acknowledge":
			s.askAcknowledge()
		case "export-all":
			s.exportAll()
		case "review":
			id := s.id
			s.do(func(ctx context.Context) error { return s.desk.ReleaseReviewed(ctx, id) }, i18n.T("review.released", i18n.Args{"name": s.name()}))
		default:
			for i, d := range disputes {
				if c.ID == "resolve"+strconv.Itoa(i) {
					s.askResolve(d)
				}
			}
		}
	})
}

// openEvent opens the letter or mail that a timeline entry tells of.
func (s *Screen) openEvent(i int) {
	kept := About(s.events, Matter(s.matters.Selected()))
	if i < 0 || i >= len(kept) || kept[i].Notice == 0 {
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
