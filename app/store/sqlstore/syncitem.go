package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// What a read did to an item.
const (
	itemNew      = "new"
	itemChanged  = "changed"
	itemSettled  = "settled"
	itemReopened = "reopened"
)

const itemColumns = `id, connection, external_id, first_overdue, debtor, number, kind, issued, due, currency, amount, open, reference, order_ref,
	description, pay_link, applies_to, settled, hash`

const itemColumnCount = 19

// PutItems takes a batch of items.
func (w *writer) PutItems(run *store.SyncRun, batch []store.SourceItem) error {
	m, err := w.open(run)
	if err != nil {
		return err
	}
	keys := keysOf(batch, func(it *store.SourceItem) string { return it.ExternalID })
	if err := need(&w.reader, m.items, run, m.full, keys); err != nil {
		return err
	}
	owners := keysOf(batch, func(it *store.SourceItem) string { return it.DebtorExternal })
	if err := need(&w.reader, m.debtors, run, m.full, owners); err != nil {
		return err
	}
	if err := w.invoicesOf(m, run.Connection); err != nil {
		return err
	}
	b := itemBatch{w: w, run: run, m: m, today: day(w.today()), touched: map[receivable.DebtorID]bool{}}
	b.seen = make([]int64, 0, len(batch))
	for i := range batch {
		if err := b.put(&batch[i], int64(len(batch)-i)); err != nil {
			return err
		}
	}
	run.Read["items"] += int64(len(batch))
	b.finish()
	return nil
}

type itemBatch struct {
	w       *writer
	run     *store.SyncRun
	m       *runMemory
	today   int64
	rows    []any
	waiting receivable.ItemID // the first of the rows, 0 when there is none; ids grow within a batch
	changes []any
	seen    []int64
	touched map[receivable.DebtorID]bool
	// invoices are those for charges that the batch brought.
	invoices []int64
	owner    string // whose item came last: items of one customer come in a row
	last     knownDebtor
	known    bool
	moved    map[[2]receivable.DebtorID][]int64 // items that came under another debtor, by old and new
}

// debtor finds a customer by the source's key.
func (b *itemBatch) debtor(key string) (knownDebtor, bool) {
	if key != b.owner || !b.known {
		b.owner = key
		b.last, b.known = b.m.debtors.known[key]
	}
	return b.last, b.known
}

func (b *itemBatch) put(it *store.SourceItem, left int64) error {
	if it.ExternalID == "" {
		return fault.New(fault.Invalid, "item %q has no key of its source", it.Number).OnField("external_id")
	}
	debtor, ok := b.debtor(it.DebtorExternal)
	before, exists := b.m.items.known[it.ExternalID]
	now := knownItem{id: before.id, debtor: debtor.id, hash: itemHash(it), open: it.Open.Minor, amount: it.Amount.Minor}
	if f, invoiced := b.m.invoices[it.ExternalID]; invoiced {
		return b.feeInvoice(f, it, now, ok)
	}
	alike, disagrees := b.again(it, before, exists, now)
	if alike {
		return nil
	}
	why := admission.Item(&it.OpenItem, admission.Known{Customer: ok, Disagrees: disagrees})
	if why.SetsAside() {
		return b.setAside(it, why, before, exists, now)
	}
	return b.take(it, why, before, exists, now, left)
}

// take puts an item that can be into the book.
func (b *itemBatch) take(it *store.SourceItem, why admission.Reason, before knownItem, exists bool, now knownItem, left int64) error {
	b.m.found.take(admission.OfItem, it.ExternalID)
	if b.m.full && it.Kind == receivable.Invoice && it.Open.Minor > 0 {
		b.m.found.number(now.debtor, it.Number)
	}
	if !exists {
		id, err := b.m.itemIDs.next(b.w, "item", left)
		if err != nil {
			return err
		}
		now.id = receivable.ItemID(id)
	}
	b.m.found.items.add(int64(now.id))
	b.m.found.owners.add(int64(now.debtor))
	if now.open != 0 {
		b.m.found.owing.add(int64(now.debtor))
	}
	if why != "" {
		if err := b.remark(it, why, now); err != nil {
			return err
		}
	}
	if !exists {
		return b.add(it, now)
	}
	b.seen = append(b.seen, int64(now.id))
	if before.hash == now.hash && before.debtor == now.debtor && before.open == now.open && before.amount == now.amount && !before.stale {
		return nil
	}
	return b.change(it, before, now)
}

// add puts a new item among the rows to be inserted.
func (b *itemBatch) add(it *store.SourceItem, now knownItem) error {
	b.m.items.known[it.ExternalID] = now
	if b.waiting == 0 {
		b.waiting = now.id
	}
	b.seen = append(b.seen, int64(now.id))
	if b.rows == nil {
		b.rows = b.w.many.rows()
	}
	b.rows = append(b.rows, int64(now.id), int64(b.run.Connection), it.ExternalID, b.overdue(it))
	b.rows = b.values(b.rows, it, now)
	b.run.Changes.NewItems++
	if now.amount < 0 {
		b.m.found.credited[now.debtor] = true
	}
	b.touched[now.debtor] = true
	if !b.m.initial {
		b.log(now.id, itemNew, 0, now.open)
	}
	if len(b.rows) >= statementsBehind*(perStatement/itemColumnCount)*itemColumnCount {
		b.flush()
	}
	return nil
}

