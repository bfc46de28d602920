package customer

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Step is what the program will do next about a customer, and why.
type Step struct {
	Lead   string // the first words, bold
	Text   string
	InWave bool // a wave that waits for release has the customer in it
	Out    bool // ... and somebody has left the customer out of it
	Quiet  bool // nothing will leave
	CallMe bool // nobody answered the telephone: the customer may be asked to call
}

// Next says what a wave of today would do.
func (m *Model) Next(w words.Words) Step {
	if line := m.View.InWave; line != nil {
		if s, ok := waveStep(*line, w); ok {
			return s
		}
	}
	if len(m.View.Plan.Notices) > 0 {
		n := m.View.Plan.Notices[0]
		return Step{Lead: i18n.T("next.lead"), Text: i18n.T("next.next-wave", noticeData(n, w))}
	}
	if left := m.quietReason(); left != nil {
		return Step{Lead: i18n.T("next.quiet"), Text: words.Sentenced(w.LeftOut(*left)), Quiet: true}
	}
	return Step{Lead: i18n.T("next.nothing"), Text: i18n.T("next.nothing-open"), Quiet: true}
}

func waveStep(line desk.WaveLine, w words.Words) (Step, bool) {
	data := noticeData(line.Notice, w)
	data["date"] = w.Day(line.Notice.Date)
	switch line.State {
	case desk.LineIn:
		return Step{Lead: i18n.T("next.lead"), Text: i18n.T("next.in-wave", data), InWave: true}, true
	case desk.LineExcluded:
		data["who"], data["why"] = line.By, line.Why
		return Step{Lead: i18n.T("next.quiet"), Text: i18n.T("next.left-out", data), Out: true, Quiet: true}, true
	}
	return Step{}, false
}

func noticeData(n dunning.Notice, w words.Words) i18n.Args {
	return i18n.Args{
		"level": n.Level, "by": words.ByChannel(n.Channel), "total": w.Money(n.Total), "why": words.Sentenced(w.Why(n.Why)),
	}
}

// quietReason is the most telling reason why nothing leaves: what a person did comes before what the clock says.
func (m *Model) quietReason() *dunning.LeftOut {
	order := []dunning.Reason{
		dunning.ReasonEscalated, dunning.ReasonBanked, dunning.ReasonCollected, dunning.ReasonHold, dunning.ReasonFirstRunReview, dunning.ReasonPromise, dunning.ReasonPlan, dunning.ReasonDispute,
		dunning.ReasonQuarantined, dunning.ReasonStaleData, dunning.ReasonNoChannel, dunning.ReasonNeedsApproval, dunning.ReasonCreditCovers,
		dunning.ReasonFinalLevel, dunning.ReasonDeadline, dunning.ReasonTooSoon, dunning.ReasonContactCap,
		dunning.ReasonOutsideHours, dunning.ReasonLaw, dunning.ReasonBelowMinimum, dunning.ReasonGrace, dunning.ReasonNotDue, dunning.ReasonWrittenOff,
	}
	var best *dunning.LeftOut
	rank := len(order)
	for i := range m.View.Plan.LeftOut {
		l := &m.View.Plan.LeftOut[i]
		if r := slices.Index(order, l.Reason); r >= 0 && r < rank {
			best, rank = l, r
		}
	}
	return best
}
