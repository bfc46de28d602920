package customer

import (
	"cmp"
	"context"
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/dunningdesk/dunningdesk/app/ui/writeoff"
)

// WriteOffs are the verbs about what was given up.
type WriteOffs interface {
	writeoff.Desk
	Papers(ctx context.Context, about string, id int64) ([]desk.Enclosure, error)
	Paperwork(ctx context.Context, id int64) (desk.Enclosure, error)
}

// shownWriteOffs is how many write-offs stand under the invoices; the rest is reached by a link.
const shownWriteOffs = 3

// writeOffs are the customer's write-offs, those that stand first, the newest first.
func (m *Model) writeOffs() (out []*settlement.WriteOff) {
	var reversed []*settlement.WriteOff
	for i := len(m.View.WriteOffs) - 1; i >= 0; i-- {
		if off := &m.View.WriteOffs[i]; off.State() == settlement.Reversed {
			reversed = append(reversed, off)
		} else {
			out = append(out, off)
		}
	}
	return append(out, reversed...)
}

// showWriteOffs lists under the sums what was given up, each with the way to its pane, and what the book proposes about it.
func (s *Screen) showWriteOffs() {
	all := s.model.writeOffs()
	shown := all
	if len(all) > shownWriteOffs && !s.allWriteOffs {
		shown = all[:shownWriteOffs]
	}
	for _, off := range shown {
		s.below.Add(s.writeOffLine(off))
	}
	if more := len(all) - len(shown); more > 0 {
		s.below.Add(widget.Inset(4, 0, 4, theme.Edge+tickColumn, widget.Row(0, widget.NewButton(widget.Link, i18n.N("writeoff.more", more), "", func() {
			s.allWriteOffs = true
			s.showSums()
		}), widget.Spacer())))
	}
	for _, p := range s.model.View.Proposals() {
		s.below.Add(s.proposalBanner(&p))
	}
}

func (s *Screen) writeOffLine(off *settlement.WriteOff) fyne.CanvasObject {
	w := s.stage.Words
	text := i18n.T("writeoff.line", i18n.Args{"date": w.Day(off.On), "reason": writeoff.Reason(off.Reason)})
	ink, shown := widget.Body.In(theme.Text2), off.Standing()
	if off.State() == settlement.Reversed {
		ink, shown = widget.Body.In(theme.Text3), off.Total()
	}
	line := widget.Row(2*theme.CellPad,
		widget.Sized(labelWidth, 0, widget.NewText(text, ink.Cut())), widget.Sized(openWidth, 0, widget.NewText(w.Figures(shown), ink.OnRight())),
		widget.NewFlag(writeOffState(off, booking(&s.model.View, off), w)), widget.NewButton(widget.Link, i18n.T("approvals.open"), "", func() { s.OpenWriteOff(off.ID) }), widget.Spacer())
	return widget.Stack(0, widget.Sized(0, theme.RowDense-1, widget.Inset(0, theme.Edge, 0, theme.Edge+tickColumn, line)), widget.Rule())
}

// writeOffState says in a few words where a write-off stands.
func writeOffState(off *settlement.WriteOff, booked string, w words.Words) widget.State {
	switch {
	case off.Recovered().Minor > 0:
		return widget.State{Status: theme.Promised, Icon: theme.IconBanknote, Word: i18n.T("writeoff.state-recovered", i18n.Args{"amount": w.Figures(off.Recovered())})}
	case off.State() == settlement.Reversed:
		return widget.State{Icon: theme.IconUndo, Word: i18n.T("writeoff.state-reversed")}
	case off.State() == settlement.Posted:
		return widget.State{Icon: theme.IconTicked, Word: cmp.Or(booked, i18n.T("writeoff.state-posted"))}
	}
	if booked == words.Booking(nil) {
		booked = words.Facts(i18n.T("writeoff.state-booked"), booked)
	}
	return widget.State{Icon: theme.IconClock, Word: booked}
}

// proposalBanner says what the book proposes, with the one button that opens it filled in.
func (s *Screen) proposalBanner(p *desk.Proposal) fyne.CanvasObject {
	w, view := s.stage.Words, s.model.View
	button := widget.NewButton(widget.Secondary, writeoff.ProposalVerb(p, w), "", func() { writeoff.AskProposal(s.stage, s.desk, &view, p, s.said) })
	return widget.Inset(theme.Gap, theme.Edge, theme.Gap, theme.Edge, widget.NewBanner(widget.NextStep, words.Sentenced(w.Why(p.Why)), nil, button))
}

// said tells what was done and reads the customer again.
func (s *Screen) said(text string) { s.did(text)() }

// OpenWriteOff opens the pane of a write-off: what became of each invoice, who decided, its papers, and the way to take it back.
func (s *Screen) OpenWriteOff(id int64) {
	off := s.model.writeOff(id)
	if off == nil {
		return
	}
	runner.Go(s.stage.Run, func(ctx context.Context) (papers []desk.Enclosure, err error) {
		for _, about := range []string{desk.AboutWriteOff, desk.AboutReversal} {
			some, err := s.desk.Papers(ctx, about, id)
			if err != nil {
				return nil, err
			}
			papers = append(papers, some...)
		}
		return papers, nil
	}, func(papers []desk.Enclosure, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		if off = s.model.writeOff(id); off == nil {
			return
		}
		pane := writeOffPane(off, s.stage.Words)
		var slips *widget.Button
		slips = widget.NewButton(widget.Secondary, i18n.T("writeoff.slips"), theme.IconDownload, func() { s.showSlips(slips, papers) }).WithChevron()
		pane.Actions = []*widget.Button{slips}
		if off.State() != settlement.Reversed {
			pane.Actions = append(pane.Actions, widget.NewButton(widget.Secondary, i18n.T("writeoff.reverse"), theme.IconUndo, func() { s.Reverse(id) }))
		}
		s.openWhy(pane)
	})
}

