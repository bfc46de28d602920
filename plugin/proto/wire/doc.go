// Package wire carries plugin/spec over plugin/proto/receivable/v1: how the two
// processes greet each other, and each type's way there and back. Connectors
// and the desk do not use it; plugin/sdk and plugin/host do.
package wire
