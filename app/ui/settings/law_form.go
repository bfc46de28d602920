package settings

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// askFact asks what a new own row is to be about, since each fact has fields of its own.
func (p *lawPage) askFact() {
	var choices []widget.Choice
	for _, f := range law.BindingFacts() {
		choices = append(choices, widget.Choice{ID: string(f), Text: words.LawFact(f)})
	}
	fact := widget.NewSelect(choices, string(law.InterestRate), nil)
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("law.add-title", i18n.Args{"country": words.Country(p.country)}), Text: i18n.T("law.add-text"), Verb: i18n.T("law.next"), Icon: theme.IconArrowRight,
		Fields: []stage.NamedField{stage.Labelled("fact", i18n.T("law.fact"), fact)},
		Work:   func() (func(context.Context) error, error) { return func(context.Context) error { return nil }, nil },
		Done:   func() { p.ask(law.Row{Fact: law.Fact(fact.Selected()), Unit: p.currency(law.Fact(fact.Selected()))}) },
	})
}

// currency is the one in which the pack speaks of a fact, or the company's.
func (p *lawPage) currency(fact law.Fact) string {
	for _, r := range p.screen.model.lawOf(p.country).Pack.Rows {
		if r.Fact == fact && r.Unit != "" {
			return r.Unit
		}
	}
	return string(p.screen.model.Kept.Company.Currency)
}

// ask asks for an own row that is to stand for another one, or for none.
func (p *lawPage) ask(instead law.Row) {
	w := p.screen.stage.Words
	start := ownValues(instead, w.Today(), w.Locale())
	fields, read := p.fields(instead.Fact, start)
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("law.form-title", i18n.Args{"fact": words.LawFact(instead.Fact), "country": words.Country(p.country)}),
		Verb:  i18n.T("law.save"), Icon: theme.IconTick, Width: 640, Columns: 2, Fields: fields,
		Work: func() (func(context.Context) error, error) {
			values, err := read()
			if err != nil {
				return nil, err
			}
			values["restarts"] = start["restarts"]
			row, err := ownRow(instead.Fact, values, w.Locale())
			if err != nil {
				return nil, err
			}
			row.ID = ownID(p.screen.model.lawOf(p.country).Own, row.Fact)
			return p.put(&row, ""), nil
		},
		Done: func() { p.done(i18n.T("law.saved")) },
	})
}

// fields makes the fields of a fact, and what reads them.
func (p *lawPage) fields(fact law.Fact, start Values) ([]stage.NamedField, func() (Values, error)) {
	var fields []stage.NamedField
	reads := map[string]func() (string, error){}
	for _, key := range ownFields(fact) {
		label := i18n.T("law.field." + key)
		switch {
		case slices.Contains([]string{"from", "to", "verified"}, key):
			when := widget.NewDateField(p.screen.stage.Words.Dates(), p.screen.stage.Words.Today())
			if d, err := date.Parse(start[key]); err == nil {
				when.SetDate(d)
			}
			fields = append(fields, stage.Labelled(key, label, when.Input))
			reads[key] = func() (string, error) {
				d, err := when.Date()
				if err != nil {
					return "", stage.OnField(err, key)
				}
				return d.String(), nil
			}
		case len(lawChoices(fact, key)) > 0:
			choice := widget.NewSelect(lawChoices(fact, key), start[key], nil).WithPlaceholder(i18n.T("form.choose"))
			fields = append(fields, stage.Labelled(key, label, choice))
			reads[key] = func() (string, error) { return choice.Selected(), nil }
		default:
			input := widget.NewInput("").WithUnit(lawUnit(fact, key))
			input.SetText(start[key])
			fields = append(fields, stage.Labelled(key, label, input))
			reads[key] = func() (string, error) { return input.Text(), nil }
		}
	}
	return fields, func() (Values, error) {
		values := Values{}
		for key, read := range reads {
			text, err := read()
			if err != nil {
				return nil, err
			}
			values[key] = text
		}
		return values, nil
	}
}

// lawUnit stands behind a figure.
func lawUnit(fact law.Fact, key string) string {
	if key == "days" {
		return i18n.T("firstrun.days")
	}
	if key != "value" {
		return ""
	}
	switch fact.Unit() {
	case "days":
		return i18n.T("firstrun.days")
	case "percent-a-year":
		return "%"
	case "years":
		return i18n.T("law.unit-years")
	}
	return ""
}

// lawChoices are what may be chosen in a field; none where something is typed.
func lawChoices(fact law.Fact, key string) []widget.Choice {
	switch key {
	case "unit":
		return currencyChoices("")
	case "applies":
		return choicesOf([]string{law.Both, string(receivable.Business), string(receivable.Consumer)}, words.LawApplies)
	case "text":
		return choicesOf(fact.Texts(), words.LawText)
	case "starts":
		return choicesOf([]string{law.FromDue, law.FromIssue, law.FromYearEnd}, words.LawText)
	case "tones":
		return []widget.Choice{
			{ID: "", Text: i18n.T("law.all-notices")},
			{ID: "final", Text: i18n.T("law.final-notice")},
			{ID: "friendly reminder firm", Text: i18n.T("law.before-final")},
		}
	case "weekdays":
		return choicesOf([]string{"workdays", "six-days", "every", "saturday", "sunday"}, func(id string) string { return words.LawDays(weekdayChoices[id]) })
	case "channels":
		all := []widget.Choice{{ID: "", Text: i18n.T("law.all-channels")}}
		for _, c := range words.Channels() {
			all = append(all, widget.Choice{ID: string(c), Text: words.Channel(c)})
		}
		return all
	}
	return nil
}

func choicesOf(ids []string, say func(string) string) []widget.Choice {
	choices := make([]widget.Choice, 0, len(ids))
	for _, id := range ids {
		choices = append(choices, widget.Choice{ID: id, Text: say(id)})
	}
	return choices
}

// put writes the own rows of the country anew: with one more, or without one.
func (p *lawPage) put(more *law.Row, without string) func(context.Context) error {
	var rows []law.Row
	if more != nil {
		rows = append(rows, *more)
	}
	country := p.country
	return func(ctx context.Context) error {
		return lawError(p.screen.desk.ChangeLawRows(ctx, country, without, rows...))
	}
}

func (p *lawPage) done(said string) {
	p.screen.stage.Changed()
	p.screen.stage.Tell(said)
	p.screen.load("")
}
