package sqlstore

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Findings gives findings by reason, the newest of each first.
func (r *reader) Findings(q store.FindingQuery) ([]admission.Finding, error) {
	where, args := "1 = 1", []any{}
	only := func(condition string, values ...any) { where, args = where+" AND "+condition, append(args, values...) }
	if q.Connection != 0 {
		only("f.connection = ?", q.Connection)
	}
	if q.Debtor != 0 {
		only("f.debtor = ?", q.Debtor)
	}
	if !q.Ended {
		only("f.ended = 0")
	}
	if q.Unnoted {
		only("f.noted = 0")
	}
	if len(q.Reasons) > 0 {
		only("f.reason IN (" + strings.TrimSuffix(strings.Repeat("?,", len(q.Reasons)), ",") + ")")
		for _, reason := range q.Reasons {
			args = append(args, string(reason))
		}
	}
	out, err := r.findings(where, args...)
	rank := slices.Concat(admission.SetAside(), admission.Remarks())
	slices.SortStableFunc(out, func(a, b admission.Finding) int {
		return cmp.Or(cmp.Compare(slices.Index(rank, a.Reason), slices.Index(rank, b.Reason)), cmp.Compare(b.ID, a.ID))
	})
	if q.Limit > 0 && len(out) > q.Limit {
		out = out[:q.Limit]
	}
	return out, err
}

// Finding gives one.
func (r *reader) Finding(id int64) (admission.Finding, error) {
	found, err := r.findings("f.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no finding %d", id).WithHint("see `quarantine`")
	}
	if err != nil {
		return admission.Finding{}, err
	}
	return found[0], nil
}

func (r *reader) findings(where string, args ...any) ([]admission.Finding, error) {
	var out []admission.Finding
	err := r.each(func(row scanner) error {
		var f admission.Finding
		var facts string
		var since, changed, ended, noted int64
		if err := row.Scan(&f.ID, &f.Connection, &f.ConnectionName, &f.About, &f.ExternalID, &f.Reason, &f.Debtor, &f.Item, &f.Number, &f.Customer, &facts,
			&f.Open.Currency, &f.Open.Minor, &since, &changed, &ended, &noted, &f.NotedBy, &f.Note); err != nil {
			return err
		}
		f.Since, f.Changed, f.Ended, f.Noted = unmoment(since), unmoment(changed), unmoment(ended), unmoment(noted)
		out = append(out, f)
		return unpack(facts, &out[len(out)-1].Facts, "a finding")
	}, `SELECT f.id, f.connection, c.name, f.about, f.external_id, f.reason, f.debtor, f.item, f.number, f.customer, f.facts, f.currency, f.minor, f.since, f.changed,
		f.ended, f.noted, f.actor, f.note FROM finding f JOIN connection c ON c.id = f.connection WHERE `+where+" ORDER BY f.id", args...)
	return out, err
}

// FindingCounts counts what stands.
func (r *reader) FindingCounts(id receivable.ConnectionID) (map[admission.Reason]int64, error) {
	query, args := "SELECT reason, COUNT(*) FROM finding WHERE ended = 0", []any{}
	if id != 0 {
		query, args = query+" AND connection = ?", append(args, id)
	}
	out := map[admission.Reason]int64{}
	err := r.each(func(row scanner) error {
		var reason admission.Reason
		var n int64
		err := row.Scan(&reason, &n)
		out[reason] = n
		return err
	}, query+" GROUP BY reason", args...)
	return out, err
}

// NoteFinding keeps that a person knows of a remark.
func (w *writer) NoteFinding(id int64, note string) error {
	f, err := w.Finding(id)
	switch {
	case err != nil:
		return err
	case f.Reason.SetsAside():
		return fault.New(fault.Refused, "what was set aside stays so until the source has mended it").WithHint("correct it there and read again")
	case !f.Stands():
		return fault.New(fault.Conflict, "this is so no longer")
	}
	_, err = w.exec("UPDATE finding SET noted = ?, actor = ?, note = ? WHERE id = ?", moment(w.now), w.actor.Name, note, id)
	return err
}
