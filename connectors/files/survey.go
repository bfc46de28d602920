package main

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// survey is what a first pass over all items tells: how columns are written,
// who the customers are, which numbers stand several times.
type survey struct {
	// currencies counts rows that name a currency in an amount.
	withCurrency int64
	// signs of the amounts of credit notes and payments, by column.
	signs map[spec.ItemKind]*[targetCount]signs
	// instalments are documents that stand in several rows with different due dates.
	documents map[documentKey]document
}

// signs counts amounts by sign.
type signs struct{ negative, positive int64 }

// documentKey tells documents apart: their customer, what the row calls them,
// and their number.
type documentKey struct {
	debtor, number string
	kind           spec.ItemKind
}

// document is one as first met.
type document struct {
	due           string
	isInstalments bool
}

var (
	amountTargets = []target{toAmount, toOpen, toPaid}
	dayTargets    = []target{toIssued, toDue}
)

// survey makes the first pass.
func (j *job) makeSurvey(ctx context.Context) error {
	j.survey = survey{
		documents: map[documentKey]document{},
		signs:     map[spec.ItemKind]*[targetCount]signs{spec.ItemCredit: {}, spec.ItemPayment: {}},
	}
	return j.items.walk(ctx, func(r *row) error {
		if r.fault != nil {
			return nil
		}
		j.people.meet(j.items, r)
		j.look(r)
		return nil
	})
}

func (j *job) look(r *row) {
	l := j.items
	kind := spec.ItemKind(meaning("kind", l.text(r, toType)))
	named := false
	for _, t := range amountTargets {
		text := l.text(r, t)
		if text == "" {
			continue
		}
		negative := text[0] == '-'
		if r.kind(l.head.columns[t]) == cellText {
			n, err := readNumeral(text)
			if err != nil {
				continue
			}
			l.numbers[t].add(n, r.line)
			negative, named = n.negative, named || n.currency != ""
		}
		if s := j.survey.signs[kind]; s != nil && isNotZero(text) {
			if negative {
				s[t].negative++
			} else {
				s[t].positive++
			}
		}
	}
	if named {
		j.survey.withCurrency++
	}
	for _, t := range dayTargets {
		if text := l.text(r, t); text != "" && r.kind(l.head.columns[t]) == cellText {
			if w, err := readDay(text); err == nil {
				l.days[t].add(w, r.line)
			}
		}
	}
	j.lookAtNumber(r, kind)
}

func isNotZero(amount string) bool {
	for i := range len(amount) {
		if amount[i] >= '1' && amount[i] <= '9' {
			return true
		}
	}
	return false
}

func (j *job) lookAtNumber(r *row, kind spec.ItemKind) {
	l := j.items
	key := documentKey{number: l.text(r, toNumber), kind: kind}
	i, ok := j.people.find(l.text(r, toCustomer), l.text(r, toName))
	if !ok || key.number == "" {
		return
	}
	key.debtor = j.people.all[i].ExternalID
	due := l.text(r, toDue)
	d, met := j.survey.documents[key]
	switch {
	case !met:
		j.survey.documents[key] = document{due: due}
	case d.due != due && !d.isInstalments:
		d.isInstalments = true
		j.survey.documents[key] = d
	}
}
