package desk

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// lookAhead finds out which of the next messages may leave. It gives how many it looked at. Where the answers are often asked for
// again, because others write, it looks at few.
func (c *Claims) lookAhead(w store.Writer, channels []receivable.Channel) (int, error) {
	rows, err := w.DueOutbox(c.looked, c.ahead, channels...)
	if err == nil && len(rows) == 0 && c.looked > 0 { // once more from the beginning: some may have become due meanwhile
		rows, err = w.DueOutbox(0, c.ahead, channels...)
	}
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	c.looked, c.ahead = rows[len(rows)-1].ID, min(2*c.ahead, mostAhead)
	clear(c.moved)
	c.ready, err = c.judge(w, rows)
	return len(rows), err
}

// judge gives those of the queued messages that may leave, and keeps the others from it.
func (c *Claims) judge(w store.Writer, rows []store.OutMessage) ([]leaving, error) {
	rows, ended, err := c.desk.trying(w, rows)
	if err != nil {
		return nil, err
	}
	c.ended += len(ended)
	for _, m := range ended {
		c.moved[m.Debtor] = true
	}
	may, touched, err := c.desk.mayLeave(w, rows)
	for id := range touched {
		c.moved[id] = true
	}
	return may, err
}

// still reports whether a message that was ready may leave now. One whose customer something was written down of since is
// looked at once more.
func (c *Claims) still(w store.Writer, m *leaving, channels []receivable.Channel) (bool, error) {
	if len(channels) > 0 && !slices.Contains(channels, m.Channel) {
		return false, nil // its way has been closed since: it waits
	}
	if !c.moved[m.Debtor] {
		return true, nil
	}
	may, err := c.judge(w, []store.OutMessage{m.OutMessage})
	if err != nil || len(may) == 0 {
		return false, err
	}
	*m = may[0]
	return true, nil
}

// take moves a message to sending.
func (c *Claims) take(w store.Writer, m leaving) (Carried, error) {
	var err error
	if m.OutMessage, err = w.TakeOutbox(m.OutMessage, c.holder, c.lease); err != nil {
		return Carried{}, err
	}
	docs, err := w.Documents(m.Notice)
	c.hand[m.ID] = m
	return Carried{OutMessage: m.OutMessage, Docs: docs}, err
}
