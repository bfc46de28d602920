package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Escalations gives what was handed over of a debtor, or of all.
func (r *reader) Escalations(debtor receivable.DebtorID) ([]settlement.Escalation, error) {
	if debtor == 0 {
		return r.escalations("1 = 1")
	}
	return r.escalations("(e.debtor = ? OR e.id IN (SELECT x.escalation FROM escalation_item x JOIN item i ON i.id = x.item WHERE i.debtor = ?))", debtor, debtor)
}

// Escalation gives one by id.
func (r *reader) Escalation(id int64) (settlement.Escalation, error) {
	found, err := r.escalations("e.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no escalation with id %d", id).WithHint("see `escalate list CUSTOMER`")
	}
	if err != nil {
		return settlement.Escalation{}, err
	}
	return found[0], nil
}

func (r *reader) escalations(where string, args ...any) ([]settlement.Escalation, error) {
	var out []settlement.Escalation
	at := map[int64]int{}
	if err := r.each(func(row scanner) error {
		var e settlement.Escalation
		var it settlement.EscalatedItem
		var on int64
		var currency money.Currency
		if err := row.Scan(&e.ID, &e.Debtor, &e.To, &e.Party, &e.Reference, &on, &e.Why, &currency, &it.Item, &it.Number, &it.Amount.Minor); err != nil {
			return err
		}
		e.On, it.Amount.Currency = undayed(on), currency
		if len(out) == 0 || out[len(out)-1].ID != e.ID {
			at[e.ID] = len(out)
			out = append(out, e)
		}
		last := &out[len(out)-1]
		last.Items = append(last.Items, it)
		return nil
	}, `SELECT e.id, e.debtor, e.to_kind, e.party, e.reference, e.day, e.why, e.currency, l.item, i.number, l.minor
		FROM escalation e JOIN escalation_item l ON l.escalation = e.id JOIN item i ON i.id = l.item WHERE `+where+" ORDER BY e.id, l.item", args...); err != nil {
		return nil, err
	}
	if err := r.each(func(row scanner) error {
		var id, on int64
		var ev settlement.EscalationEvent
		if err := row.Scan(&id, &ev.Kind, &on, &ev.Amount.Minor, &ev.Note, &ev.By, &ev.Key); err != nil {
			return err
		}
		e := &out[at[id]]
		if ev.On = undayed(on); ev.Amount.Minor != 0 {
			ev.Amount.Currency = e.Items[0].Amount.Currency
		}
		e.Events = append(e.Events, ev)
		return nil
	}, `SELECT v.escalation, v.kind, v.day, v.minor, v.note, v.actor, v.line_key FROM escalation_event v JOIN escalation e ON e.id = v.escalation WHERE `+where+" ORDER BY v.id", args...); err != nil {
		return nil, err
	}
	for i := range out {
		told, err := settlement.EscalationOf(out[i])
		if err != nil {
			return nil, fault.Wrap(err, store.Truncated, "escalation %d cannot be told from its events", out[i].ID)
		}
		out[i] = told
	}
	return out, nil
}

