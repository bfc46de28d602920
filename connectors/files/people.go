package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// people are the customers of both files, found by number, else by name.
type people struct {
	all      []spec.Debtor
	byNumber map[string]int
	// byName and byShort (numbers without the zeros in front, which Excel takes
	// off) hold -1 where several share one.
	byName, byShort map[string]int
	// fromFile are those of the customers' file; the others follow.
	fromFile int
	// unknown are lines of items whose customer is not in the customers' file,
	// renamed those that give a known number another name, short those that were
	// found without their zeros.
	unknown, renamed, short []int64
	rejected                []spec.Diagnostic
}

func newPeople() *people {
	return &people{byNumber: map[string]int{}, byName: map[string]int{}, byShort: map[string]int{}}
}

// nameKey is how names are compared: without case and with single spaces.
func nameKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

func (p *people) add(d spec.Debtor) {
	i := len(p.all)
	p.all = append(p.all, d)
	if d.Number != "" {
		p.byNumber[d.Number] = i
		once(p.byShort, strings.TrimLeft(d.Number, "0"), i)
	}
	if d.Name != "" {
		once(p.byName, nameKey(d.Name), i)
	}
}

func once(m map[string]int, key string, i int) {
	if _, ok := m[key]; ok {
		i = -1
	}
	m[key] = i
}

// find returns the customer that a row of items is about.
func (p *people) find(number, name string) (int, bool) {
	if number == "" {
		i, ok := p.byName[nameKey(name)]
		return i, ok && i >= 0
	}
	if i, ok := p.byNumber[number]; ok {
		return i, true
	}
	if i, ok := p.byShort[strings.TrimLeft(number, "0")]; ok && i >= 0 && i < p.fromFile {
		return i, true
	}
	// A file may know its customers by name alone.
	for _, key := range []string{name, number} {
		if i, ok := p.byName[nameKey(key)]; ok && i >= 0 && p.all[i].Number == "" {
			return i, true
		}
	}
	return 0, false
}

// debtorID makes the stable key: the number, else the name.
func debtorID(number, name string) string {
	if number != "" {
		return number
	}
	return "name/" + nameKey(name)
}

// readCustomers reads the customers' file.
func (p *people) readCustomers(ctx context.Context, l *list) error {
	lines := map[string]int64{}
	err := l.walk(ctx, func(r *row) error {
		f := r.fault
		var d spec.Debtor
		if f == nil {
			d, f = l.debtor(r)
		}
		if f == nil {
			if was, twice := lines[d.ExternalID]; twice {
				f = faultAt(l.keyColumn(), "the customer %q stands in line %d already", d.ExternalID, was)
				f.code = spec.CodeRecordDuplicate
			}
		}
		if f != nil {
			p.rejected = append(p.rejected, l.rejection(r, f))
			return nil
		}
		lines[d.ExternalID] = r.line
		p.add(d)
		return nil
	})
	p.fromFile = len(p.all)
	return err
}

func (l *list) keyColumn() int {
	if l.head.has(toCustomer) {
		return l.head.columns[toCustomer]
	}
	return l.head.columns[toName]
}

// meet takes note of the customer of an item: a new one, or more about a known one.
func (p *people) meet(l *list, r *row) {
	number, name := l.text(r, toCustomer), l.text(r, toName)
	i, known := p.find(number, name)
	_, isShared := p.byName[nameKey(name)]
	switch {
	case !known && number == "" && isShared: // several have this name: the row is rejected as an item
	case !known:
		d, f := l.debtor(r)
		if f != nil {
			return // the row is rejected when it is read as an item
		}
		if p.fromFile > 0 {
			p.unknown = append(p.unknown, r.line)
		}
		p.add(d)
	case i >= p.fromFile:
		if name != "" && name != p.all[i].Name && nameKey(p.all[i].Name) != nameKey(name) && l.head.has(toCustomer) {
			p.renamed = append(p.renamed, r.line)
		}
		if l.tellsMore(&p.all[i]) {
			if d, f := l.debtor(r); f == nil {
				complete(&p.all[i], &d)
			}
		}
	case number != "" && p.all[i].Number != number && p.all[i].Number != "":
		p.short = append(p.short, r.line)
	}
}

