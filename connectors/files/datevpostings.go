package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// postingColumns are where the fields of a Buchungsstapel stand that are needed, and those that may be missing.
type postingColumns struct {
	amount, side, currency, account, other, day, number int
	key, discount, text, due, isReversed                int
}

func (d *datevFile) postingColumns() (postingColumns, error) {
	need, err := d.need("Umsatz (ohne Soll/Haben-Kz)|Umsatz", "Soll/Haben-Kennzeichen|Soll-/Haben-Kennzeichen", "WKZ Umsatz", "Konto",
		"Gegenkonto (ohne BU-Schlüssel)|Gegenkonto", "Belegdatum", "Belegfeld 1")
	if err != nil {
		return postingColumns{}, err
	}
	return postingColumns{
		amount: need[0], side: need[1], currency: need[2], account: need[3], other: need[4], day: need[5], number: need[6],
		key: d.column("BU-Schlüssel"), discount: d.column("Skonto"), text: d.column("Buchungstext"), due: d.column("Fälligkeit"),
		isReversed: d.column("Generalumkehr", "Generalumkehr (GU)"),
	}, nil
}

// postings reads category 21. A Buchungsstapel is as a rule one month of bookkeeping, and no list of what is open: a payment
// of another month is not in it. So it is only read where a person says that it holds everything.
func (d *datevFile) postings(o options) error {
	if d.role == roleCustomers {
		return d.trouble(codeOtherKind, d.name+" has postings (Buchungsstapel), no customers.", "Export the customers as Debitoren/Kreditoren.")
	}
	if !o.postings {
		problem := d.trouble(spec.CodeSourceUnreadable, fmt.Sprintf("%s has postings (Buchungsstapel%s), and no list of open items: payments of other months are not in it.", d.name, d.period()),
			"Export the list of open items (OPOS-Liste) as CSV or Excel. If this file holds all postings of what is open, say so in the settings.")
		problem.Field = "postings"
		return problem
	}
	columns, err := d.postingColumns()
	if err != nil {
		return err
	}
	p := newPostings()
	for {
		r, err := d.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if isBlank(&r) {
			continue
		}
		if r.fault != nil { // nobody knows whose it is: it may be a payment of anybody
			return d.at(d.trouble(spec.CodeRecordInvalid, fmt.Sprintf("%s cannot be taken: in line %d, %s.", d.name, r.line, r.fault.what),
				"Nothing was taken over. Export it again."), r.line, "")
		}
		if f := d.post(p, &r, columns); f != nil {
			d.spoil(p, &r, columns)
			p.faults = append(p.faults, row{line: r.line, fault: &fault{column: -1, code: f.code, what: f.what, hint: f.hint}})
		}
	}
	d.table = p.table(o.netDays)
	d.form += ", open items from postings (Buchungsstapel" + d.period() + ")"
	d.notes = append(d.notes, spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: codeAssumed, Record: spec.Record{File: d.name},
		Summary: fmt.Sprintf("What is open was made of the postings of %s. That is right only where they begin with the opening balances.", d.name),
		Hint:    "Compare the sum with the list of open items in DATEV.",
	})
	return nil
}

func (d *datevFile) period() string {
	if d.from == "" || d.to == "" {
		return ""
	}
	return fmt.Sprintf(" of %s to %s", d.from, d.to)
}

// post takes one posting: debit (S) and credit (H) are those of the field Konto.
func (d *datevFile) post(p *postings, r *row, c postingColumns) *fault {
	at := func(column int) string { return strings.TrimSpace(r.cell(column)) }
	account, other := at(c.account), at(c.other)
	if !d.isDebtor(account) && !d.isDebtor(other) {
		return nil
	}
	one := posting{line: r.line, number: at(c.number), text: at(c.text), currency: at(c.currency)}
	if one.currency == "" {
		one.currency = d.currency
	}
	var f *fault
	if one.minor, f = datevAmount(at(c.amount), one.currency); f != nil {
		return f
	}
	switch side := at(c.side); side {
	case "S", "": // the default
	case "H":
		one.minor = -one.minor
	default:
		return faultAt(-1, "%q is neither debit (S) nor credit (H)", shorten(side))
	}
	if f = d.reversed(&one, at(c.key), at(c.isReversed), at(c.discount)); f != nil {
		return f
	}
	if one.date, f = d.postingDay(at(c.day)); f != nil {
		return f
	}
	if one.due, f = datevDue(at(c.due)); f != nil {
		return f
	}
	one.voucher = fmt.Sprint(one.date, one.minor > 0) // an invoice over several accounts stands in several lines
	if d.isDebtor(account) {
		one.customer = account
		if f = p.add(one); f != nil {
			return f
		}
	}
	if d.isDebtor(other) {
		one.customer, one.minor = other, -one.minor
		return p.add(one)
	}
	return nil
}

