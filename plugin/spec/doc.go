// Package spec is the vocabulary that connectors and the desk share: what a
// connector says about itself, which settings it needs, and the customers,
// open items and payments it reads from an accounting system.
//
// The types are plain Go and know nothing of the wire. Money is an integer of
// minor units with an ISO 4217 currency ("1190.00 EUR" is 119000), a date is a
// civil date without clock or zone, and an identity is the source's own key.
// Package plugin/sdk serves them from a connector, package plugin/host reads
// them into the desk.
package spec
