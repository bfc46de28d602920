package main

import (
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// slashes keeps "A/B" with number "C" apart from "A" with number "B/C".
var slashes = strings.NewReplacer("%", "%25", "/", "%2F")

// identify makes the stable key: the document's own id, else customer and
// number. An instalment adds its due date. What has no number is told apart by
// day and amount.
func (m *reading) identify(r *row, called spec.ItemKind, item *spec.Item) *fault {
	l := m.items
	if id := l.text(r, toID); id != "" {
		item.ExternalID = id
		if line, twice := m.ids[id]; twice {
			return duplicate(l.head.columns[toID], id, line)
		}
		return nil
	}
	id := slashes.Replace(item.DebtorID) + "/" + item.Number
	if called == spec.ItemCredit || called == spec.ItemPayment || called == spec.ItemFee {
		id += "#" + string(called)
	}
	if item.Number == "" {
		if item.Kind == spec.ItemInvoice || item.Kind == spec.ItemFee {
			return faultAt(l.head.columns[toNumber], "it has no %s", strings.ToLower(targetNames[toNumber].en))
		}
		id += "/" + string(item.Issued) + "/" + spec.FormatAmount(item.Amount, item.Currency) + item.Currency
		m.loose[id]++
		if n := m.loose[id]; n > 1 {
			id += fmt.Sprintf("/%d", n)
		}
		item.ExternalID = id
		return nil
	}
	key := documentKey{item.DebtorID, item.Number, called}
	if m.isRepeated(sentKey{key, l.text(r, toDue)}, item.Amount, item.Open) {
		m.written[item.Currency] -= item.Open
		return repeated
	}
	if line, twice := m.sent[sentKey{key, l.text(r, toDue)}]; twice {
		return duplicate(l.head.columns[toNumber], item.Number, line)
	}
	if m.survey.documents[key].isInstalments {
		id += "@" + string(item.Due)
	}
	item.ExternalID = id
	return nil
}

func duplicate(column int, what string, line int64) *fault {
	return &fault{
		column: column, code: spec.CodeRecordDuplicate,
		what: fmt.Sprintf("%q stands in line %d already, for the same customer and with the same due date", shorten(what), line),
		hint: "If both are owed, give them numbers of their own; if not, take one out.",
	}
}

// remember takes note of an item that is sent.
func (m *reading) remember(r *row, called spec.ItemKind, item *spec.Item) {
	if item.Due == "" && item.Kind == spec.ItemInvoice {
		m.dueless = append(m.dueless, r.line)
	}
	switch {
	case m.items.text(r, toID) != "":
		m.ids[item.ExternalID] = r.line
	case item.Number != "":
		m.sent[sentKey{documentKey{item.DebtorID, m.items.text(r, toNumber), called}, m.items.text(r, toDue)}] = r.line
	}
}
