package intake

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// mapper is the host's sink: it turns each record into the book's noun and hands it to the desk's sink.
type mapper struct {
	sink       desk.Sink
	full       bool // everything is read: nothing can be gone
	currencies map[string]money.Currency
}

// Batch maps a stretch of records.
func (m *mapper) Batch(b *host.Batch) error {
	if len(b.Removals) > 0 && m.full {
		return fault.New(desk.StaleData, "the connector reports %d removed records in a read of everything", len(b.Removals)).
			WithHint("report this to its publisher")
	}
	if err := m.debtors(b.Debtors); err != nil {
		return err
	}
	if err := m.items(b.Items); err != nil {
		return err
	}
	if err := m.payments(b.Payments); err != nil {
		return err
	}
	if err := m.bankLines(b.BankLines); err != nil {
		return err
	}
	return m.removals(b.Removals)
}

func (m *mapper) bankLines(in []spec.BankLine) error {
	if len(in) == 0 {
		return nil
	}
	out := make([]desk.BankLine, len(in))
	for i := range in {
		if err := m.bankLine(&out[i], &in[i]); err != nil {
			return onRecord(err, "bank line", in[i].ExternalID)
		}
	}
	return m.sink.BankLines(out)
}

func (m *mapper) bankLine(out *desk.BankLine, l *spec.BankLine) error {
	cur, err := m.currency(l.Currency)
	if err != nil {
		return err
	}
	booked, err := day(l.Booked)
	if err != nil {
		return err
	}
	value, err := day(l.ValueDate)
	if err != nil {
		return err
	}
	out.Line = remittance.Line{
		Booked: booked, Amount: money.New(l.Amount, cur), References: l.References, PayerName: l.PayerName, PayerAccount: l.PayerAccount, Text: l.Text, Reversal: l.Reversal,
	}
	out.Format, out.Batch, out.Collective, out.BankReference, out.Credited = l.Format, l.Batch, l.Collective, l.BankReference, l.CreditedAccount
	out.ExternalID, out.Account, out.Value, out.Origin = l.ExternalID, l.Account, value, l.Origin.String()
	return nil
}

func (m *mapper) removals(in []spec.Removal) error {
	if len(in) == 0 {
		return nil
	}
	var gone desk.Removals
	for _, r := range in {
		switch r.Stream {
		case spec.StreamDebtors:
			gone.Debtors = append(gone.Debtors, r.ExternalID)
		case spec.StreamItems:
			gone.Items = append(gone.Items, r.ExternalID)
		case spec.StreamPayments:
			gone.Payments = append(gone.Payments, r.ExternalID)
		case spec.StreamRemovals, spec.StreamBankLines:
		}
	}
	return m.sink.Removals(gone)
}

func (m *mapper) debtors(in []spec.Debtor) error {
	if len(in) == 0 {
		return nil
	}
	out := make([]desk.SourceDebtor, len(in))
	for i := range in {
		out[i] = m.debtor(&in[i])
	}
	return m.sink.Debtors(out)
}

func (m *mapper) debtor(d *spec.Debtor) desk.SourceDebtor {
	out := desk.SourceDebtor{
		ExternalID: d.ExternalID, Number: d.Number, Name: d.Name, Country: d.Country, Language: d.Language,
		Timezone: d.Timezone, OrgNumber: d.OrgNumber, Owner: d.Owner, Group: d.Group, Email: d.Email, Phone: d.Phone, Note: d.Note, Extra: d.Extra,
		Address: receivable.Address{Lines: d.Address.Lines, PostalCode: d.Address.PostalCode, City: d.Address.City, Region: d.Address.Region, Country: d.Address.Country},
	}
	// Where the source does not say, the kind stays unknown, and consumer law protects: guessing business would ask too much.
	switch d.Kind {
	case spec.DebtorConsumer:
		out.Kind = receivable.Consumer
	case spec.DebtorBusiness:
		out.Kind = receivable.Business
	case spec.DebtorUnknown:
	}
	if out.Country == "" {
		out.Country = d.Address.Country
	}
	if out.Number == "" {
		out.Number = d.ExternalID
	}
	if d.Currency != "" {
		if cur, err := m.currency(d.Currency); err == nil { // in what it owes, each item says
			out.Currency = cur
		}
	}
	if d.CreditLimit != nil && out.Currency != "" {
		limit := money.New(*d.CreditLimit, out.Currency)
		out.Limit = &limit
	}
	for _, c := range d.Contacts {
		out.Contacts = append(out.Contacts, receivable.Contact{ExternalID: c.ExternalID, Name: c.Name, Role: c.Role, Email: c.Email, Phone: c.Phone, Language: c.Language})
	}
	return out
}

