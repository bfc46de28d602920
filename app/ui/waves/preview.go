package waves

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/paper"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// preview is the right column: one notice as it would leave.
type preview struct {
	screen *Screen
	line   *desk.WaveLine
	made   desk.Made

	top     *fyne.Container
	name    *widget.Text
	level   *widget.LevelBadge
	out     *widget.Button
	way     *widget.Button
	back    *widget.Button
	forth   *widget.Button
	facts   *widget.Text
	openPDF *widget.Button
	effects *fyne.Container
	asked   *fyne.Container // the why pane while it is open
	sheets  *paper.Sheets
	body    *stage.Pages
	content fyne.CanvasObject
}

func newPreview(s *Screen) *preview {
	p := &preview{screen: s, name: widget.NewText("", widget.Group.Cut()), level: widget.NewLevelBadge(0), facts: widget.NewText("", widget.Small.Cut())}
	p.out = widget.NewButton(widget.Secondary, i18n.T("waves.leave-out"), "", func() {
		if p.line != nil {
			s.turn(p.line)
		}
	})
	p.way = widget.NewButton(widget.Secondary, i18n.T("wave.way"), "", func() {
		if p.line != nil {
			s.askWay(p.line)
		}
	})
	p.back = widget.NewButton(widget.Secondary, "", theme.IconChevronLeft, func() { s.step(-1) })
	p.forth = widget.NewButton(widget.Secondary, "", theme.IconChevronRight, func() { s.step(1) })
	p.openPDF = widget.NewButton(widget.Link, i18n.T("waves.open-pdf"), "", p.open)
	p.effects, p.asked = widget.Stack(4), widget.Stack(0)
	p.sheets = paper.NewSheets()
	p.body = stage.NewPages(&fyne.Container{})
	p.top = widget.Row(theme.Gap, widget.Grow(p.name), p.level, p.way, p.out, p.back, p.forth)
	under := widget.Row(theme.Gap, widget.Grow(p.facts), p.openPDF)
	p.content = widget.NewSurface(theme.Pane, widget.LeftEdge, widget.Inset(theme.Gap, 12, 0, 12,
		widget.Stack(6, p.top, under, p.effects, p.asked, widget.Grow(p.body.Container))))
	return p
}

// show makes the notice of a line and shows it.
func (p *preview) show(l *desk.WaveLine) {
	p.line = l
	p.closeWhy()
	if l == nil {
		p.name.SetText("")
		p.facts.SetText("")
		p.body.Turn(widget.NewEmptyState(theme.IconLetter, i18n.T("preview.none"), i18n.T("preview.none-text")))
		return
	}
	p.head(l)
	if l.Notice.Channel == receivable.Call || l.Notice.Channel == receivable.Visit {
		p.openPDF.Hide()
		p.body.Turn(widget.NewEmptyState(words.ChannelIcon(l.Notice.Channel), i18n.T("preview.task"), i18n.T("preview.task-text")))
		return
	}
	wave, id := l.Wave, l.ID
	runner.Go(p.screen.stage.Run, func(ctx context.Context) (drawn, error) {
		made, err := p.screen.desk.Preview(ctx, wave, id)
		if err != nil {
			return drawn{}, err
		}
		pages, err := pagesOf(made.Made, l.Notice.Channel)
		return drawn{made.Made, pages}, err
	}, func(d drawn, err error) {
		if p.line == nil || p.line.ID != id {
			return // the selection has moved on
		}
		if err != nil {
			p.body.TurnToFailure(err, func() { p.show(l) })
			return
		}
		p.made = d.made
		p.warn(d.made.Warnings)
		setVisible(p.openPDF, pdfOf(d.made) != nil)
		p.body.Turn(p.sheets)
		p.sheets.Set(d.pages)
		p.content.Refresh()
	})
}

type drawn struct {
	made  desk.Made
	pages []paper.Page
}

