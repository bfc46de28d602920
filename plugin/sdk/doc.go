// Package sdk turns a Connector into a program that the desk can run. A
// connector describes itself, checks a connection and reads records; the SDK
// does the rest: the wire, batches, counts and control sums, checking of
// settings and records, and a clean end when the desk dies.
//
//	func main() { sdk.Serve(ledger{}) }
package sdk
