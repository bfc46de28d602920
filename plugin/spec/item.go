package spec

// Item is one receivable of a debtor: an invoice, a credit note, a payment on
// account. Its Open amount is what the source says is still unsettled.
type Item struct {
	// ExternalID is the source's stable key, unique among its items.
	ExternalID string `json:"external_id"`
	// DebtorID is the ExternalID of the debtor.
	DebtorID string `json:"debtor_id"`
	// Number is what stands on the document.
	Number string   `json:"number,omitempty"`
	Kind   ItemKind `json:"kind"`
	// Issued is the document's own date.
	Issued Date `json:"issued"`
	// Due is empty where the source knows none, as for a payment on account.
	Due Date `json:"due,omitempty"`
	// Currency is ISO 4217. Amount and Open are its minor units: what the
	// document was made out for, and what is open of it now. What the debtor
	// owes is positive; credit notes and payments on account are negative.
	Currency string `json:"currency"`
	Amount   int64  `json:"amount"`
	Open     int64  `json:"open"`
	// Reference is the payment reference (KID, RF, OCR) the debtor shall quote.
	Reference string `json:"reference,omitempty"`
	// OrderRef is the debtor's own order number or reference.
	OrderRef    string `json:"order_ref,omitempty"`
	Description string `json:"description,omitempty"`
	// PayLink is an https address where the item can be paid or seen.
	PayLink string `json:"pay_link,omitempty"`
	// AppliesTo is the ExternalID of the item that a credit or fee belongs to.
	AppliesTo string `json:"applies_to,omitempty"`
	// Extra keeps source fields that have no place here, for display only.
	Extra map[string]string `json:"extra,omitempty"`
}

// ItemKind says what an item is.
type ItemKind string

// The kinds of item. A reader that meets a kind it does not know takes it as
// ItemOther.
const (
	ItemInvoice ItemKind = "invoice"
	// ItemCredit is a credit note or a booked reduction.
	ItemCredit ItemKind = "credit"
	// ItemPayment is money received and not yet applied: a payment on account.
	ItemPayment ItemKind = "payment"
	// ItemFee is a reminder fee or interest charge booked at the source.
	ItemFee   ItemKind = "fee"
	ItemOther ItemKind = "other"
)

// Removal says that a record the source once had is gone: deleted, voided or
// merged. Only incremental reads need it; after a complete full read the desk
// sees for itself what is absent.
type Removal struct {
	Stream     Stream `json:"stream"`
	ExternalID string `json:"external_id"`
}
