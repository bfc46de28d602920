package sqlstore

import "time"

// leaseSpan is more than any program takes a lease for.
const leaseSpan = time.Hour

// bringBack moves to the present what a clock that was ahead has put off: slots that count as run, messages that wait for
// their next try, and leases. Left as they are they would stand still until that time comes.
func (w *writer) bringBack() error {
	now, beyond := moment(w.now), moment(w.now.Add(leaseSpan))
	for _, late := range []struct {
		statement string
		bound     int64
	}{
		{"UPDATE schedule SET last_slot = ? WHERE last_slot > ?", now},
		{"UPDATE outbox SET next_try = ? WHERE next_try > ?", now},
		{"UPDATE outbox SET lease_to = ? WHERE lease_to > ?", beyond},
		{"UPDATE lease SET until = ? WHERE until > ?", beyond},
	} {
		if _, err := w.exec(late.statement, now, late.bound); err != nil {
			return err
		}
	}
	return nil
}
