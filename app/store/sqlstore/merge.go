package sqlstore

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// A source that merges two customers, or gives one a new key, brings the items of the old one under the new one. No source we
// know says so in words. Rows that name the debtor are pointed to the new one, once, which keeps every query as it is; only the
// log, whose rows are never changed, is read through debtor.merged.

// movedStream names what a read noted of items that changed their debtor.
const movedStream = "moved "

// noteMoves keeps which items a batch gave to another debtor, until the read is whole and it can be told why.
func (b *itemBatch) noteMoves() {
	pairs := make([][2]receivable.DebtorID, 0, len(b.moved))
	for pair := range b.moved {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(x, y [2]receivable.DebtorID) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	for _, pair := range pairs {
		b.w.note(b.run, fmt.Sprintf("%s%d %d", movedStream, pair[0], pair[1]), b.moved[pair])
	}
}

// merges finds who was merged into whom: a debtor whom the source no longer has, none of whose open items vanished in this
// read, and all of whose items came back under one other debtor with the same registration number, or with the same name
// where neither has a number. Anything less is left alone: the items have moved with what was noted about them all the same.
func (a *absence) merges() error {
	into := map[receivable.DebtorID]receivable.DebtorID{}
	apart := map[receivable.DebtorID]bool{}
	if err := a.w.each(func(row scanner) error {
		var stream string
		if err := row.Scan(&stream); err != nil {
			return err
		}
		var from, to receivable.DebtorID
		if _, err := fmt.Sscanf(strings.TrimPrefix(stream, movedStream), "%d %d", &from, &to); err != nil {
			return errColumn
		}
		apart[from] = apart[from] || into[from] != 0 && into[from] != to
		into[from] = to
		return nil
	}, "SELECT DISTINCT stream FROM sync_seen WHERE run = ? AND stream LIKE ? ORDER BY stream", a.run.ID, movedStream+"%"); err != nil {
		return err
	}
	for _, from := range slices.Sorted(maps.Keys(into)) {
		if apart[from] || a.lost[from] {
			continue
		}
		if err := a.w.mergeIfSame(a, from, into[from]); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) mergeIfSame(a *absence, from, to receivable.DebtorID) error {
	old, err := w.Debtor(from)
	if err != nil {
		return err
	}
	kept, err := w.Debtor(to)
	if err != nil {
		return err
	}
	same := old.OrgNumber == kept.OrgNumber
	if old.OrgNumber == "" { // two people may have one name: what is known of both must agree
		same = same && old.Name == kept.Name && agree(old.Email, kept.Email) && agree(packed(old.Address), packed(kept.Address))
	}
	if !same || !old.Gone || kept.Gone {
		return nil
	}
	a.run.Changes.Merged++
	return w.merge(old, kept)
}

func agree(a, b string) bool { return a == "" || b == "" || a == b }

// merge points all that the book holds of one debtor to another, and says so in the log.
func (w *writer) merge(from, to receivable.Debtor) error {
	for _, table := range []string{"item", "payment", "charge", "notice", "task", "hold", "dispute", "promise", "answer", "contact", "set_aside", "payment_plan", "credit_line", "finance_offer", "request", "write_off", "escalation", "write_back", "bank_line", "legal_hold", "consent", "finding", "incoming"} {
		if _, err := w.exec("UPDATE "+table+" SET debtor = ? WHERE debtor = ?", to.ID, from.ID); err != nil {
			return err
		}
	}
	// What a wave proposes and has not sent goes along, and is compared with the new customer's plan before it leaves.
	if _, err := w.exec(`UPDATE wave_line SET debtor = ? WHERE debtor = ? AND state = ?
		AND wave IN (SELECT id FROM wave WHERE state IN ('proposed', 'releasing', 'paused'))`, to.ID, from.ID, string(store.LineIn)); err != nil {
		return err
	}
	if _, err := w.exec("UPDATE debtor SET merged = ? WHERE id = ? OR merged = ?", to.ID, from.ID, from.ID); err != nil {
		return err
	}
	// An owner whom the desk chose goes along, unless the other has one of its own.
	if _, err := w.exec(`UPDATE debtor SET owner = ?, own_owner = 1 WHERE id = ? AND own_owner = 0
		AND EXISTS (SELECT 1 FROM debtor o WHERE o.id = ? AND o.own_owner = 1)`, from.Owner, to.ID, from.ID); err != nil {
		return err
	}
	if err := w.carryDead(from, to); err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE debtor SET cleared = (SELECT MAX(d.cleared) FROM debtor d WHERE d.id IN (?, ?)) WHERE id = ?`, from.ID, to.ID, to.ID); err != nil {
		return err
	}
	w.touch(from.ID)
	if err := w.recall(to.ID); err != nil {
		return err
	}
	return w.Append(activity.DebtorMerged, int64(to.ID), 0, to.Name, map[string]any{
		"from": from.ID, "number": from.Number, "name": from.Name, "into": to.Number,
	})
}

// carryDead marks what is known not to work, where the new customer has the very same address.
func (w *writer) carryDead(from, to receivable.Debtor) error {
	for _, c := range from.Dead {
		same := false
		switch c {
		case receivable.Email:
			same = from.Email == to.Email
		case receivable.SMS, receivable.Call:
			same = from.Phone == to.Phone
		case receivable.Letter, receivable.Visit:
			same = packed(from.Address) == packed(to.Address)
		}
		if !same {
			continue
		}
		mark := *from.DeadBy(c)
		mark.Debtor = to.ID
		if err := w.MarkDead(mark); err != nil {
			return err
		}
	}
	for _, c := range from.Dead {
		if err := w.endMarks(from.ID, c, "merged into another customer"); err != nil {
			return err
		}
	}
	_, err := w.exec("UPDATE dead_channel SET debtor = ? WHERE debtor = ?", to.ID, from.ID)
	return err
}

// cleanSlate forgets what a debtor answered, and which promises were judged, once nothing is open any more: years later the
// next debt begins as if nothing had been. The rows themselves stay, and levels are those of items.
func (w *writer) cleanSlate(touched idSet) error {
	ids := slices.Collect(touched.all())
	for id := range w.touched { // what was settled because a whole read did not bring it
		ids = append(ids, int64(id))
	}
	return inChunks(ids, func(list string, args []any) error {
		args = append([]any{moment(w.now), moment(w.now)}, args...)
		_, err := w.exec(`UPDATE debtor SET answer = '', last_issued = ?, cleared = ? WHERE id IN `+list+`
			AND (answer <> '' OR last_issued <> 0 OR EXISTS (SELECT 1 FROM promise WHERE promise.debtor = debtor.id))
			AND NOT EXISTS (SELECT 1 FROM item WHERE item.debtor = debtor.id AND item.open > 0)`, args...)
		return err
	})
}
