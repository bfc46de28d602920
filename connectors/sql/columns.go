package main

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// column is a result column that a section knows.
type column struct {
	name   string
	needed bool
	amount bool
}

// known are the columns of each section, in the order of the documentation.
// Beside them a column x_something is shown with the record.
var known = map[string][]column{
	customers: columns("customer_id! name! customer_no kind country language timezone currency email phone address1 address2 address3 address4 " +
		"postal_code city region org_no customer_group owner credit_limit$ inactive note contact_name contact_role contact_email contact_phone contact_language"),
	items: columns("item_id! customer_id! invoice_no kind invoice_date! due_date currency amount!$ open_amount!$ reference order_ref description pay_link applies_to left_out"),
	payments: columns("payment_id! customer_id! payment_date! currency amount!$ unapplied$ reference description reversed " +
		"item_id applied_amount$ applied_date"),
	totals: columns("currency! open_amount!$"),
}

// columns reads a list: ! is needed, $ an amount.
func columns(list string) []column {
	var out []column
	for _, name := range strings.Fields(list) {
		out = append(out, column{
			name: strings.TrimRight(name, "!$"), needed: strings.Contains(name, "!"), amount: strings.Contains(name, "$"),
		})
	}
	return out
}

// extraPrefix begins the columns that are kept for display only.
const extraPrefix = "x_"

// layout says where the columns of a result are.
type layout struct {
	section string
	at      map[string]int
	extra   []string
	zoned   []bool // holds moments with a time zone
	uuid    []bool // holds SQL Server's sixteen bytes
}

// floats are the types of columns that hold binary fractions.
var floats = []string{"FLOAT", "FLOAT4", "FLOAT8", "DOUBLE", "REAL", "UNSIGNED FLOAT", "UNSIGNED DOUBLE"}

// bind holds the columns of a result against those that the section knows.
func bind(section string, names []string, types []*sql.ColumnType, e engine) (*layout, error) {
	l := &layout{section: section, at: map[string]int{}, zoned: make([]bool, len(names)), uuid: make([]bool, len(names))}
	var strange []string
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := l.at[name]; twice {
			return nil, troubleColumns(section, fmt.Sprintf("The query %q brings the column %q twice.", section, name), "Leave one of them, or give one another name with AS.")
		}
		l.at[name] = i
		index := slices.IndexFunc(known[section], func(c column) bool { return c.name == name })
		switch {
		case strings.HasPrefix(name, extraPrefix) && len(name) > len(extraPrefix) && section != payments && section != totals:
			l.extra = append(l.extra, name)
		case index < 0:
			strange = append(strange, fmt.Sprintf("%q", name))
			continue
		}
		if types != nil {
			kind := strings.ToUpper(types[i].DatabaseTypeName())
			if index >= 0 && known[section][index].amount && slices.Contains(floats, kind) {
				return nil, troubleFloat(section, name, e)
			}
			l.zoned[i], l.uuid[i] = kind == "TIMESTAMPTZ" || kind == "DATETIMEOFFSET", kind == "UNIQUEIDENTIFIER"
		}
	}
	if len(strange) > 0 {
		return nil, troubleColumns(section, fmt.Sprintf("The query %q brings what is not known: %s.", section, strings.Join(strange, ", ")),
			"Known are: "+strings.Join(namesOf(known[section], false), ", ")+". Name a column with AS; one to be shown only begins with x_.")
	}
	return l, l.complete()
}

func (l *layout) complete() error {
	var missing []string
	for _, name := range namesOf(known[l.section], true) {
		if !l.has(name) {
			missing = append(missing, fmt.Sprintf("%q", name))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return troubleColumns(l.section, fmt.Sprintf("The query %q does not bring %s.", l.section, strings.Join(missing, ", ")),
		"Add it to the SELECT, and name it with AS.")
}

func (l *layout) has(name string) bool {
	_, there := l.at[name]
	return there
}

func namesOf(all []column, needed bool) []string {
	var out []string
	for _, c := range all {
		if c.needed || !needed {
			out = append(out, c.name)
		}
	}
	return out
}

func troubleColumns(section, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: "columns-wrong", Field: "queries", Summary: summary, Hint: hint, Record: spec.Record{Column: section},
	}
}

// troubleFloat: a binary fraction has lost cents before it gets here.
func troubleFloat(section, name string, e engine) spec.Diagnostic {
	d := troubleColumns(section, fmt.Sprintf("The column %q of the query %q holds floating point numbers, which are not exact.", name, section),
		"Say to how many decimals it is rounded: "+e.decimal(name)+" AS "+name)
	d.Code, d.Record = "amount-not-exact", spec.Record{Column: name}
	return d
}
