package host

import (
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
)

// Limits bound what a connector may take. A zero field means its default.
type Limits struct {
	// Start is the time from starting the program to its greeting. A virus
	// scanner may look at a new program for long: 60 s.
	Start time.Duration
	// Describe and Check bound these calls: 10 s and 2 min.
	Describe time.Duration
	Check    time.Duration
	// Read bounds a whole read: 6 h. Idle bounds the silence between two
	// messages of it: 2 min.
	Read time.Duration
	Idle time.Duration
	// Write bounds writing or finding one posting: 2 min. Authorize bounds how
	// long a person may take to sign in: 10 min.
	Write     time.Duration
	Authorize time.Duration
	// Grace is how long a program may take to end when asked: 2 s.
	Grace time.Duration
	// Message is the largest message in bytes: 8 MiB.
	Message int
	// Records bounds the records of one read, and Bytes what it sends: 3
	// million and 4 GiB.
	Records int64
	Bytes   int64
	// Stretch and StretchBytes bound what a read sends between two checkpoints,
	// which the desk holds in memory: 2 million records and 256 MiB.
	Stretch      int64
	StretchBytes int64
	// Checkpoints bounds those of one read; each is a transaction: 100,000.
	Checkpoints int
	// Memory bounds what the program, and each one that it starts, may hold in
	// bytes: 2 GiB. On Windows and macOS it bounds them all together; on macOS they
	// are looked at twice a second.
	Memory int64
	// Diagnostics bounds how many are passed on for one read or check: 1000.
	Diagnostics int
	// Chatter bounds messages without records between two batches: 100,000.
	Chatter int
	// Renewals bounds how often one call may replace secrets: 100.
	Renewals int
	// LogLines bounds what a connector may log in its life: 10,000 lines, each
	// cut after 4 KiB.
	LogLines int64
}

func (l Limits) withDefaults() Limits {
	orDefault(&l.Start, 60*time.Second)
	orDefault(&l.Describe, 10*time.Second)
	orDefault(&l.Check, 2*time.Minute)
	orDefault(&l.Read, 6*time.Hour)
	orDefault(&l.Idle, 2*time.Minute)
	orDefault(&l.Write, 2*time.Minute)
	orDefault(&l.Authorize, 10*time.Minute)
	orDefault(&l.Grace, 2*time.Second)
	orDefault(&l.Message, wire.MaxMessage)
	orDefault(&l.Records, 3_000_000)
	orDefault(&l.Bytes, 4<<30)
	orDefault(&l.Stretch, 2_000_000)
	orDefault(&l.StretchBytes, 256<<20)
	orDefault(&l.Checkpoints, 100_000)
	orDefault(&l.Memory, 2<<30)
	orDefault(&l.Renewals, 100)
	orDefault(&l.Diagnostics, 1000)
	orDefault(&l.Chatter, 100_000)
	orDefault(&l.LogLines, 10_000)
	return l
}

func orDefault[T comparable](value *T, fallback T) {
	var zero T
	if *value == zero {
		*value = fallback
	}
}
