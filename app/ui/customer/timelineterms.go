package customer

import (
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
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
