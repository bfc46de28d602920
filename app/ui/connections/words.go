package connections

import (
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// healthState is a connection's health as icon and word.
func (m *Model) healthState(f desk.Fresh) widget.State {
	switch m.Health(f) {
	case Unapproved:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconShield, Word: i18n.T("health.unapproved")}
	case Down:
		if SignedOut(f) {
			return widget.State{Status: theme.Overdue4, Icon: theme.IconKey, Word: i18n.T("health.signed-out")}
		}
		return widget.State{Status: theme.Overdue4, Icon: theme.IconCrossed, Word: i18n.T("health.down")}
	case Differs:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("health.stale")}
	case NeverRead:
		return widget.State{Status: theme.Held, Icon: theme.IconClock, Word: i18n.T("health.never")}
	case Refused:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.N("health.refused", int(f.SetAside()))}
	case Fresh:
	}
	return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("health.fresh")}
}

// headline is the one thing to know about a connection.
func (m *Model) headline(f desk.Fresh, last desk.SyncRun, read bool) string {
	switch m.Health(f) {
	case Unapproved:
		return i18n.T("headline.unapproved")
	case NeverRead:
		return i18n.T("headline.never")
	case Down:
		if SignedOut(f) {
			return i18n.T("headline.signed-out")
		}
		return i18n.T("headline.down")
	case Differs, Refused, Fresh:
	}
	if read && !last.Agrees {
		return i18n.T("headline.differs")
	}
	if f.Code != "" {
		return i18n.T("headline.old")
	}
	return i18n.T("headline.agrees")
}

// runState says in a line what a read did.
func runState(r *desk.SyncRun) widget.State {
	switch {
	case r.Finished.IsZero() && r.Code == "":
		return widget.State{Status: theme.Overdue2, Icon: theme.IconClock, Word: i18n.T("run.unfinished")}
	case r.Code != "":
		return widget.State{Status: theme.Overdue4, Icon: theme.IconCrossed, Word: i18n.T("run.stopped", i18n.Args{"why": words.Said(r.Message)})}
	}
	text := changed(r)
	if r.Partial {
		text = words.Facts(i18n.N("run.partial", int(r.Read["debtors"])), text)
	}
	if !r.Agrees && !r.Partial {
		return widget.State{Status: theme.Overdue4, Icon: theme.IconTriangle, Word: i18n.T("run.differs") + " · " + text}
	}
	return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: text}
}

// changed says what a read has changed.
func changed(r *desk.SyncRun) string {
	c := r.Changes
	if c == (desk.SyncChanges{}) {
		if lines := int(r.Read["bank-lines"]); lines > 0 {
			return i18n.N("run.bank-lines", lines)
		}
		return i18n.T("run.nothing")
	}
	text := words.Facts(i18n.N("run.new", int(c.NewItems)), i18n.N("run.paid", int(c.Settled)), i18n.N("run.changed", int(c.ChangedItems)))
	if c.NewDebtors > 0 && c.NewItems == 0 {
		text = words.Facts(i18n.N("run.customers-new", int(c.NewDebtors)), text)
	}
	return text
}

// took writes how long a read lasted.
func took(r *desk.SyncRun, w words.Words) string {
	d := Took(*r)
	if d <= 0 {
		return ""
	}
	tenths := d.Round(100*time.Millisecond) / (100 * time.Millisecond)
	return w.Plain(fmt.Sprintf("%d.%d", tenths/10, tenths%10)) + "\u00a0s"
}

// noteState is what a connector had to say, by its weight.
func noteState(n desk.SyncNote) widget.State {
	switch n.Severity {
	case "error":
		return widget.State{Status: theme.Overdue4, Icon: theme.IconCrossed, Word: words.Said(n.Summary)}
	case "warning":
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: words.Said(n.Summary)}
	}
	return widget.State{Icon: theme.IconInfo, Word: words.Said(n.Summary)}
}

// said gives a text of a connector in the language of the screens, else in English.
func said(texts map[string]string) string {
	if t := texts[i18n.Language()]; t != "" {
		return t
	}
	return texts[i18n.Fallback]
}

// formFields are a connector's own settings as the form asks for them.
func formFields(fields []desk.Field) []widget.FormField {
	out := make([]widget.FormField, len(fields))
	for i, f := range fields {
		out[i] = widget.FormField{
			Key: f.Key, Label: said(f.Label), Help: said(f.Help), Type: shownAs(f), Required: f.Required, Default: f.Default,
			Advanced: f.Advanced, Pattern: f.Pattern, Min: f.Min, Max: f.Max, Extensions: f.Extensions,
		}
		for _, c := range f.Choices {
			text := said(c.Label)
			if text == "" {
				text = c.Value
			}
			out[i].Choices = append(out[i].Choices, widget.Choice{ID: c.Value, Text: text})
		}
	}
	return out
}

// hidden reports whether a value is masked and goes into the keychain. One that may hold a secret, as a connection string does, always is:
// nobody can tell for sure that it holds none.
func hidden(f desk.Field) bool { return f.Type == "secret" || f.Type == "text-or-secret" }

func shownAs(f desk.Field) widget.FieldType {
	if hidden(f) {
		return widget.FieldSecret
	}
	return widget.FieldType(f.Type)
}

// verifiedWord says against what a connector has been proven.
func verifiedWord(grade string) string {
	switch grade {
	case "live":
		return i18n.T("verified.live")
	case "recorded":
		return i18n.T("verified.recorded")
	case "contract":
		return i18n.T("verified.contract")
	}
	return i18n.T("verified.documentation")
}
