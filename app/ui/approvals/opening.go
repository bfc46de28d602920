package approvals

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/customer"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Papers reads the papers that evidence is made of.
type Papers interface {
	NoticeDocuments(ctx context.Context, id desk.NoticeID) ([]desk.Document, error)
	PreviewTerms(ctx context.Context, o desk.TermsOrder, language string) (desk.Document, error)
	TermsPDF(ctx context.Context, id int64, language string) (desk.Document, error)
}

// openProof opens what a line of the evidence sums up: the one thing itself, or a list of several, each with its own way there.
func (d *detail) openProof(p Proof) {
	switch {
	case p.Draft:
		order := d.screen.evidence.Terms.Order
		d.screen.stage.OpenDocument(func(ctx context.Context) (desk.Document, error) { return d.screen.desk.PreviewTerms(ctx, order, "") })
	case p.Plan != 0:
		d.screen.stage.OpenDocument(func(ctx context.Context) (desk.Document, error) { return d.screen.desk.TermsPDF(ctx, p.Plan, "") })
	case p.WriteOff != 0:
		d.screen.stage.OpenSpot(d.screen.evidence.Customer.Debtor.ID, stage.SpotWriteOff, p.WriteOff)
	case len(p.Events) == 1:
		d.openEvent(p.Events[0])
	default:
		d.listEvents(p)
	}
}

// OpenProof opens a line of the evidence by its words, for whoever drives the screen without a pointer; false when there is none.
func (s *Screen) OpenProof(what string) bool {
	if s.evidence == nil {
		return false
	}
	for _, p := range append(asked(s.evidence, s.stage.Words), Proofs(s.evidence.Customer, s.stage.Words)...) {
		if p.What == what && p.opens() {
			s.detail.openProof(p)
			return true
		}
	}
	return false
}

// openEvent opens the letter or mail that left, or the entry in the customer's timeline.
func (d *detail) openEvent(e customer.Event) {
	if e.Notice == 0 {
		d.screen.stage.OpenSpot(d.screen.evidence.Customer.Debtor.ID, stage.SpotEntry, e.Entry)
		return
	}
	d.screen.stage.OpenDocument(func(ctx context.Context) (desk.Document, error) {
		docs, err := d.screen.desk.NoticeDocuments(ctx, e.Notice)
		if err == nil && len(docs) == 0 {
			err = fault.New(fault.NotFound, "%s", i18n.T("approvals.no-paper"))
		}
		if err != nil {
			return desk.Document{}, err
		}
		return docs[0], nil
	})
}

// listEvents lists the events that a line sums up.
func (d *detail) listEvents(p Proof) {
	w := d.screen.stage.Words
	list := widget.Stack(theme.Gap)
	var dialog *widget.Dialog
	for _, ev := range p.Events {
		ink := theme.Text
		if ev.Status != theme.Neutral {
			ink = ev.Status.Text()
		}
		list.Add(widget.Row(theme.Gap, widget.Sized(72, 0, widget.NewText(w.Day(ev.On), widget.Small)), widget.NewIcon(ev.Icon, ink, theme.IconRow),
			widget.Grow(widget.Stack(0, widget.NewText(ev.Title, widget.BodyStrong.In(ink).Cut()), widget.NewText(ev.Detail, widget.Small.Cut()))),
			widget.NewButton(widget.Link, i18n.T("approvals.open"), "", func() {
				if ev.Notice == 0 {
					dialog.Close()
				}
				d.openEvent(ev)
			})))
	}
	height := min(360, list.MinSize().Height+theme.Gap)
	id := d.screen.evidence.Customer.Debtor.ID
	dialog = widget.AskOn(d.screen.stage.Canvas(), widget.Question{
		Title: p.What, Content: widget.Sized(0, height, widget.NewScroll(widget.Inset(0, theme.Gap, 0, 0, list))), Verb: i18n.T("approvals.open-customer"), Cancel: i18n.T("dialog.close"), Width: 560,
		OnDo: func() bool { d.screen.stage.OpenCustomer(id); return true },
	})
}

// openItem opens an invoice on the customer's page, with the sheet of what it bears.
func (d *detail) openItem(r desk.ItemRow) {
	d.screen.stage.OpenSpot(r.Debtor, stage.SpotItem, int64(r.ID))
}

// otherClaims says what is open of the customer beside what is asked for.
func otherClaims(e *desk.Evidence, w words.Words) string {
	n, sum := 0, money.Zero(e.Measure.Amount.Currency)
	for i := range e.Customer.Items {
		it := &e.Customer.Items[i]
		if e.About(it.ID) || it.Open.Minor <= 0 || it.Open.Currency != e.Measure.Amount.Currency {
			continue
		}
		n++
		sum.Minor += it.Open.Minor
	}
	if n == 0 {
		return ""
	}
	return i18n.N("approvals.beside", n, i18n.Args{"amount": w.Money(sum)})
}