// Reverse asks how much of a write-off is to be taken back.
func (s *Screen) Reverse(id int64) {
	if off := s.model.writeOff(id); off != nil {
		writeoff.AskReversal(s.stage, s.desk, off, nil, s.said)
	}
}

func (m *Model) writeOff(id int64) *settlement.WriteOff {
	if m == nil {
		return nil
	}
	for i := range m.View.WriteOffs {
		if m.View.WriteOffs[i].ID == id {
			return &m.View.WriteOffs[i]
		}
	}
	return nil
}

// writeOffPane is what became of a write-off, invoice by invoice.
func writeOffPane(off *settlement.WriteOff, w words.Words) widget.WhyConfig {
	number := widget.WhyColumn{Width: 84, Align: widget.Right}
	pane := widget.WhyConfig{
		Question: i18n.T("writeoff.question", i18n.Args{"amount": w.Money(off.Total()), "date": w.Day(off.On)}), Columns: []widget.WhyColumn{{}, number, number, number, number, number},
		Lines: []widget.WhyLine{{Faint: true, Cells: []string{
			i18n.T("items.invoice"), i18n.T("writeoff.given-up"), i18n.T("writeoff.posted"), i18n.T("writeoff.recovered"), i18n.T("writeoff.reversed"), i18n.T("writeoff.standing"),
		}}},
	}
	figure := func(a money.Amount) string {
		if a.Minor == 0 {
			return words.Dash
		}
		return w.Figures(a)
	}
	for i := range off.Items {
		it := &off.Items[i]
		pane.Lines = append(pane.Lines, widget.WhyLine{Cells: []string{it.Number, figure(it.Amount), figure(it.Posted), figure(it.Recovered), figure(it.Reversed), figure(it.Standing())}})
	}
	asked := i18n.T("writeoff.asked-by", i18n.Args{"who": off.By})
	if off.Agreed != "" {
		asked = i18n.T("writeoff.agreed-by", i18n.Args{"who": off.By, "other": off.Agreed})
	}
	pane.Note = words.Facts(writeoff.Reason(off.Reason), quoted(off.Why), asked, i18n.T("writeoff.risked", i18n.Args{"amount": w.Money(off.AtRisk)}))
	return pane
}

// showSlips lists the booking slips: each is opened with the machine's own program, or saved where the person chooses.
func (s *Screen) showSlips(near *widget.Button, papers []desk.Enclosure) {
	var choices []widget.Choice
	byID := map[string]desk.Enclosure{}
	for _, p := range papers {
		key, what := p.About+p.Name+p.At.String(), i18n.T("writeoff.slip")
		if p.About == desk.AboutReversal {
			what = i18n.T("writeoff.slip-back")
		}
		byID[key] = p
		what = words.Facts(what, s.stage.Words.Moment(p.At), strings.ToUpper(p.Kind))
		choices = append(choices, widget.Choice{ID: "open" + key, Text: i18n.T("writeoff.slip-open", i18n.Args{"what": what}), Icon: theme.IconEye, Rule: len(choices) > 0},
			widget.Choice{ID: "save" + key, Text: i18n.T("writeoff.slip-save", i18n.Args{"what": what}), Icon: theme.IconDownload})
	}
	if len(choices) == 0 {
		s.stage.Tell(i18n.T("writeoff.no-slip"))
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(near).AddXY(0, theme.ControlHeight+4)
	widget.ShowMenu(near, at, choices, func(c widget.Choice) {
		if key, ok := strings.CutPrefix(c.ID, "open"); ok {
			s.openPaper(byID[key].ID)
			return
		}
		paper := byID[strings.TrimPrefix(c.ID, "save")]
		s.stage.SaveFile(paper.Name, func(path string) { s.savePaper(paper.ID, path) })
	})
}

// openPaper hands a paper to the program that the machine uses for it.
func (s *Screen) openPaper(id int64) {
	runner.Go(s.stage.Run, func(ctx context.Context) (string, error) {
		paper, err := s.desk.Paperwork(ctx, id)
		if err != nil {
			return "", err
		}
		return writeDocument([]desk.Document{paper.Document})
	}, func(path string, err error) {
		if err == nil {
			err = s.stage.OpenFile(path)
		}
		if err != nil {
			s.stage.Fail(err)
		}
	})
}

func (s *Screen) savePaper(id int64, path string) {
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
		paper, err := s.desk.Paperwork(ctx, id)
		if err != nil {
			return struct{}{}, err
		}
		if err := os.WriteFile(path, paper.Bytes, 0o600); err != nil {
			return struct{}{}, fault.Wrap(err, fault.Unavailable, "%s cannot be written", path).WithHint("choose another folder")
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.stage.Tell(i18n.T("why.saved", i18n.Args{"file": path}))
	})
}
