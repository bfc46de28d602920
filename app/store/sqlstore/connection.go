package sqlstore

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

const connectionColumns = `id, name, kind, settings, secret_keys, checksum, cursor, generation, fresh_at, blocked,
	review_decided, review_choice, review_days, posts, accepted, created`

// Connections gives every connection by name.
func (r *reader) Connections() ([]store.Connection, error) {
	return r.connections("ORDER BY name")
}

// Connection gives one by id.
func (r *reader) Connection(id receivable.ConnectionID) (store.Connection, error) {
	return r.oneConnection("WHERE id = ?", id)
}

// ConnectionNamed gives one by its name.
func (r *reader) ConnectionNamed(name string) (store.Connection, error) {
	return r.oneConnection("WHERE name = ?", name)
}

func (r *reader) oneConnection(where string, key any) (store.Connection, error) {
	found, err := r.connections(where, key)
	if err != nil {
		return store.Connection{}, err
	}
	if len(found) == 0 {
		return store.Connection{}, fault.New(fault.NotFound, "there is no connection %v", key).WithHint("see Connections for those that are")
	}
	return found[0], nil
}

func (r *reader) connections(where string, args ...any) ([]store.Connection, error) {
	var out []store.Connection
	err := r.each(func(rows scanner) error {
		var c store.Connection
		var settings, secrets, posts, accepted string
		var fresh, created int64
		if err := rows.Scan(&c.ID, &c.Name, &c.Kind, &settings, &secrets, &c.Checksum, &c.Cursor, &c.Generation, &fresh, &c.Blocked,
			&c.Review.Decided, &c.Review.Choice, &c.Review.RecentDays, &posts, &accepted, &created); err != nil {
			return err
		}
		c.FreshAt, c.Created = unmoment(fresh), unmoment(created)
		if err := unpack(settings, &c.Settings, "connection "+c.Name); err != nil {
			return err
		}
		if err := unpack(secrets, &c.SecretKeys, "connection "+c.Name); err != nil {
			return err
		}
		if posts != "" {
			if err := unpack(posts, &c.Posts, "connection "+c.Name); err != nil {
				return err
			}
		}
		if accepted != "" {
			if err := unpack(accepted, &c.Accepted, "connection "+c.Name); err != nil {
				return err
			}
		}
		out = append(out, c)
		return nil
	}, "SELECT "+connectionColumns+" FROM connection "+where, args...)
	return out, err
}

// PutConnection adds or changes a connection. What reads found out (cursor, generation, freshness, block) stays as it is.
func (w *writer) PutConnection(c store.Connection) (receivable.ConnectionID, error) {
	taken, err := w.one("SELECT 1 FROM connection WHERE name = ? AND id <> ?", []any{c.Name, c.ID}, new(int))
	if err != nil {
		return 0, err
	}
	if taken {
		return 0, fault.New(fault.Conflict, "there is a connection named %q already", c.Name).OnField("name")
	}
	posts := ""
	if len(c.Posts) > 0 {
		posts = packed(c.Posts)
	}
	values := []any{
		c.Name, c.Kind, packed(c.Settings), packed(c.SecretKeys), c.Checksum, bit(c.Review.Decided), string(c.Review.Choice), c.Review.RecentDays, posts,
	}
	if c.ID == 0 {
		id, err := w.insert(`INSERT INTO connection (name, kind, settings, secret_keys, checksum, review_decided, review_choice, review_days, posts, created)
			VALUES `+marks(10, 1), append(values, moment(w.now))...)
		return receivable.ConnectionID(id), err
	}
	err = w.must(fault.NotFound, "there is no such connection any more", `UPDATE connection SET name = ?, kind = ?, settings = ?, secret_keys = ?,
		checksum = ?, review_decided = ?, review_choice = ?, review_days = ?, posts = ? WHERE id = ?`, append(values, c.ID)...)
	return c.ID, err
}

