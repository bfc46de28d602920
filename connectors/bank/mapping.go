package main

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// bankLine is a movement as the desk takes it.
func bankLine(file string, b *booking, m *movement, id string) spec.BankLine {
	archive := m.archive
	if sharesReferences(b.format) && archive == "" && namesMovement(m.bankRef) {
		archive = m.bankRef
	}
	return spec.BankLine{
		Format: b.format, Batch: cut(b.batch, spec.MaxLine), Collective: b.unsplit, BankReference: cut(oneLine(archive), spec.MaxLine), CreditedAccount: b.credited,
		ExternalID: id, Account: cut(b.account, spec.MaxID), Booked: m.booked, ValueDate: m.value, Currency: b.currency, Amount: m.minor,
		References: m.references(), PayerName: cut(oneLine(m.payer), spec.MaxLine), PayerAccount: cut(oneLine(m.payerAcct), spec.MaxLine),
		Text: cut(m.text, maxText), Reversal: m.reversal,
		Origin: spec.Record{Stream: spec.StreamBankLines, File: file, Line: m.place.line, Column: m.place.column},
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens a text to a number of bytes, between letters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// count writes a number with its noun.
func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.FormatInt(n, 10) + " " + many
}
