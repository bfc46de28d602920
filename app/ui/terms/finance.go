package terms

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// FinanceDesk is what the tab of financiers' offers needs of the desk.
type FinanceDesk interface {
	FinanceOffers(ctx context.Context, debtor receivable.DebtorID) ([]settlement.FinanceOffer, error)
	NoteFinanceOffer(ctx context.Context, debtor receivable.DebtorID, o settlement.FinanceOffer) error
	AnswerFinanceOffer(ctx context.Context, debtor receivable.DebtorID, offer int64, a settlement.FinanceAnswer) error
}

// OfferLine is an offer in the list.
type OfferLine struct {
	ID                                                  int64
	On, Kind, Provider, Quote, Fee, Share, Answer, Note string
	Open                                                bool // nobody has answered
}

var financeKeys = map[settlement.FinanceKind]string{settlement.Factoring: "terms.factoring", settlement.ReceivablesFinance: "terms.receivables-finance"}

// OfferLines are the offers, the newest first, each with what would be left of a debt.
func OfferLines(all []settlement.FinanceOffer, debt money.Amount, w words.Words) []OfferLine {
	out := make([]OfferLine, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		o := &all[i]
		l := OfferLine{
			ID: o.ID, On: w.Date(o.On), Kind: i18n.T(financeKeys[o.Kind]), Provider: o.Provider, Quote: w.Money(o.Quote), Fee: w.Figures(o.Fee), Note: o.Note,
			Share: words.Dash, Answer: i18n.T("terms.not-answered"), Open: o.Answer == nil,
		}
		if net := o.Quote.Minor - o.Fee.Minor; debt.Minor > 0 && debt.Currency == o.Quote.Currency {
			l.Share = w.Percent(strconv.FormatInt((net*100+debt.Minor/2)/debt.Minor, 10))
		}
		if a := o.Answer; a != nil {
			key := "terms.offer-declined"
			if a.Accepted {
				key = "terms.offer-accepted"
			}
			l.Answer = i18n.T(key, i18n.Args{"date": w.Day(a.On)})
		}
		out = append(out, l)
	}
	return out
}

// financeTab records what financiers offer, and what came of it.
type financeTab struct {
	screen   *Screen
	kind     *widget.Select
	provider *widget.Input
	quote    *widget.MoneyEntry
	fee      *widget.MoneyEntry
	until    *widget.DateField
	note     *widget.Input
	fields   []stage.NamedField
	table    *widget.Table[OfferLine]
	answer   *widget.Button
	content  fyne.CanvasObject
}

func newFinanceTab(s *Screen, currency money.Currency) *financeTab {
	w := s.stage.Words
	f := &financeTab{
		screen: s, provider: widget.NewInput(""), quote: widget.NewMoneyEntry(w.Locale(), currency), fee: widget.NewMoneyEntry(w.Locale(), currency),
		until: widget.NewDateField(w.Dates(), w.Today()), note: widget.NewInput(""),
	}
	f.kind = widget.NewSelect([]widget.Choice{
		{ID: string(settlement.Factoring), Text: i18n.T("terms.factoring")}, {ID: string(settlement.ReceivablesFinance), Text: i18n.T("terms.receivables-finance")},
	}, string(settlement.Factoring), nil)
	f.fields = []stage.NamedField{
		stage.Labelled("kind", i18n.T("terms.finance-kind"), f.kind), stage.Labelled("provider", i18n.T("terms.provider"), f.provider),
		stage.Labelled("quote", i18n.T("terms.quote"), f.quote.Input), stage.Labelled("fee", i18n.T("terms.fee"), f.fee.Input),
		stage.Labelled("until", i18n.T("terms.until"), f.until.Input), stage.Labelled("note", i18n.T("terms.note"), f.note),
	}
	f.answer = widget.NewButton(widget.Secondary, i18n.T("terms.answer-offer"), theme.IconEdit, f.askAnswer)
	f.table = widget.NewTable(widget.TableConfig[OfferLine]{
		RowHeight: theme.RowWork, Key: func(l OfferLine) string { return strconv.FormatInt(l.ID, 10) }, OnSelect: func(OfferLine) { f.adapt() },
		Empty: widget.NewSentence(widget.Body.In(theme.Text3), i18n.T("terms.no-offers")),
		Columns: []widget.Column[OfferLine]{
			{ID: "on", Title: i18n.T("terms.made"), Width: 90, Text: func(l OfferLine) string { return l.On }},
			{ID: "kind", Title: i18n.T("terms.finance-kind"), Width: 110, Text: func(l OfferLine) string { return l.Kind }},
			{ID: "provider", Title: i18n.T("terms.provider"), Width: 120, Flex: 1, Text: func(l OfferLine) string { return l.Provider }},
			{ID: "quote", Title: i18n.T("terms.quote"), Width: 100, Align: widget.Right, Text: func(l OfferLine) string { return l.Quote }},
			{ID: "fee", Title: i18n.T("terms.fee"), Width: 80, Align: widget.Right, Text: func(l OfferLine) string { return l.Fee }},
			{ID: "share", Title: i18n.T("terms.net-share"), Width: 90, Align: widget.Right, Text: func(l OfferLine) string { return l.Share }},
			{ID: "answer", Title: i18n.T("terms.answer-head"), Width: 150, Text: func(l OfferLine) string { return l.Answer }},
			{ID: "note", Title: i18n.T("terms.note"), Width: 110, Flex: 1, Text: func(l OfferLine) string { return l.Note }, Style: func(OfferLine) widget.Style { return widget.Small.Cut() }},
		},
	})
	row := widget.TopRow(fieldGap)
	for i, wide := range []float32{150, 180, 140, 130, 130, 220} {
		row.Add(widget.Sized(wide, 0, f.fields[i].Field))
	}
	row.Add(widget.Spacer())
	head := widget.Inset(12, theme.Edge, 12, theme.Edge, widget.Stack(theme.Gap, row, widget.NewSentence(widget.Small, i18n.T("terms.finance-text"))))
	f.content = widget.Stack(0, head, widget.Grow(f.table), widget.Rule(), widget.Inset(theme.Gap, theme.Edge, theme.Edge, theme.Edge, widget.Row(theme.Gap, f.answer, widget.Spacer())))
	f.adapt()
	return f
}

