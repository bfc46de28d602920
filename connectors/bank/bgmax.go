package main

import (
	"bufio"
	"fmt"
	"strings"
)

// Transaction codes of BgMax (Bankgirot's manual, records of 80 columns, ISO 8859-1).
const (
	bgStart, bgOpening, bgPayment, bgDeduction = "01", "05", "20", "21"
	bgExtra, bgExtraDeduction                  = "22", "23"
	bgText, bgName, bgAddress, bgTown, bgOrgNo = "25", "26", "27", "28", "29"
	bgDeposit, bgEnd                           = "15", "70"
)

// parseBgMax reads payments received by bankgiro.
func parseBgMax(in *bufio.Reader, take takeBooking) error {
	r := &bgReader{take: take}
	if err := eachRecord(in, r.record); err != nil {
		return err
	}
	if !r.ended {
		return truncated(place{line: max(r.line, 1)}, "its end record (70) is missing")
	}
	return nil
}

type bgReader struct {
	take      takeBooking
	line      int64
	ended     bool
	counts    map[string]int64
	giro      string // the receiver's number
	currency  string
	open      bool
	payments  []*bgEntry // of the section, until its deposit tells the day
	statement int
}

// bgEntry is a payment or deduction with the references that it is for.
type bgEntry struct {
	booking
	number string
	extras []movement
	blank  bool // an extra reference has no amount: the payment cannot be split
}

func (r *bgReader) record(rec *record) error {
	r.line = rec.line
	code := rec.field(1, 2)
	if r.ended {
		return faultAt(rec.at(1, 2), "something stands behind the end record (70)")
	}
	if r.counts == nil {
		r.counts = map[string]int64{}
	}
	r.counts[code]++
	if !r.open && code != bgStart && code != bgOpening && code != bgEnd {
		return faultAt(rec.at(1, 2), "a record (%s) stands outside of a section (05)", shorten(code))
	}
	switch code {
	case bgStart:
		if r.counts[code] > 1 {
			return faultAt(rec.at(1, 2), "a start record (01) stands in the middle")
		}
		return nil
	case bgOpening:
		return r.begin(rec)
	case bgPayment, bgDeduction:
		return r.payment(rec, code)
	case bgExtra, bgExtraDeduction:
		return r.extra(rec, code)
	case bgText, bgName, bgAddress, bgTown, bgOrgNo:
		return r.about(rec, code)
	case bgDeposit:
		return r.deposit(rec)
	case bgEnd:
		return r.end(rec)
	}
	return faultAt(rec.at(1, 2), "the record type %q is not known", shorten(code))
}

func (r *bgReader) begin(rec *record) error {
	if r.open {
		return truncated(rec.at(1, 2), "a section begins before the one before it has ended (15)")
	}
	r.giro = strings.TrimLeft(rec.field(3, 12), "0")
	if r.giro == "" {
		r.giro = strings.TrimLeft(rec.field(13, 22), "0")
	}
	if r.giro == "" || strings.Trim(r.giro, "0123456789") != "" {
		return faultAt(rec.at(3, 22), "the section does not say to which bankgiro it is")
	}
	r.currency, r.open = rec.field(23, 25), true
	r.statement++
	return nil
}

// payment reads a payment (20) or what was taken off it beforehand (21).
func (r *bgReader) payment(rec *record, code string) error {
	if r.counts[bgPayment]+r.counts[bgDeduction] > maxBookings {
		return faultAt(rec.at(1, 2), "it holds more than %d payments", maxBookings)
	}
	minor, err := rec.hundredths(38, 55, r.currency)
	if err != nil {
		return err
	}
	if code == bgDeduction {
		minor = -minor
	}
	e := &bgEntry{number: rec.field(58, 69)}
	e.account, e.currency, e.statement, e.minor, e.place = r.giro, r.currency, r.statement, minor, rec.at(1, 80)
	e.bankRef = "BGC" + e.number
	e.structured = bgReferences(rec)
	if sender := strings.TrimLeft(rec.field(3, 12), "0"); sender != "" {
		e.payerAcct = sender
	}
	r.payments = append(r.payments, e)
	return nil
}

// bgReferences: code 3 says that several references stand in the field.
func bgReferences(rec *record) []string {
	ref := rec.field(13, 37)
	if ref == "" {
		return nil
	}
	if rec.field(56, 56) == "3" {
		return strings.FieldsFunc(ref, func(c rune) bool { return c == ',' || c == ' ' || c == ';' || c == '/' })
	}
	return []string{ref}
}

