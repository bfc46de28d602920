package store

import "context"

type intent int

const (
	bulk intent = iota + 1
	trustClock
)

// Bulk marks the context of an Update that may be repeated from its source when the power fails, such as a batch of a
// read: the engine need not wait for the disk before it reports success. The book stays whole either way, and the next
// ordinary Update makes it last. A notice, a payment promised or anything else a person did is never bulk.
func Bulk(ctx context.Context) context.Context { return context.WithValue(ctx, bulk, true) }

// IsBulk reports whether the context is marked by Bulk.
func IsBulk(ctx context.Context) bool { return ctx.Value(bulk) != nil }

// TrustClock marks the context of an Update as a person's word that the machine's clock is right although it stands behind
// the newest entry of the log. The Update is then not refused with ClockBehind and notes the fact in the log first, after
// which no further mark is needed.
func TrustClock(ctx context.Context) context.Context { return context.WithValue(ctx, trustClock, true) }

// TrustsClock reports whether the context is marked by TrustClock.
func TrustsClock(ctx context.Context) bool { return ctx.Value(trustClock) != nil }
