package customer

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// planFacts says what an agreement is about, and of a broken one what was missing.
func planFacts(f facts, w words.Words) string {
	said := w.Agreement(settlement.Kind(f.text("kind")))
	if missed := f.day("missed", w); missed != "" {
		said = i18n.T("timeline.plan-missed", i18n.Args{"what": said, "date": missed})
	}
	return words.Facts(said, f.money(w), f.day("on", w), quoted(f.text("note")), quoted(f.text("why")))
}

func creditLineFacts(f facts, w words.Words) string {
	return words.Facts(f.money(w), i18n.T("timeline.until", i18n.Args{"date": f.day("review", w)}), quoted(f.text("note")))
}

func offerFacts(f facts, w words.Words) string {
	return words.Facts(f.text("provider"), f.money(w), f.day("on", w), quoted(f.text("note")))
}

func answeredOfferFacts(f facts, w words.Words) string {
	said := i18n.T("timeline.offer-declined")
	if yes, _ := f["accepted"].(bool); yes {
		said = i18n.T("timeline.offer-accepted")
	}
	return words.Facts(said, f.text("provider"), f.money(w), f.day("on", w), quoted(f.text("note")))
}

// agreementEvent words a message that carried an agreement to be signed.
func agreementEvent(e *Event, n *desk.IssuedNotice) {
	switch {
	case n.Cancelled:
		e.Title, e.Icon = i18n.T("timeline.agreement-cancelled"), theme.IconUndo
	case n.State == desk.OutFailed:
		e.Title, e.Status, e.Icon = i18n.T("timeline.agreement-failed"), theme.Overdue4, theme.IconCrossed
	case n.State == desk.OutUncertain:
		e.Title, e.Status, e.Icon = i18n.T("timeline.agreement-uncertain"), theme.Overdue2, theme.IconTriangle
	case n.State == desk.OutSent:
		e.Title = i18n.T("timeline.agreement-sent")
	default:
		e.Title = i18n.T("timeline.agreement-waiting")
	}
}
