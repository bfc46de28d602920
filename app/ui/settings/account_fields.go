package settings

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// accountFields are the controls of one bank account.
type accountFields struct {
	currency, reference  *widget.Select
	number, iban, bic    *widget.Input
	bank                 *widget.Input
	prefix, length, qris *widget.Input
	kindField, makeField *widget.Field
}

func newAccountFields(a desk.BankAccount) *accountFields {
	kind := string(a.Reference)
	if kind == "" {
		kind = noReference
	}
	f := &accountFields{
		currency:  widget.NewSelect(currencyChoices(string(a.Currency)), string(a.Currency), nil).WithPlaceholder(i18n.T("form.choose")),
		reference: widget.NewSelect(referenceChoices(), kind, nil),
		number:    widget.NewInput(""), iban: widget.NewInput("NO93 8601 1117 947"), bic: widget.NewInput("DNBANOKK"), bank: widget.NewInput(""),
		prefix: widget.NewInput(""), length: widget.NewInput(""), qris: widget.NewInput("000201…"),
	}
	f.number.SetText(a.Account)
	f.iban.SetText(GroupIBAN(a.IBAN))
	f.bic.SetText(a.BIC)
	f.bank.SetText(a.Bank)
	f.prefix.SetText(a.ReferencePrefix)
	f.qris.SetText(a.QRIS)
	if a.ReferenceLength > 0 {
		f.length.SetText(strconv.Itoa(a.ReferenceLength))
	}
	f.kindField = widget.NewField(i18n.T("settings.reference"), f.reference).WithHelp(i18n.T("settings.reference-text"))
	f.makeField = widget.NewField(i18n.T("settings.reference-length"), f.length)
	f.reference.OnChanged = func(string) { f.kindChosen() }
	f.prefix.OnChanged = func(string) { f.example() }
	f.length.OnChanged = f.prefix.OnChanged
	f.currency.OnChanged = func(string) { f.currencyChosen() }
	f.kindChosen()
	f.currencyChosen()
	return f
}

// kindChosen offers prefix and length where references are made, and a length where the kind leaves it open.
func (f *accountFields) kindChosen() {
	kind := f.typed().reference
	set := func(in *widget.Input, on bool) {
		if on {
			in.Enable()
		} else {
			in.Disable()
		}
	}
	set(f.prefix, kind != "")
	set(f.length, kind != "" && kind != string(receivable.QRR))
	f.example()
}

// currencyChosen offers a QRIS where it can be paid.
func (f *accountFields) currencyChosen() {
	if f.currency.Selected() == "IDR" || f.qris.Text() != "" { // one that is there can be taken away
		f.qris.Enable()
		return
	}
	f.qris.Disable()
}

func (f *accountFields) example() {
	f.makeField.WithHelp(referenceExample(f.typed()))
	f.makeField.Refresh()
}

func (f *accountFields) typed() typedAccount {
	t := typedAccount{
		currency: f.currency.Selected(), number: f.number.Text(), iban: f.iban.Text(), bic: f.bic.Text(), bank: f.bank.Text(),
		reference: f.reference.Selected(), prefix: f.prefix.Text(), length: f.length.Text(), qris: f.qris.Text(),
	}
	switch t.reference {
	case noReference:
		t.reference = ""
	case string(receivable.QRR):
		t.length = ""
	}
	return t
}

func (f *accountFields) named() []stage.NamedField {
	return []stage.NamedField{
		stage.Labelled("currency", i18n.T("customers.currency"), f.currency),
		stage.Labelled("account", i18n.T("company.account"), f.number),
		stage.Labelled("iban", "IBAN", f.iban),
		stage.Labelled("bic", "BIC", f.bic),
		stage.Labelled("bank", i18n.T("company.bank"), f.bank),
		{Name: "reference", Field: f.kindField},
		stage.Labelled("prefix", i18n.T("settings.reference-prefix"), f.prefix),
		{Name: "length", Field: f.makeField},
		{Name: "qris", Field: widget.NewField("QRIS", f.qris).WithHelp(i18n.T("settings.qris-text"))},
	}
}
