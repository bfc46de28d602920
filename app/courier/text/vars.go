package text

// Vars are the values a template may name, as ready strings in the reader's language: a template never formats.
// The name in the template is the one in the tag. An empty string is "none" and closes the section of that name, so
// {{#fee}}... {{fee}} ...{{/fee}} appears only when there is a fee.
type Vars struct {
	Company string `notice:"company"` // who asks
	Contact string `notice:"contact"` // the person to turn to
	Phone   string `notice:"phone"`
	Email   string `notice:"email"`

	Customer       string `notice:"customer"`        // who is asked
	CustomerNumber string `notice:"customer_number"` // as in the accounting system
	Greeting       string `notice:"greeting"`        // name of a person to greet, when one is known

	Number     string `notice:"number"`      // of this notice
	Level      string `notice:"level"`       // "2"
	Invoice    string `notice:"invoice"`     // its number, when the notice is about exactly one
	Invoices   string `notice:"invoices"`    // how many, when it is about several
	OldestDays string `notice:"oldest_days"` // days the oldest is overdue

	Total    string `notice:"total"`    // all that is asked, with currency
	Open     string `notice:"open"`     // the invoices alone
	Fee      string `notice:"fee"`      // of this notice
	FeeRule  string `notice:"fee_rule"` // the statute that the fee rests on
	Interest string `notice:"interest"` // of this notice
	Added    string `notice:"added"`    // all fees and interest that it asks for, those of earlier notices too
	Credits  string `notice:"credits"`  // payments and credit notes set off
	PayBy    string `notice:"pay_by"`   // last day to pay, in words
	PayLink  string `notice:"pay_link"` // address at which it can be paid

	Account   string `notice:"account"`   // where to pay to, as people write it
	Reference string `notice:"reference"` // what to write on the transfer, with its name: "KID 22043", "Reference 2026-000087"

	LastNotice    string `notice:"last_notice"`    // day of the notice before
	BrokenPromise string `notice:"broken_promise"` // day a payment was promised for and did not come

	Promised    string `notice:"promised"`     // what was promised, with currency
	PromiseBy   string `notice:"promise_by"`   // day for which it was, in words
	PromisePaid string `notice:"promise_paid"` // the part of it that came, where some did

	VisitOn string `notice:"visit_on"` // day of a visit, in words
	VisitAt string `notice:"visit_at"` // and its hour
	VisitBy string `notice:"visit_by"` // who comes

	// Warning opens the passage that a country's law demands before collection (Norway: inkassoloven section 9).
	Warning bool `notice:"warning"`
}