// showLeftOut says why nothing leaves for an item.
func (p *preview) showLeftOut(r desk.LeftOutRow) {
	p.line = nil
	p.closeWhy()
	w := p.screen.stage.Words
	p.name.SetText(r.Name)
	p.facts.SetText(words.Facts(r.Number, w.Money(r.Open), leftOutDays(r)))
	p.level.Set(r.Level, r.Level)
	p.effects.Objects = nil
	for _, o := range []fyne.CanvasObject{p.out, p.way, p.openPDF, p.back, p.forth} {
		o.Hide()
	}
	if rule, ok := RuleOf(r); ok {
		p.effects.Add(widget.TopRow(6, widget.NewIcon(theme.IconScales, theme.Text2, theme.IconRow), widget.Grow(widget.NewSentence(widget.Body, rule.text()))))
	}
	buttons := append(p.screen.ruleButtons(r),
		widget.NewButton(widget.Secondary, i18n.T("preview.open-customer"), theme.IconOpen, func() { p.screen.stage.OpenCustomer(r.Debtor) }))
	p.body.Turn(widget.NewEmptyState(theme.IconMinus, i18n.T("preview.left-out"), words.Sentenced(w.LeftOut(r.LeftOut)), buttons...))
	p.top.Refresh()
	p.content.Refresh()
}

// pagesOf draws what would leave: the letter's own pages, or the mail with the letter attached to it.
func pagesOf(made desk.Made, channel receivable.Channel) ([]paper.Page, error) {
	var pages []paper.Page
	if channel == receivable.SMS {
		return []paper.Page{paper.Mail(paper.Letterhead{
			Subject: i18n.T("preview.sms"),
			Lines:   []string{i18n.T("preview.from", i18n.Args{"address": made.From}), i18n.T("preview.to", i18n.Args{"address": made.To}), textSize(made.Size)},
		}, made.Plain)}, nil
	}
	if channel == receivable.Email {
		pages = append(pages, paper.Mail(paper.Letterhead{
			Subject: made.Subject,
			Lines:   []string{i18n.T("preview.from", i18n.Args{"address": made.From}), i18n.T("preview.to", i18n.Args{"address": made.To})},
		}, made.Plain))
	}
	if pdf := pdfOf(made); pdf != nil {
		letter, err := paper.Read(pdf.Bytes)
		if err != nil {
			return nil, err
		}
		pages = append(pages, letter...)
	}
	return pages, nil
}

// textSize says what a text message takes: "2 segments · 0,90 kr · dearer because of ’".
func textSize(t *desk.TextSize) string {
	if t == nil {
		return ""
	}
	parts := []string{i18n.N("preview.segments", t.Segments), i18n.T("preview.units", i18n.Args{"n": strconv.Itoa(t.Units), "encoding": t.Encoding})}
	if t.Cost != nil {
		parts = append(parts, t.Cost.String()+" "+string(t.Cost.Currency))
	}
	if len(t.Forcing) > 0 {
		parts = append(parts, i18n.T("preview.forcing", i18n.Args{"characters": strings.Join(t.Forcing, " ")}))
	}
	return words.Facts(parts...)
}

func pdfOf(made desk.Made) *desk.Document {
	for i := range made.Docs {
		if made.Docs[i].Kind == "pdf" {
			return &made.Docs[i]
		}
	}
	return nil
}

func (p *preview) head(l *desk.WaveLine) {
	s := p.screen
	p.name.SetText(l.Name)
	if from, to := levelsOf(l); to >= 0 {
		p.level.Set(from, to)
	}
	setVisible(p.level, l.Notice.Event == dunning.NoEvent)
	text := i18n.T("waves.leave-out")
	if l.State == desk.LineExcluded {
		text = i18n.T("wave.put-back")
	}
	p.out.SetText(text)
	defer p.top.Refresh()
	p.back.Show()
	p.forth.Show()
	setVisible(p.way, s.model.CanChooseWay(l))
	setVisible(p.out, s.model.CanChange() && (l.State == desk.LineIn || l.State == desk.LineExcluded))
	lines := shownLines(s.lines)
	enable(p.back, Neighbour(lines, l.ID, -1) != nil)
	enable(p.forth, Neighbour(lines, l.ID, 1) != nil)
	due := ""
	if !l.Notice.Deadline.IsZero() {
		due = i18n.T("preview.pay-by", i18n.Args{"date": s.stage.Words.Day(l.Notice.Deadline)})
	}
	p.facts.SetText(words.Facts(words.Way(&l.Notice), i18n.N("count.items", len(l.Notice.Lines)), s.stage.Words.Money(l.Notice.Total), due))
	p.effects.Objects = nil
	for _, e := range l.Notice.Effects {
		runs := []widget.Run{{Text: s.stage.Words.Effect(e) + " "}, {Text: i18n.T("why"), OnTapped: p.why}}
		if !e.Verified {
			runs = append(runs, widget.Run{Text: " " + i18n.T("preview.unverified"), Strong: true})
		}
		p.effects.Add(widget.TopRow(6, widget.NewIcon(theme.IconScales, theme.Overdue2.Text(), theme.IconRow), widget.Grow(widget.NewParagraph(widget.Body.In(theme.Overdue2.Text()), runs...))))
	}
	p.content.Refresh()
}

