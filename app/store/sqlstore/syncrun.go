package sqlstore

import (
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// interrupted is the code of a run that never ended: the program died, or another program began a new one.
const interrupted = "interrupted"

// BeginSync opens a run.
func (w *writer) BeginSync(id receivable.ConnectionID, full bool) (store.SyncRun, error) {
	c, err := w.Connection(id)
	if err != nil {
		return store.SyncRun{}, err
	}
	if _, err := w.exec("UPDATE sync_run SET finished = ?, code = ?, message = ? WHERE connection = ? AND finished = 0",
		moment(w.now), interrupted, "the read was interrupted", id); err != nil {
		return store.SyncRun{}, err
	}
	if err := w.settleInterrupted(id); err != nil {
		return store.SyncRun{}, err
	}
	run := store.SyncRun{Connection: id, Started: w.now, Full: full, Generation: c.Generation, Read: map[string]int64{}}
	if full {
		run.Generation++
	}
	run.ID, err = w.insert("INSERT INTO sync_run (connection, started, is_full, generation) VALUES (?, ?, ?, ?)", id, moment(w.now), bit(full), run.Generation)
	if err != nil {
		return store.SyncRun{}, err
	}
	w.undo.replaces(w.store.reads, id)
	w.store.reads[id] = newRunMemory(run.ID, full, c.Generation == 0)
	return run, nil
}

// WidenSync makes a run of what changed one of everything.
func (w *writer) WidenSync(run *store.SyncRun) error {
	c, err := w.Connection(run.Connection)
	if err != nil {
		return err
	}
	run.Full, run.Generation = true, c.Generation+1
	w.undo.replaces(w.store.reads, run.Connection)
	w.store.reads[run.Connection] = newRunMemory(run.ID, true, c.Generation == 0)
	return w.must(fault.NotFound, "the read is not open any more", "UPDATE sync_run SET is_full = ?, generation = ? WHERE id = ? AND finished = 0",
		bit(true), run.Generation, run.ID)
}

// settleInterrupted brings the totals up to date that an interrupted run left behind, and forgets what it has seen: a read
// begins anew, and what was there yesterday may be paid today.
func (w *writer) settleInterrupted(id receivable.ConnectionID) error {
	touched, err := w.seen("connection = ? AND stream = 'touched'", id)
	if err != nil {
		return err
	}
	for debtor := range touched.all() {
		w.touch(receivable.DebtorID(debtor))
	}
	_, err = w.exec("DELETE FROM sync_seen WHERE connection = ?", id)
	return err
}

// open checks that a run is the one that may write now, and gives what is known of its connection.
func (w *writer) open(run *store.SyncRun) (*runMemory, error) {
	if m := w.store.reads[run.Connection]; m != nil && m == w.lookedUp.open && m.run == run.ID {
		return m, nil
	}
	open, err := w.one("SELECT 1 FROM sync_run WHERE id = ? AND connection = ? AND finished = 0", []any{run.ID, run.Connection}, new(int))
	if err != nil {
		return nil, err
	}
	if !open {
		return nil, fault.New(fault.Conflict, "this read has ended: another read of the connection has begun").WithHint("let the newer read finish")
	}
	w.undo.changes(w.store.reads, run.Connection)
	m := w.store.reads[run.Connection]
	if m == nil || m.run != run.ID {
		var generation int64
		if _, err := w.one("SELECT generation FROM connection WHERE id = ?", []any{run.Connection}, &generation); err != nil {
			return nil, err
		}
		m = newRunMemory(run.ID, run.Full, generation == 0)
		w.store.reads[run.Connection] = m
	}
	if m.found == nil {
		if m.found, err = w.loadFindings(run.Connection); err != nil {
			return nil, err
		}
	}
	if run.Read == nil {
		run.Read = map[string]int64{}
	}
	w.lookedUp.open = m
	return m, nil
}

// lookedUp is what a transaction has looked up already of the run whose batches it takes. Nobody else changes it before the
// transaction ends, and a query must wait for all rows that were left to the engine.
type lookedUp struct{ open, invoices *runMemory }

// SaveCursor keeps where the next incremental read begins.
func (w *writer) SaveCursor(id receivable.ConnectionID, cursor []byte) error {
	return w.must(fault.NotFound, "there is no such connection any more", "UPDATE connection SET cursor = ? WHERE id = ?", cursor, id)
}

// FinishSync closes a run.
func (w *writer) FinishSync(run *store.SyncRun, asOf date.Date) error {
	m, err := w.open(run)
	if err != nil {
		return err
	}
	if err := w.settleFindings(run, m); err != nil {
		return err
	}
	held, err := w.heldSums(run)
	if err != nil {
		return err
	}
	run.Held, run.Finished = held, w.now
	// A read of what changed knows the whole only where the source has a total of its own.
	run.Agrees = run.Complete && (run.Partial || !run.Full && len(run.Claimed) == 0 || sumsAgree(less(run.Claimed, run.Findings.Sums), held))
	if _, err := w.exec(`UPDATE sync_run SET finished = ?, partial = ?, rejected = ?, complete = ?, records = ?, changes = ?, claimed = ?, held = ?,
		agrees = ?, notes = ?, code = ?, message = ?, findings = ? WHERE id = ?`, moment(w.now), bit(run.Partial), run.Rejected, bit(run.Complete), packed(run.Read),
		packed(run.Changes), packed(run.Claimed), packed(run.Held), bit(run.Agrees), packed(notes(run.Notes)), run.Code, run.Message, packed(run.Findings), run.ID); err != nil {
		return err
	}
	if !m.initial { // of a first read nobody has said anything yet
		touched, err := w.seen("run = ? AND stream = 'touched'", run.ID)
		if err != nil {
			return err
		}
		if err := w.cleanSlate(touched); err != nil {
			return err
		}
	}
	if err := w.freshen(run, asOf); err != nil {
		return err
	}
	if err := w.settleInterrupted(run.Connection); err != nil { // adds the debtors that every batch of this run touched
		return err
	}
	if !run.Full { // what a read of a part has seen serves nobody else
		if _, err := w.exec("DELETE FROM sync_seen WHERE run = ?", run.ID); err != nil {
			return err
		}
	}
	delete(w.store.reads, run.Connection)
	w.lookedUp = lookedUp{}
	return w.rollAhead(asOf)
}

// notes bounds what a run may have to say.
func notes(all []store.SyncNote) []store.SyncNote {
	const most = 1000
	if all == nil {
		return []store.SyncNote{}
	}
	return all[:min(len(all), most)]
}

// freshen moves the connection on when a read of the whole of it has completed.
func (w *writer) freshen(run *store.SyncRun, asOf date.Date) error {
	if !run.Complete || run.Partial {
		return nil
	}
	query, args := "UPDATE connection SET blocked = ?", []any{disagreement(run)}
	if run.Agrees {
		query, args = query+", fresh_at = ?", append(args, moment(w.now))
	}
	if run.Full {
		query += ", generation = ?, first_read = CASE WHEN first_read = 0 THEN ? ELSE first_read END"
		args = append(args, run.Generation, day(asOf))
		if _, err := w.exec("DELETE FROM sync_seen WHERE connection = ? AND generation <= ? AND stream <> 'touched'", run.Connection, run.Generation); err != nil {
			return err
		}
	}
	if _, err := w.exec(query+" WHERE id = ?", append(args, run.Connection)...); err != nil {
		return err
	}
	return w.orderDebtors()
}

// orderDebtors builds the index by which customers are listed by name, unless it is there: once, over all that the first
// whole read brought, since keeping it up row by row while a hundred thousand customers come in costs several times as much.
func (w *writer) orderDebtors() error {
	_, err := w.exec("CREATE INDEX IF NOT EXISTS debtor_by_search ON debtor (search, id)")
	return err
}

// sumsAgree compares sums; a currency that one side does not name counts as zero there.
func sumsAgree(a, b map[money.Currency]int64) bool {
	for c, sum := range a {
		if b[c] != sum {
			return false
		}
	}
	for c, sum := range b {
		if a[c] != sum {
			return false
		}
	}
	return true
}

// less takes what was set aside off what a source claims.
func less(claimed, aside map[money.Currency]int64) map[money.Currency]int64 {
	out := maps.Clone(claimed)
	for c, sum := range aside {
		if out == nil {
			out = map[money.Currency]int64{}
		}
		out[c] -= sum
	}
	return out
}

// disagreement says why waves must not use the connection now, or nothing.
func disagreement(run *store.SyncRun) string {
	if run.Agrees {
		return ""
	}
	all := maps.Clone(run.Claimed)
	if all == nil {
		all = map[money.Currency]int64{}
	}
	for c := range run.Held {
		all[c] += 0
	}
	var parts []string
	for _, c := range slices.Sorted(maps.Keys(all)) {
		aside := run.Findings.Sums[c]
		if run.Claimed[c]-aside == run.Held[c] {
			continue
		}
		part := string(c) + ": the source says " + money.New(run.Claimed[c], c).String()
		if aside != 0 {
			part += ", " + money.New(aside, c).String() + " of it is set aside"
		}
		parts = append(parts, part+", the book holds "+money.New(run.Held[c], c).String())
	}
	return "the open sums do not agree (" + strings.Join(parts, "; ") + ")"
}
