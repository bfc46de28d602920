package mail

import (
	"net"
	"sync"
	"time"
)

// timedConn bounds each phase of a conversation as a whole. It takes no deadlines from above: the SMTP client sets its
// own for each command and none while content is written.
type timedConn struct {
	net.Conn

	mu       sync.Mutex
	released bool // the end of the message is on its way: cancelling now would only make its fate uncertain
	stopped  bool
}

// limit gives the current phase d from now on; a cancelled conversation stays cancelled.
func (c *timedConn) limit(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped {
		_ = c.Conn.SetDeadline(time.Now().Add(d)) //nolint:forbidigo // the system judges a socket's deadline by its own clock
	}
}

// stop ends the conversation at once unless the message is already out of hand.
func (c *timedConn) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.released {
		c.stopped = true
		_ = c.Conn.SetDeadline(time.Unix(1, 0))
	}
}

// release marks the point after which only the server's answer counts; it reports false when stop came first.
func (c *timedConn) release() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.released = !c.stopped
	return c.released
}

// reuse makes the connection cancellable again for the next message.
func (c *timedConn) reuse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.released = false
}

func (c *timedConn) SetDeadline(time.Time) error      { return nil }
func (c *timedConn) SetReadDeadline(time.Time) error  { return nil }
func (c *timedConn) SetWriteDeadline(time.Time) error { return nil }
