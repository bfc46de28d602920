package terms

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// paperKinds are the words for how a customer accepted.
var paperKinds = map[desk.PlanPaperKind]func() string{
	desk.SignedCopy: func() string { return i18n.T("terms.paper-signed") },
	desk.ByMail:     func() string { return i18n.T("terms.paper-mail") },
}

func paperWords(p *desk.PlanPaper, w words.Words) string {
	return words.Facts(w.Date(p.On), p.Note, p.Name)
}

// openPaper opens the selected agreement as it was printed.
func (s *Screen) openPaper() {
	v, _ := s.kept.chosen()
	if v == nil {
		return
	}
	id := v.Plan.ID
	runner.Go(s.stage.Run, func(ctx context.Context) (string, error) {
		doc, err := s.desk.TermsPDF(ctx, id, "")
		if err != nil {
			return "", err
		}
		return writeDocument(doc)
	}, func(path string, err error) {
		if err == nil {
			err = s.stage.OpenFile(path)
		}
		if err != nil {
			s.stage.Fail(err)
		}
	})
}

// wayChoices are the ways on which the customer can get an agreement.
func wayChoices(d receivable.Debtor) []widget.Choice {
	var out []widget.Choice
	for _, c := range []receivable.Channel{receivable.Email, receivable.Letter} {
		if d.Reaches(c) {
			to := d.Email
			if c == receivable.Letter {
				to = i18n.T("terms.to-print")
			}
			out = append(out, widget.Choice{ID: string(c), Text: words.Facts(words.Channel(c), to)})
		}
	}
	return out
}

// askSend sends the selected agreement for signature.
func (s *Screen) askSend() {
	v, line := s.kept.chosen()
	if v == nil || !line.CanSend {
		return
	}
	ways := wayChoices(s.view.Debtor)
	if len(ways) == 0 {
		s.stage.Tell(i18n.T("terms.no-way", i18n.Args{"name": s.view.Debtor.Name}))
		return
	}
	by := widget.NewSelect(ways, ways[0].ID, nil)
	order := desk.SendTermsOrder{Plan: v.Plan.ID, Again: wasSent(v)}
	text := i18n.T("terms.send-text")
	if order.Again {
		text = i18n.T("terms.send-again-text")
	}
	var sent desk.SentPaper
	s.stage.Decide(stage.Decision{
		Title: i18n.T("terms.send-title", i18n.Args{"name": s.view.Debtor.Name}), Text: text, Verb: i18n.T("terms.send"), Icon: theme.IconMail,
		Fields: []stage.NamedField{stage.Labelled("by", i18n.T("terms.send-by"), by)},
		Work: func() (func(context.Context) error, error) {
			order.By = receivable.Channel(by.Selected())
			return func(ctx context.Context) (err error) {
				sent, err = s.desk.SendTerms(ctx, order)
				return err
			}, nil
		},
		Done: func() { s.changedKept(saySent(sent)) },
	})
}

// saySent says what became of an agreement that was to be signed.
func saySent(sent desk.SentPaper) string {
	args := i18n.Args{"to": sent.To}
	if sent.State == desk.OutSent {
		return i18n.T("terms.sent-done", args)
	}
	return i18n.T("terms.sent-waits", args)
}

// changedKept reads the agreements again after something was done with one.
func (s *Screen) changedKept(said string) {
	s.stage.Changed()
	s.stage.Tell(said)
	s.kept.load()
}

// Acknowledge asks for the customer's word on the agreement that is selected.
func (s *Screen) Acknowledge() { s.askAcknowledge() }

