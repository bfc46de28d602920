package intake

import (
	"context"
	"sync"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// turns lets one connector work for a connection at a time, in the order in which they came: sources meter by account, and a
// token that may be used once must not be used by two.
type turns struct {
	mu   sync.Mutex
	busy map[receivable.ConnectionID]chan struct{}
}

// take waits for the connection's turn and gives what ends it. A connection that is not kept yet has no turn.
func (t *turns) take(ctx context.Context, id receivable.ConnectionID) (func(), error) {
	if id == 0 {
		return func() {}, nil
	}
	t.mu.Lock()
	if t.busy == nil {
		t.busy = map[receivable.ConnectionID]chan struct{}{}
	}
	place, known := t.busy[id]
	if !known {
		place = make(chan struct{}, 1)
		t.busy[id] = place
	}
	t.mu.Unlock()
	select {
	case place <- struct{}{}:
		return func() { <-place }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// session is a running connector that has its connection's turn.
type session struct {
	*host.Session
	end sync.Once
	pay func()
	// compares: the connector takes the cursor of the last complete read in a full one too.
	compares bool
}

// Close ends the connector and lets the next one have its turn.
func (s *session) Close() {
	s.end.Do(func() {
		s.Session.Close()
		s.pay()
	})
}
