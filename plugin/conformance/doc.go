// Package conformance runs a built connector through the real host and holds it
// to the protocol. A connector's own test calls Run in ten lines.
package conformance
