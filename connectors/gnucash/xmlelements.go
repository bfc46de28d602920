package main

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// The elements by their local names. GnuCash's prefixes are left out: books of
// GnuCash 2.0 use them without declaring them.
type (
	xmlCommodity struct {
		ID string `xml:"id"`
	}
	xmlDate struct {
		Instant string `xml:"date"`
		Day     string `xml:"gdate"`
	}
	xmlOwner struct {
		Kind string `xml:"type"`
		ID   string `xml:"id"`
	}
	xmlSlot struct {
		Key   string   `xml:"key"`
		Value xmlValue `xml:"value"`
	}
	xmlValue struct {
		Text    string    `xml:",chardata"`
		Instant string    `xml:"date"`
		Day     string    `xml:"gdate"`
		Slots   []xmlSlot `xml:"slot"`
	}
	xmlLot struct {
		ID    string    `xml:"id"`
		Slots []xmlSlot `xml:"slots>slot"`
	}
	xmlTransaction struct {
		ID     string    `xml:"id"`
		Number string    `xml:"num"`
		Posted xmlDate   `xml:"date-posted"`
		Text   string    `xml:"description"`
		Slots  []xmlSlot `xml:"slots>slot"`
		Splits []struct {
			Memo     string `xml:"memo"`
			Quantity string `xml:"quantity"`
			Account  string `xml:"account"`
			Lot      string `xml:"lot"`
		} `xml:"splits>split"`
	}
	xmlCustomer struct {
		ID      string `xml:"guid"`
		Name    string `xml:"name"`
		Number  string `xml:"id"`
		Notes   string `xml:"notes"`
		Address struct {
			Name  string `xml:"name"`
			Line1 string `xml:"addr1"`
			Line2 string `xml:"addr2"`
			Line3 string `xml:"addr3"`
			Line4 string `xml:"addr4"`
			Phone string `xml:"phone"`
			Fax   string `xml:"fax"`
			Mail  string `xml:"email"`
		} `xml:"addr"`
		Active   string       `xml:"active"`
		Credit   string       `xml:"credit"`
		Currency xmlCommodity `xml:"currency"`
	}
	xmlJob struct {
		ID        string   `xml:"guid"`
		Name      string   `xml:"name"`
		Reference string   `xml:"reference"`
		Owner     xmlOwner `xml:"owner"`
	}
	xmlInvoice struct {
		ID          string    `xml:"guid"`
		Number      string    `xml:"id"`
		Owner       xmlOwner  `xml:"owner"`
		Posted      xmlDate   `xml:"posted"`
		Notes       string    `xml:"notes"`
		Order       string    `xml:"billing_id"`
		Transaction string    `xml:"posttxn"`
		Lot         string    `xml:"postlot"`
		Slots       []xmlSlot `xml:"slots>slot"`
	}
)

func (o xmlOwner) owner() owner { return owner{ownerKinds[o.Kind], o.ID} }

// slot finds a value by its path of keys ("gncOwner", "owner-guid"); the zero
// value where there is none.
func slot(slots []xmlSlot, path ...string) xmlValue {
	var found xmlValue
	for _, key := range path {
		i := slices.IndexFunc(slots, func(s xmlSlot) bool { return s.Key == key })
		if i < 0 {
			return xmlValue{}
		}
		found = slots[i].Value
		slots = found.Slots
	}
	return found
}

func (r *xmlReader) count(start xml.StartElement) error {
	var text string
	if err := r.decoder.DecodeElement(&text, &start); err != nil {
		return err
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64); err == nil {
		r.told[attribute(start, "type")] = n
	}
	return nil
}

