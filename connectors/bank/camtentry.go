package main

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// camtEntry is one Ntry: its head, and its transactions.
type camtEntry struct {
	head    *node
	details []camtDetail
}

// camtDetail is what is kept of one TxDtls.
type camtDetail struct {
	movement
	amounts  []camtAmount
	sign     string // CRDT, DBIT or nothing: that of the entry
	from, to camtParty
	returned bool
}

type camtAmount struct {
	text, currency string
	at             place
}

type camtParty struct{ name, account string }

// booking makes a booking of an entry, and of its transactions where they add up to it.
func (e *camtEntry) booking(s *camtStatement) (*booking, error) {
	amount := e.head.find("Amt")
	if amount == nil {
		return nil, faultAt(e.head.at(), "an entry has no amount")
	}
	if s.account == "" {
		return nil, faultAt(e.head.at(), "the statement does not say of which account it is")
	}
	minor, currency, err := amount.amount()
	if err != nil {
		return nil, err
	}
	sign, err := e.head.sign()
	if err != nil {
		return nil, err
	}
	b := &booking{account: s.account, currency: currency, statement: s.number}
	b.minor, b.place, b.bankRef = sign*minor, e.head.at(), e.head.get("AcctSvcrRef")
	if b.pending, err = e.pending(); err != nil {
		return nil, err
	}
	if err := e.dates(b, s); err != nil {
		return nil, err
	}
	b.reversal = e.head.get("RvslInd") == "true" || e.head.get("RvslInd") == "1"
	if err := e.split(b); err != nil {
		return nil, err
	}
	return b, nil
}

// pending: later versions put the code one deeper. What is neither booked nor says so by its message is not booked.
func (e *camtEntry) pending() (bool, error) {
	status := e.head.get("Sts/Cd", "Sts/Prtry", "Sts")
	switch status {
	case "BOOK", "":
		return false, nil
	case "PDNG", "INFO", "FUTR":
		return true, nil
	}
	return false, faultAt(e.head.find("Sts").at(), "%q is not a status that is known here", shorten(status))
}

// dates: the day of booking, else the one it counts from, else that of the statement.
func (e *camtEntry) dates(b *booking, s *camtStatement) (err error) {
	if b.booked, err = e.head.find("BookgDt").day(); err != nil {
		return err
	}
	if b.value, err = e.head.find("ValDt").day(); err != nil {
		return err
	}
	for _, d := range []spec.Date{b.value, s.made} {
		if b.booked == "" {
			b.booked = d
		}
	}
	if b.booked == "" {
		return faultAt(e.head.at(), "an entry has no date")
	}
	return nil
}

// split fills in who paid and why: of the transactions one by one where these make up the entry, of the only transaction, and
// else what can be said of them all.
func (e *camtEntry) split(b *booking) error {
	extra := e.head.get("AddtlNtryInf")
	told, err := e.told()
	if err != nil {
		return err
	}
	unpaid := isReturnCode(e.head)
	if len(e.details) == 1 && told <= 1 {
		e.single(b, &e.details[0], extra, unpaid)
		return nil
	}
	if len(e.details) > 1 {
		minors, err := e.minors(b)
		if err != nil {
			return err
		}
		for i := range minors {
			d := &e.details[i]
			d.complete(b, minors[i], unpaid)
			b.parts = append(b.parts, d.movement)
		}
	}
	b.text = extra
	b.reversal = b.reversal || unpaid && b.minor < 0
	b.unsplit = len(b.parts) == 0 && b.minor > 0 && max(told, int64(len(e.details))) > 1
	if len(b.parts) == 0 && told <= int64(len(e.details)) {
		for i := range e.details {
			if len(b.structured) < spec.MaxReferences {
				b.structured = append(b.structured, e.details[i].structured...)
			}
			b.text = longer(b.text, e.details[i].text)
		}
	}
	return nil
}

// single gives an entry what its only transaction says. The amount is the entry's: that of the transaction may be in another
// currency, or before fees.
func (*camtEntry) single(b *booking, d *camtDetail, extra string, unpaid bool) {
	d.complete(b, b.minor, unpaid)
	if b.bankRef == "" {
		b.bankRef = d.bankRef
	}
	b.structured, b.others, b.payer, b.payerAcct, b.text, b.reversal = d.structured, d.others, d.payer, d.payerAcct, d.text, d.reversal
	if b.text == "" {
		b.text = extra
	}
}

