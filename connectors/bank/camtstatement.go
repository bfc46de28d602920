package main

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// camtStatement is the head of a statement with what its entries add up to.
type camtStatement struct {
	number  int
	at      place
	account string
	made    spec.Date
	pages   bool // it is one of several: its balances and sums are those of all
	opening *camtBalance
	closing *camtBalance
	summary *node

	booked map[string]*total // signed, by currency
	every  camtSums          // pending ones too
	only   camtSums          // booked ones
}

type camtBalance struct {
	minor    int64
	currency string
	code     string
	at       place
}

// camtSums are what TxsSummry tells of. Amounts of several currencies are added as ISO 20022 has it: without one.
type camtSums struct {
	credits, debits total
	currency        string
	mixed           bool
}

func (s *camtSums) add(minor int64, currency string) bool {
	if s.currency == "" {
		s.currency = currency
	}
	s.mixed = s.mixed || s.currency != currency
	if minor < 0 {
		return s.debits.add(-minor)
	}
	return s.credits.add(minor)
}

// head takes a part of the head.
func (s *camtStatement) head(n *node) (err error) {
	switch n.name {
	case "Acct":
		s.account = accountOf(n)
	case "Bal":
		return s.balance(n)
	case "TxsSummry":
		s.summary = n
	case "CreDtTm":
		s.made, err = n.day()
	case "StmtPgntn", "RptPgntn", "NtfctnPgntn":
		s.pages = s.pages || n.get("LastPgInd") == "false" || n.get("PgNb") != "" && strings.TrimLeft(n.get("PgNb"), "0") != "1"
	}
	return err
}

// balance keeps the opening and the closing balance of what is booked.
func (s *camtStatement) balance(n *node) error {
	code := n.get("Tp/CdOrPrtry/Cd", "Tp/Cd")
	if code != "OPBD" && code != "PRCD" && code != "CLBD" {
		return nil
	}
	amount := n.find("Amt")
	if amount == nil {
		return faultAt(n.at(), "the balance %s has no amount", code)
	}
	minor, currency, err := amount.amount()
	if err != nil {
		return err
	}
	sign, err := n.sign()
	if err != nil {
		return err
	}
	b := &camtBalance{minor: sign * minor, currency: currency, code: code, at: amount.at()}
	switch {
	case code == "CLBD":
		s.closing = b
	case s.opening == nil || code == "OPBD" && s.opening.code != "OPBD":
		s.opening = b
	}
	return nil
}

// count adds an entry to the sums.
func (s *camtStatement) count(at place, b *booking) error {
	ok := s.every.add(b.minor, b.currency)
	if !b.pending {
		if s.booked == nil {
			s.booked = map[string]*total{}
		}
		if s.booked[b.currency] == nil {
			s.booked[b.currency] = &total{}
		}
		ok = s.booked[b.currency].add(b.minor) && s.only.add(b.minor, b.currency) && ok
	}
	if !ok {
		return faultAt(at, "its amounts add up to more than can be right")
	}
	return nil
}

// control holds the entries against the sums and balances that the file states of itself.
func (s *camtStatement) control() error {
	if s.pages {
		return nil
	}
	if err := s.controlSummary(); err != nil {
		return err
	}
	if s.opening == nil || s.closing == nil || s.opening.currency != s.closing.currency {
		return nil
	}
	currency := s.closing.currency
	var moved int64
	if t := s.booked[currency]; t != nil {
		moved = t.sum
	}
	if s.opening.minor+moved != s.closing.minor {
		return differs(s.closing.at, "the closing balance is %s, but %s and what was booked make %s", money(s.closing.minor, currency),
			money(s.opening.minor, currency), money(s.opening.minor+moved, currency))
	}
	return nil
}

// controlSummary compares TxsSummry. Banks count either all entries or only the booked ones; one of the two must fit.
func (s *camtStatement) controlSummary() error {
	if s.summary == nil {
		return nil
	}
	var first error
	for _, sums := range []*camtSums{&s.every, &s.only} {
		err := s.compare(sums)
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return first
}

func (s *camtStatement) compare(sums *camtSums) error {
	credits, debits := &sums.credits, &sums.debits
	both := total{sum: credits.sum + debits.sum, count: credits.count + debits.count}
	for _, one := range []struct {
		name string
		have *total
	}{{"TtlCdtNtries", credits}, {"TtlDbtNtries", debits}, {"TtlNtries", &both}} {
		n := s.summary.find(one.name)
		if n == nil {
			continue
		}
		if err := compareCount(n, one.have.count); err != nil {
			return err
		}
		if err := sums.compareSum(n.find("Sum"), one.have.sum); err != nil {
			return err
		}
	}
	return s.compareNet(sums)
}

func compareCount(n *node, have int64) error {
	stated := n.find("NbOfNtries")
	if stated == nil || stated.text == "" {
		return nil
	}
	want, err := numberAt(stated.at(), stated.text)
	if err == nil && want != have {
		err = differs(stated.at(), "it says that it holds %d entries (%s), but %d are there", want, n.name, have)
	}
	return err
}

// compareSum holds a sum without a currency against that of the entries, where these have one.
func (s *camtSums) compareSum(stated *node, have int64) error {
	if stated == nil || stated.text == "" || s.mixed || s.currency == "" {
		return nil
	}
	want, err := amountAt(stated.at(), strings.TrimPrefix(stated.text, "-"), s.currency)
	if err == nil && want != have {
		err = differs(stated.at(), "it says that its entries add up to %s, but they make %s", money(want, s.currency), money(have, s.currency))
	}
	return err
}

// compareNet compares the net sum: an element of TtlNtries that later versions have put one deeper.
func (s *camtStatement) compareNet(sums *camtSums) error {
	at := s.summary.find("TtlNtries")
	stated, mark := at.find("TtlNetNtryAmt"), at
	if deeper := at.find("TtlNetNtry"); deeper != nil {
		stated, mark = deeper.find("Amt"), deeper
	}
	if stated == nil || stated.text == "" || sums.mixed || sums.currency == "" {
		return nil
	}
	want, err := amountAt(stated.at(), strings.TrimPrefix(stated.text, "-"), sums.currency)
	if err != nil {
		return err
	}
	if mark.get("CdtDbtInd") == "DBIT" || strings.HasPrefix(stated.text, "-") {
		want = -want
	}
	if have := sums.credits.sum - sums.debits.sum; want != have {
		return differs(stated.at(), "it says that its entries come to %s, but they come to %s", money(want, sums.currency), money(have, sums.currency))
	}
	return nil
}

// accountOf gives the number of an account: the IBAN where it has one.
func accountOf(n *node) string {
	id := n.get("Id/IBAN", "Id/Othr/Id", "Id/BBAN", "Id/PrtryAcct/Id", "Id/UPIC", "Id/Prxy/Id")
	if iban := n.get("Id/IBAN"); iban != "" {
		return strings.ToUpper(strings.ReplaceAll(iban, " ", ""))
	}
	return id
}
