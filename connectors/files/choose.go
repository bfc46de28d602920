package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// newest are the newest list of open items of a folder, and the newest of customers where there is one.
type newest struct {
	lists map[role]*list
	files map[role]candidate
	notes []spec.Diagnostic
}

// chooser looks for them.
type chooser struct {
	newest
	folder *folder
	on     timepiece
	o      options
	// names are the patterns of the settings; without one a file tells by its columns what it is.
	names  map[role]string
	wanted map[role]bool
	opened int
	passed []string
}

// choose opens the newest lists. A file that is newer than the list of items and cannot be understood ends the read: what
// lies behind it may be out of date, and to read that instead would be to go back without a word.
func (f *folder) choose(ctx context.Context, on timepiece, settings spec.Settings, o options) (newest, []spec.Diagnostic) {
	c := &chooser{
		newest: newest{lists: map[role]*list{}, files: map[role]candidate{}}, folder: f, on: on, o: o,
		names:  map[role]string{roleItems: settings.Get("items_name"), roleCustomers: settings.Get("customers_name")},
		wanted: map[role]bool{roleItems: true, roleCustomers: settings.Get("customers") == ""},
	}
	for i := range f.files {
		one := &f.files[i]
		if c.isDone() || c.opened == maxOpened {
			break
		}
		if problems := c.try(ctx, one); len(problems) > 0 {
			c.close()
			return newest{}, problems
		}
	}
	if c.lists[roleItems] == nil {
		c.close()
		return newest{}, []spec.Diagnostic{c.nothing()}
	}
	if len(c.passed) > 0 {
		c.notes = append(c.notes, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: codePassedOver,
			Summary: fmt.Sprintf("%s in the folder is older and no list that is known; passed over.", strings.Join(c.passed, ", ")),
		})
	}
	return c.newest, nil
}

func (c *chooser) isDone() bool {
	return c.lists[roleItems] != nil && (!c.wanted[roleCustomers] || c.lists[roleCustomers] != nil)
}

func (c *chooser) nothing() spec.Diagnostic {
	d := spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "folder",
		Summary: fmt.Sprintf("The folder %s holds no list of open items.", c.folder.name),
		Hint:    "Export the list of open items into it, as CSV, Excel, SIE 4 or DATEV.",
	}
	if name := c.names[roleItems]; name != "" {
		d.Summary = fmt.Sprintf("The folder %s holds no file named %s.", c.folder.name, name)
		d.Hint = "Export the list of open items into it under such a name, or change the name."
	}
	return d
}

// roles are what a file may be, by the patterns.
func (c *chooser) roles(one *candidate) []role {
	customers, items := c.names[roleCustomers], c.names[roleItems]
	switch {
	case customers != "" && one.matches(customers):
		return []role{roleCustomers}
	case items != "" && one.matches(items):
		return []role{roleItems}
	case items != "" && customers != "":
		return nil
	case items != "":
		return []role{roleCustomers}
	case customers != "":
		return []role{roleItems}
	}
	return []role{roleItems, roleCustomers}
}

// try opens a file as what it may be and is still wanted.
func (c *chooser) try(ctx context.Context, one *candidate) []spec.Diagnostic {
	var problems []spec.Diagnostic
	roles := c.roles(one)
	needless := true
	for _, r := range roles {
		needless = needless && (!c.wanted[r] || c.lists[r] != nil)
	}
	if needless || c.isEarlier(one) {
		return nil
	}
	c.opened++
	if err := one.settle(ctx, c.on); err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	for _, r := range roles {
		if !c.wanted[r] || r == roleCustomers && len(problems) > 0 && !c.mayBeCustomers(problems) {
			continue
		}
		l, found := openList(ctx, r, one.place, c.o)
		switch {
		case len(found) > 0 && len(problems) == 0:
			problems = found
		case len(found) > 0:
		case r == roleCustomers && len(roles) == 2 && l.hasDocuments(c.o):
			l.source.close() // a list of items with something missing
		case c.lists[r] != nil: // an older one
			l.source.close()
			return nil
		default:
			c.lists[r], c.files[r] = l, *one
			return nil
		}
	}
	if c.lists[roleItems] == nil && (c.names[roleItems] == "" || roles[0] == roleItems) || c.names[roleCustomers] != "" && roles[0] == roleCustomers {
		return problems
	}
	c.passed = append(c.passed, one.name)
	return nil
}

// mayBeCustomers reports whether a file failed as a list of items for its columns alone.
func (c *chooser) mayBeCustomers(problems []spec.Diagnostic) bool {
	for _, d := range problems {
		if d.Code != codeColumnMissing && d.Code != codeHeaderMissing && d.Code != codeOtherKind {
			return false
		}
	}
	return true
}

// isEarlier recognises yesterday's list by its name, so that it is not even opened.
func (c *chooser) isEarlier(one *candidate) bool {
	chosen, ok := c.files[roleItems]
	return ok && withoutDigits(chosen.name) == withoutDigits(one.name)
}

func withoutDigits(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || strings.ContainsRune("-_. ()", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// hasDocuments reports whether a customers' list has the numbers or dates of invoices: it is a list of items with something
// missing.
func (l *list) hasDocuments(o options) bool {
	if l.source.table.rewind() != nil {
		return true
	}
	head, _ := findHeader(sampleOf(l.source.table), roleItems, o.mapping)
	return head.has(toIssued) || head.has(toDue) || head.has(toNumber) && head.columns[toNumber] != l.head.columns[toCustomer]
}

func (c *newest) close() {
	for _, l := range c.lists {
		l.source.close()
	}
}