// overdue is how many days an item that a read brings for the first time is overdue already, 0 before its due date.
func (b *itemBatch) overdue(it *store.SourceItem) int64 {
	return int64(max(0, b.w.today().DaysSince(it.DueOn())))
}

// values appends what both a new and a changed item write, in the order of itemColumns from debtor on.
func (b *itemBatch) values(to []any, it *store.SourceItem, now knownItem) []any {
	settled := int64(0)
	if now.open == 0 {
		settled = b.today
	}
	return append(to, int64(now.debtor), it.Number, string(it.Kind), day(it.Issued), day(it.Due), string(it.Amount.Currency), now.amount, now.open,
		it.Reference, it.OrderRef, it.Description, it.PayLink, it.AppliesToExternal, settled, now.hash)
}

func (b *itemBatch) change(it *store.SourceItem, before, now knownItem) error {
	if b.waiting != 0 && before.id >= b.waiting { // the source brought it twice in one batch
		b.flush()
	}
	b.m.items.known[it.ExternalID] = now
	b.touched[now.debtor], b.touched[before.debtor] = true, true
	b.m.found.gather(before, now)
	if before.debtor != now.debtor {
		if err := b.w.moveItem(now.id, now.debtor); err != nil {
			return err
		}
		if b.moved == nil {
			b.moved = map[[2]receivable.DebtorID][]int64{}
		}
		pair := [2]receivable.DebtorID{before.debtor, now.debtor}
		b.moved[pair] = append(b.moved[pair], int64(now.id))
	}
	if moved := (now.open - now.amount) - (before.open - before.amount); moved != 0 {
		if _, err := b.w.exec("INSERT INTO item_move (item, day, minor) VALUES (?, ?, ?)", now.id, b.today, moved); err != nil {
			return err
		}
	}
	b.count(before, now)
	// The day on which an item was first seen settled stays when a settled item changes in something else.
	_, err := b.w.exec(`UPDATE item SET debtor = ?, number = ?, kind = ?, issued = ?, due = ?, currency = ?, amount = ?, open = ?, reference = ?,
		order_ref = ?, description = ?, pay_link = ?, applies_to = ?,
		settled = CASE WHEN settled <> 0 AND open = 0 THEN CASE WHEN ? = 0 THEN 0 ELSE settled END ELSE ? END,
		hash = ?, stale = 0, written = CASE WHEN written > ? THEN ? ELSE written END WHERE id = ?`, b.changed(it, now)...)
	return err
}

// changed lists the arguments of the update: those of values with the settled day twice, and the key.
func (b *itemBatch) changed(it *store.SourceItem, now knownItem) []any {
	v := b.values(make([]any, 0, itemColumnCount), it, now)
	settled, hash := v[len(v)-2], v[len(v)-1]
	most := max(0, now.open) // what was given up of it is never more than is open
	return append(v[:len(v)-2], settled, settled, hash, most, most, int64(now.id))
}

// count says what kind of change it was.
func (b *itemBatch) count(before, now knownItem) {
	what := itemChanged
	switch {
	case before.open != 0 && now.open == 0:
		what = itemSettled
		b.run.Changes.Settled++
	case before.open == 0 && now.open != 0:
		what = itemReopened
		b.run.Changes.Reopened++
	case before.hash != now.hash || before.debtor != now.debtor:
		b.run.Changes.ChangedItems++
	default:
		return // only found again after it was missed
	}
	b.log(now.id, what, before.open, now.open)
}

func (b *itemBatch) log(id receivable.ItemID, what string, before, after int64) {
	b.changes = append(b.changes, moment(b.w.now), b.run.ID, int64(id), what, before, after)
}

func (b *itemBatch) flush() {
	b.w.insertBehind("INSERT INTO item ("+itemColumns+") VALUES ", itemColumnCount, b.rows)
	b.rows, b.waiting = nil, 0
}

func (b *itemBatch) finish() {
	b.flush()
	b.w.insertBehind("INSERT INTO item_change (at, run, item, what, before_minor, after_minor) VALUES ", 6, b.changes)
	b.w.note(b.run, "items", b.seen)
	b.w.note(b.run, "fee-invoices", b.invoices)
	b.noteMoves()
	touched := make([]int64, 0, len(b.touched))
	for id := range b.touched {
		touched = append(touched, int64(id))
	}
	b.w.note(b.run, "touched", touched)
}

// moveItem gives an item, with what the desk has noted about it, to another debtor: the source merged two customers.
func (w *writer) moveItem(id receivable.ItemID, to receivable.DebtorID) error {
	for _, table := range []string{"charge", "hold", "dispute", "task"} { // write-offs and escalations are found by their items
		if _, err := w.exec("UPDATE "+table+" SET debtor = ? WHERE item = ?", to, id); err != nil {
			return err
		}
	}
	return nil
}

func itemHash(it *store.SourceItem) int64 {
	f := newFingerprint
	for _, s := range [...]string{
		it.Number, string(it.Kind), string(it.Amount.Currency), it.Reference, it.OrderRef, it.Description, it.PayLink, it.AppliesToExternal,
	} {
		f = f.text(s)
	}
	return int64(f.number(day(it.Issued)).number(day(it.Due)).number(it.Amount.Minor).number(it.Open.Minor))
}
