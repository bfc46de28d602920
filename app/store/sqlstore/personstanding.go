package sqlstore

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// waits counts what is not at an end, by what it is.
var waits = map[privacy.Obstacle]string{
	privacy.OpenItems:    "SELECT COUNT(*) FROM item WHERE debtor IN @who AND open <> 0",
	privacy.OpenCharges:  "SELECT COUNT(*) FROM charge WHERE debtor IN @who AND open <> 0",
	privacy.InWave:       "SELECT COUNT(*) FROM wave_line WHERE debtor IN @who AND state = 'in' AND wave IN (SELECT id FROM wave WHERE state IN ('proposed', 'releasing', 'paused'))",
	privacy.Messages:     "SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'sending', 'uncertain') AND notice IN (SELECT id FROM notice WHERE debtor IN @who)",
	privacy.OpenPromises: "SELECT COUNT(*) FROM promise WHERE debtor IN @who AND state = 'pending'",
	privacy.OpenDisputes: "SELECT COUNT(*) FROM dispute WHERE debtor IN @who AND resolved = 0",
	privacy.Agreements:   "SELECT COUNT(*) FROM payment_plan WHERE debtor IN @who AND state IN ('proposed', 'agreed')",
	privacy.Escalations:  "SELECT COUNT(*) FROM escalation WHERE debtor IN @who AND state IN ('prepared', 'handed-over', 'accepted', 'paying')",
	privacy.OpenTasks:    "SELECT COUNT(*) FROM task WHERE debtor IN @who AND done = 0",
	privacy.Postings:     "SELECT COUNT(*) FROM write_back WHERE debtor IN @who AND state IN ('waiting', 'writing', 'uncertain', 'refused')",
	privacy.OpenRequests: "SELECT COUNT(*) FROM request WHERE debtor IN @who AND state IN ('waiting', 'sent-back')",
}

// PersonStanding gives what decides whether a debtor may be anonymised.
func (r *reader) PersonStanding(id receivable.DebtorID) (privacy.Standing, error) {
	d, err := r.Debtor(id)
	if err != nil {
		return privacy.Standing{}, err
	}
	s := privacy.Standing{Debtor: d.ID, Name: d.Name, Number: d.Number, Waits: map[privacy.Obstacle]int{}}
	var anonymised int64
	query, args := who("SELECT MAX(anonymised), MIN(gone) FROM debtor WHERE id IN @who", id)
	var gone bool
	if _, err := r.one(query, args, &anonymised, &gone); err != nil {
		return s, err
	}
	s.Anonymised, s.InSource = unmoment(anonymised), !gone
	for what, count := range waits {
		n := 0
		query, args := who(count, id)
		if _, err := r.one(query, args, &n); err != nil {
			return s, err
		}
		if n > 0 {
			s.Waits[what] = n
		}
	}
	s.Last, err = r.lastActivity(id)
	return s, err
}

// lastActivity is the newest of all days and moments that are an activity, moments by their day in UTC.
func (r *reader) lastActivity(id receivable.DebtorID) (last date.Date, err error) {
	for _, t := range personTables() {
		for column := range strings.FieldsSeq(t.activity) {
			var n int64
			where, args := who(t.where, id)
			if _, err := r.one("SELECT COALESCE(MAX("+column+"), 0) FROM "+t.name+" WHERE "+where, args, &n); err != nil {
				return last, err
			}
			on := undayed(n)
			if strings.Contains(" "+t.moments+" ", " "+column+" ") && n != 0 {
				on = date.In(unmoment(n), r.now.Location())
			}
			last = date.Latest(last, on)
		}
	}
	return last, nil
}

// SettledSince gives those among whom retention may have ended.
func (r *reader) SettledSince(on date.Date) ([]receivable.DebtorID, error) {
	var out []receivable.DebtorID
	err := r.each(func(row scanner) error {
		var id receivable.DebtorID
		err := row.Scan(&id)
		out = append(out, id)
		return err
	}, `SELECT id FROM debtor WHERE anonymised = 0 AND merged = 0
		AND NOT EXISTS (SELECT 1 FROM item WHERE item.debtor = debtor.id AND (item.open <> 0 OR item.issued > ?))
		AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.debtor = debtor.id AND notice.day > ?) ORDER BY search, id`, day(on), day(on))
	return out, err
}

// LegalHolds gives legal holds, newest first.
func (r *reader) LegalHolds(inForce bool) ([]privacy.Hold, error) {
	where := "1 = 1"
	if inForce {
		where = "h.lifted = 0"
	}
	var out []privacy.Hold
	err := r.each(func(row scanner) error {
		var h privacy.Hold
		var review, created, lifted int64
		err := row.Scan(&h.ID, &h.Debtor, &h.Name, &h.Reason, &review, &h.By, &created, &lifted, &h.LiftBy, &h.Why)
		h.Review, h.At, h.Lifted = undayed(review), unmoment(created), unmoment(lifted)
		out = append(out, h)
		return err
	}, `SELECT h.id, h.debtor, COALESCE(d.name, ''), h.reason, h.review, h.actor, h.created, h.lifted, h.lifted_by, h.why
		FROM legal_hold h LEFT JOIN debtor d ON d.id = h.debtor WHERE `+where+" ORDER BY h.id DESC")
	return out, err
}

// PutLegalHold sets a legal hold in the actor's name.
func (w *writer) PutLegalHold(h privacy.Hold) (int64, error) {
	return w.insert("INSERT INTO legal_hold (debtor, reason, review, actor, created) VALUES "+marks(5, 1), h.Debtor, h.Reason, day(h.Review), w.actor.Name, moment(w.now))
}

// LiftLegalHold ends one.
func (w *writer) LiftLegalHold(id int64, why string) error {
	return w.must(fault.Conflict, "there is no such legal hold in force", "UPDATE legal_hold SET lifted = ?, lifted_by = ?, why = ? WHERE id = ? AND lifted = 0", moment(w.now), w.actor.Name, why, id)
}
