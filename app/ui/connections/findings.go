package connections

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Finder is what the screen needs of the desk to show what was set aside.
type Finder interface {
	stage.Noter
	Findings(ctx context.Context, q desk.FindingQuery) ([]admission.Finding, error)
}

// shownFindings is how many findings of a connection are listed.
const shownFindings = 2000

// findings are the list of what was set aside and remarked on, and the buttons above it.
type findings struct {
	table *widget.Table[admission.Finding]
	note  *widget.Button
	open  *widget.Button
	box   fyne.CanvasObject
}

func (s *Screen) buildFindings() {
	w := s.stage.Words
	f := &findings{}
	f.table = widget.NewTable(widget.TableConfig[admission.Finding]{
		RowHeight: theme.RowTwoLine, Key: findingKey, NoMatch: i18n.T("list.no-match"),
		Empty: widget.NewEmptyState(theme.IconTicked, i18n.T("aside.none"), i18n.T("aside.none-text")),
		Columns: []widget.Column[admission.Finding]{
			{
				ID: "what", Title: i18n.T("aside.what"), Width: 120, Flex: 1, Text: func(f admission.Finding) string { return words.Place(f.Number) }, Lead: true,
				Detail: func(f admission.Finding) widget.Detail { return widget.Detail{Text: f.Customer} },
			},
			{
				ID: "why", Title: i18n.T("aside.why"), Width: 300, Flex: 4, Text: func(f admission.Finding) string { return words.FindingReason(f.Reason) + " " + w.Finding(&f) },
				Cell:   widget.FlagCell(func(f admission.Finding) widget.State { return findingState(f, w) }),
				Detail: func(f admission.Finding) widget.Detail { return widget.Detail{Text: FindingNext(&f)} },
			},
			{
				ID: "since", Title: i18n.T("aside.since"), Width: 90, Align: widget.Right, Text: func(f admission.Finding) string { return w.Moment(f.Since) },
				Style: func(admission.Finding) widget.Style { return widget.Body.In(theme.Text2).OnRight() }, Rank: 1,
			},
		},
		OnSelect: func(admission.Finding) { s.enableFindings() },
		OnOpen:   func(admission.Finding) { s.openFinding() },
	})
	f.note = widget.NewButton(widget.Secondary, i18n.T("aside.note"), theme.IconTicked, s.NoteFinding)
	f.open = widget.NewButton(widget.Secondary, i18n.T("aside.open"), theme.IconCustomers, s.openFinding)
	bar := widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(theme.Gap, f.open, f.note, widget.Spacer()))
	f.box = widget.Stack(0, bar, widget.Grow(f.table))
	s.findings = f
}

// findingKey names a row; what a connector left out has no number of its own.
func findingKey(f admission.Finding) string {
	return strconv.FormatInt(f.ID, 10) + " " + f.ExternalID + " " + f.Facts["text"]
}

func findingState(f admission.Finding, w words.Words) widget.State {
	text := w.Finding(&f)
	switch {
	case f.Reason == admission.LeftByConnector:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconCrossed, Word: text}
	case f.Reason.SetsAside():
		return widget.State{Status: theme.Overdue4, Icon: theme.IconPause, Word: text}
	case f.Calls():
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: text}
	}
	return widget.State{Icon: theme.IconInfo, Word: text}
}

// FindingNext is what to do about a finding, or what somebody did.
func FindingNext(f *admission.Finding) string {
	if !f.Noted.IsZero() {
		return i18n.T("aside.noted-by", i18n.Args{"who": f.NotedBy, "note": f.Note})
	}
	return words.FindingRemedy(f)
}

// enableFindings lets a person do what can be done about the row that is chosen.
func (s *Screen) enableFindings() {
	f, ok := s.findings.table.Selected()
	enable(s.findings.note, ok && f.Stands() && !f.Reason.SetsAside())
	enable(s.findings.open, ok && f.Debtor != 0)
}

// showFindings draws what of the connection was set aside and remarked on.
func (s *Screen) showFindings() {
	s.findings.table.SetRows(s.model.Findings)
	s.enableFindings()
	s.lower.Turn(s.findings.box)
}

// openFinding opens the customer whom the chosen row is about.
func (s *Screen) openFinding() {
	if f, ok := s.findings.table.Selected(); ok && f.Debtor != 0 {
		s.stage.OpenCustomer(f.Debtor)
	}
}

// NoteFinding asks what was done about the remark that is chosen.
func (s *Screen) NoteFinding() {
	f, ok := s.findings.table.Selected()
	if !ok || f.Reason.SetsAside() || !f.Stands() {
		return
	}
	s.stage.Decide(stage.NoteDecision(s.desk, f, s.stage.Words, s.did(i18n.T("aside.noted", i18n.Args{"number": f.Number}))))
}

// asideBanner leads to the list of what was set aside; nil when there is nothing, or the list is shown.
func (s *Screen) asideBanner(f desk.Fresh) fyne.CanvasObject {
	n := int(f.SetAside())
	if n == 0 || s.parts.Selected() == partAside {
		return nil
	}
	return widget.NewBanner(widget.Unverified, i18n.N("aside.banner", n), []widget.Run{{Text: i18n.T("aside.banner-text")}},
		widget.NewButton(widget.Secondary, i18n.T("aside.show"), "", s.ShowFindings))
}

// ShowFindings turns to what was set aside.
func (s *Screen) ShowFindings() {
	s.parts.SetSelected(partAside)
	s.showDetail()
}

// FindingTable gives the findings, for whoever drives the screen without a pointer.
func (s *Screen) FindingTable() *widget.Table[admission.Finding] { return s.findings.table }

// asideChoice is the tab of what was set aside and remarked on, where there is any.
func (s *Screen) asideChoice() (widget.Choice, bool) {
	n := len(s.model.Findings)
	return widget.Choice{ID: partAside, Text: i18n.T("aside.tab"), Detail: strconv.Itoa(n)}, n > 0
}

// landsOnAside reports whether a person who was sent to a connection is shown first what was set aside.
func (m *Model) landsOnAside(wanted receivable.ConnectionID) bool {
	return wanted != 0 && wanted == m.Selected && len(m.Findings) > 0
}
