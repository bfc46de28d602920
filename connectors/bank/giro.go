package main

import (
	"bufio"
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// giroCurrency is the only one of the OCR giro.
const giroCurrency = "NOK"

// Record types of Nets' files. 10 and 89 are around everything, 20 and 88 around an assignment.
const (
	giroStart, giroAssignment, giroAmount1, giroAmount2, giroAmount3 = "10", "20", "30", "31", "32"
	giroAssignmentEnd, giroEnd                                       = "88", "89"
)

// giroPayments is the service of the OCR giro. Other services (AvtaleGiro: demands and agreements) may stand in a file; they
// are counted and bring nothing.
const giroPayments = "09"

// parseGiro reads the Norwegian OCR giro (Nets): records of 80 columns, ISO 8859-1.
func parseGiro(in *bufio.Reader, take takeBooking) error {
	r := &giroReader{take: take}
	if err := eachRecord(in, r.record); err != nil {
		return err
	}
	switch {
	case r.assignment != nil:
		return truncated(place{line: max(r.line, 1)}, "it ends within an assignment, without its end record (88)")
	case !r.ended:
		return truncated(place{line: max(r.line, 1)}, "its end record (89) is missing")
	}
	return nil
}

type giroReader struct {
	take       takeBooking
	line       int64
	ended      bool
	file       giroSums
	assignment *giroSums
	account    string
	batch      string // agreement and assignment: the bank credits an assignment's payments of a day in one sum
	payment    *booking
	number     string // of the transaction being read
	statement  int
}

// giroSums are what an end record tells of.
type giroSums struct{ payments, records, sum int64 }

func (r *giroReader) record(rec *record) error {
	r.line = rec.line
	if len(rec.runes) < 8 || rec.field(1, 2) != "NY" {
		return faultAt(rec.at(1, 2), "line %d is no record of Nets: it does not begin with NY", rec.line)
	}
	if len(rec.runes) > 80 {
		return faultAt(rec.at(81, len(rec.runes)), "line %d has more than 80 columns", rec.line)
	}
	if r.ended {
		return faultAt(rec.at(1, 8), "something stands behind the end record (89)")
	}
	r.file.records++
	if r.assignment != nil {
		r.assignment.records++
	}
	kind := rec.field(7, 8)
	if kind != giroAmount2 && kind != giroAmount3 {
		if err := r.flush(); err != nil {
			return err
		}
	}
	switch kind {
	case giroStart:
		return r.only(rec, r.file.records == 1, "a start record (10) stands in the middle")
	case giroAssignment:
		return r.begin(rec)
	case giroAssignmentEnd:
		return r.endAssignment(rec)
	case giroEnd:
		return r.end(rec)
	}
	if r.assignment == nil {
		return faultAt(rec.at(7, 8), "a record stands outside of an assignment")
	}
	if rec.field(3, 4) != giroPayments {
		return r.passOver(rec, kind)
	}
	return r.transaction(rec, kind)
}

func (r *giroReader) only(rec *record, ok bool, what string) error {
	if !ok {
		return faultAt(rec.at(7, 8), "%s", what)
	}
	return nil
}

func (r *giroReader) begin(rec *record) error {
	if r.assignment != nil {
		return truncated(rec.at(7, 8), "an assignment begins before the one before it has ended (88)")
	}
	r.assignment = &giroSums{records: 1}
	r.account, r.batch = rec.field(25, 35), rec.field(9, 24)
	if rec.field(3, 4) == giroPayments {
		r.statement++
		if len(r.account) != 11 || strings.Trim(r.account, "0123456789") != "" {
			return faultAt(rec.at(25, 35), "%q is not an account", shorten(r.account))
		}
	}
	return nil
}

// passOver counts what other services hold.
func (r *giroReader) passOver(rec *record, kind string) error {
	switch kind {
	case giroAmount1:
		minor, err := rec.hundredths(33, 49, giroCurrency)
		if err != nil {
			return err
		}
		r.assignment.payments++
		r.assignment.sum += minor
	case "70":
		r.assignment.payments++
	}
	return nil
}

// transaction reads the records of a payment: 30 and 31 always, 32 with a message.
func (r *giroReader) transaction(rec *record, kind string) error {
	number := rec.field(9, 15)
	switch kind {
	case giroAmount1:
		return r.amount1(rec, number)
	case giroAmount2, giroAmount3:
		if r.payment == nil || number != r.number {
			return faultAt(rec.at(9, 15), "a record (%s) belongs to no transaction before it", kind)
		}
		if kind == giroAmount3 {
			r.payment.text = longer(r.payment.text, rec.field(16, 55))
			return nil
		}
		return r.amount2(rec)
	}
	return faultAt(rec.at(7, 8), "the record type %q is not known", kind)
}

func (r *giroReader) amount1(rec *record, number string) error {
	if r.file.payments+r.assignment.payments >= maxBookings {
		return faultAt(rec.at(9, 15), "it holds more than %d payments", maxBookings)
	}
	booked, err := dateAt(rec.at(16, 21), rec.field(16, 21), true)
	if err != nil {
		return err
	}
	minor, err := rec.hundredths(33, 49, giroCurrency)
	if err != nil {
		return err
	}
	switch sign := rec.field(32, 32); sign {
	case "-":
		minor = -minor
	case "0", "":
	default:
		return faultAt(rec.at(32, 32), "%q is not a sign", sign)
	}
	r.assignment.payments++
	r.assignment.sum += minor
	b := &booking{account: r.account, currency: giroCurrency, statement: r.statement}
	b.booked, b.value, b.minor, b.place = booked, booked, minor, rec.at(1, 80)
	// The day's code, the central, its account and its number name a payment for ever.
	b.bankRef = "NY" + rec.field(22, 31)
	b.batch = "NY" + r.batch + "/" + string(booked)
	if kid := rec.field(50, 74); kid != "" {
		b.structured = []string{kid}
	}
	// 18 and 20 take back what 19 and 21 have brought.
	b.reversal = rec.field(5, 6) == "18" || rec.field(5, 6) == "20" || minor < 0
	r.payment, r.number = b, number
	return nil
}

func (r *giroReader) amount2(rec *record) error {
	account := rec.field(48, 58)
	if strings.Trim(account, "0123456789") != "" {
		return faultAt(rec.at(48, 58), "%q is not an account", shorten(account))
	}
	if strings.Trim(account, "0") != "" {
		r.payment.payerAcct = account
	}
	if archive := rec.field(26, 34); strings.Trim(archive, "0") != "" {
		r.payment.archive = archive
	}
	return nil
}

func (r *giroReader) flush() error {
	b := r.payment
	r.payment = nil
	if b == nil {
		return nil
	}
	return r.take(b)
}

// compare holds what came against what an end record says. Amounts count without their sign where the record has no room for
// one.
func (r *giroReader) compare(rec *record, have giroSums) error {
	for _, one := range []struct {
		from, to int
		have     int64
		what     string
	}{{9, 16, have.payments, "payments"}, {17, 24, have.records, "records"}} {
		want, err := rec.number(one.from, one.to)
		if err != nil {
			return err
		}
		if want != one.have {
			return differs(rec.at(one.from, one.to), "the end record says that there are %d %s, but there are %d", want, one.what, one.have)
		}
	}
	want, err := rec.hundredths(25, 41, giroCurrency)
	if err != nil {
		return err
	}
	if want != have.sum && want != -have.sum {
		return differs(rec.at(25, 41), "the end record says that the payments make %s, but they make %s", money(want, giroCurrency), money(have.sum, giroCurrency))
	}
	return nil
}

func (r *giroReader) endAssignment(rec *record) error {
	if r.assignment == nil {
		return faultAt(rec.at(7, 8), "an assignment ends that has not begun")
	}
	have := *r.assignment
	r.assignment = nil
	r.file.payments += have.payments
	r.file.sum += have.sum
	return r.compare(rec, have)
}

func (r *giroReader) end(rec *record) error {
	if r.assignment != nil {
		return truncated(rec.at(7, 8), "it ends within an assignment, without its end record (88)")
	}
	r.ended = true
	err := r.compare(rec, r.file)
	var f *fault
	if errors.As(err, &f) && f.code == spec.CodeControlDiffers {
		f.what = "of the whole file " + f.what
	}
	return err
}
