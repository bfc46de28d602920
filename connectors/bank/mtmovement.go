package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// mtBooking is a movement (:61:) whose text (:86:) may still follow.
type mtBooking struct {
	booking
	kind     string // SWIFT's or the bank's type of transaction: "TRF", "051"
	customer string // the reference for the account's owner
	beside   string // what stands behind the references: the payer, with Dutch banks
	extra    []string
	info     [][]string // the fields :86:
}

// movementForm: value date, entry date, mark, letter of the currency, amount, type, references.
var movementForm = regexp.MustCompile(`^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?(\d+(?:[,.]\d*)?)(?:([A-Z])([A-Z0-9]{3}))?(.*)$`)

// mtMovement reads a field :61:. Some programs break it in the middle of its first line.
func mtMovement(text []string, at place, currency string) (*mtBooking, error) {
	f, rest := movementForm.FindStringSubmatch(strings.TrimSpace(text[0])), text[1:]
	if f == nil && len(text) > 1 {
		f, rest = movementForm.FindStringSubmatch(strings.TrimSpace(text[0])+strings.TrimSpace(text[1])), text[2:]
	}
	if f == nil {
		return nil, faultAt(at, "%q is not a movement", shorten(text[0]))
	}
	b := &mtBooking{kind: f[7], extra: rest}
	b.place = at
	var err error
	if b.minor, err = amountAt(at, f[5], currency); err != nil {
		return nil, err
	}
	switch f[3] {
	case "D", "ED":
		b.minor = -b.minor
	case "RC": // a credit that is taken back
		b.minor, b.reversal = -b.minor, true
	case "RD":
		b.reversal = true
	}
	b.pending = f[3] == "EC" || f[3] == "ED"
	if err := b.dates(f[1], f[2], at); err != nil {
		return nil, err
	}
	b.references(f[8])
	return b, nil
}

// dates: the entry date has no year; it is the one that is nearest to the value date.
func (b *mtBooking) dates(value, entry string, at place) error {
	year, err := strconv.Atoi(century(value[:2]) + value[:2])
	if err != nil {
		return faultAt(at, "%q is not a date", value)
	}
	if b.value, err = valueDate(at, value, year); err != nil {
		return err
	}
	b.booked = b.value
	if entry == "" {
		return nil
	}
	switch month := value[2:4]; {
	case month == "12" && entry[:2] < "06":
		year++
	case month < "06" && entry[:2] == "12":
		year--
	}
	b.booked = spec.Date(fmt.Sprintf("%04d-%s-%s", year, entry[:2], entry[2:]))
	if !b.booked.Valid() {
		return faultAt(at, "%q is not a date (MMDD)", entry)
	}
	return nil
}

// valueDate reads a value date. Banks that count a month as thirty days write the 30th of February; its last day is meant.
func valueDate(at place, digits string, year int) (spec.Date, error) {
	if digits[2:4] == "02" && (digits[4:] == "29" || digits[4:] == "30") {
		if d := spec.Date(fmt.Sprintf("%04d-02-29", year)); d.Valid() {
			return d, nil
		}
		return spec.Date(fmt.Sprintf("%04d-02-28", year)), nil
	}
	return dateAt(at, digits, false)
}

// references reads what follows the type: CUSTOMER//BANK, and with some banks text behind spaces.
func (b *mtBooking) references(text string) {
	customer, bank, hasBank := strings.Cut(text, "//")
	if hasBank {
		bank, b.beside = cutAtGap(bank)
	} else {
		customer, b.beside = cutAtGap(customer)
	}
	b.customer, b.bankRef = strings.TrimSpace(customer), strings.TrimSpace(bank)
}

// cutAtGap cuts where two spaces or more stand: a field that was filled up has ended.
func cutAtGap(s string) (string, string) {
	s = strings.TrimRight(s, " ")
	if i := strings.Index(s, "  "); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// more takes a field :86:; Rabobank writes one for each line.
func (b *mtBooking) more(text []string) { b.info = append(b.info, text) }

// finish understands the text once all of it is there.
func (b *mtBooking) finish() {
	var all []string
	for _, field := range b.info {
		all = append(all, strings.Join(field, " "))
	}
	b.raw = strings.Join(strings.Fields(strings.Join(append([]string{b.kind, b.customer, b.beside}, append(b.extra, all...)...), " ")), " ")
	var t mtText
	if len(b.info) == 1 {
		t = readText(b.info[0], b.customer)
	} else {
		for _, field := range b.info {
			t.text = joined(t.text, unwrapped(field))
		}
	}
	b.structured, b.payer, b.payerAcct, b.text = t.structured, t.payer, t.account, t.text
	b.others = t.others
	if b.customer != b.payerAcct {
		b.others = append(b.others, b.customer)
	}
	if extra := unwrapped(b.extra); b.payerAcct == "" && ibanForm.MatchString(extra) {
		b.payerAcct, b.extra = extra, nil
	}
	if b.payer == "" {
		b.payer = b.beside
	} else {
		b.text = joined(b.text, b.beside)
	}
	if extra := unwrapped(b.extra); extra != b.payer {
		b.text = joined(b.text, extra)
	}
	// Money that had come in and goes back: a return by its type, or a German code for direct debits that came back.
	if b.minor < 0 && (b.kind == "RTI" || t.code == "108" || t.code == "109") {
		b.reversal = true
	}
}
