package courier

import (
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// payment says where the money shall go and what to write on it. A notice about one invoice carries the invoice's own
// reference, which the bank matches; one about several carries its own number.
func payment(job desk.Job, account desk.BankAccount) (notice.Payment, []*fault.Error) {
	p := notice.Payment{Holder: job.Company.Name, Account: account.Account, IBAN: account.IBAN, BIC: account.BIC, Bank: account.Bank, Reference: job.Number, QRIS: account.QRIS}
	p.Creditor, p.Debtor = party(job.Company.Name, job.Company.Address, job.Company.Country), party(job.Debtor.Name, job.Debtor.Address, job.Debtor.Country)
	var warnings []*fault.Error
	if err := receivable.CheckQRIS(p.QRIS); p.QRIS != "" && err != nil {
		warnings = append(warnings, fault.New(receivable.BadQRIS, "the QRIS of the %s account: %s", account.Currency, sentence(err)).WithHint("the letter leaves without a code to scan"))
	}
	if len(job.Notice.Lines) != 1 {
		p.ItemReferenceName = itemReferenceName(job, account)
		return p, append(warnings, qrWithoutReference(job, account)...)
	}
	line := job.Notice.Lines[0]
	var err error
	p.Reference, err = invoiceReference(line, account.Scheme(), job.Number)
	p.ReferenceName = referenceName(p.Reference, account.Reference, job.Company.Country == "NO" && line.Reference != "")
	if err == nil {
		return p, warnings
	}
	hint := "it is printed as it came: compare it with the invoice, and its kind with the account's under Settings, Bank accounts"
	if p.Reference == "" {
		hint = "none is printed, so the payment will not name the invoice"
	}
	return p, append(warnings, fault.New(fault.CodeOf(err), "the payment reference of invoice %s: %s", line.Number, sentence(err)).WithHint("%s", hint))
}

// sentence is what an error says without its advice.
func sentence(err error) string {
	var coded *fault.Error
	if errors.As(err, &coded) {
		return coded.Message
	}
	return err.Error()
}

// invoiceReference is what the payment of one invoice is known by: the source's own reference, as it came even when the
// account's kind refuses it, since the bank may know better; else one made of the invoice's digits, or none where there are
// no digits to make one of. An account that asks for no kind takes the notice's own number.
func invoiceReference(line dunning.Line, scheme receivable.ReferenceScheme, own string) (string, error) {
	switch {
	case line.Reference != "" && scheme.Kind == "":
		return line.Reference, nil
	case line.Reference != "":
		return line.Reference, receivable.CheckReference(scheme.Kind, line.Reference)
	case scheme.Kind == "":
		return own, nil
	}
	return scheme.Make(line.Number)
}

// referenceName is how a country calls its reference where its payers look for that word; empty: the word of the letter's
// language. Norway's is also known by its form when the account asks for no kind.
func referenceName(reference string, kind receivable.ReferenceKind, norwegian bool) string {
	switch kind {
	case receivable.KIDMod10, receivable.KIDMod11:
		norwegian = true
	case receivable.OCR, receivable.OCRLength:
		if reference != "" {
			return "OCR"
		}
	case receivable.Viite, receivable.ViiteRF, receivable.QRR, receivable.RF:
		return ""
	}
	if norwegian && isKID(reference) {
		return "KID"
	}
	return ""
}

// isKID reports whether a reference has the form of a Norwegian customer identification number: 2 to 25 digits, the last
// of which may be a minus sign.
func isKID(ref string) bool {
	digits := strings.TrimSuffix(ref, "-")
	if len(ref) < 2 || len(ref) > 25 {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// party is a name with its address in parts; the country is that of the address, else the other one.
func party(name string, a receivable.Address, country string) notice.Party {
	if a.Country != "" {
		country = a.Country
	}
	p := notice.Party{Name: name, PostalCode: a.PostalCode, Town: a.City, Country: country}
	if len(a.Lines) > 0 {
		p.Street = a.Lines[len(a.Lines)-1]
	}
	return p
}

// itemReferences are what payments of single invoices of a notice about several are known by: a number made for the notice as a whole
// could be that of another invoice, so each keeps its own. One that its kind refuses is not printed.
func itemReferences(job desk.Job, account desk.BankAccount) []string {
	out := make([]string, len(job.Notice.Lines))
	for i, line := range job.Notice.Lines {
		if len(out) == 1 || line.Open.Minor <= 0 {
			continue
		}
		if reference, err := invoiceReference(line, account.Scheme(), ""); err == nil {
			out[i] = reference
		}
	}
	return out
}

// itemReferenceName is how they are called: one word for all of them.
func itemReferenceName(job desk.Job, account desk.BankAccount) string {
	name, first := "", true
	for i, reference := range itemReferences(job, account) {
		if reference == "" {
			continue
		}
		one := referenceName(reference, account.Reference, job.Company.Country == "NO" && job.Notice.Lines[i].Reference != "")
		if !first && one != name {
			return ""
		}
		name, first = one, false
	}
	return name
}

// qrWithoutReference warns of a notice that nobody can pay in one sum: an account of the Swiss QR kind takes a QR reference alone.
func qrWithoutReference(job desk.Job, account desk.BankAccount) []*fault.Error {
	if !notice.QRIBAN(account.IBAN) || len(job.Notice.Lines) == 0 {
		return nil
	}
	return []*fault.Error{fault.New(receivable.BadReference, "%d invoices are paid in one sum, and %s takes payments with a QR reference alone", len(job.Notice.Lines), notice.GroupedIBAN(account.IBAN)).
		WithHint("the letter has each invoice's reference and no payment slip; an account without QR-IBAN under Settings, Bank accounts, gives it one")}
}
