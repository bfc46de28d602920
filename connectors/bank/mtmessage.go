package main

import (
	"regexp"
	"strings"
)

// mtMessage is one statement, or one page of it.
type mtMessage struct {
	open             bool
	at               place
	account          string
	currency         string
	opening, closing *mtBalance
	interim          bool // MT942
	sums             map[string]mtSum
	credits, debits  total

	booking *mtBooking // the one that text may still follow
}

type mtBalance struct {
	minor int64
	at    place
}

// mtSum is what an interim report says of itself.
type mtSum struct {
	count, minor int64
	at           place
}

// field takes one field of the message.
func (m *mtMessage) field(r *mtReader, tag string, text []string, at place) error {
	switch tag {
	case "25", "25P":
		m.account = mtAccount(text[0])
	case "60F", "60M":
		b, err := m.balance(text[0], at)
		if err != nil {
			return err
		}
		m.opening = b
		if tag == "60F" || r.statement == 0 {
			r.statement++ // pages go on with the statement before
		}
	case "61":
		if err := m.flush(r); err != nil {
			return err
		}
		return m.movement(r, text, at)
	case "86":
		if m.booking != nil {
			m.booking.more(text)
		}
	case "62F", "62M":
		if err := m.flush(r); err != nil {
			return err
		}
		b, err := m.balance(text[0], at)
		m.closing = b
		return err
	case "34F":
		m.interim = true
		if m.currency == "" && len(text[0]) >= 3 {
			m.currency = text[0][:3]
		}
	case "90C", "90D":
		return m.sum(tag, text[0], at)
	}
	return nil
}

func (m *mtMessage) movement(r *mtReader, text []string, at place) error {
	switch {
	case m.account == "":
		return faultAt(at, "a movement stands before the account (:25:)")
	case m.currency == "":
		return faultAt(at, "a movement stands before the opening balance (:60F:)")
	}
	if r.statement == 0 {
		r.statement++
	}
	b, err := mtMovement(text, at, m.currency)
	if err != nil {
		return err
	}
	b.account, b.currency, b.statement = m.account, m.currency, r.statement
	b.pending = b.pending || m.interim
	sums := &m.credits
	minor := b.minor
	if minor < 0 {
		sums, minor = &m.debits, -minor
	}
	if !sums.add(minor) {
		return faultAt(at, "its amounts add up to more than can be right")
	}
	m.booking = b
	return nil
}

// flush hands on the movement that was read, with its text.
func (m *mtMessage) flush(r *mtReader) error {
	b := m.booking
	m.booking = nil
	if b == nil {
		return nil
	}
	b.finish()
	return r.give(&b.booking)
}

var balanceForm = regexp.MustCompile(`^([CD])(\d{6})([A-Z]{3})?(\d+(?:[,.]\d*)?)$`)

// balance reads a balance. Some banks leave the currency out of the closing one.
func (m *mtMessage) balance(text string, at place) (*mtBalance, error) {
	f := balanceForm.FindStringSubmatch(strings.TrimSpace(text))
	if f == nil {
		return nil, faultAt(at, "%q is not a balance", shorten(text))
	}
	switch {
	case f[3] == "" && m.currency == "":
		return nil, faultAt(at, "the balance has no currency")
	case f[3] != "" && m.currency != "" && f[3] != m.currency:
		return nil, differs(at, "the balance is in %s, the statement in %s", f[3], m.currency)
	case f[3] != "":
		m.currency = f[3]
	}
	if _, err := dateAt(at, f[2], false); err != nil {
		return nil, err
	}
	minor, err := amountAt(at, f[4], m.currency)
	if f[1] == "D" {
		minor = -minor
	}
	return &mtBalance{minor, at}, err
}

var sumForm = regexp.MustCompile(`^(\d{1,5})([A-Z]{3})(\d+(?:[,.]\d*)?)$`)

func (m *mtMessage) sum(tag, text string, at place) error {
	m.interim = true
	f := sumForm.FindStringSubmatch(strings.TrimSpace(text))
	if f == nil {
		return faultAt(at, "%q is not a number and a sum", shorten(text))
	}
	count, err := numberAt(at, f[1])
	if err != nil {
		return err
	}
	minor, err := amountAt(at, f[3], f[2])
	if err != nil {
		return err
	}
	if m.sums == nil {
		m.sums = map[string]mtSum{}
	}
	m.sums[tag] = mtSum{count, minor, at}
	return nil
}

// control holds the movements against what the message says of itself.
func (m *mtMessage) control() error {
	switch {
	case m.account == "":
		return truncated(m.at, "a statement does not say of which account it is (:25:)")
	case m.interim && m.opening == nil:
		return m.controlInterim()
	case m.opening == nil:
		return truncated(m.at, "a statement has no opening balance (:60F:)")
	case m.closing == nil:
		return truncated(m.at, "a statement has no closing balance (:62F:)")
	}
	if have := m.opening.minor + m.credits.sum - m.debits.sum; have != m.closing.minor {
		return differs(m.closing.at, "the closing balance is %s, but the opening balance and the movements make %s", money(m.closing.minor, m.currency), money(have, m.currency))
	}
	return nil
}

func (m *mtMessage) controlInterim() error {
	for tag, have := range map[string]total{"90C": m.credits, "90D": m.debits} {
		if want, stated := m.sums[tag]; stated && (want.count != have.count || want.minor != have.sum) {
			return differs(want.at, "it says that it holds %s of %s, but there are %d of %s", count(want.count, "movement", "movements"), money(want.minor, m.currency), have.count, money(have.sum, m.currency))
		}
	}
	return nil
}

// mtAccount takes the account as the bank writes it, without spaces; a currency behind an IBAN is not part of it.
func mtAccount(text string) string {
	text = strings.Join(strings.Fields(text), "")
	if n := len(text); ibanForm.MatchString(text) && n > 18 && lettersOnly(text[n-3:]) {
		return text[:n-3]
	}
	return text
}

var ibanForm = regexp.MustCompile(`^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$`)

func lettersOnly(s string) bool { return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" }
