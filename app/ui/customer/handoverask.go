package customer

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// checkKeys are the words for what keeps claims from being handed over.
var checkKeys = map[string]string{
	settlement.CheckDue: "handover.due", settlement.CheckNotice: "handover.notice", settlement.CheckDeadline: "handover.deadline", settlement.CheckDispute: "handover.dispute",
	settlement.CheckPromise: "handover.promise", settlement.CheckPlan: "handover.plan", settlement.CheckBarred: "handover.barred", settlement.CheckElse: "handover.else", settlement.CheckData: "handover.data",
}

// checkText says in a sentence what fails, or that everything holds.
func checkText(checks []settlement.Check) string {
	var failing []string
	for _, c := range checks {
		if !c.OK {
			failing = append(failing, i18n.T(checkKeys[c.Key], i18n.Args{"number": c.Item}))
		}
	}
	if len(failing) == 0 {
		return i18n.T("handover.ready")
	}
	return i18n.T("handover.not-ready", i18n.Args{"what": strings.Join(failing, "; ")})
}

// ripeness is what the dialog has to know before it asks.
type ripeness struct {
	checks []settlement.Check
	copied map[receivable.ItemID]bool // of which the book holds a copy of the invoice
}

// HandOver reads the checklist first, and asks with it.
func (s *Screen) HandOver() {
	if s.model == nil {
		return
	}
	items := s.meant()
	if len(items) == 0 {
		return
	}
	ids := make([]receivable.ItemID, 0, len(items))
	for _, i := range items {
		ids = append(ids, i.Row.ID)
	}
	id := s.id
	runner.Go(s.stage.Run, func(ctx context.Context) (r ripeness, err error) {
		if r.checks, err = s.desk.Checklist(ctx, id, ids); err != nil {
			return r, err
		}
		r.copied, err = s.desk.InvoiceCopies(ctx, ids)
		return r, err
	}, func(r ripeness, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.askHandOver(items, desk.EscalateOrder{Debtor: id, Items: ids}, r)
	})
}

// copyPicker lets somebody choose a PDF for each invoice of which the book holds no copy.
type copyPicker struct {
	stage    *stage.Stage
	rows     *fyne.Container
	chosen   map[receivable.ItemID]string
	relayout func()
}

func (s *Screen) newCopyPicker(items []*Item, copied map[receivable.ItemID]bool) *copyPicker {
	p := &copyPicker{stage: s.stage, rows: widget.Stack(4), chosen: map[receivable.ItemID]string{}}
	for _, i := range items {
		p.rows.Add(p.row(i, copied[i.Row.ID]))
	}
	return p
}

func (p *copyPicker) row(i *Item, copied bool) fyne.CanvasObject {
	if copied {
		return widget.Row(theme.Gap, widget.NewText(i.Row.Number, widget.Body), widget.Spacer(), widget.NewFlag(widget.State{Status: theme.Promised, Word: i18n.T("handover.has-copy")}))
	}
	said := widget.NewText(i18n.T("handover.no-copy"), widget.Small.Cut().OnRight())
	pick := widget.NewButton(widget.Link, i18n.T("handover.attach-pdf"), "", func() {
		p.stage.Pick(widget.FormField{Key: "file", Type: widget.FieldFile, Extensions: []string{".pdf"}}, func(path string) {
			p.chosen[i.Row.ID] = path
			said.SetText(filepath.Base(path))
			if p.relayout != nil {
				p.relayout()
			}
		})
	})
	return widget.Row(theme.Gap, widget.NewText(i.Row.Number, widget.Body), widget.Grow(said), pick)
}

// mostCopyRows is how many invoices are seen at once; the rest is reached by scrolling.
const mostCopyRows = 4

func (p *copyPicker) content() fyne.CanvasObject {
	var rows fyne.CanvasObject = p.rows
	if len(p.rows.Objects) > mostCopyRows {
		rows = widget.Sized(0, mostCopyRows*24, widget.NewScroll(widget.Inset(0, theme.Gap, 0, 0, p.rows)))
	}
	return widget.Stack(4, widget.NewText(i18n.T("handover.copies"), widget.Small), rows)
}

// keep attaches what was chosen; once kept it is not attached again when the dialog is tried a second time.
func (p *copyPicker) keep(ctx context.Context, d Actions) error {
	var copies []desk.InvoiceCopy
	for item, path := range p.chosen {
		content, err := stage.ReadPaper(path)
		if err != nil {
			return err
		}
		copies = append(copies, desk.InvoiceCopy{Item: item, Name: filepath.Base(path), Bytes: content})
	}
	if err := d.AttachInvoices(ctx, copies...); err != nil {
		return err
	}
	p.chosen = map[receivable.ItemID]string{}
	return nil
}

func (s *Screen) askHandOver(items []*Item, order desk.EscalateOrder, r ripeness) {
	to := widget.NewSelect([]widget.Choice{{ID: string(settlement.ToAgency), Text: i18n.T("handover.agency")}, {ID: string(settlement.ToCourt), Text: i18n.T("handover.court")}}, string(settlement.ToAgency), nil)
	party, why := widget.NewInput(i18n.T("handover.party-hint")), widget.NewInput(i18n.T("handover.why-hint"))
	copies := s.newCopyPicker(items, r.copied)
	fields := []stage.NamedField{
		stage.Labelled("to", i18n.T("handover.to"), to), stage.Labelled("party", i18n.T("handover.party"), party), stage.Labelled("why", i18n.T("hold.reason"), why),
	}
	var asked desk.Asked
	s.stage.Decide(stage.Decision{
		Title: i18n.T("handover.title", i18n.Args{"numbers": numbersOf(items)}), Text: checkText(r.checks), Verb: i18n.T("handover.verb"), Icon: theme.IconAgency, Danger: true,
		Width: 520, Fields: fields, Content: widget.Stack(12, stage.InLines(fields, 1), copies.content()), Opened: func(relayout func()) { copies.relayout = relayout },
		Work: func() (func(context.Context) error, error) {
			order.To, order.Party, order.Why = settlement.EscalationTo(to.Selected()), strings.TrimSpace(party.Text()), strings.TrimSpace(why.Text())
			switch {
			case order.Party == "":
				return nil, stage.Missing("party", i18n.T("handover.party-missing"))
			case order.Why == "":
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			if err := settlement.MayHandOver(r.checks); err != nil {
				return nil, err
			}
			return func(ctx context.Context) (err error) {
				if err = copies.keep(ctx, s.desk); err != nil {
					return err
				}
				asked, err = s.desk.Escalate(ctx, order)
				return err
			}, nil
		},
		Done: func() { s.did(stage.SayAsked(asked, i18n.T("handover.done")))() },
	})
}
