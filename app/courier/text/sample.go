package text

// sample has a value for every name: a template is tried with it before it is accepted, and an editor's preview shows it.
var sample = Vars{
	Company: "Skagerrak Engros AS", Contact: "Kari Nordby", Phone: "38 00 41 10", Email: "kari@skagerrak.example",
	Customer: "Nordlys Bakeri AS", CustomerNumber: "10117", Greeting: "Eva Lund",
	Number: "2026-000087", Level: "2", Invoice: "F-2204", Invoices: "2", OldestDays: "40",
	Total: "19 685,31 kr", Open: "19 415,50 kr", Fee: "35,00 kr", FeeRule: "inkassoforskriften § 1-2", Interest: "234,81 kr", Credits: "500,00 kr",
	PayBy: "7. desember 2026", LastNotice: "9. november 2026", BrokenPromise: "16. november 2026", Warning: true,
	Account: "1503 40 12345", Reference: "KID 002204100071", Promised: "10 000,00 kr", PromiseBy: "30. november 2026", PromisePaid: "4 000,00 kr",
	VisitOn: "10. desember 2026", VisitAt: "14:30", VisitBy: "Kari Nordby",
}

// Examples are what a text must read well with: one invoice and several, with everything known and with little, with the warning that a
// country's law wants and without.
func Examples() []Vars {
	one, several := sample, sample
	one.Invoices, several.Invoice = "", ""
	calm := one
	calm.Warning, calm.PromisePaid, calm.Credits, calm.BrokenPromise, calm.Interest = false, "", "", "", ""
	bare := Vars{
		Company: sample.Company, Contact: sample.Contact, Total: sample.Total, Invoice: sample.Invoice, OldestDays: "3",
		VisitOn: sample.VisitOn, VisitAt: sample.VisitAt, VisitBy: sample.VisitBy, Promised: sample.Promised, PromiseBy: sample.PromiseBy,
	}
	return []Vars{one, several, calm, bare}
}

// Sample is an example of all values, for a preview while a text is edited.
func Sample() Vars { return sample }