// askAcknowledge keeps the customer's word in writing. What it does to limitation is said before it is kept, for the day written.
func (s *Screen) askAcknowledge() {
	v, line := s.kept.chosen()
	if v == nil || !line.CanAcknowledge {
		return
	}
	w, id := s.stage.Words, v.Plan.ID
	how := widget.NewSelect([]widget.Choice{{ID: string(desk.SignedCopy), Text: i18n.T("terms.paper-signed")}, {ID: string(desk.ByMail), Text: i18n.T("terms.paper-mail")}}, string(desk.SignedCopy), nil)
	on := widget.NewDateField(w.Dates(), w.Today())
	on.SetDate(w.Today())
	note, file := widget.NewInput(i18n.T("terms.note-hint")), widget.NewInput("")
	pick := widget.NewButton(widget.Secondary, i18n.T("form.pick-file"), theme.IconFolder, func() {
		s.stage.Pick(widget.FormField{Type: widget.FieldFile, Extensions: []string{".pdf", ".png", ".jpg", ".jpeg", ".eml"}}, file.SetText)
	})
	effect := widget.NewSentence(widget.Body.In(theme.Text2), strings.Join(SigningWords(v.Limitation, w), "\n"))
	fields := []stage.NamedField{
		stage.Labelled("kind", i18n.T("terms.how"), how), stage.Labelled("date", i18n.T("terms.on"), on.Input),
		stage.Labelled("note", i18n.T("terms.where"), note), stage.Labelled("file", i18n.T("terms.file"), widget.Row(theme.Gap, widget.Grow(file), pick)),
	}
	relayout := func() {}
	on.OnDate = func(d date.Date, ok bool) {
		if ok && !d.IsZero() {
			s.sayEffect(id, d, effect, func() { relayout() })
		}
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("terms.answer-title", i18n.Args{"name": s.view.Debtor.Name}), Verb: i18n.T("terms.answer-verb"), Icon: theme.IconEdit, Fields: fields, Width: 460,
		Content: widget.Stack(12, stage.InLines(fields, 1), widget.NewBox(theme.Pane, widget.Inset(8, 12, 8, 12, effect))),
		Opened:  func(again func()) { relayout = again },
		Work: func() (func(context.Context) error, error) {
			day, err := on.Date()
			if err != nil {
				return nil, stage.OnField(err, "date")
			}
			p := desk.TermsPaper{Kind: desk.PlanPaperKind(how.Selected()), On: day, Note: strings.TrimSpace(note.Text())}
			path := strings.TrimSpace(file.Text())
			return func(ctx context.Context) error {
				if err := attach(&p, path); err != nil {
					return err
				}
				return s.desk.AcknowledgeTerms(ctx, id, p)
			}, nil
		},
		Done: func() { s.changedKept(i18n.T("terms.answer-done", i18n.Args{"name": s.view.Debtor.Name})) },
	})
}

// sayEffect says what an acknowledgement of a day does to limitation.
func (s *Screen) sayEffect(id int64, on date.Date, into *widget.Paragraph, then func()) {
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.TermsView, error) { return s.desk.FindTerms(ctx, id, on) }, func(v desk.TermsView, err error) {
		if err == nil {
			into.SetText(strings.Join(SigningWords(v.Limitation, s.stage.Words), "\n"))
			then()
		}
	})
}

// attach reads the file of a paper; none is none. A file that is too large is not read.
func attach(p *desk.TermsPaper, path string) error {
	if path == "" {
		return nil
	}
	unreadable := func(err error) error {
		return fault.Wrap(err, fault.Unavailable, "%s cannot be read", filepath.Base(path)).OnField("file")
	}
	about, err := os.Stat(path)
	switch {
	case err != nil:
		return unreadable(err)
	case about.Size() > desk.LargestPaper:
		return fault.New(fault.Invalid, "%s is larger than %d MB", filepath.Base(path), desk.LargestPaper>>20).OnField("file").WithHint("scan it with fewer dots")
	}
	if p.Bytes, err = os.ReadFile(path); err != nil {
		return unreadable(err)
	}
	p.Name = filepath.Base(path)
	return nil
}

// askCancel ends the selected agreement.
func (s *Screen) askCancel() {
	v, line := s.kept.chosen()
	if v == nil || !line.CanCancel {
		return
	}
	why := widget.NewInput(i18n.T("terms.cancel-hint"))
	id := v.Plan.ID
	s.stage.Decide(stage.Decision{
		Title: i18n.T("terms.cancel-title", i18n.Args{"name": s.view.Debtor.Name}), Text: i18n.T("terms.cancel-text"), Verb: i18n.T("terms.cancel"), Icon: theme.IconUndo, Danger: true,
		Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(why.Text())
			if text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error { return s.desk.CancelTerms(ctx, id, text) }, nil
		},
		Done: func() { s.changedKept(i18n.T("terms.cancel-done", i18n.Args{"name": s.view.Debtor.Name})) },
	})
}
