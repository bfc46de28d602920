package main

import (
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// The dimensions that SIE reserves (8.17) for what a subsidiary ledger is made of.
const (
	dimCustomer = "8"
	dimInvoice  = "10"
)

// sieBook is what a SIE 4 file tells of receivables (SIE filformat 4B). SIE knows no subsidiary ledger; where a program
// writes customer and invoice as objects of its postings, the open items are their sums.
type sieBook struct {
	in       *sieReader
	accounts accountRange
	currency string
	kind     string // #SIETYP
	isLedger bool   // it has balances, which a file of vouchers to be imported has not
	begin    spec.Date
	names    map[string]string
	open     *postings
	// customers gives the customer of an invoice, "" where several have the number.
	customers map[string]string
	// balances by account, and object balances by account range and object.
	opening, moved, closing map[string]int64
	closingLine             map[string]int64
	objects                 []objectBalance
	voucher                 *sieVoucher
	looseLine               int64 // the first that moves receivables without a customer
	rejected                int64 // open, of invoices that are nobody's
	// sum is that of #KSUMMA; it is counted from the first such record on.
	sum                uint32
	isSummed, isClosed bool
}

// objectBalance is an opening or closing balance of a customer, an invoice, or both.
type objectBalance struct {
	line              int64
	customer, invoice string
	minor             int64
	isOpening         bool
}

// sieVoucher is the voucher that is being read.
type sieVoucher struct {
	line   int64
	name   string
	date   spec.Date
	text   string
	total  int64
	isOpen bool
}

// accountRange are the accounts of receivables.
type accountRange struct{ from, to int }

func (a accountRange) holds(account string) bool {
	n, err := strconv.Atoi(account)
	return err == nil && n >= a.from && n <= a.to
}

// parseAccounts reads "1510-1519" or "1510".
func parseAccounts(text string) (accountRange, bool) {
	from, to, both := strings.Cut(text, "-")
	if !both {
		to = from
	}
	a, err := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	return accountRange{a, b}, err == nil && err2 == nil && a <= b
}

// isSIE recognises a SIE file: it begins with its flag (5.12).
func isSIE(head []byte) bool {
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	return strings.HasPrefix(text, "#FLAGGA") || strings.HasPrefix(text, "#KSUMMA")
}

// openSIE reads a SIE file and makes the list of what is open.
func (s *source) openSIE(o options) error {
	if s.role == roleCustomers {
		return s.trouble(codeOtherKind, s.name+" is a SIE file: it has no addresses of customers.", "Choose it as the list of open items.")
	}
	set, err := s.sieCharset(o.encoding)
	if err != nil {
		return err
	}
	b := &sieBook{
		in: newSIEReader(s.file, set), currency: "SEK", names: map[string]string{}, open: newPostings(), customers: map[string]string{},
		opening: map[string]int64{}, moved: map[string]int64{}, closing: map[string]int64{}, closingLine: map[string]int64{},
	}
	var ok bool
	if b.accounts, ok = parseAccounts(cmp.Or(o.accounts, "1510-1519")); !ok {
		return setting("accounts", spec.CodeSettingInvalid, shorten(o.accounts)+" is no range of accounts.", "Write it like 1510-1519.")
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return s.cannotRead(err)
	}
	b.in.sum = func(text []byte) {
		if b.isSummed && !b.isClosed {
			b.sum = crc32.Update(b.sum, crc32.IEEETable, text)
		}
	}
	if err := b.read(); err != nil {
		return s.sieTrouble(err)
	}
	if d, ok := b.refusal(s); ok {
		return d
	}
	s.table, s.made, s.isWorkbook = b.open.table(o.netDays), true, true
	s.form = fmt.Sprintf("SIE 4, %s, receivables %d to %d, customers and invoices by their objects", set.name, b.accounts.from, b.accounts.to)
	if s.untold, s.untoldCurrency = b.untold(), b.currency; s.untold != 0 {
		s.notes = append(s.notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: codeTotalDiffers, Record: spec.Record{File: s.name, Line: b.looseLine},
			Summary: fmt.Sprintf("%s %s on the receivables stands without a customer.", spec.FormatAmount(s.untold, b.currency), b.currency),
			Hint:    "It is in nobody's list, and it may be money of any of them: so the sums do not agree. Give these postings their customers, or accept the difference with a reason.",
		})
	}
	return nil
}

// sieCharset: the standard knows code page 437 alone (5.8); some programs write that of Windows or UTF-8 instead.
func (s *source) sieCharset(byHand string) (charset, error) {
	if byHand != "" {
		return charsetNamed(byHand), nil
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return charset{}, s.cannotRead(err)
	}
	var c census
	if err := c.take(s.file); err != nil {
		return charset{}, s.cannotRead(err)
	}
	switch {
	case c.valid > 0 && c.invalid == 0:
		return charsetNamed(utf8Name), nil
	case c.windows > c.dos:
		return charsetNamed(windowsName), nil
	default:
		return charsetNamed("cp437"), nil
	}
}

func (s *source) sieTrouble(err error) error {
	var f *sieFault
	if !errors.As(err, &f) {
		return s.cannotRead(err)
	}
	d := s.trouble(f.code, fmt.Sprintf("%s cannot be taken: in line %d, %s.", s.name, f.line, f.what), f.hint)
	if d.Code == "" {
		d.Code = spec.CodeRecordInvalid
	}
	if d.Hint == "" {
		d.Hint = "Nothing was taken over. Export the SIE file again."
	}
	d.Record.Line = f.line
	return d
}

// refusal says why a whole file has nothing to read, in plain words.
func (b *sieBook) refusal(s *source) (spec.Diagnostic, bool) {
	const instead = "Export the customer ledger (kundreskontra) as CSV or Excel instead."
	switch {
	case b.kind != "" && b.kind != "4":
		return s.trouble(spec.CodeSourceUnreadable, fmt.Sprintf("%s is a SIE file of type %s, which has no transactions.", s.name, shorten(b.kind)),
			"Export SIE type 4, or the customer ledger (kundreskontra) as CSV or Excel."), true
	case !b.isLedger:
		return s.trouble(spec.CodeSourceUnreadable, s.name+" has vouchers to be imported (SIE 4I) and no balances: it is no ledger.",
			"Export SIE type 4 from the accounting program (SIE 4E), or the customer ledger (kundreskontra) as CSV or Excel."), true
	case !b.open.hasNumbers():
		return s.trouble(spec.CodeSourceUnreadable, fmt.Sprintf(
			"%s has no customers and invoices on the accounts %d to %d (dimensions 8 and 10); most programs leave them out of SIE.", s.name, b.accounts.from, b.accounts.to),
			instead+" If the receivables have other accounts, set these."), true
	}
	return spec.Diagnostic{}, false
}

// amount reads an amount of a SIE file: a point, at most two decimals, a minus in front (5.9).
func (b *sieBook) amount(l *sieLine, field int) (int64, *fault) {
	text := l.field(field)
	minor, err := spec.ParseAmount(text, b.currency)
	if err != nil || strings.HasPrefix(text, "+") {
		return 0, faultAt(-1, "%s has %q where an amount stands", l.label, shorten(text))
	}
	return minor, nil
}

// sieDay reads YYYYMMDD (5.10).
func sieDay(text string) (spec.Date, bool) {
	t, err := time.Parse("20060102", text)
	return spec.DateOf(t), err == nil && t.Year() >= 1900
}

func valid(text string) bool { return utf8.ValidString(text) && len(text) <= spec.MaxLine }