// extra reads one more reference of the payment before (22), or of a credit note that was taken off (23).
func (r *bgReader) extra(rec *record, code string) error {
	if len(r.payments) == 0 {
		return faultAt(rec.at(1, 2), "a further reference (%s) belongs to no payment before it", code)
	}
	minor, err := rec.hundredths(38, 55, r.currency)
	if err != nil {
		return err
	}
	e := r.payments[len(r.payments)-1]
	if len(e.extras) >= maxBookings/100 {
		return faultAt(rec.at(1, 2), "a payment has more than %d references", maxBookings/100)
	}
	e.blank = e.blank || minor == 0
	if code == bgExtraDeduction {
		minor = -minor
	}
	m := movement{minor: minor, structured: bgReferences(rec), place: rec.at(1, 80)}
	m.bankRef = fmt.Sprintf("%s/%d", e.bankRef, len(e.extras)+1)
	e.extras = append(e.extras, m)
	return nil
}

// about reads who paid, and what was written with it.
func (r *bgReader) about(rec *record, code string) error {
	if len(r.payments) == 0 {
		return faultAt(rec.at(1, 2), "a record (%s) belongs to no payment before it", code)
	}
	e := r.payments[len(r.payments)-1]
	switch code {
	case bgText:
		e.text = longer(e.text, rec.field(3, 52))
	case bgName:
		e.payer = strings.TrimSpace(rec.field(3, 37) + " " + rec.field(38, 72))
	}
	return nil
}

// deposit ends a section: the day, and the sum of what stands in it.
func (r *bgReader) deposit(rec *record) error {
	at, booked := rec.at(38, 45), rec.field(38, 45)
	if len(booked) != 8 {
		return faultAt(at, "%q is not a date", shorten(booked))
	}
	day, err := dateAt(at, booked[2:], false)
	if err != nil || string(day[:2]) != booked[:2] {
		return faultAt(at, "%q is not a date", shorten(booked))
	}
	if err := r.compare(rec); err != nil {
		return err
	}
	payments := r.payments
	r.payments, r.open = nil, false
	for _, e := range payments {
		e.booked, e.value = day, day
		e.batch, e.credited = "BG"+r.giro+"/"+string(day)+"/"+rec.field(46, 50), strings.TrimLeft(rec.field(3, 37), "0")
		e.split()
		if err := r.take(&e.booking); err != nil {
			return err
		}
	}
	return nil
}

// compare holds the payments of a section against what its deposit says.
func (r *bgReader) compare(rec *record) error {
	if currency := rec.field(69, 71); currency != r.currency {
		return differs(rec.at(69, 71), "the deposit is in %q, its payments in %s", shorten(currency), r.currency)
	}
	want, err := rec.hundredths(51, 68, r.currency)
	if err != nil {
		return err
	}
	number, err := rec.number(72, 79)
	if err != nil {
		return err
	}
	var sum total
	received := int64(0) // some count deductions too
	for _, e := range r.payments {
		if !sum.add(e.minor) {
			return faultAt(rec.at(51, 68), "its amounts add up to more than can be right")
		}
		if e.minor >= 0 {
			received++
		}
	}
	switch {
	case want != sum.sum && want != -sum.sum: // a deposit below zero has no sign
		return differs(rec.at(51, 68), "the deposit is %s, but its payments make %s", money(want, r.currency), money(sum.sum, r.currency))
	case number != sum.count && number != received:
		return differs(rec.at(72, 79), "the deposit says that there are %d payments, but there are %d", number, sum.count)
	}
	return nil
}

// split makes a payment for several references into one line each, where the file says how much was for each.
func (e *bgEntry) split() {
	var sum total
	for i := range e.extras {
		sum.add(e.extras[i].minor)
	}
	if len(e.extras) == 0 || e.blank || sum.sum != e.minor {
		for i := range e.extras {
			e.structured = append(e.structured, e.extras[i].structured...)
		}
		return
	}
	for _, m := range e.extras {
		m.booked, m.value, m.payer, m.payerAcct, m.text = e.booked, e.value, e.payer, e.payerAcct, e.text
		e.parts = append(e.parts, m)
	}
}

// end compares the numbers of records.
func (r *bgReader) end(rec *record) error {
	if r.open {
		return truncated(rec.at(1, 2), "its last section has no deposit record (15)")
	}
	r.ended = true
	for _, one := range []struct {
		from, to int
		have     int64
		what     string
	}{
		{3, 10, r.counts[bgPayment], "payments (20)"},
		{11, 18, r.counts[bgDeduction], "deductions (21)"},
		{19, 26, r.counts[bgExtra] + r.counts[bgExtraDeduction], "further references (22, 23)"},
		{27, 34, r.counts[bgDeposit], "deposits (15)"},
	} {
		want, err := rec.number(one.from, one.to)
		if err != nil {
			return err
		}
		if want != one.have {
			return differs(rec.at(one.from, one.to), "the end record says that there are %d %s, but there are %d", want, one.what, one.have)
		}
	}
	return nil
}