// warn says below the law's effects what a person should know before the notice leaves.
func (p *preview) warn(warnings []*fault.Error) {
	style := widget.Body.In(theme.Overdue2.Text())
	for _, w := range warnings {
		p.effects.Add(widget.TopRow(6, widget.NewIcon(theme.IconTriangle, theme.Overdue2.Text(), theme.IconRow), widget.Grow(widget.NewSentence(style, words.Sentence(w)))))
	}
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func shownLines(t *widget.Table[*desk.WaveLine]) []*desk.WaveLine {
	lines := make([]*desk.WaveLine, t.Len())
	for i := range lines {
		lines[i] = t.At(i)
	}
	return lines
}

// why opens how the total comes about: items, fees and interest with their rule and source.
func (p *preview) why() {
	l := p.line
	if l == nil || p.closeWhy() {
		return
	}
	w := p.screen.stage.Words
	pane := widget.WhyConfig{
		Question: i18n.T("why.total", i18n.Args{"amount": w.Money(l.Notice.Total)}), OnClose: func() { p.closeWhy() },
		Columns: []widget.WhyColumn{{}, {Width: 92, Align: widget.Right}},
	}
	add := func(faint bool, cells ...string) {
		pane.Lines = append(pane.Lines, widget.WhyLine{Cells: cells, Faint: faint})
	}
	for _, item := range l.Notice.Lines {
		add(false, words.Facts(item.Number, w.Why(item.Why)), w.Figures(item.Open))
	}
	for _, c := range l.Notice.Credits {
		add(false, words.Facts(c.Number, i18n.T("items.credit")), w.Figures(c.Open))
	}
	if !l.Notice.Charges.IsZero() {
		add(false, i18n.T("why.earlier"), w.Figures(l.Notice.Charges))
	}
	for _, c := range l.Notice.New {
		add(false, words.Facts(c.Rule, c.Source), w.Figures(c.Amount))
	}
	for _, e := range l.Notice.Effects {
		add(true, words.Facts(w.Why(e.What), e.Rule, e.Source), "")
	}
	p.asked.Objects = []fyne.CanvasObject{widget.NewWhyPane(pane)}
	p.content.Refresh()
}

// closeWhy reports whether a pane was open.
func (p *preview) closeWhy() bool {
	if len(p.asked.Objects) == 0 {
		return false
	}
	p.asked.Objects = nil
	p.content.Refresh()
	return true
}

// open hands the letter to the machine's own PDF program.
func (p *preview) open() {
	pdf := pdfOf(p.made)
	if pdf == nil {
		return
	}
	doc, st := *pdf, p.screen.stage
	runner.Go(st.Run, func(context.Context) (string, error) {
		dir, err := os.MkdirTemp("", "dunningdesk-")
		if err != nil {
			return "", fault.Wrap(err, fault.Unavailable, "there is no place for a temporary file")
		}
		path := filepath.Join(dir, filepath.Base(doc.Name))
		if err := os.WriteFile(path, doc.Bytes, 0o600); err != nil {
			return "", fault.Wrap(err, fault.Unavailable, "%s cannot be written", path)
		}
		return path, nil
	}, func(path string, err error) {
		if err == nil {
			err = st.OpenFile(path)
		}
		if err != nil {
			st.Fail(err)
		}
	})
}
