package terms

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// KeptDesk is what the tab of agreements needs of the desk.
type KeptDesk interface {
	Terms(ctx context.Context, debtor receivable.DebtorID) ([]desk.PlanRow, error)
	FindTerms(ctx context.Context, id int64, on date.Date) (desk.TermsView, error)
	TermsPDF(ctx context.Context, id int64, language string) (desk.Document, error)
	SendTerms(ctx context.Context, o desk.SendTermsOrder) (desk.SentPaper, error)
	AcknowledgeTerms(ctx context.Context, id int64, p desk.TermsPaper) error
	CancelTerms(ctx context.Context, id int64, why string) error
}

// keptTerms is the tab of the agreements that were made: how each stands, and what is done with it.
type keptTerms struct {
	screen  *Screen
	table   *widget.Table[KeptLine]
	views   []desk.TermsView
	answer  *widget.Button
	cancel  *widget.Button
	side    *fyne.Container
	content fyne.CanvasObject
}

func newKeptTerms(s *Screen) *keptTerms {
	k := &keptTerms{screen: s, side: widget.Stack(12)}
	k.answer = widget.NewButton(widget.Secondary, i18n.T("terms.answer"), theme.IconEdit, s.askAcknowledge)
	k.cancel = widget.NewButton(widget.Secondary, i18n.T("terms.cancel"), theme.IconUndo, s.askCancel)
	k.table = widget.NewTable(widget.TableConfig[KeptLine]{
		RowHeight: theme.RowWork, Key: func(l KeptLine) string { return strconv.FormatInt(l.ID, 10) }, OnSelect: func(KeptLine) { k.show() },
		OnOpen: func(KeptLine) { s.openPaper() }, Empty: widget.NewSentence(widget.Body.In(theme.Text3), i18n.T("terms.none-kept")),
		Columns: []widget.Column[KeptLine]{
			{ID: "id", Width: 24, Text: func(l KeptLine) string { return strconv.FormatInt(l.ID, 10) }, Style: func(KeptLine) widget.Style { return widget.Small }},
			{ID: "what", Title: i18n.T("terms.agreement"), Width: 90, Text: func(l KeptLine) string { return l.What }},
			{ID: "made", Title: i18n.T("terms.made"), Width: 90, Text: func(l KeptLine) string { return l.Made }},
			{ID: "total", Title: i18n.T("terms.payment"), Width: 100, Align: widget.Right, Text: func(l KeptLine) string { return l.Total }},
			{ID: "state", Title: i18n.T("customers.state"), Width: 76, Text: func(l KeptLine) string { return l.State }, Style: func(l KeptLine) widget.Style { return widget.Body.In(l.Status.Text()) }},
			{ID: "next", Title: i18n.T("terms.next"), Width: 126, Text: func(l KeptLine) string { return l.Next }},
			{ID: "signed", Title: i18n.T("terms.signature"), Width: 110, Flex: 1, Text: func(l KeptLine) string { return l.Signed }, Style: func(KeptLine) widget.Style { return widget.Body.Cut() }},
		},
	})
	below := widget.Inset(theme.Gap, theme.Edge, theme.Edge, theme.Edge, widget.Row(theme.Gap, k.answer, k.cancel, widget.Spacer()))
	pane := widget.NewSurface(theme.Pane, widget.LeftEdge, widget.NewScroll(widget.Inset(theme.Edge, theme.Edge, theme.Edge, theme.Edge, k.side)))
	k.content = stage.Beside(widget.Stack(0, widget.Grow(k.table), widget.Rule(), below), pane, 360, 480, 36)
	return k
}

// load reads the agreements and how they stand today.
func (k *keptTerms) load() {
	s := k.screen
	id, on := s.id, s.stage.Words.Today()
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.TermsView, error) {
		rows, err := s.desk.Terms(ctx, id)
		if err != nil {
			return nil, err
		}
		out := make([]desk.TermsView, len(rows))
		for i := range rows {
			if out[i], err = s.desk.FindTerms(ctx, rows[i].ID, on); err != nil {
				return nil, err
			}
		}
		return out, nil
	}, func(all []desk.TermsView, err error) {
		switch {
		case id != s.id || s.tab != TabAgreements:
			return
		case err != nil:
			s.stage.Fail(err)
			return
		}
		k.views = all
		_, had := k.table.Selected()
		k.table.SetRows(KeptLines(all, s.stage.Words))
		if !had && len(all) > 0 {
			k.table.SelectIndex(0)
		}
		k.show()
	})
}

// chosen is the agreement that is selected, with its line; nil when there is none.
func (k *keptTerms) chosen() (*desk.TermsView, KeptLine) {
	line, ok := k.table.Selected()
	if !ok {
		return nil, line
	}
	for i := range k.views {
		if k.views[i].Plan.ID == line.ID {
			return &k.views[i], line
		}
	}
	return nil, line
}

// show says of the selected agreement what was paid, what was known, and what a signature does.
func (k *keptTerms) show() {
	s := k.screen
	v, line := k.chosen()
	enable(s.preview, v != nil)
	enable(s.agree, v != nil && line.CanSend)
	enable(k.answer, v != nil && line.CanAcknowledge)
	enable(k.cancel, v != nil && line.CanCancel)
	k.side.Objects = nil
	defer k.side.Refresh()
	if v == nil {
		return
	}
	w := s.stage.Words
	rows := widget.Stack(6)
	for _, r := range KeptRows(v, w) {
		rows.Add(widget.Row(theme.Gap, widget.Sized(16, 0, widget.NewText(r.No, widget.Small)), widget.Sized(132, 0, widget.NewText(r.On, widget.Body)),
			widget.Sized(90, 0, widget.NewText(r.Payment, widget.BodyStrong.OnRight())), widget.Grow(widget.NewText(r.Note, widget.Small.Cut()))))
	}
	k.side.Objects = []fyne.CanvasObject{widget.NewText(i18n.T("terms.payments-head"), widget.Group), rows}
	if said := EvidenceWords(&v.Plan.Evidence, w); said != "" {
		k.side.Add(widget.NewSentence(widget.Small, said))
	}
	k.side.Add(widget.Rule())
	k.side.Add(widget.NewText(i18n.T("terms.signing-head"), widget.Group))
	if len(v.Papers) == 0 {
		for _, said := range SigningWords(v.Limitation, w) {
			k.side.Add(checkLine(Check{Status: theme.Neutral, Icon: theme.IconScales, Text: said}))
		}
		return
	}
	for i := range v.Papers {
		k.side.Add(checkLine(Check{Status: theme.Promised, Icon: theme.IconTick, Head: paperKinds[v.Papers[i].Kind](), Text: paperWords(&v.Papers[i], w)}))
	}
}
