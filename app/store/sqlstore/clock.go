package sqlstore

// bringBack moves to the present what a clock that was ahead has put off: slots that count as run, messages that wait for
// their next try, and leases. Left as they are they would stand still until that time comes.
func (w *writer) bringBack() error {
	now := moment(w.now)
	for _, statement := range []string{
		"UPDATE schedule SET last_slot = ? WHERE last_slot > ?",
		"UPDATE outbox SET next_try = ? WHERE next_try > ?",
		"UPDATE outbox SET lease_to = ? WHERE lease_to > ?",
		"UPDATE lease SET until = ? WHERE until > ?",
	} {
		if _, err := w.exec(statement, now, now); err != nil {
			return err
		}
	}
	return nil
}