// PutEscalation keeps a hand-over that was prepared.
func (w *writer) PutEscalation(e settlement.Escalation) (int64, error) {
	id, err := w.insert("INSERT INTO escalation (debtor, to_kind, party, reference, day, why, currency, state, at) VALUES "+marks(9, 1),
		e.Debtor, string(e.To), e.Party, e.Reference, day(e.On), e.Why, string(e.Claim().Currency), string(settlement.Prepared), moment(w.now))
	if err != nil {
		return 0, err
	}
	for _, it := range e.Items {
		if err := w.must(fault.Conflict, "item "+it.Number+" is with somebody else already", "UPDATE item SET escalated = 1 WHERE id = ? AND escalated = 0", it.Item); err != nil {
			return 0, err
		}
		if _, err := w.exec("INSERT INTO escalation_item (escalation, item, minor) VALUES (?, ?, ?)", id, it.Item, it.Amount.Minor); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// SayEscalation adds what happened.
func (w *writer) SayEscalation(id int64, ev settlement.EscalationEvent) (settlement.Escalation, error) {
	e, err := w.Escalation(id)
	if err != nil {
		return e, err
	}
	if ev.By == "" {
		ev.By = w.actor.Name
	}
	next, err := e.Say(ev)
	if err != nil {
		return e, err
	}
	ev = next.Events[len(next.Events)-1]
	if _, err := w.exec("INSERT INTO escalation_event (escalation, kind, day, minor, note, at, actor, line_key) VALUES "+marks(8, 1),
		id, string(ev.Kind), day(ev.On), ev.Amount.Minor, ev.Note, moment(w.now), ev.By, ev.Key); err != nil {
		return e, err
	}
	if _, err := w.exec("UPDATE escalation SET state = ? WHERE id = ?", string(next.State), id); err != nil {
		return e, err
	}
	if e.State.Live() && !next.State.Live() {
		_, err = w.exec("UPDATE item SET escalated = 0 WHERE id IN (SELECT item FROM escalation_item WHERE escalation = ?)", id)
	}
	return next, err
}

// CollectedElsewhere gives the escalations with items of which the books lack what the other was paid.
func (r *reader) CollectedElsewhere() ([]settlement.Escalation, error) {
	return r.escalations("e.id IN (SELECT x.escalation FROM escalation_item x JOIN item c ON c.id = x.item WHERE c.collected = 1)")
}

// MarkCollected marks the items of an escalation, or takes the marks away.
func (w *writer) MarkCollected(id int64, lacking bool) error {
	const its = "id IN (SELECT item FROM escalation_item WHERE escalation = ?)"
	mark := 0
	if lacking {
		mark = 1
	}
	n, err := w.exec("UPDATE item SET collected = ? WHERE collected <> ? AND "+its, mark, mark, id)
	if err != nil || n == 0 {
		return err
	}
	return w.each(func(row scanner) error {
		var debtor receivable.DebtorID
		err := row.Scan(&debtor)
		w.touch(debtor)
		return err
	}, "SELECT DISTINCT debtor FROM item WHERE "+its, id)
}

// SetEscalationReference keeps under which reference the other has it.
func (w *writer) SetEscalationReference(id int64, reference string) error {
	return w.must(fault.NotFound, "there is no such escalation", "UPDATE escalation SET reference = ? WHERE id = ?", reference, id)
}

// Enclosures gives the papers of a decision without their bytes.
func (r *reader) Enclosures(about string, id int64) ([]store.Enclosure, error) {
	return r.enclosures("about = ? AND about_id = ?", "''", about, id)
}

// Enclosure gives one with its bytes.
func (r *reader) Enclosure(id int64) (store.Enclosure, error) {
	found, err := r.enclosures("id = ?", "content", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no paper with id %d", id)
	}
	if err != nil {
		return store.Enclosure{}, err
	}
	return found[0], nil
}

func (r *reader) enclosures(where, content string, args ...any) (out []store.Enclosure, err error) {
	err = r.each(func(row scanner) error {
		var e store.Enclosure
		var at int64
		err := row.Scan(&e.ID, &e.About, &e.AboutID, &e.Kind, &e.Name, &e.Bytes, &at, &e.By)
		e.At = unmoment(at)
		out = append(out, e)
		return err
	}, "SELECT id, about, about_id, kind, name, "+content+", at, actor FROM enclosure WHERE "+where+" ORDER BY id", args...)
	return out, err
}

// PutEnclosure keeps a paper.
func (w *writer) PutEnclosure(e store.Enclosure) (int64, error) {
	return w.insert("INSERT INTO enclosure (about, about_id, kind, name, content, at, actor) VALUES "+marks(7, 1), e.About, e.AboutID, e.Kind, e.Name, e.Bytes, moment(w.now), w.actor.Name)
}

// Proof is the last word of the server to a message of a notice.
func (r *reader) Proof(notice store.NoticeID) (detail string, err error) {
	_, err = r.one("SELECT detail FROM outbox WHERE notice = ?", []any{notice}, &detail)
	return detail, err
}
