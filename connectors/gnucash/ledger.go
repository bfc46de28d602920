package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// ledger is the receivables part of a book, whichever form it was stored in.
// It is read completely before anything is sent: a book that breaks off in the
// middle sends nothing, and GnuCash is not kept waiting for the desk.
type ledger struct {
	// form is "SQLite" or "XML".
	form string
	// openedBy says who has the book open in GnuCash; empty: nobody.
	openedBy string

	accounts     map[string]account // receivable accounts only
	customers    []customer
	jobs         map[string]job
	documents    []document
	lots         map[string]lot
	splits       []split // of the receivable accounts only
	transactions map[string]transaction

	// warnings are what a person should know though the book could be read.
	warnings []spec.Diagnostic
}

type account struct {
	name, currency string
}

type customer struct {
	id, number, name, notes, currency string
	active                            bool
	credit                            fraction
	address                           address
}

type address struct {
	name             string
	lines            [4]string
	phone, fax, mail string
}

// owner is whom a document, job or lot belongs to.
type owner struct {
	kind ownerKind
	id   string
}

// ownerKind numbers owners as the owner_type column does.
type ownerKind int

const (
	ownerCustomer ownerKind = 2
	ownerJob      ownerKind = 3
)

// ownerKinds are the same in XML.
var ownerKinds = map[string]ownerKind{"gncCustomer": ownerCustomer, "gncJob": ownerJob, "gncVendor": 4, "gncEmployee": 5}

type job struct {
	name, reference string
	owner           owner
}

// document is an invoice or credit note.
type document struct {
	id, number, notes, order string
	owner                    owner
	posted                   stamp
	transaction, lot         string
	isCredit                 bool
}

// lot gathers the splits of one document, or of money on account.
type lot struct {
	account string
	owner   owner
}

// split is one booking on a receivable account. A positive quantity is owed.
type split struct {
	transaction, account, lot, memo string
	quantity                        fraction
}

type transaction struct {
	id, number, text string
	posted           stamp // an instant
	postedOn         stamp // the civil day, in newer books
	due              stamp
	// elsewhere: it books to other accounts than receivables too. What does
	// not only sets documents against each other.
	elsewhere bool
	// money: one of those accounts holds money, not costs or income.
	money bool
}

// day prefers the civil day to the instant.
func (t transaction) day(zone zone) spec.Date {
	if !t.postedOn.isZero() {
		return t.postedOn.date(zone)
	}
	return t.posted.date(zone)
}

func newLedger(form string) *ledger {
	return &ledger{
		form: form, accounts: map[string]account{}, jobs: map[string]job{}, lots: map[string]lot{}, transactions: map[string]transaction{},
	}
}

// customerOf follows an owner to its customer: a job belongs to one. It is
// empty for vendors and employees.
func (l *ledger) customerOf(o owner) string {
	if o.kind == ownerJob {
		o = l.jobs[o.id].owner
	}
	if o.kind == ownerCustomer {
		return o.id
	}
	return ""
}

func (l *ledger) note(code, summary, hint string) {
	l.warnings = append(l.warnings, spec.Diagnostic{Severity: spec.SeverityWarning, Code: code, Summary: summary, Hint: hint})
}

// noID is what XML books may hold for "none".
const noID = "00000000000000000000000000000000"

// addDocument keeps a document of a customer; drafts, and what vendors and
// employees claim, are no receivables.
func (l *ledger) addDocument(d document, posted string) {
	if d.transaction == "" || d.transaction == noID || d.owner.kind != ownerCustomer && d.owner.kind != ownerJob {
		return
	}
	d.posted = stampOrText(posted)
	l.documents = append(l.documents, d)
}

func (l *ledger) addTransaction(t transaction, posted, postedOn, due string) {
	t.posted, t.postedOn, t.due = stampOrText(posted), stampOrText(postedOn), stampOrText(due)
	l.transactions[t.id] = t
}

// countsElsewhere takes note of an account of the transaction that is not a
// receivable one.
func (t *transaction) countsElsewhere(kind string) {
	t.elsewhere = true
	t.money = t.money || kind != "INCOME" && kind != "EXPENSE"
}
