package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// BundleJob is the evidence of a hand-over: what a list of contents and an export file are made of.
type BundleJob struct {
	Company    Company
	Debtor     receivable.Debtor
	Escalation settlement.Escalation
	Made       date.Date
	Claims     []BundleClaim
	Notices    []BundleNotice
	Promises   []store.PromiseRow
	Disputes   []store.DisputeRow
	Plans      []BundlePlan
	Missing    []string // numbers of invoices of which the book has no copy
	Rules      []BundleRule
	Files      []BundleFile
}

// BundleClaim is an item of a bundle with its charges.
type BundleClaim struct {
	Item    store.ItemRow
	Charges []dunning.Charge // open ones
}

// BundleNotice is a reminder as it was sent, with the last word of the server or what was done with the letter.
type BundleNotice struct {
	store.Notice
	Proof string
}

// BundleRule is a rule on which charges and the hand-over rest.
type BundleRule struct {
	Rule, Source string
	Verified     bool
}

// BundleFile is a file of a bundle. What says which it is: invoice, sheet, notice, agreement, acknowledged, promises, disputes,
// proofs, correspondence, timeline, export.
type BundleFile struct {
	Name string
	What string
	Args []string // pairs for the words of What
	Sum  string   // SHA-256, hex
}
