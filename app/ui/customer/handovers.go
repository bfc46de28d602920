package customer

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// away are the hand-overs that a person has to do with: those that live, and those whose money is still with the other.
func (m *Model) away() []*settlement.Escalation {
	var out []*settlement.Escalation
	for i := range m.View.Escalations {
		if e := &m.View.Escalations[i]; e.State.Live() || e.Held().Minor > 0 {
			out = append(out, e)
		}
	}
	return out
}

// handOverLines say who has claims of the customer, each with the way to it.
func (s *Screen) handOverLines() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, e := range s.model.away() {
		state := words.EscalationState(e.State)
		text := words.Facts(i18n.T("handover.banner", i18n.Args{"party": e.Party, "amount": s.stage.Words.Money(e.Open())}), state.Word)
		id := e.ID
		out = append(out, widget.Row(theme.Gap, widget.NewIcon(theme.IconAgency, state.Status.Text(), theme.IconRow), widget.NewText(text, widget.Body.In(state.Status.Text()).Cut()),
			widget.NewButton(widget.Link, i18n.T("handover.open"), "", func() { s.openHandOver(id) }), widget.Spacer()))
	}
	return out
}

func (s *Screen) openHandOver(id int64) {
	s.stage.OpenScreen(stage.HandOver + "/" + strconv.FormatInt(id, 10))
}

// handOverChoices are the menu's lines of all hand-overs, those that ended too.
func (s *Screen) handOverChoices() []widget.Choice {
	var out []widget.Choice
	for i := range s.model.View.Escalations {
		e := &s.model.View.Escalations[i]
		out = append(out, widget.Choice{ID: stage.HandOver + "/" + strconv.FormatInt(e.ID, 10), Text: words.Facts(e.Party, words.EscalationState(e.State).Word), Icon: theme.IconAgency, Rule: i == 0})
	}
	return out
}
