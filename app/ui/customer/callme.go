package customer

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// rang gives the day of the last call when nobody answered it and nothing was heard or written since, so that asking the customer in
// writing to call is what is left to try. Somebody who owes nothing overdue, or whom nothing written reaches, is not asked.
func (m *Model) rang(w words.Words) (date.Date, bool) {
	if _, by := m.writable(); len(by) == 0 || !m.overdue() {
		return date.Date{}, false
	}
	for i := range m.View.Timeline {
		e := &m.View.Timeline[i]
		f := facts{}
		if err := json.Unmarshal([]byte(e.Data), &f); err != nil {
			continue
		}
		switch e.Kind {
		case activity.AnswerReceived, activity.AnswerNoted, activity.PromiseTaken, activity.DisputeOpened:
			return date.Date{}, false
		case activity.NoticeIssued:
			if f.text("event") == string(dunning.EventCallMe) {
				return date.Date{}, false
			}
		case activity.CallNoted:
			result := f.text("result")
			return w.DayOf(e.At), result == string(desk.CallNoAnswer) || result == "no answer"
		default:
		}
	}
	return date.Date{}, false
}

// overdue reports whether anything is.
func (m *Model) overdue() bool {
	for i := range m.View.Balances {
		if m.View.Balances[i].Overdue() > 0 {
			return true
		}
	}
	return false
}

// withCallMe adds to the next step that nobody answered, for whoever may ask the customer in writing to call.
func (m *Model) withCallMe(step Step, w words.Words) Step {
	if on, unanswered := m.rang(w); unanswered && !step.InWave && !step.Out && !m.InReview() {
		step.CallMe = true
		step.Text += " " + i18n.T("next.nobody-answered", i18n.Args{"date": w.Day(on)})
	}
	return step
}