// AcceptDifference keeps by how much the sums of a connection may differ.
func (w *writer) AcceptDifference(id receivable.ConnectionID, accepted store.Difference) error {
	text := ""
	if len(accepted.Sums) > 0 {
		text = packed(accepted)
	}
	return w.must(fault.NotFound, "there is no such connection any more", "UPDATE connection SET accepted = ? WHERE id = ?", text, id)
}

// DeleteConnection removes a connection that never brought a record.
func (w *writer) DeleteConnection(id receivable.ConnectionID) error {
	used, err := w.one("SELECT 1 FROM debtor WHERE connection = ? UNION SELECT 1 FROM item WHERE connection = ?", []any{id, id}, new(int))
	if err != nil {
		return err
	}
	if used {
		return fault.New(fault.Conflict, "the connection has brought customers whose history the book keeps, so it cannot be removed")
	}
	for _, query := range []string{"DELETE FROM sync_seen WHERE connection = ?", "DELETE FROM sync_run WHERE connection = ?"} {
		if _, err := w.exec(query, id); err != nil {
			return err
		}
	}
	w.undo.replaces(w.store.reads, id)
	delete(w.store.reads, id)
	return w.must(fault.NotFound, "there is no such connection any more", "DELETE FROM connection WHERE id = ?", id)
}

// SyncRuns gives runs, newest first.
func (r *reader) SyncRuns(id receivable.ConnectionID, limit int) ([]store.SyncRun, error) {
	query, args := `SELECT id, connection, started, finished, is_full, partial, rejected, generation, complete, records, changes,
		claimed, held, agrees, notes, code, message, findings FROM sync_run WHERE connection = ? ORDER BY id DESC`, []any{id}
	if limit > 0 {
		query, args = query+" LIMIT ?", append(args, limit)
	}
	var out []store.SyncRun
	err := r.each(func(rows scanner) error {
		var run store.SyncRun
		var started, finished int64
		var records, changes, claimed, held, notes, findings string
		if err := rows.Scan(&run.ID, &run.Connection, &started, &finished, &run.Full, &run.Partial, &run.Rejected, &run.Generation, &run.Complete,
			&records, &changes, &claimed, &held, &run.Agrees, &notes, &run.Code, &run.Message, &findings); err != nil {
			return err
		}
		run.Started, run.Finished = unmoment(started), unmoment(finished)
		for _, part := range []struct {
			text string
			into any
		}{{records, &run.Read}, {changes, &run.Changes}, {claimed, &run.Claimed}, {held, &run.Held}, {notes, &run.Notes}, {findings, &run.Findings}} {
			if err := unpack(part.text, part.into, "a read of a connection"); err != nil {
				return err
			}
		}
		out = append(out, run)
		return nil
	}, query, args...)
	return out, err
}

// Changes gives what reads changed since a moment, newest first.
func (r *reader) Changes(since time.Time, limit int) ([]store.ItemChange, error) {
	query, args := `SELECT c.at, c.run, i.debtor, c.item, d.name, i.number, c.what, i.currency, c.before_minor, c.after_minor
		FROM item_change c JOIN item i ON i.id = c.item JOIN debtor d ON d.id = i.debtor WHERE c.at >= ? ORDER BY c.at DESC, c.id DESC`, []any{moment(since)}
	if limit > 0 {
		query, args = query+" LIMIT ?", append(args, limit)
	}
	var out []store.ItemChange
	err := r.each(func(rows scanner) error {
		var c store.ItemChange
		var at int64
		var currency money.Currency
		err := rows.Scan(&at, &c.Run, &c.Debtor, &c.Item, &c.Name, &c.Number, &c.What, &currency, &c.Before.Minor, &c.After.Minor)
		c.At, c.Before.Currency, c.After.Currency = unmoment(at), currency, currency
		out = append(out, c)
		return err
	}, query, args...)
	return out, err
}
