package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// runMemory is what an open run knows of its connection's records, so that a batch is compared with the book without a
// query per record, and a repeated read writes next to nothing. It is good only while its run is open, because little
// else changes a source's facts (see lookAgain); a batch that is undone throws it away.
type runMemory struct {
	run     int64
	full    bool // all records are loaded at once; else those of each batch
	initial bool // the connection was never read whole
	debtors *records[knownDebtor]
	items   *records[knownItem]
	found   *found
	// invoices are those for charges, by the source's key; newest is the last of the book when they were looked up.
	invoices map[string]*feeInvoice
	newest   int64
	// ids are those for new records. They go with the memory when a batch is undone, and no other run has any of them.
	itemIDs, debtorIDs reserved
}

type knownDebtor struct {
	id   receivable.DebtorID
	hash int64
	gone bool
}

type knownItem struct {
	id           receivable.ItemID
	debtor       receivable.DebtorID
	hash         int64
	open, amount int64
	stale        bool
}

// records is what is known of one kind of record, by the source's key.
type records[T any] struct {
	query string // the columns that load reads, without a condition
	load  func(scanner) (string, T, error)
	known map[string]T
	asked map[string]bool // keys looked for one by one
	all   bool
}

func newRunMemory(run int64, full, initial bool) *runMemory {
	return &runMemory{
		run: run, full: full, initial: initial,
		debtors: &records[knownDebtor]{
			query: "SELECT external_id, id, hash, gone FROM debtor WHERE connection = ?",
			load: func(row scanner) (key string, d knownDebtor, err error) {
				err = row.Scan(&key, &d.id, &d.hash, &d.gone)
				return key, d, err
			},
		},
		items: &records[knownItem]{
			query: "SELECT external_id, id, debtor, hash, open, amount, stale FROM item WHERE connection = ?",
			load: func(row scanner) (key string, i knownItem, err error) {
				err = row.Scan(&key, &i.id, &i.debtor, &i.hash, &i.open, &i.amount, &i.stale)
				return key, i, err
			},
		},
	}
}

// lookAgain has the run look up anew what the book holds, since somebody else changes it. What the run has found itself it keeps: it
// cannot find that again.
func (m *runMemory) lookAgain() {
	m.items.forget()
	m.debtors.forget()
	m.invoices = nil
	if m.found != nil {
		m.found.names = map[receivable.DebtorID]string{}
	}
}

// need makes sure that what the book holds under the keys is known; a full read knows everything, and keys is not asked.
func need[T any](r *reader, rec *records[T], run *store.SyncRun, full bool, keys func() []string) error {
	if rec.known == nil {
		rec.known, rec.asked = make(map[string]T, 1<<14), map[string]bool{}
	}
	take := func(row scanner) error {
		key, value, err := rec.load(row)
		rec.known[key] = value
		return err
	}
	if rec.all {
		return nil
	}
	if full {
		rec.all = true
		return r.each(take, rec.query, run.Connection)
	}
	var missing []string
	for _, key := range keys() {
		if _, ok := rec.known[key]; !ok && !rec.asked[key] {
			rec.asked[key] = true
			missing = append(missing, key)
		}
	}
	return inChunks(missing, func(list string, args []any) error {
		return r.each(take, rec.query+" AND external_id IN "+list, append([]any{run.Connection}, args...)...)
	})
}

// keysOf lists a key of each record of a batch.
func keysOf[T any](batch []T, key func(*T) string) func() []string {
	return func() []string {
		keys := make([]string, len(batch))
		for i := range batch {
			keys[i] = key(&batch[i])
		}
		return keys
	}
}

// note keeps which records a batch has brought; see execBehind.
func (w *writer) note(run *store.SyncRun, stream string, ids []int64) {
	if len(ids) == 0 {
		return
	}
	w.execBehind("INSERT INTO sync_seen (run, connection, generation, stream, ids) VALUES (?, ?, ?, ?, ?)",
		run.ID, run.Connection, run.Generation, stream, packIDs(ids))
}

// seen reads noted ids back.
func (r *reader) seen(where string, args ...any) (idSet, error) {
	out := idSet{}
	err := r.each(func(row scanner) error {
		var packed []byte
		if err := row.Scan(&packed); err != nil {
			return err
		}
		return unpackIDs(packed, out)
	}, "SELECT ids FROM sync_seen WHERE "+where, args...)
	return out, err
}

// fingerprint is FNV-1a over the facts of a record, with a mark between texts.
type fingerprint uint64

const newFingerprint fingerprint = 14695981039346656037

func (f fingerprint) text(s string) fingerprint {
	for i := range len(s) {
		f = (f ^ fingerprint(s[i])) * 1099511628211
	}
	return (f ^ 0xff) * 1099511628211 // a byte that UTF-8 never holds
}

func (f fingerprint) number(n int64) fingerprint {
	for range 8 {
		f = (f ^ fingerprint(n&0xff)) * 1099511628211
		n >>= 8
	}
	return f
}
