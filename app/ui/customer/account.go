package customer

import (
	"context"
	"strings"

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
	as := widget.NewSelect([]widget.Choice{{ID: asPaper, Text: i18n.T("statement.paper")}, {ID: asMail, Text: i18n.T("statement.mail")}}, asPaper, func(string) {})
	order := desk.StatementOrder{Debtor: s.model.View.Debtor.ID}
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
			return func(ctx context.Context) error {
				_, err := s.desk.Statement(ctx, order) // what is wrong with the days is said while the dialog is open
				return err
			}, nil
		},
		Done: func() {
			read := s.desk.StatementPDF
			if as.Selected() == asMail {
				read = s.desk.StatementMail
			}
			s.stage.OpenDocument(func(ctx context.Context) (desk.Document, error) { return read(ctx, order) })
		},
	})
}
