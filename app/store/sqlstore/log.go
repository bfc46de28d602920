package sqlstore

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

const logColumns = "seq, at, actor, actor_kind, kind, debtor, item, subject, data, prev, hash"

func scanEntry(row scanner) (e activity.Entry, err error) {
	var at int64
	err = row.Scan(&e.Seq, &at, &e.Actor.Name, &e.Actor.Kind, &e.Kind, &e.Debtor, &e.Item, &e.Subject, &e.Data, &e.Prev, &e.Hash)
	e.At = unmoment(at)
	return e, err
}

// Timeline gives a debtor's entries, newest first, with those of debtors that the source merged into it.
func (r *reader) Timeline(q store.TimelineQuery) ([]activity.Entry, error) {
	whose := []any{q.Debtor}
	if err := r.each(func(rows scanner) error {
		var id int64
		err := rows.Scan(&id)
		whose = append(whose, id)
		return err
	}, "SELECT id FROM debtor WHERE merged = ? AND merged <> 0", q.Debtor); err != nil {
		return nil, err
	}
	// One debtor is asked for by equality, so that the index gives the newest entries without a sort of all.
	where, args := []string{"debtor = ?"}, whose
	if len(whose) > 1 {
		where[0] = "debtor IN " + marks(len(whose), 1)
	}
	if q.Before > 0 {
		where, args = append(where, "seq < ?"), append(args, q.Before)
	}
	if len(q.Kinds) > 0 {
		where = append(where, "kind IN "+marks(len(q.Kinds), 1))
		for _, k := range q.Kinds {
			args = append(args, string(k))
		}
	}
	query := "SELECT " + logColumns + " FROM log WHERE " + strings.Join(where, " AND ") + " ORDER BY seq DESC"
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	var out []activity.Entry
	err := r.each(func(rows scanner) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	}, query, args...)
	return out, err
}

// Log walks the chain.
func (r *reader) Log(fromSeq int64, fn func(activity.Entry) error) error {
	return r.each(func(rows scanner) error {
		e, err := scanEntry(rows)
		if err != nil {
			return err
		}
		return fn(e)
	}, "SELECT "+logColumns+" FROM log WHERE seq >= ? ORDER BY seq", fromSeq)
}

// LogHead is the newest entry.
func (r *reader) LogHead() (e activity.Entry, found bool, err error) {
	err = r.each(func(rows scanner) (err error) {
		e, err = scanEntry(rows)
		found = true
		return err
	}, "SELECT "+logColumns+" FROM log ORDER BY seq DESC LIMIT 1")
	return e, found, err
}

// Append adds an entry to the chain.
func (w *writer) Append(kind activity.Kind, debtor, item int64, subject string, data any) error {
	text, err := canonical(data)
	if err != nil {
		return fault.Wrap(err, fault.Internal, "a log entry %s cannot be written", kind)
	}
	head, _, err := w.LogHead()
	if err != nil {
		return err
	}
	e := activity.Seal(head, activity.Entry{At: w.now, Actor: w.actor, Kind: kind, Debtor: debtor, Item: item, Subject: subject, Data: text})
	_, err = w.exec("INSERT INTO log ("+logColumns+") VALUES "+marks(11, 1), e.Seq, moment(e.At), e.Actor.Name, string(e.Actor.Kind),
		string(e.Kind), e.Debtor, e.Item, e.Subject, e.Data, e.Prev, e.Hash)
	return err
}

// canonical writes JSON with sorted keys and without needless escapes, so that equal facts have equal bytes.
func canonical(data any) (string, error) {
	if data == nil {
		return "{}", nil
	}
	first, err := json.Marshal(data)
	if err != nil {
		return "", err
	}
	dec := json.NewDecoder(bytes.NewReader(first))
	dec.UseNumber()
	var plain any
	if err := dec.Decode(&plain); err != nil {
		return "", err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(plain); err != nil {
		return "", err
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}
