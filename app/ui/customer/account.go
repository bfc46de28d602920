package customer

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// How a statement of account is opened.
const (
	asPaper = "pdf"
	asMail  = "eml"
	sent    = "send" // by mail, through the outbox
	posted  = "post" // as a letter, through the outbox
)

// Statement asks for days and whether interest belongs to it, and opens the statement of account: as a paper to look at and
// print, or as a draft in the mail program.
func (s *Screen) Statement() {
	if s.model == nil {
		return
	}
	w := s.stage.Words
	on := widget.NewDateField(w.Dates(), w.Today())
	on.SetDate(w.Today())
	from := widget.NewDateField(w.Dates(), w.Today())
	interest := widget.NewCheckbox(i18n.T("statement.interest"), false, func(bool) {})
	as := widget.NewSelect([]widget.Choice{{ID: asPaper, Text: i18n.T("statement.paper")}, {ID: asMail, Text: i18n.T("statement.mail")}, {ID: sent, Text: i18n.T("statement.send")}, {ID: posted, Text: i18n.T("statement.post")}}, asPaper, func(string) {})
	order := desk.StatementOrder{Debtor: s.model.View.Debtor.ID}
	var out desk.SentPaper
	again := false
	s.stage.Decide(stage.Decision{
		Title: i18n.T("statement.title", i18n.Args{"name": s.name()}), Text: i18n.T("statement.text"), Verb: i18n.T("statement.verb"), Icon: theme.IconLetter,
		Fields: []stage.NamedField{
			stage.Labelled("on", i18n.T("statement.on"), on.Input), stage.Labelled("from", i18n.T("statement.from"), from.Input),
			stage.Labelled("interest", i18n.T("statement.more"), widget.Sized(0, theme.ControlHeight, interest)), stage.Labelled("as", i18n.T("statement.as"), as),
		},
		Columns: 2,
		Work: func() (func(context.Context) error, error) {
			var err error
			if order.On, err = on.Date(); err != nil {
				return nil, stage.OnField(err, "on")
			}
			if strings.TrimSpace(from.Text()) != "" {
				if order.From, err = from.Date(); err != nil {
					return nil, stage.OnField(err, "from")
				}
			}
			order.Interest = interest.Checked()
			if by, leaves := map[string]receivable.Channel{sent: receivable.Email, posted: receivable.Letter}[as.Selected()]; leaves {
				return s.sendStatement(desk.SendStatementOrder{StatementOrder: order, By: by, Again: again}, &out, &again), nil
			}
			return func(ctx context.Context) error {
				_, err := s.desk.Statement(ctx, order) // what is wrong with the days is said while the dialog is open
				return err
			}, nil
		},
		Done: func() {
			if out.Number != "" {
				s.stage.Tell(i18n.T("statement.sent", i18n.Args{"number": out.Number, "to": out.To}))
				s.stage.Changed()
				return
			}
			read := s.desk.StatementPDF
			if as.Selected() == asMail {
				read = s.desk.StatementMail
			}
			s.stage.OpenDocument(func(ctx context.Context) (desk.Document, error) { return read(ctx, order) })
		},
	})
}

// sendStatement sends a statement. Where one was sent today already the dialog says so, and sends it again when it is pressed once more.
func (s *Screen) sendStatement(o desk.SendStatementOrder, out *desk.SentPaper, again *bool) func(context.Context) error {
	return func(ctx context.Context) error {
		sent, err := s.desk.SendStatement(ctx, o)
		if fault.Has(err, fault.Conflict) && !o.Again {
			*again = true
			return fault.New(fault.Conflict, "%s", i18n.T("statement.twice")).OnField("as")
		}
		*out = sent
		return err
	}
}
