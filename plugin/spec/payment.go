package spec

// Payment is money received, with what it was applied to.
type Payment struct {
	// ExternalID is the source's stable key, unique among its payments.
	ExternalID string `json:"external_id"`
	// DebtorID is the ExternalID of the debtor.
	DebtorID string `json:"debtor_id"`
	// Date is the day the money arrived (value date) where the source has it,
	// else the booking date.
	Date Date `json:"date"`
	// Currency is ISO 4217; Amount and Unapplied are its minor units, positive
	// for money received.
	Currency  string `json:"currency"`
	Amount    int64  `json:"amount"`
	Unapplied int64  `json:"unapplied"`
	Reference string `json:"reference,omitempty"`
	// Text is the payer's message or the booking text.
	Text        string       `json:"text,omitempty"`
	Allocations []Allocation `json:"allocations,omitempty"`
	// Reversed: the money went back (bounced, charged back, cancelled).
	Reversed bool `json:"reversed,omitempty"`
}

// Allocation is the part of a payment that settles one item.
type Allocation struct {
	// ItemID is the ExternalID of the item.
	ItemID string `json:"item_id"`
	// Amount is in minor units of the payment's currency.
	Amount int64 `json:"amount"`
	// Date is the day it was applied; empty means the payment's date.
	Date Date `json:"date,omitempty"`
}
