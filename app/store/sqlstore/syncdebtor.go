package sqlstore

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// sourceDebtorColumns are the facts that a source owns, in the order of debtorValues.
const sourceDebtorColumns = `number, name, kind, country, language, timezone, currency, org_number, owner, debtor_group, email, phone,
	address, postal_code, city, region, address_country, contacts, credit_limit, note, extra, search, hash`

const sourceDebtorCount = 23

const debtorColumnCount = sourceDebtorCount + 3

// PutDebtors takes a batch of debtors.
func (w *writer) PutDebtors(run *store.SyncRun, batch []store.SourceDebtor) error {
	m, err := w.open(run)
	if err != nil {
		return err
	}
	keys := keysOf(batch, func(d *store.SourceDebtor) string { return d.ExternalID })
	if err := need(&w.reader, m.debtors, run, m.full, keys); err != nil {
		return err
	}
	b := debtorBatch{w: w, run: run, known: m.debtors.known, ids: &m.debtorIDs, customers: m.found.customers}
	for i := range batch {
		if err := b.put(&batch[i], int64(len(batch)-i)); err != nil {
			return err
		}
	}
	b.flush()
	run.Read["debtors"] += int64(len(batch))
	w.note(run, "debtors", b.seen)
	return nil
}

type debtorBatch struct {
	w         *writer
	run       *store.SyncRun
	known     map[string]knownDebtor
	ids       *reserved
	customers idSet
	rows      []any
	seen      []int64
}

func (b *debtorBatch) put(d *store.SourceDebtor, left int64) error {
	if d.ExternalID == "" {
		return fault.New(fault.Invalid, "customer %q has no key of its source", d.Name).OnField("external_id")
	}
	p := packedParts(d)
	hash := debtorHash(d, p)
	before, exists := b.known[d.ExternalID]
	now := knownDebtor{id: before.id, hash: hash}
	if !exists {
		id, err := b.ids.next(b.w, "debtor", left)
		if err != nil {
			return err
		}
		now.id = receivable.DebtorID(id)
		if b.rows == nil {
			b.rows = b.w.many.rows()
		}
		b.rows = debtorValues(append(b.rows, int64(now.id), int64(b.run.Connection), d.ExternalID), d, p, hash)
		b.run.Changes.NewDebtors++
	}
	b.known[d.ExternalID] = now
	b.seen = append(b.seen, int64(now.id))
	b.customers.add(int64(now.id))
	if len(b.rows) >= statementsBehind*(perStatement/debtorColumnCount)*debtorColumnCount {
		b.flush()
	}
	if !exists || (before.hash == hash && !before.gone) {
		return nil
	}
	b.flush() // the row to change may be among those that wait
	b.run.Changes.ChangedDebtors++
	return b.w.changeDebtor(now.id, d, p, hash)
}

func (b *debtorBatch) flush() {
	b.w.insertBehind("INSERT INTO debtor (id, connection, external_id, "+sourceDebtorColumns+") VALUES ", debtorColumnCount, b.rows)
	b.rows = nil
}

// otherAddress is why a mark ended that nobody took away: the source's word, in that of the book.
const otherAddress = "another address"

// changeDebtor writes a source's new facts. An owner whom the desk has chosen stays; a channel whose address is another
// than the one that failed is taken as mended.
func (w *writer) changeDebtor(id receivable.DebtorID, d *store.SourceDebtor, p debtorParts, hash int64) error {
	old, err := w.Debtor(id)
	if err != nil {
		return err
	}
	dead := slices.DeleteFunc(slices.Clone(old.Dead), func(c receivable.Channel) bool {
		switch c {
		case receivable.Email:
			return old.Email != d.Email
		case receivable.Letter, receivable.Visit:
			return packed(old.Address) != packed(d.Address)
		case receivable.SMS, receivable.Call:
			return old.Phone != d.Phone
		}
		return false
	})
	for _, c := range old.Dead {
		if !slices.Contains(dead, c) {
			if err := w.endMarks(id, c, otherAddress); err != nil {
				return err
			}
		}
	}
	set := "UPDATE debtor SET " + strings.ReplaceAll(sourceDebtorColumns, ",", " = ?,") + " = ?, dead = ?, gone = 0, merged = 0 WHERE id = ?"
	set = strings.Replace(set, "owner = ?", "owner = CASE WHEN own_owner = 1 THEN owner ELSE ? END", 1)
	_, err = w.exec(set, append(debtorValues(nil, d, p, hash), joinChannels(dead), id)...)
	return err
}

// debtorParts are the facts of a debtor that are kept as JSON. Most debtors have none of them: that is kept as nothing.
type debtorParts struct{ contacts, limit, extra string }

func packedParts(d *store.SourceDebtor) (p debtorParts) {
	if len(d.Contacts) > 0 {
		p.contacts = packed(d.Contacts)
	}
	if d.Limit != nil {
		p.limit = packed(d.Limit)
	}
	if len(d.Extra) > 0 {
		p.extra = packed(d.Extra)
	}
	return p
}

// debtorValues appends what both a new and a changed debtor write.
func debtorValues(to []any, d *store.SourceDebtor, p debtorParts, hash int64) []any {
	return append(to,
		d.Number, d.Name, string(d.Kind), d.Country, d.Language, d.Timezone, string(d.Currency), d.OrgNumber, d.Owner, d.Group, d.Email, d.Phone,
		strings.Join(d.Address.Lines, "\n"), d.Address.PostalCode, d.Address.City, d.Address.Region, d.Address.Country,
		p.contacts, p.limit, d.Note, p.extra, store.SearchText(d.Name, d.Number, d.OrgNumber, d.Address.City), hash)
}

func debtorHash(d *store.SourceDebtor, p debtorParts) int64 {
	f := newFingerprint
	for _, s := range [...]string{
		d.Number, d.Name, string(d.Kind), d.Country, d.Language, d.Timezone, string(d.Currency), d.OrgNumber, d.Owner, d.Group, d.Email, d.Phone,
		d.Address.PostalCode, d.Address.City, d.Address.Region, d.Address.Country, p.contacts, p.limit, d.Note, p.extra,
	} {
		f = f.text(s)
	}
	for _, line := range d.Address.Lines {
		f = f.text(line)
	}
	return int64(f)
}

func joinChannels(channels []receivable.Channel) string {
	parts := make([]string, len(channels))
	for i, c := range channels {
		parts[i] = string(c)
	}
	return strings.Join(parts, " ")
}

func splitChannels(text string) []receivable.Channel {
	var out []receivable.Channel
	for part := range strings.FieldsSeq(text) {
		out = append(out, receivable.Channel(part))
	}
	return out
}
