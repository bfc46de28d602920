package customer

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// shownFindings is how many findings stand above the items; the others are counted.
const shownFindings = 2

// Findings are what a person should know before anything is said to the customer: what was set aside, and remarks that nobody has
// taken note of.
func (m *Model) Findings() (out []*admission.Finding) {
	for i := range m.View.Findings {
		if f := &m.View.Findings[i]; f.Reason.SetsAside() || f.Calls() {
			out = append(out, f)
		}
	}
	return out
}

// remark is what was found about an item, what sets it aside first; nil when nothing was.
func (i *Item) remark() *admission.Finding {
	for k := range i.view.Findings {
		if f := &i.view.Findings[k]; f.Item == i.Row.ID && f.Stands() {
			return f
		}
	}
	return nil
}

// changed reports whether an item is other now than on its last notice, and nobody has taken note of that.
func (i *Item) changed() bool {
	f := i.remark()
	return f != nil && f.Reason == admission.ChangedAfter && f.Calls()
}

// findingFacts say what an entry of the log about a finding is about.
func findingFacts(f facts, w words.Words) string {
	found := admission.Finding{Reason: admission.Reason(f.text("reason")), Number: f.text("number"), Facts: f.texts()}
	if f.text("amount") == "" && f.text("notice") == "" {
		return words.Facts(found.Number, words.FindingReason(found.Reason), quoted(f.text("why")))
	}
	return words.Facts(found.Number, words.FindingReason(found.Reason), w.Finding(&found))
}

// aside says that an item is not asked for, and why as far as that is about the item itself.
func (i *Item) aside(w words.Words) string {
	why := ""
	if f := i.remark(); f != nil && f.Reason.SetsAside() {
		why = w.Finding(f)
	}
	return words.Facts(i18n.T("marks.aside"), why)
}

// findingLines say what reads found, each with what to do about it.
func (s *Screen) findingLines() (out []fyne.CanvasObject) {
	all := s.model.Findings()
	for n, f := range all {
		if n == shownFindings {
			return append(out, widget.NewText(i18n.N("customer.more-findings", len(all)-n), small.Cut()))
		}
		w := s.stage.Words
		rest := []widget.Run{{Text: words.Sentenced(w.Finding(f)) + " "}, {Text: words.FindingRemedy(f)}}
		if f.Reason.SetsAside() {
			out = append(out, widget.NewBanner(widget.Blocked, i18n.T("customer.aside", i18n.Args{"number": f.Number}), rest,
				widget.NewButton(widget.Secondary, i18n.T("sign.open-connections"), "", func() { s.stage.OpenConnection(f.Connection) })))
			continue
		}
		out = append(out, widget.NewBanner(widget.Unverified, i18n.T("customer.remark", i18n.Args{"number": f.Number, "what": words.FindingReason(f.Reason)}), rest,
			widget.NewButton(widget.Secondary, i18n.T("aside.note"), theme.IconTicked, func() { s.askNoteFinding(f) })))
	}
	return out
}

// NoteFinding asks what was done about the first remark that nobody has taken note of.
func (s *Screen) NoteFinding() {
	if s.model == nil {
		return
	}
	for _, f := range s.model.Findings() {
		if f.Calls() {
			s.askNoteFinding(f)
			return
		}
	}
}

func (s *Screen) askNoteFinding(f *admission.Finding) {
	s.stage.Decide(stage.NoteDecision(s.desk, *f, s.stage.Words, func() {
		s.stage.Changed()
		s.stage.Tell(i18n.T("aside.noted", i18n.Args{"number": f.Number}))
		s.load()
	}))
}

// noteChoice is the menu's way to the same, for the keyboard.
func (s *Screen) noteChoices() []widget.Choice {
	for _, f := range s.model.Findings() {
		if f.Calls() {
			return []widget.Choice{{ID: "note-finding", Text: i18n.T("aside.note-title", i18n.Args{"number": f.Number}), Icon: theme.IconTicked}}
		}
	}
	return nil
}
