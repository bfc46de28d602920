package inbox

import (
	"errors"
	"net"
	"sync/atomic"
	"time"
)

// errFlood is a server that says more than it was asked for.
var errFlood = errors.New("the mail server sends more than it was asked for")

// meteredConn ends a conversation whose other side does not stop talking.
type meteredConn struct {
	net.Conn
	left atomic.Int64
	done atomic.Bool
}

// allow gives the server so many bytes from now on.
func (c *meteredConn) allow(n int64) { c.left.Store(n) }

// stop ends every read and write, now and later.
func (c *meteredConn) stop() {
	c.done.Store(true)
	_ = c.Conn.SetDeadline(time.Unix(1, 0))
}

func (c *meteredConn) Read(p []byte) (int, error) {
	if c.left.Load() <= 0 {
		return 0, errFlood
	}
	n, err := c.Conn.Read(p)
	c.left.Add(int64(-n))
	return n, err
}

// SetDeadline and the two below leave a conversation that was stopped as it is: the library sets its own for each command.
func (c *meteredConn) SetDeadline(t time.Time) error {
	if c.done.Load() {
		return nil
	}
	return c.Conn.SetDeadline(t)
}

func (c *meteredConn) SetReadDeadline(t time.Time) error {
	if c.done.Load() {
		return nil
	}
	return c.Conn.SetReadDeadline(t)
}

func (c *meteredConn) SetWriteDeadline(t time.Time) error {
	if c.done.Load() {
		return nil
	}
	return c.Conn.SetWriteDeadline(t)
}
