package words

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// TextFinding says what is to be said of a text, and what to do about it. A finding about the source names its line.
func TextFinding(f wording.Finding) (says, hint string) {
	args := i18n.Args{}
	for key, value := range f.Args {
		args[key] = value
	}
	says = i18n.T("wording."+string(f.Rule), args)
	if hint = f.Args["hint"]; hint == "" && f.Rule != wording.Syntax {
		hint = i18n.T("wording-hint."+string(f.Rule), args)
	}
	if f.Line > 0 {
		says = i18n.T("wording-line", i18n.Args{"line": strconv.Itoa(f.Line), "says": says})
	}
	return says, hint
}

// TextValue says what a value means that a text may name.
func TextValue(name string) string { return i18n.T("text-value." + name) }

// TextName is what a text is called: "Reminder" for a tone, "Thank you" for an event, its own name for one of the house.
func TextName(name string) string {
	if key := "text-name." + name; i18n.Has(key) {
		return i18n.T(key)
	}
	return name
}
