package sqlstore

import (
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// found is what an open run knows of findings, those that stood before it and its own, and what it gathers to judge when it is whole. So
// a batch is judged without a query, and a repeated read writes nothing.
type found struct {
	by        map[recordKey][]*standingFinding
	came      map[recordKey]bool // of those with findings: brought, and taken; or told as gone
	items     idSet              // items brought by this run
	owners    idSet              // customers of whom it brought an item
	owing     idSet              // those of whom something is open, or may be
	customers idSet              // customers brought by this run
	numbers   fingerprintSet
	shared    map[numberKey]bool             // numbers that came more than once for one customer
	changed   []receivable.ItemID            // that are other than they were
	closed    []receivable.ItemID            // of which something was open, and nothing is
	gone      []receivable.DebtorID          // whom the source has no longer
	credited  map[receivable.DebtorID]bool   // a credit of theirs moved
	partial   map[receivable.DebtorID]bool   // whom a read of some customers looked at
	hidden    map[admission.Reason]int       // remarks beyond the bound
	standing  map[admission.Reason]int       // how many there are
	lessens   bool                           // something stood or stands aside that may be money of its customer
	asides    int                            // how many records this run has set aside
	names     map[receivable.DebtorID]string // of customers who were looked up
}

type recordKey struct {
	about    admission.About
	external string
}

type numberKey struct {
	debtor receivable.DebtorID
	number string
}

// standingFinding is one that stands.
type standingFinding struct {
	id       int64
	key      recordKey
	reason   admission.Reason
	debtor   receivable.DebtorID
	item     receivable.ItemID
	number   string
	currency money.Currency
	minor    int64
	lessens  bool
	hash     int64
	again    bool // this run has found it as well
}

// mostRemarks bounds how many remarks of a kind a connection keeps: beyond, a count is said. mostShared bounds the numbers looked at.
const (
	mostRemarks = 1000
	mostShared  = 2000
)

// loadFindings makes the memory of a run.
func (r *reader) loadFindings(id receivable.ConnectionID) (*found, error) {
	f := &found{
		by: map[recordKey][]*standingFinding{}, came: map[recordKey]bool{}, items: idSet{}, owners: idSet{}, owing: idSet{}, customers: idSet{}, shared: map[numberKey]bool{},
		credited: map[receivable.DebtorID]bool{}, hidden: map[admission.Reason]int{}, standing: map[admission.Reason]int{}, names: map[receivable.DebtorID]string{},
	}
	err := r.each(func(row scanner) error {
		var s standingFinding
		err := row.Scan(&s.id, &s.key.about, &s.key.external, &s.reason, &s.debtor, &s.item, &s.number, &s.currency, &s.minor, &s.lessens, &s.hash)
		f.add(&s)
		return err
	}, "SELECT id, about, external_id, reason, debtor, item, number, currency, minor, lessens, hash FROM finding WHERE connection = ? AND ended = 0 ORDER BY id", id)
	return f, err
}

func (f *found) add(s *standingFinding) {
	f.by[s.key] = append(f.by[s.key], s)
	f.standing[s.reason]++
	f.lessens = f.lessens || s.lessens
}

// of finds what stands about a record for a reason; all reasons for setting aside are one.
func (f *found) of(key recordKey, r admission.Reason) *standingFinding {
	for _, s := range f.by[key] {
		if s.reason == r || s.reason.SetsAside() && r.SetsAside() {
			return s
		}
	}
	return nil
}

// setAside counts what is set aside: in a whole read what that has brought, since what stood before may be mended.
func (f *found) setAside(full bool) (n int) {
	if full {
		return f.asides
	}
	for _, r := range admission.SetAside() {
		n += f.standing[r]
	}
	return n
}

// take notes that a record came and was taken. Few records have findings: most are done with one look into an empty map.
func (f *found) take(about admission.About, external string) {
	if len(f.by) == 0 {
		return
	}
	if key := (recordKey{about, external}); f.by[key] != nil {
		f.came[key] = true
	}
}

// tell notes what the source says is gone.
func (f *found) tell(gone store.Removals) {
	for _, key := range gone.Items {
		f.take(admission.OfItem, key)
	}
	for _, key := range gone.Payments {
		f.take(admission.OfPayment, key)
	}
}

// number notes the number of an open invoice, and whether its customer has had it before in this read.
func (f *found) number(debtor receivable.DebtorID, number string) {
	h := newFingerprint.number(int64(debtor)).text(number)
	if !f.numbers.add(h) && len(f.shared) < mostShared {
		f.shared[numberKey{debtor, number}] = true
	}
}

// gather keeps what is judged when the read is whole.
func (f *found) gather(before, now knownItem) {
	if before.hash != now.hash || before.debtor != now.debtor {
		f.changed = append(f.changed, now.id)
	}
	if before.open > 0 && now.open == 0 {
		f.closed = append(f.closed, now.id)
	}
	if before.open < 0 && before.open != now.open {
		f.credited[now.debtor] = true
	}
}

// keepFinding writes down that a finding is so. What stands already, and says the same, is written no more.
func (w *writer) keepFinding(run *store.SyncRun, m *runMemory, f admission.Finding, lessens bool, hash int64) error {
	key := recordKey{f.About, f.ExternalID}
	if s := m.found.of(key, f.Reason); s != nil {
		return w.standAgain(s, m, f, lessens, hash)
	}
	aside := f.Reason.SetsAside()
	switch {
	case aside && m.found.setAside(m.full) >= admission.Most:
		return fault.New(admission.TooMany, "more than %d records are impossible, the last of them %s %s: %s", admission.Most, f.About, f.ExternalID, f.Reason).
			WithHint("the settings of the connection, or the program at the other end, are wrong as a whole; see `quarantine` for examples")
	case !aside && m.found.standing[f.Reason] >= mostRemarks:
		m.found.hidden[f.Reason]++
		return nil
	}
	var err error
	if f.Customer, err = w.nameOf(m, f); err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO finding (connection, about, external_id, reason, debtor, item, number, customer, facts, currency, minor, lessens, hash, since, changed)
		VALUES `+marks(15, 1), run.Connection, string(f.About), f.ExternalID, string(f.Reason), f.Debtor, f.Item, f.Number, f.Customer, packed(f.Facts),
		string(f.Open.Currency), f.Open.Minor, bit(lessens), hash, moment(w.now), moment(w.now))
	if err != nil {
		return err
	}
	s := &standingFinding{
		id: id, key: key, reason: f.Reason, debtor: f.Debtor, item: f.Item, number: f.Number, currency: f.Open.Currency, minor: f.Open.Minor, lessens: lessens, hash: hash, again: true,
	}
	m.found.add(s)
	if aside {
		m.found.asides++
		run.Findings.New++
		if err := w.quarantine(s.item, true); err != nil {
			return err
		}
	}
	return w.logFinding(activity.FindingMade, s, f.Customer, f.Facts)
}

func (w *writer) standAgain(s *standingFinding, m *runMemory, f admission.Finding, lessens bool, hash int64) error {
	if !s.again && f.Reason.SetsAside() {
		m.found.asides++
	}
	s.again = true
	if s.hash == hash && s.reason == f.Reason && s.debtor == f.Debtor && s.item == f.Item {
		return nil
	}
	name, err := w.nameOf(m, f)
	if err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE finding SET reason = ?, debtor = ?, item = ?, number = ?, customer = ?, facts = ?, currency = ?, minor = ?, lessens = ?, hash = ?, changed = ?,
		noted = 0, actor = '', note = '' WHERE id = ?`, string(f.Reason), f.Debtor, f.Item, f.Number, name, packed(f.Facts), string(f.Open.Currency), f.Open.Minor,
		bit(lessens), hash, moment(w.now), s.id); err != nil {
		return err
	}
	m.found.standing[s.reason]--
	m.found.standing[f.Reason]++
	m.found.lessens = m.found.lessens || lessens
	s.reason, s.debtor, s.item, s.number, s.currency, s.minor, s.lessens, s.hash = f.Reason, f.Debtor, f.Item, f.Number, f.Open.Currency, f.Open.Minor, lessens, hash
	if !s.reason.SetsAside() {
		return w.logFinding(activity.FindingMade, s, name, f.Facts)
	}
	return w.quarantine(s.item, true)
}

