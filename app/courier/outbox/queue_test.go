package outbox

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// fileQueue is a small queue on SQLite, so that states survive a process that is killed.
type fileQueue struct {
	db     *sql.DB
	file   string
	holder string
	now    func() time.Time
	broken bool // record nothing any more
}

func openQueue(t testing.TB, file, holder string, now func() time.Time) *fileQueue {
	t.Helper()
	db, err := sql.Open("sqlite3", file+"?_journal_mode=WAL&_busy_timeout=5000&_txlock=immediate&_synchronous=NORMAL")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	_, err = db.Exec(`CREATE TABLE IF NOT EXISTS job (id INTEGER PRIMARY KEY, channel TEXT, number TEXT, sender TEXT, recipient TEXT,
		bytes BLOB, state TEXT, holder TEXT DEFAULT '', attempts INTEGER DEFAULT 0, next INTEGER DEFAULT 0, code TEXT DEFAULT '', detail TEXT DEFAULT '')`)
	if err != nil {
		t.Fatal(err)
	}
	return &fileQueue{db: db, holder: holder, now: now}
}

func (q *fileQueue) add(t testing.TB, channel Channel, number, to string, body []byte) {
	t.Helper()
	_, err := q.db.Exec(`INSERT INTO job (channel, number, sender, recipient, bytes, state) VALUES (?, ?, 'bounces@lab.test', ?, ?, 'queued')`,
		channel, number, to, body)
	if err != nil {
		t.Fatal(err)
	}
}

func (q *fileQueue) Claim(ctx context.Context, limit int, channels ...Channel) ([]Job, error) {
	var jobs []Job
	for _, channel := range channels {
		if len(jobs) == limit {
			break
		}
		var j Job
		var to string
		err := q.db.QueryRowContext(ctx, `UPDATE job SET state = 'sending', holder = ? WHERE id =
			(SELECT id FROM job WHERE state = 'queued' AND next <= ? AND channel = ? ORDER BY id LIMIT 1)
			RETURNING id, channel, number, sender, recipient, bytes, attempts`, q.holder, q.now().UnixNano(), channel).
			Scan(&j.ID, &j.Channel, &j.Number, &j.From, &to, &j.Bytes, &j.Attempts)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		j.To = []string{to}
		jobs = append(jobs, j)
	}
	return jobs, nil
}

func (q *fileQueue) Extend(context.Context) error { return nil }

func (q *fileQueue) Sent(ctx context.Context, id int64, detail string) error {
	return q.move(ctx, id, `state = 'sent', detail = ?`, detail)
}

func (q *fileQueue) Failed(ctx context.Context, id int64, code, detail string) error {
	return q.move(ctx, id, `state = 'failed', code = ?, detail = ?`, code, detail)
}

func (q *fileQueue) Retry(ctx context.Context, id int64, code, detail string, next time.Time) error {
	counted := 1
	if code == string(Blocked) || code == string(Stopped) {
		counted = 0
	}
	return q.move(ctx, id, `state = 'queued', code = ?, detail = ?, next = ?, attempts = attempts + ?`, code, detail, next.UnixNano(), counted)
}

func (q *fileQueue) Uncertain(ctx context.Context, id int64, code, detail string) error {
	return q.move(ctx, id, `state = 'uncertain', code = ?, detail = ?`, code, detail)
}

func (q *fileQueue) RecoverSending(ctx context.Context) (int, error) {
	r, err := q.db.ExecContext(ctx, `UPDATE job SET state = 'uncertain' WHERE state = 'sending' AND holder = ?`, q.holder)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}

func (q *fileQueue) move(ctx context.Context, id int64, set string, args ...any) error {
	if q.broken {
		return errors.New("the disk is gone")
	}
	r, err := q.db.ExecContext(ctx, `UPDATE job SET `+set+` WHERE state = 'sending' AND id = ? AND holder = ?`, append(args, id, q.holder)...)
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n != 1 {
		return fault.New(fault.Conflict, "message %d is not in this worker's hands", id)
	}
	return nil
}

// states counts the messages by state.
func (q *fileQueue) states(t testing.TB) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, j := range q.all(t) {
		counts[j.state]++
	}
	return counts
}

type kept struct {
	id                          int64
	number, state, code, detail string
	attempts                    int
	next                        time.Time
}

func (q *fileQueue) all(t testing.TB) []kept {
	t.Helper()
	rows, err := q.db.Query(`SELECT id, number, state, code, detail, attempts, next FROM job ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []kept
	for rows.Next() {
		var k kept
		var next int64
		if err := rows.Scan(&k.id, &k.number, &k.state, &k.code, &k.detail, &k.attempts, &next); err != nil {
			t.Fatal(err)
		}
		k.next = time.Unix(0, next)
		all = append(all, k)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
