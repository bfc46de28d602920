package main

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

var decimalSettings = map[string]byte{"comma": ',', "point": '.'}

func decimalChoices() []spec.Choice {
	return []spec.Choice{
		{Value: "comma", Label: spec.Text{"en": "Comma: 1.234,50", "nb": "Komma: 1 234,50"}},
		{Value: "point", Label: spec.Text{"en": "Point: 1,234.50", "nb": "Punktum: 1,234.50"}},
	}
}

func orderChoices() []spec.Choice {
	return []spec.Choice{
		{Value: dayFirst, Label: spec.Text{"en": "Day first: 31.12.2026", "nb": "Dag først: 31.12.2026"}},
		{Value: monthFirst, Label: spec.Text{"en": "Month first: 12/31/2026", "nb": "Måned først: 12/31/2026"}},
		{Value: yearFirst, Label: spec.Text{"en": "Year first: 26-12-31", "nb": "År først: 26-12-31"}},
	}
}

// decide settles how each column is written, by hand or by the survey.
func (j *job) decide() []spec.Diagnostic {
	problems := j.decideDecimals(j.settings.Get("decimal"))
	found, doubts := j.decideDays(j.settings.Get("date_order"))
	j.notes = append(j.notes, doubts...)
	problems = append(problems, found...)
	return append(problems, j.decideCurrency()...)
}

// decideDecimals: a column that does not tell follows the others of the file.
// Where none tells, "1.234" could be a thousandfold of itself: it is asked.
func (j *job) decideDecimals(byHand string) []spec.Diagnostic {
	l := j.items
	var problems []spec.Diagnostic
	var known byte
	differ := false
	for _, t := range amountTargets {
		c := &l.numbers[t]
		if byHand != "" {
			l.decimals[t] = decimalSettings[byHand]
			continue
		}
		if line := c.conflict(); line > 0 {
			problems = append(problems, l.doubt(spec.SeverityError, codeNumberForm, "decimal", l.place(line, l.head.columns[t]),
				fmt.Sprintf("The column %q has amounts with a decimal comma (line %d) and with a decimal point (line %d).", l.columnName(t), c.comma, c.point),
				"Nothing was guessed. Correct the lines, or choose the decimal sign: then those written otherwise are left out.", decimalChoices()...))
		}
		l.decimals[t] = c.sign()
		differ = differ || known != 0 && c.sign() != 0 && c.sign() != known
		if known == 0 {
			known = c.sign()
		}
	}
	for _, t := range amountTargets {
		if c := &l.numbers[t]; l.decimals[t] == 0 && c.conflict() == 0 {
			l.decimals[t] = known
			if c.doubtful > 0 && (known == 0 || differ) {
				problems = append(problems, l.doubt(spec.SeverityError, codeNumberForm, "decimal", l.place(c.doubtful, l.head.columns[t]),
					fmt.Sprintf("In the column %q it cannot be told whether 1.234 means one or one thousand.", l.columnName(t)),
					"Choose the decimal sign.", decimalChoices()...))
			}
		}
	}
	if byHand == "" && known != 0 && !differ {
		j.proposed["decimal"] = map[byte]string{',': "comma", '.': "point"}[known]
	}
	return problems
}

// decideDays: a column that does not tell follows the others of the file. Days
// with dots have the day first; other doubt is told, with the day first.
func (j *job) decideDays(byHand string) (problems, doubts []spec.Diagnostic) {
	l := j.items
	known := ""
	differ := false
	for _, t := range dayTargets {
		c := &l.days[t]
		if byHand != "" {
			l.order[t] = byHand
			continue
		}
		if line := c.conflict(); line > 0 {
			problems = append(problems, l.doubt(spec.SeverityError, codeDateForm, "date_order", l.place(line, l.head.columns[t]),
				fmt.Sprintf("The column %q has dates with the day first (line %d) and with the month first (line %d).", l.columnName(t), c.dayLine, c.monthLine),
				"Nothing was guessed. Correct the lines, or choose the order: then those written otherwise are left out.", orderChoices()...))
		}
		l.order[t] = c.order()
		differ = differ || known != "" && c.order() != "" && c.order() != known
		if known == "" {
			known = c.order()
		}
	}
	for _, t := range dayTargets {
		c := &l.days[t]
		if l.order[t] != "" || c.conflict() > 0 {
			continue
		}
		l.order[t] = known
		if known == "" || differ {
			l.order[t] = dayFirst
			if c.doubtful > 0 {
				doubts = append(doubts, l.doubt(spec.SeverityWarning, codeDateForm, "date_order", l.place(c.doubtful, l.head.columns[t]),
					fmt.Sprintf("In the column %q no date tells whether the day or the month stands first. They were read with the day first.", l.columnName(t)),
					"Choose the order. Best is an export with dates like 2026-12-31.", orderChoices()...))
			}
		}
	}
	if byHand == "" && known != "" && !differ {
		j.proposed["date_order"] = known
	}
	return problems, doubts
}

// decideCurrency asks for one where the file names none at all.
func (j *job) decideCurrency() []spec.Diagnostic {
	l := j.items
	if l.head.has(toCurrency) || j.currency != "" || j.survey.withCurrency > 0 {
		return nil
	}
	for _, t := range amountTargets {
		if l.head.currency[t] != "" {
			return nil
		}
	}
	return []spec.Diagnostic{l.doubt(spec.SeverityError, codeCurrencyMissing, "currency", l.place(l.head.line, -1),
		fmt.Sprintf("%s does not say in which currency its amounts are.", l.source.name), "Set the currency.")}
}

func (l *list) columnName(t target) string { return l.head.names[l.head.columns[t]] }