// spoil leaves out what a posting that cannot be taken is about.
func (d *datevFile) spoil(p *postings, r *row, c postingColumns) {
	at := func(column int) string { return strings.TrimSpace(r.cell(column)) }
	isPlain := at(c.key) == "" && at(c.isReversed) == ""
	for column, claim := range map[int]string{c.account: "S", c.other: "H"} { // the side on which a customer owes more
		if account := at(column); d.isDebtor(account) {
			p.spoil(account, at(c.number), !isPlain || at(c.side) != claim)
		}
	}
}

// reversed applies a Generalumkehr, and refuses what cannot be told for certain.
func (d *datevFile) reversed(one *posting, key, mark, discount string) *fault {
	switch mark {
	case "", "0":
	case "G", "1":
		one.minor = -one.minor
	default:
		return faultAt(-1, "%q is no mark of a reversal (Generalumkehr)", shorten(mark))
	}
	if digits := strings.TrimLeft(key, "0"); mark == "" && len(digits) == 2 && strings.IndexByte("23678", digits[0]) >= 0 {
		return faultAt(-1, "its BU-Schlüssel %s may be that of a reversal (Generalumkehr)", shorten(key))
	}
	if strings.Trim(discount, "0,") != "" {
		return faultAt(-1, "it has a cash discount (Skonto), and it cannot be told what of it is on the customer's account")
	}
	return nil
}

// datevAmount reads "5950,00": digits, a comma, two digits.
func datevAmount(text, currency string) (int64, *fault) {
	whole, cents, hasComma := strings.Cut(text, ",")
	if whole == "" || strings.Trim(whole+cents, "0123456789") != "" || hasComma && cents == "" {
		return 0, faultAt(-1, "%q is no amount (Umsatz)", shorten(text))
	}
	plain := whole
	if hasComma {
		plain += "." + cents
	}
	minor, err := spec.ParseAmount(plain, currency)
	if err != nil {
		return 0, faultAt(-1, "%s", err)
	}
	return minor, nil
}

// postingDay completes TTMM with the year of the header's period, else of the fiscal year.
func (d *datevFile) postingDay(text string) (spec.Date, *fault) {
	bad := faultAt(-1, "%q is no day (Belegdatum) of the file's period", shorten(text))
	if len(text) == 3 {
		text = "0" + text
	}
	if len(text) != 4 || len(d.begin) != 10 {
		return "", bad
	}
	from, to := d.from, d.to
	if from == "" || to == "" {
		from, to = d.begin, daysAfter(d.begin, 365)
	}
	for _, year := range []string{string(from[:4]), string(to[:4])} {
		day := spec.Date(year + "-" + text[2:] + "-" + text[:2])
		if day.Valid() && day >= from && day <= to {
			return day, nil
		}
	}
	return "", bad
}

// datevDue reads TTMMJJJJ; empty is none.
func datevDue(text string) (spec.Date, *fault) {
	if text == "" || text == "0" {
		return "", nil
	}
	if len(text) == 7 {
		text = "0" + text
	}
	if len(text) != 8 {
		return "", faultAt(-1, "%q is no day (Fälligkeit)", shorten(text))
	}
	day := spec.Date(text[4:] + "-" + text[2:4] + "-" + text[:2])
	if !day.Valid() {
		return "", faultAt(-1, "%q is no day (Fälligkeit)", shorten(text))
	}
	return day, nil
}