func (f *financeTab) adapt() {
	line, ok := f.table.Selected()
	enable(f.answer, ok && line.Open)
}

// owed is what the customer owes in the currency of the offers.
func (f *financeTab) owed() money.Amount {
	s := f.screen
	for _, b := range s.view.Balances {
		if b.Currency == s.form.currency {
			return money.New(b.Open(), b.Currency)
		}
	}
	return money.Zero(s.form.currency)
}

func (f *financeTab) load() {
	s := f.screen
	id := s.id
	runner.Go(s.stage.Run, func(ctx context.Context) ([]settlement.FinanceOffer, error) { return s.desk.FinanceOffers(ctx, id) }, func(all []settlement.FinanceOffer, err error) {
		switch {
		case id != s.id || s.finance != f:
			return
		case err != nil:
			s.stage.Fail(err)
			return
		}
		f.table.SetRows(OfferLines(all, f.owed(), s.stage.Words))
		if len(all) > 0 {
			f.table.SelectIndex(0)
		}
		f.adapt()
	})
}

// read takes the offer that was typed.
func (f *financeTab) read() (settlement.FinanceOffer, error) {
	o := settlement.FinanceOffer{
		Kind: settlement.FinanceKind(f.kind.Selected()), Provider: strings.TrimSpace(f.provider.Text()), Note: strings.TrimSpace(f.note.Text()), On: f.screen.stage.Words.Today(),
	}
	var err error
	if o.Quote, err = f.quote.Amount(); err != nil {
		return o, named(err, "quote")
	}
	if o.Fee, err = f.fee.Amount(); err != nil {
		return o, named(err, "fee")
	}
	if o.Until, err = f.until.Date(); err != nil {
		return o, named(err, "until")
	}
	return o, o.Check()
}

// record keeps the offer that was typed.
func (f *financeTab) record() {
	s := f.screen
	o, err := f.read()
	f.complain(err)
	if err != nil {
		return
	}
	id := s.id
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.desk.NoteFinanceOffer(ctx, id, o) }, func(_ struct{}, err error) {
		if err != nil {
			f.complain(err)
			return
		}
		f.provider.SetText("")
		f.quote.SetText("")
		f.fee.SetText("")
		f.note.SetText("")
		s.stage.Changed()
		s.stage.Tell(i18n.T("terms.offer-done", i18n.Args{"provider": o.Provider}))
		f.load()
	})
}

// complain puts an error under its field.
func (f *financeTab) complain(err error) {
	for _, n := range f.fields {
		n.Field.SetError("")
	}
	if err == nil {
		return
	}
	field, what, todo := Complaint(err)
	for _, n := range f.fields {
		if n.Name == field {
			n.Field.SetError(strings.TrimSpace(what + " " + todo))
			return
		}
	}
	f.screen.stage.Fail(err)
}

// askAnswer keeps what came of the selected offer.
func (f *financeTab) askAnswer() {
	line, ok := f.table.Selected()
	if !ok || !line.Open {
		return
	}
	s := f.screen
	w, id := s.stage.Words, s.id
	as := widget.NewSelect([]widget.Choice{{ID: "accepted", Text: i18n.T("terms.as-accepted")}, {ID: "declined", Text: i18n.T("terms.as-declined")}}, "declined", nil)
	on := widget.NewDateField(w.Dates(), w.Today())
	on.SetDate(w.Today())
	note := widget.NewInput("")
	s.stage.Decide(stage.Decision{
		Title: i18n.T("terms.answer-offer-title", i18n.Args{"provider": line.Provider}), Verb: i18n.T("terms.answer-verb"), Icon: theme.IconEdit,
		Fields: []stage.NamedField{
			stage.Labelled("as", i18n.T("terms.answer-head"), as), stage.Labelled("date", i18n.T("terms.on"), on.Input), stage.Labelled("note", i18n.T("terms.note"), note),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := on.Date()
			if err != nil {
				return nil, stage.OnField(err, "date")
			}
			a := settlement.FinanceAnswer{Accepted: as.Selected() == "accepted", On: day, Note: strings.TrimSpace(note.Text())}
			return func(ctx context.Context) error { return s.desk.AnswerFinanceOffer(ctx, id, line.ID, a) }, nil
		},
		Done: func() {
			s.stage.Changed()
			s.stage.Tell(i18n.T("terms.offer-answered", i18n.Args{"provider": line.Provider}))
			f.load()
		},
	})
}

// TypeOffer writes into a field of the offer, for whoever drives the screen without a pointer.
func (s *Screen) TypeOffer(field, text string) {
	if s.finance == nil {
		return
	}
	for _, n := range s.finance.fields {
		if in, ok := n.Field.Control().(*widget.Input); ok && n.Name == field {
			in.SetText(text)
		}
	}
}