// quarantine marks an item that the book holds, or takes the mark away.
func (w *writer) quarantine(item receivable.ItemID, on bool) error {
	if item == 0 {
		return nil
	}
	_, err := w.exec("UPDATE item SET quarantined = ? WHERE id = ?", bit(on), item)
	return err
}

// endFinding writes down that a finding is so no longer. Of records that never came to belong to anybody nothing is kept.
func (w *writer) endFinding(run *store.SyncRun, m *runMemory, s *standingFinding) error {
	m.found.standing[s.reason]--
	m.found.by[s.key] = slices.DeleteFunc(m.found.by[s.key], func(other *standingFinding) bool { return other == s })
	if s.reason.SetsAside() {
		run.Findings.Mended++
		if err := w.quarantine(s.item, false); err != nil {
			return err
		}
	}
	if s.debtor == 0 {
		_, err := w.exec("DELETE FROM finding WHERE id = ?", s.id)
		return err
	}
	if _, err := w.exec("UPDATE finding SET ended = ? WHERE id = ?", moment(w.now), s.id); err != nil {
		return err
	}
	name, err := w.nameOf(m, admission.Finding{Debtor: s.debtor})
	if err != nil {
		return err
	}
	return w.logFinding(activity.FindingEnded, s, name, nil)
}

// logFinding tells a customer's history what a read found, when it stops reminders or calls somebody.
func (w *writer) logFinding(kind activity.Kind, s *standingFinding, name string, facts map[string]string) error {
	if s.debtor == 0 || !s.reason.SetsAside() && !s.reason.NeedsPerson() {
		return nil
	}
	data := map[string]string{"reason": string(s.reason), "number": s.number, "about": string(s.key.about)}
	maps.Copy(data, facts)
	return w.Append(kind, int64(s.debtor), int64(s.item), name, data)
}

// nameOf is what a customer is called; one whom the book does not know, by the source's key.
func (w *writer) nameOf(m *runMemory, f admission.Finding) (string, error) {
	if f.Debtor == 0 {
		return f.Customer, nil
	}
	name, known := m.found.names[f.Debtor]
	if known {
		return name, nil
	}
	_, err := w.one("SELECT name FROM debtor WHERE id = ?", []any{f.Debtor}, &name)
	m.found.names[f.Debtor] = name
	return name, err
}