// tellsMore reports whether the list has a column for what is not known yet.
func (l *list) tellsMore(d *spec.Debtor) bool {
	return l.head.has(toEmail) && d.Email == "" || l.head.has(toPhone) && d.Phone == "" ||
		l.head.has(toCity) && d.Address.City == "" || l.head.has(toStreet) && len(d.Address.Lines) == 0
}

func complete(d, more *spec.Debtor) {
	if d.Email == "" {
		d.Email = more.Email
	}
	if d.Phone == "" {
		d.Phone = more.Phone
	}
	if d.Address.City == "" && len(d.Address.Lines) == 0 {
		d.Address = more.Address
	}
}

var languageForm = regexp.MustCompile(`^[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?$`)

// debtor makes a customer of a row.
func (l *list) debtor(r *row) (spec.Debtor, *fault) {
	number, name := l.text(r, toCustomer), l.text(r, toName)
	if number == "" && name == "" {
		return spec.Debtor{}, faultAt(l.keyColumn(), "it names no customer")
	}
	d := spec.Debtor{
		ExternalID: debtorID(number, name), Number: number, Name: name, Kind: spec.DebtorUnknown,
		Email: l.text(r, toEmail), Phone: l.text(r, toPhone), OrgNumber: l.text(r, toOrgNumber),
		Group: l.text(r, toGroup), Owner: l.text(r, toOwner),
		Address: spec.Address{
			Lines:      []string{l.text(r, toStreet), l.text(r, toStreet2)},
			PostalCode: l.text(r, toZip), City: l.text(r, toCity), Region: l.text(r, toRegion),
		},
	}
	if kind := meaning("debtor", l.text(r, toCustomerType)); kind != "" {
		d.Kind = spec.DebtorKind(kind)
	}
	if contact := l.text(r, toContact); contact != "" {
		d.Contacts = []spec.Contact{{Name: contact}}
	}
	l.whereabouts(r, &d)
	d.Clean()
	if err := d.Validate(); err != nil {
		return d, &fault{column: l.columnOf(err), what: err.Error()}
	}
	return d, nil
}

// whereabouts reads country and language; what is neither a code nor a known
// name is kept for people to see.
func (l *list) whereabouts(r *row, d *spec.Debtor) {
	country := l.text(r, toCountry)
	switch code := strings.ToUpper(country); {
	case meaning("country", country) != "":
		d.Country = meaning("country", country)
	case len(code) == 2 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "":
		d.Country = code
	case country != "":
		d.Extra = map[string]string{"country": country}
	}
	d.Address.Country = d.Country
	if language := l.text(r, toLanguage); languageForm.MatchString(language) {
		d.Language = strings.ToLower(language[:2]) + strings.ReplaceAll(language[2:], "_", "-")
	}
}

// notes tells what was odd about the customers.
func (p *people) notes(l *list) []spec.Diagnostic {
	var out []spec.Diagnostic
	say := func(lines []int64, code, summary, hint string) {
		if len(lines) > 0 {
			out = append(out, spec.Diagnostic{
				Severity: spec.SeverityWarning, Code: code, Record: l.place(lines[0], l.keyColumn()),
				Summary: fmt.Sprintf(summary, someLines(lines)), Hint: hint,
			})
		}
	}
	say(p.unknown, codeCustomerUnknown, "Customers who are not in the customers' file were taken from the items: line %s.",
		"Export the customers again, so that they can be reached.")
	say(p.renamed, codeAssumed, "A customer number stands beside different names; the first one was taken: line %s.",
		"Correct the names where they come from.")
	say(p.short, codeAssumed, "A customer number lost the zeros in front of it and was completed: line %s.",
		"Make the column text before you save a list in Excel.")
	return out
}