// itemKinds are the protocol's kinds in the book's words; a fee that the source booked itself is one more claim.
var itemKinds = map[spec.ItemKind]receivable.ItemKind{
	spec.ItemInvoice: receivable.Invoice, spec.ItemCredit: receivable.Credit, spec.ItemPayment: receivable.OnAccount,
	spec.ItemFee: receivable.Other, spec.ItemOther: receivable.Other,
}

func (m *mapper) items(in []spec.Item) error {
	if len(in) == 0 {
		return nil
	}
	out := make([]desk.SourceItem, len(in))
	for i := range in {
		if err := m.item(&out[i], &in[i]); err != nil {
			return onRecord(err, "item", in[i].ExternalID)
		}
	}
	return m.sink.Items(out)
}

func (m *mapper) item(out *desk.SourceItem, it *spec.Item) error {
	cur := m.asSaid(it.Currency)
	issued, err := day(it.Issued)
	if err != nil {
		return err
	}
	due, err := day(it.Due)
	if err != nil {
		return err
	}
	kind, known := itemKinds[it.Kind]
	if !known {
		kind = receivable.Other
	}
	number := it.Number
	if number == "" {
		number = it.ExternalID
	}
	out.OpenItem = receivable.OpenItem{
		ExternalID: it.ExternalID, Number: number, Kind: kind, Issued: issued, Due: due, Amount: money.New(it.Amount, cur), Open: money.New(it.Open, cur),
		Reference: it.Reference, OrderRef: it.OrderRef, Description: it.Description, PayLink: it.PayLink,
	}
	out.DebtorExternal, out.AppliesToExternal = it.DebtorID, it.AppliesTo
	return nil
}

func (m *mapper) payments(in []spec.Payment) error {
	if len(in) == 0 {
		return nil
	}
	out := make([]desk.SourcePayment, len(in))
	for i := range in {
		if err := m.payment(&out[i], &in[i]); err != nil {
			return onRecord(err, "payment", in[i].ExternalID)
		}
	}
	return m.sink.Payments(out)
}

func (m *mapper) payment(out *desk.SourcePayment, p *spec.Payment) error {
	cur := m.asSaid(p.Currency)
	on, err := day(p.Date)
	if err != nil {
		return err
	}
	out.Payment = receivable.Payment{
		ExternalID: p.ExternalID, Date: on, Amount: money.New(p.Amount, cur), Unapplied: money.New(p.Unapplied, cur),
		Reference: p.Reference, Text: p.Text, Reversed: p.Reversed,
	}
	out.DebtorExternal = p.DebtorID
	for _, a := range p.Allocations {
		applied, err := day(a.Date)
		if err != nil {
			return err
		}
		if applied.IsZero() {
			applied = on
		}
		out.Allocations = append(out.Allocations, receivable.Allocation{Amount: money.New(a.Amount, cur), Date: applied})
		out.ItemExternals = append(out.ItemExternals, a.ItemID)
	}
	return nil
}

// asSaid is a currency as the source writes it. One that nobody knows sets its record aside, which the book sees to.
func (m *mapper) asSaid(code string) money.Currency {
	if cur, err := m.currency(code); err == nil {
		return cur
	}
	return money.Currency(code)
}

// currency checks a code once for each read.
func (m *mapper) currency(code string) (money.Currency, error) {
	if cur, ok := m.currencies[code]; ok {
		return cur, nil
	}
	cur, err := money.ParseCurrency(code)
	if err != nil {
		return "", err
	}
	if m.currencies == nil {
		m.currencies = map[string]money.Currency{}
	}
	m.currencies[code] = cur
	return cur, nil
}

func day(d spec.Date) (date.Date, error) {
	if d == "" {
		return date.Date{}, nil
	}
	return date.Parse(string(d))
}

func onRecord(err error, what, id string) error {
	return fault.Wrap(err, fault.CodeOf(err), "%s %s cannot be taken into the book", what, id)
}

// Checkpoint passes on a checkpoint that the host has recounted.
func (m *mapper) Checkpoint(c spec.Checkpoint) error {
	out := desk.Checkpoint{Cursor: c.Cursor, Counts: map[string]int64{}, Sums: map[money.Currency]int64{}, Control: map[money.Currency]int64{}, Rejected: c.Rejected, Complete: c.Complete}
	for stream, n := range c.Counts {
		out.Counts[string(stream)] = n
	}
	for cur, minor := range c.Sums {
		out.Sums[money.Currency(cur)] = minor
	}
	for cur, minor := range c.Control {
		out.Control[money.Currency(cur)] = minor
	}
	return m.sink.Checkpoint(out)
}

// Progress passes on how far the connector is.
func (m *mapper) Progress(p spec.Progress) {
	m.sink.Progress(desk.Progress{Phase: p.Phase, Done: p.Done, Total: p.Total, Text: p.Text})
}

// Diagnostic passes on what the connector has to say.
func (m *mapper) Diagnostic(d spec.Diagnostic) { m.sink.Note(noteFrom(d)) }
