package main

import (
	"context"
	"errors"
	"io"
)

var errTooLarge = errors.New("too large")

// meter bounds how much is read in all and between two calls of next, and stops
// when the context ends.
type meter struct {
	ctx   context.Context //nolint:containedctx // a meter lives as long as one load
	in    io.Reader
	total int64
	since int64
}

func (m *meter) next() { m.since = 0 }

func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.in.Read(p)
	m.total -= int64(n)
	m.since += int64(n)
	if m.total < 0 || m.since > maxElement {
		return 0, errTooLarge
	}
	return n, err
}
