package spec

// BankLine is one movement of a bank account, as a statement shows it.
type BankLine struct {
	// ExternalID is stable and unique among all lines of its account: the same
	// line in another statement has the same one.
	ExternalID string `json:"external_id"`
	// Account is the account it moved, as the bank writes it (IBAN where it has
	// one).
	Account string `json:"account"`
	// Booked is the day the bank booked it, ValueDate the one it counts from.
	Booked    Date `json:"booked"`
	ValueDate Date `json:"value_date,omitempty"`
	// Currency is ISO 4217; Amount its minor units, positive for money received.
	Currency string `json:"currency"`
	Amount   int64  `json:"amount"`
	// References are structured ones (KID, RF, OCR), the likeliest first.
	References []string `json:"references,omitempty"`
	// PayerName and PayerAccount say who paid; Text is the payer's message.
	PayerName    string `json:"payer_name,omitempty"`
	PayerAccount string `json:"payer_account,omitempty"`
	Text         string `json:"text,omitempty"`
	// Reversal: the bank takes an earlier line back.
	Reversal bool `json:"reversal,omitempty"`
	// Origin says where in which file it stands.
	Origin Record `json:"origin,omitzero"`
	// Format is the kind of file that told of it, such as "camt.053" or
	// "ocr-giro"; several are parted by blanks. Two kinds may tell of one payment;
	// two lines of one kind are two payments.
	Format string `json:"format,omitempty"`
	// Batch is equal for the lines that the bank credits in one sum. Collective
	// lines are such sums, of which the file does not tell what they are made of.
	Batch      string `json:"batch,omitempty"`
	Collective bool   `json:"collective,omitempty"`
	// BankReference is the bank's archive reference, as its other files have it.
	BankReference string `json:"bank_reference,omitempty"`
	// CreditedAccount is where the money lies, where Account is only a number to
	// which it was paid (bankgiro).
	CreditedAccount string `json:"credited_account,omitempty"`
}

// MaxReferences bounds the references of one line.
const MaxReferences = 20

// Clean trims texts, takes out control characters and puts codes into their
// normal form. It reports whether characters had to be taken out of a text.
func (l *BankLine) Clean() bool {
	var c cleaner
	for i := range l.References {
		c.line(&l.References[i])
	}
	c.line(&l.PayerName)
	c.line(&l.PayerAccount)
	c.line(&l.BankReference)
	c.line(&l.CreditedAccount)
	c.text(&l.Text)
	c.code(&l.Currency)
	return c.mended
}

// Validate returns a *Violation for the first rule the line breaks.
func (l *BankLine) Validate() error {
	var c checker
	c.id("external_id", l.ExternalID)
	c.id("account", l.Account)
	c.date("booked", l.Booked)
	c.optionalDate("value_date", l.ValueDate)
	c.currency(l.Currency)
	c.amount("amount", l.Amount)
	if c.count("references", len(l.References), MaxReferences) {
		for _, r := range l.References {
			c.line("references", r)
		}
	}
	c.line("payer_name", l.PayerName)
	c.line("payer_account", l.PayerAccount)
	c.text("text", l.Text)
	c.line("format", l.Format)
	c.line("batch", l.Batch)
	c.line("bank_reference", l.BankReference)
	c.line("credited_account", l.CreditedAccount)
	c.line("origin", l.Origin.File+l.Origin.Column+l.Origin.ExternalID)
	return c.err()
}

// TextSize returns the bytes of text that the line holds.
func (l *BankLine) TextSize() int {
	n := len(l.ExternalID) + len(l.Account) + len(l.PayerName) + len(l.PayerAccount) + len(l.Text) + len(l.Origin.File) + len(l.Format) + len(l.Batch) + len(l.BankReference) + len(l.CreditedAccount)
	for _, r := range l.References {
		n += len(r)
	}
	return n
}