// told is how many transactions the entry says that it is made of; 0 when it does not.
func (e *camtEntry) told() (int64, error) {
	var most int64
	for _, batch := range e.head.all("Btch") {
		if n := batch.find("NbOfTxs"); n != nil && n.text != "" {
			have, err := numberAt(n.at(), n.text)
			if err != nil {
				return 0, err
			}
			most = max(most, have)
		}
	}
	return most, nil
}

// minors gives the amount of each transaction in the entry's currency, or nothing where one has none or where they do not add
// up to the entry, as after fees that the bank has taken off.
func (e *camtEntry) minors(b *booking) ([]int64, error) {
	out := make([]int64, 0, len(e.details))
	var sum total
	for i := range e.details {
		d := &e.details[i]
		minor, found, err := d.in(b.currency)
		if err != nil {
			return nil, err
		}
		if d.sign == "DBIT" || d.sign == "" && b.minor < 0 {
			minor = -minor
		}
		if !found || !sum.add(minor) {
			return nil, nil
		}
		out = append(out, minor)
	}
	if sum.sum != b.minor {
		return nil, nil
	}
	return out, nil
}

// in is the first amount of the transaction that is in a currency.
func (d *camtDetail) in(currency string) (int64, bool, error) {
	for _, a := range d.amounts {
		if a.currency == currency {
			minor, err := amountAt(a.at, a.text, currency)
			return minor, err == nil, err
		}
	}
	return 0, false, nil
}

// complete gives a transaction what its entry says of all.
func (d *camtDetail) complete(b *booking, minor int64, unpaid bool) {
	d.minor, d.booked, d.value = minor, b.booked, b.value
	// A returned direct debit takes money back that had come in.
	d.reversal = b.reversal || minor < 0 && (unpaid || d.returned)
	who := d.from
	if minor < 0 {
		who = d.to
		if who == (camtParty{}) || who.account != "" && who.account == b.account {
			who = d.from
		}
	}
	d.payer, d.payerAcct = who.name, who.account
}

// isReturnCode reports the codes for direct debits that came back.
func isReturnCode(n *node) bool {
	code := n.find("BkTxCd", "Domn", "Fmly")
	family, sub := code.get("Cd"), code.get("SubFmlyCd")
	return (family == "IDDT" || family == "RDDT") && (sub == "UPDD" || sub == "RRTN" || sub == "RPBC")
}

// detailOf keeps of a transaction what is needed.
func detailOf(n *node) camtDetail {
	parties := n.find("RltdPties")
	d := camtDetail{sign: n.get("CdtDbtInd"), returned: n.find("RtrInf") != nil || isReturnCode(n)}
	d.place = n.at()
	d.bankRef, d.others = n.get("Refs/AcctSvcrRef"), []string{n.get("Refs/EndToEndId")}
	d.from = camtParty{parties.get("Dbtr/Nm", "Dbtr/Pty/Nm", "UltmtDbtr/Nm", "UltmtDbtr/Pty/Nm"), accountOf(parties.find("DbtrAcct"))}
	d.to = camtParty{parties.get("Cdtr/Nm", "Cdtr/Pty/Nm", "UltmtCdtr/Nm", "UltmtCdtr/Pty/Nm"), accountOf(parties.find("CdtrAcct"))}
	for _, path := range [][]string{{"Amt"}, {"AmtDtls", "TxAmt", "Amt"}, {"AmtDtls", "CntrValAmt", "Amt"}, {"AmtDtls", "InstdAmt", "Amt"}} {
		if a := n.find(path...); a != nil && a.text != "" {
			d.amounts = append(d.amounts, camtAmount{a.text, strings.ToUpper(a.currency), a.at()})
		}
	}
	var text []string
	for _, info := range n.all("RmtInf") {
		for _, free := range info.all("Ustrd") {
			text = append(text, free.text)
		}
		for _, s := range info.all("Strd") {
			if ref := s.get("CdtrRefInf/Ref", "CdtrRefInf/CdtrRef"); ref != "" {
				d.structured = append(d.structured, ref)
			}
			for _, doc := range s.all("RfrdDocInf") {
				text = append(text, doc.get("Nb", "RfrdDocNb"))
			}
			for _, more := range s.all("AddtlRmtInf") {
				text = append(text, more.text)
			}
		}
	}
	d.text = joined(append(text, n.get("AddtlTxInf"))...)
	return d
}

// joined puts texts under each other.
func joined(texts ...string) string {
	var out []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, "\n")
}
