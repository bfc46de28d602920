package words

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// NoticeName says what a notice is and how it goes: "Level 2 by letter", "Thanks by mail".
func NoticeName(n *dunning.Notice) string {
	by := i18n.Args{"by": ByChannel(n.Channel), "level": n.Level}
	switch {
	case n.Event == dunning.EventEarly:
		return i18n.T("foreseen.early", by)
	case n.Event == dunning.EventThanks:
		return i18n.T("foreseen.thanks", by)
	case n.Event == dunning.EventVisit:
		return i18n.T("notice.visit", by)
	case n.Event == dunning.EventPromised:
		return i18n.T("notice.promised", by)
	case n.Event == dunning.EventBroken:
		return i18n.T("notice.broken", by)
	case n.Event == dunning.EventCallMe:
		return i18n.T("notice.call-me", by)
	case n.Event == dunning.EventStatement:
		return i18n.T("notice.statement", by)
	case n.Event == dunning.EventAgreement:
		return i18n.T("foreseen.agreement", by)
	case n.Confirm:
		return i18n.T("foreseen.confirm", by)
	case n.Channel == receivable.Call:
		return i18n.T("foreseen.call", by)
	case n.Channel == receivable.Visit:
		return i18n.T("foreseen.visit", by)
	}
	return i18n.T("foreseen.level", by)
}

// mostNumbers is how many invoices are named before the rest is counted.
const mostNumbers = 3

// NoticeItems names the invoices that a notice is about: "F-1, F-2, F-3 and 4 others".
func NoticeItems(n *dunning.Notice) string {
	var numbers []string
	for i := range n.Lines {
		numbers = append(numbers, n.Lines[i].Number)
	}
	if len(numbers) <= mostNumbers+1 {
		return strings.Join(numbers, ", ")
	}
	return i18n.N("foreseen.items", len(numbers)-mostNumbers, i18n.Args{"numbers": strings.Join(numbers[:mostNumbers], ", ")})
}

// NoticeParts are the parts of a notice's sum that are not its principal: "fee 37,50", "earlier charges 32,57".
func (w Words) NoticeParts(n *dunning.Notice) []string {
	var parts []string
	for _, part := range []struct {
		key   string
		minor int64
		text  string
	}{
		{"foreseen.fee", n.Fee.Minor, w.Figures(n.Fee)},
		{"foreseen.interest", n.Interest.Minor, w.Figures(n.Interest)},
		{"foreseen.earlier", n.Charges.Minor, w.Figures(n.Charges)},
		{"foreseen.credit", n.Credit.Minor, w.Figures(n.Credit)},
	} {
		if part.minor != 0 {
			parts = append(parts, i18n.T(part.key, i18n.Args{"sum": part.text}))
		}
	}
	return parts
}
