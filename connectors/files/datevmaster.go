package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// masterTargets are what the customers' master data bring.
var masterTargets = []target{
	toCustomer, toName, toEmail, toPhone, toStreet, toStreet2, toZip, toCity, toCountry, toOrgNumber, toCustomerType,
}

// master reads category 16, customers and suppliers: the suppliers are left out.
func (d *datevFile) master() error {
	if d.role == roleItems {
		return d.trouble(codeOtherKind, d.name+" has customers and suppliers (Debitoren/Kreditoren), no open items.", "Choose it as the customers' file.")
	}
	account, err := d.need("Konto")
	if err != nil {
		return err
	}
	t := newMadeTable(masterTargets)
	suppliers := 0
	for {
		r, err := d.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		number := strings.TrimSpace(r.cell(account[0]))
		switch {
		case isBlank(&r):
		case r.fault != nil:
			t.rows = append(t.rows, row{line: r.line, fault: r.fault})
		case d.isDebtor(number):
			t.add(r.line, d.customer(&r, number)...)
		case d.isCreditor(number):
			suppliers++
		default:
			f := faultAt(-1, "%q is no account of a customer or supplier with %d digits", shorten(number), d.digits+1)
			t.rows = append(t.rows, row{line: r.line, fault: f})
		}
	}
	d.table = t
	d.form += ", customers (Debitoren/Kreditoren)"
	if suppliers > 0 {
		d.notes = append(d.notes, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: codePassedOver, Record: spec.Record{File: d.name},
			Summary: fmt.Sprintf("%d suppliers of %s were passed over.", suppliers, d.name),
		})
	}
	return nil
}

// customer gives the cells of one customer in the order of masterTargets.
func (d *datevFile) customer(r *row, number string) []string {
	cell := func(names ...string) string {
		return strings.Join(strings.Fields(spec.CleanLine(r.cell(d.column(names...)))), " ")
	}
	// typed is a column that is headed in two ways, in descriptions of the format and in files.
	typed := func(name string) string { return cell(name, strings.Replace(name, "Adressatentyp", "Adressattyp", 1)) }
	person := strings.TrimSpace(typed("Vorname (Adressatentyp natürl. Person)") + " " + typed("Name (Adressatentyp natürl. Person)"))
	street := cell("Straße", "Strasse")
	if box := cell("Postfach"); street == "" && box != "" {
		street = "Postfach " + box
	}
	kind := ""
	if typed("Adressatentyp") == "2" { // 1 is a natural person, who may well be a trader
		kind = "business"
	}
	return []string{
		number, cmp.Or(typed("Name (Adressatentyp Unternehmen)"), person, typed("Name (Adressatentyp keine Angabe)"), cell("Kurzbezeichnung")),
		cell("E-Mail"), cell("Telefon"), street, cell("Adresszusatz"), cell("Postleitzahl"), cell("Ort"), cell("Land"),
		cell("EU-Land") + cell("EU-USt-IdNr.", "EU-UStID", "EU-USt-ID"), kind,
	}
}
