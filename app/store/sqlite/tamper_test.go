package sqlite_test

import (
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// guards are the triggers that keep the log as it was written; whoever owns the file can drop them.
var guards = []string{"DROP TRIGGER log_no_update", "DROP TRIGGER log_no_delete"}

// moved renumbers entries, the last first or the first first, so that no two have the same number in between.
func moved(from, to, by int) (statements []string) {
	for seq := from; seq != to; {
		statements = append(statements, fmt.Sprintf("UPDATE log SET seq = %d WHERE seq = %d", seq+by, seq))
		if from < to {
			seq++
		} else {
			seq--
		}
	}
	return statements
}

func TestTamperingWithTheFileIsFoundAndNamed(t *testing.T) {
	cases := map[string]struct {
		tamper []string
		want   string
	}{
		"nothing": {nil, ""},
		"changed": {[]string{"UPDATE log SET data = '{}' WHERE seq = 3"}, "log entry 3 was changed after it was written"},
		"redated": {[]string{"UPDATE log SET at = at - 1 WHERE seq = 3"}, "log entry 3 was changed after it was written"},
		"by whom": {[]string{"UPDATE log SET actor = 'ola' WHERE seq = 5"}, "log entry 5 was changed after it was written"},
		"removed": {[]string{"DELETE FROM log WHERE seq = 3"}, "log entry 3 is missing: entry 4 follows 2"},
		"the gap closed": {
			append([]string{"DELETE FROM log WHERE seq = 3"}, moved(4, 6, -1)...),
			"log entry 3 does not follow entry 2: one of the two was replaced",
		},
		"inserted": {
			append(moved(5, 2, 1), "INSERT INTO log SELECT 3, at, actor, actor_kind, kind, debtor, item, 'forged', data, prev, hash, salt, subject_hash, data_hash FROM log WHERE seq = 2"),
			"log entry 3 does not follow entry 2: one of the two was replaced",
		},
		"reordered": {
			[]string{"UPDATE log SET seq = 99 WHERE seq = 2", "UPDATE log SET seq = 2 WHERE seq = 3", "UPDATE log SET seq = 3 WHERE seq = 99"},
			"log entry 2 does not follow entry 1: one of the two was replaced",
		},
		"cut off at the end": {
			[]string{"DELETE FROM log WHERE seq >= 4"},
			"the log ends with entry 3, but entry 5 was kept outside: what followed was taken off the end",
		},
		"all of it": {[]string{"DELETE FROM log"}, "the log ends with entry 0, but entry 5 was kept outside: what followed was taken off the end"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := newBook(t)
			book := openBook(t, path)
			var head activity.Entry
			for n := 0; head.Seq < 5; n++ {
				put(t, book, fmt.Sprint("key", n), "value")
				head = headOf(t, book)
			}
			if len(c.tamper) > 0 {
				raw(t, path, append(append([]string{}, guards...), c.tamper...)...)
			}
			audit := activity.Against(activity.Head{Seq: head.Seq, Hash: head.Hash})
			err := book.View(t.Context(), func(r store.Reader) error { return r.Log(0, audit.Check) })
			if err == nil {
				_, err = audit.End()
			}
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !fault.Has(err, activity.LogBroken) || err.Error() != c.want {
				t.Errorf("audit = %v, want %q", err, c.want)
			}
		})
	}
}

// A log that somebody wrote anew from its beginning is whole in itself; only a head that was kept outside tells.
func TestALogWrittenAnewIsFoundByItsHead(t *testing.T) {
	path := newBook(t)
	book := openBook(t, path)
	for n := 0; headOf(t, book).Seq < 3; n++ {
		put(t, book, fmt.Sprint("key", n), "value")
	}
	kept := headOf(t, book)
	var all []activity.Entry
	if err := book.View(t.Context(), func(r store.Reader) error {
		return r.Log(0, func(e activity.Entry) error { all = append(all, e); return nil })
	}); err != nil {
		t.Fatal(err)
	}
	db := raw(t, path, guards...)
	var prev activity.Entry
	for i, e := range all {
		if i == 1 {
			e.Subject = "another"
		}
		prev = activity.Seal(prev, e)
		if _, err := db.Exec("UPDATE log SET subject = ?, subject_hash = ?, data_hash = ?, prev = ?, hash = ? WHERE seq = ?",
			prev.Subject, prev.SubjectHash, prev.DataHash, prev.Prev, prev.Hash, prev.Seq); err != nil {
			t.Fatal(err)
		}
	}
	walk := func(head activity.Head) error {
		audit := activity.Against(head)
		if err := book.View(t.Context(), func(r store.Reader) error { return r.Log(0, audit.Check) }); err != nil {
			return err
		}
		_, err := audit.End()
		return err
	}
	if err := walk(activity.Head{}); err != nil {
		t.Fatalf("in itself the log is whole, and it says %v", err)
	}
	if err := walk(activity.Head{Seq: kept.Seq, Hash: kept.Hash}); !fault.Has(err, activity.LogBroken) {
		t.Errorf("against the head: %v", err)
	}
}

func headOf(t *testing.T, book store.Store) (e activity.Entry) {
	t.Helper()
	if err := book.View(t.Context(), func(r store.Reader) (err error) {
		e, _, err = r.LogHead()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return e
}
