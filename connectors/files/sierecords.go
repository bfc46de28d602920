package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// read goes through the file. Labels that are not known are passed over (7.1).
func (b *sieBook) read() error {
	for {
		l, err := b.in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if f := b.take(&l); f != nil {
			return &sieFault{l.line, f}
		}
	}
	switch {
	case b.voucher != nil:
		return &sieFault{b.voucher.line, truncated("the voucher %s has no end", b.voucher.name)}
	case b.isSummed && !b.isClosed: // 10.6
		return &sieFault{b.in.line, truncated("the control sum (#KSUMMA) at its end is missing")}
	}
	return b.control()
}

func truncated(format string, args ...any) *fault {
	f := faultAt(-1, format, args...)
	f.code, f.hint = spec.CodeSourceTruncated, "The file is cut. Nothing was taken over. Export it again."
	return f
}

func differs(format string, args ...any) *fault {
	f := faultAt(-1, format, args...)
	f.code, f.hint = spec.CodeControlDiffers, "The file is not whole, or was changed. Nothing was taken over. Export it again."
	return f
}

func (b *sieBook) take(l *sieLine) *fault {
	if b.isClosed {
		return faultAt(-1, "%s stands behind the control sum", shorten(l.label))
	}
	if b.voucher != nil && l.label != "#TRANS" && l.label != "#RTRANS" && l.label != "#BTRANS" && l.label != "{" && l.label != "}" {
		return truncated("%s stands within the voucher %s", shorten(l.label), b.voucher.name)
	}
	switch l.label {
	case "#KSUMMA":
		return b.checksum(l)
	case "#SIETYP":
		b.kind = strings.TrimRight(l.field(0), "EeIi")
	case "#VALUTA":
		b.currency = strings.ToUpper(l.field(0))
		if _, ok := spec.Exponent(b.currency); !ok {
			return faultAt(-1, "%q is not a currency (ISO 4217)", shorten(l.field(0)))
		}
	case "#RAR":
		if day, ok := sieDay(l.field(1)); l.field(0) == "0" && ok {
			b.begin = day
		}
	case "#OBJEKT":
		if l.field(0) == dimCustomer && valid(l.field(2)) {
			b.names[l.field(1)] = l.field(2)
		}
	case "#RES":
		b.isLedger = true
	case "#IB", "#UB", "#OIB", "#OUB":
		b.isLedger = true
		return b.balance(l)
	case "#VER":
		return b.beginVoucher(l)
	case "{":
		return b.brace(true)
	case "}":
		return b.endVoucher()
	case "#TRANS":
		return b.transaction(l)
	}
	return nil // an added line (#RTRANS) stands again as #TRANS, and one that was taken out (#BTRANS) counts no more
}

// checksum begins the control sum, or holds it against what was read (10.4).
func (b *sieBook) checksum(l *sieLine) *fault {
	said := l.field(0)
	switch {
	case said == "" && b.isSummed:
		return faultAt(-1, "the control sum begins twice")
	case said == "":
		b.isSummed = true
		return nil
	case !b.isSummed:
		return faultAt(-1, "a control sum (#KSUMMA) ends that was never begun")
	}
	b.isClosed = true
	n, err := strconv.ParseInt(said, 10, 64)
	if err != nil || n < -1<<31 || n >= 1<<32 {
		return faultAt(-1, "%q is no control sum", shorten(said))
	}
	if uint32(n) != b.sum {
		return differs("the control sum (#KSUMMA) is %s, and what was read makes %d", said, b.sum)
	}
	return nil
}

func (b *sieBook) balance(l *sieLine) *fault {
	account := l.field(1)
	if l.field(0) != "0" || !b.accounts.holds(account) {
		return nil // another year, another account
	}
	minor, f := b.amount(l, 2)
	if f != nil {
		return f
	}
	switch l.label {
	case "#IB":
		b.opening[account] += minor
		return nil
	case "#UB":
		b.closing[account] += minor
		b.closingLine[account] = l.line
		return nil
	}
	customer, invoice, f := objects(l)
	if f == nil && customer+invoice != "" {
		b.objects = append(b.objects, objectBalance{l.line, customer, invoice, minor, l.label == "#OIB"})
	}
	return f
}

// objects gives the customer and the invoice of an object list.
func objects(l *sieLine) (customer, invoice string, f *fault) {
	if len(l.objects)%2 != 0 {
		return "", "", faultAt(-1, "its object list is not made of pairs")
	}
	for i := 0; i < len(l.objects); i += 2 {
		one := strings.TrimSpace(l.objects[i+1])
		if !valid(one) {
			return "", "", faultAt(-1, "an object has a name that cannot be read")
		}
		switch l.objects[i] {
		case dimCustomer:
			customer = one
		case dimInvoice:
			invoice = one
		}
	}
	return customer, invoice, nil
}

func (b *sieBook) beginVoucher(l *sieLine) *fault {
	day, ok := sieDay(l.field(2))
	if !ok {
		return faultAt(-1, "%q is not a day of a voucher", shorten(l.field(2)))
	}
	b.voucher = &sieVoucher{line: l.line, name: strings.TrimSpace(shorten(l.field(0)) + " " + shorten(l.field(1))), date: day, text: l.field(3)}
	return nil
}

func (b *sieBook) brace(begins bool) *fault {
	if b.voucher == nil || b.voucher.isOpen == begins {
		return faultAt(-1, "a brace stands outside of a voucher")
	}
	b.voucher.isOpen = begins
	return nil
}

func (b *sieBook) endVoucher() *fault {
	if f := b.brace(false); f != nil {
		return f
	}
	v := b.voucher
	b.voucher = nil
	if v.total != 0 {
		return differs("the voucher %s of line %d does not balance: its lines make %s", v.name, v.line, spec.FormatAmount(v.total, b.currency))
	}
	return nil
}

func (b *sieBook) transaction(l *sieLine) *fault {
	v := b.voucher
	if v == nil || !v.isOpen {
		return faultAt(-1, "a transaction stands outside of a voucher")
	}
	if l.list != 1 {
		return faultAt(-1, "a transaction has no object list behind its account")
	}
	minor, f := b.amount(l, 1)
	if f != nil {
		return f
	}
	v.total += minor
	if v.total > spec.MaxAmount || v.total < -spec.MaxAmount {
		return faultAt(-1, "the voucher %s has too large amounts", v.name)
	}
	account := l.field(0)
	if !b.accounts.holds(account) {
		return nil
	}
	b.moved[account] += minor
	customer, invoice, f := objects(l)
	if f != nil {
		return f
	}
	if customer == "" {
		if b.looseLine == 0 {
			b.looseLine = l.line
		}
		return nil
	}
	if invoice != "" { // without one it is on the customer's account, a payment as a rule
		b.belongs(invoice, customer)
	}
	day := v.date
	if own, ok := sieDay(l.field(2)); ok {
		day = own
	}
	text := l.field(3)
	if text == "" {
		text = v.text
	}
	return b.open.add(posting{
		line: l.line, customer: customer, name: b.names[customer], number: invoice, voucher: fmt.Sprint(v.line), date: day, currency: b.currency,
		minor: minor, text: strings.ToValidUTF8(text, ""),
	})
}

// belongs notes whose an invoice is.
func (b *sieBook) belongs(invoice, customer string) {
	if was, met := b.customers[invoice]; met && was != customer {
		customer = ""
	}
	b.customers[invoice] = customer
}