// account reads an account by its parts: that of the receivables holds a lot
// for each document ever posted, too many to take at once.
func (r *xmlReader) account() error {
	var id, kind string
	var a account
	lots := map[string]lot{}
	err := r.children(func(start xml.StartElement) error {
		switch start.Name.Local {
		case "name":
			return r.decoder.DecodeElement(&a.name, &start)
		case "id":
			return r.decoder.DecodeElement(&id, &start)
		case "type":
			return r.decoder.DecodeElement(&kind, &start)
		case "commodity":
			var c xmlCommodity
			err := r.decoder.DecodeElement(&c, &start)
			a.currency = c.ID
			return err
		case "lots":
			return r.children(func(start xml.StartElement) error { return r.lot(start, lots) })
		default:
			return r.decoder.Skip()
		}
	})
	r.kinds[id] = kind
	if err != nil || kind != "RECEIVABLE" {
		return err
	}
	r.accounts[id] = a
	for lotID, one := range lots {
		one.account = id
		r.lots[lotID] = one
	}
	return nil
}

func (r *xmlReader) lot(start xml.StartElement, into map[string]lot) error {
	var x xmlLot
	if err := r.decoder.DecodeElement(&x, &start); err != nil {
		return err
	}
	kind, err := strconv.Atoi(strings.TrimSpace(slot(x.Slots, "gncOwner", "owner-type").Text))
	if err != nil {
		kind = 0 // a lot of a document has no owner of its own
	}
	into[x.ID] = lot{owner: owner{ownerKind(kind), strings.TrimSpace(slot(x.Slots, "gncOwner", "owner-guid").Text)}}
	return nil
}

// transaction keeps what books to a receivable account.
func (r *xmlReader) transaction(start xml.StartElement) error {
	var x xmlTransaction
	if err := r.decoder.DecodeElement(&x, &start); err != nil {
		return err
	}
	r.found["transaction"]++
	t := transaction{id: x.ID, number: x.Number, text: x.Text}
	before := len(r.splits)
	for _, s := range x.Splits {
		if _, receivable := r.accounts[s.Account]; !receivable {
			t.countsElsewhere(r.kinds[s.Account])
			continue
		}
		quantity, err := parseFraction(s.Quantity)
		if err != nil {
			return troubleWith(spec.CodeSourceUnreadable, "An amount in the book cannot be read.",
				"Open the book in GnuCash to see whether it is sound.", fmt.Errorf("transaction %s: %w", x.ID, err))
		}
		r.splits = append(r.splits, split{transaction: x.ID, account: s.Account, lot: s.Lot, memo: s.Memo, quantity: quantity})
	}
	if len(r.splits) > before {
		due := slot(x.Slots, "trans-date-due")
		r.addTransaction(t, x.Posted.Instant, slot(x.Slots, "date-posted").Day, due.Instant+due.Day)
	}
	return nil
}

func (r *xmlReader) customer(start xml.StartElement) error {
	var x xmlCustomer
	if err := r.decoder.DecodeElement(&x, &start); err != nil {
		return err
	}
	r.found["gnc:GncCustomer"]++
	credit, err := parseFraction(x.Credit)
	if err != nil {
		credit = fraction{} // no limit is what an absent one means
	}
	a := x.Address
	r.customers = append(r.customers, customer{
		id: x.ID, number: x.Number, name: x.Name, notes: x.Notes, currency: x.Currency.ID, active: x.Active != "0", credit: credit,
		address: address{name: a.Name, lines: [4]string{a.Line1, a.Line2, a.Line3, a.Line4}, phone: a.Phone, fax: a.Fax, mail: a.Mail},
	})
	return nil
}

func (r *xmlReader) job(start xml.StartElement) error {
	var x xmlJob
	if err := r.decoder.DecodeElement(&x, &start); err != nil {
		return err
	}
	r.jobs[x.ID] = job{name: x.Name, reference: x.Reference, owner: x.Owner.owner()}
	return nil
}

func (r *xmlReader) invoice(start xml.StartElement) error {
	var x xmlInvoice
	if err := r.decoder.DecodeElement(&x, &start); err != nil {
		return err
	}
	r.found["gnc:GncInvoice"]++
	r.addDocument(document{
		id: x.ID, number: x.Number, notes: x.Notes, order: x.Order, owner: x.Owner.owner(),
		transaction: x.Transaction, lot: x.Lot, isCredit: strings.TrimSpace(slot(x.Slots, "credit-note").Text) == "1",
	}, x.Posted.Instant)
	return nil
}
