package activity_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"pgregory.net/rapid"
)

func logOf(n int) []activity.Entry {
	var out []activity.Entry
	var head activity.Entry
	for i := range n {
		head = activity.Seal(head, activity.Entry{
			At: time.Date(2026, 11, 21, 7, i, 0, 123456789, time.UTC), Actor: activity.Actor{Name: "kari", Kind: activity.Person},
			Kind: activity.NoteAdded, Debtor: int64(i), Subject: "10042", Data: `{"text":"pays on 17th"}`,
		})
		out = append(out, head)
	}
	return out
}

func walk(entries []activity.Entry) error {
	var c activity.Chain
	for _, e := range entries {
		if err := c.Check(e); err != nil {
			return err
		}
	}
	return nil
}

// The hash is written down so that a later change of the encoding, which would break every book, is seen.
func TestDigestStaysTheSame(t *testing.T) {
	const want = "a36540627e29bc95653ef33f67b5dce220a76491d5dbf6576d54081c724f3751"
	if got := logOf(1)[0].Hash; got != want {
		t.Errorf("hash of the first entry = %s, want %s", got, want)
	}
}

func TestChainFindsTheFirstBrokenEntry(t *testing.T) {
	cases := map[string]struct {
		tamper func([]activity.Entry) []activity.Entry
		want   string
	}{
		"untouched": {func(l []activity.Entry) []activity.Entry { return l }, ""},
		"changed":   {func(l []activity.Entry) []activity.Entry { l[2].Data = "{}"; return l }, "log entry 3 was changed after it was written"},
		"removed": {
			func(l []activity.Entry) []activity.Entry { return append(l[:2:2], l[3:]...) },
			"log entry 3 is missing: entry 4 follows 2",
		},
		"replaced and sealed anew": {
			func(l []activity.Entry) []activity.Entry {
				l[2].Subject = "10043"
				l[2] = activity.Seal(l[1], l[2])
				return l
			},
			"log entry 4 does not follow entry 3: one of the two was replaced",
		},
		"swapped": {
			func(l []activity.Entry) []activity.Entry { l[1], l[2] = l[2], l[1]; return l },
			"log entry 2 is missing: entry 3 follows 1",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := walk(c.tamper(logOf(5)))
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || err.Error() != c.want {
				t.Fatalf("error = %v, want %q", err, c.want)
			}
			if !fault.Has(err, activity.LogBroken) {
				t.Errorf("code = %s, want %s", fault.CodeOf(err), activity.LogBroken)
			}
		})
	}
}

func TestChainGoesOnFromAKnownHead(t *testing.T) {
	entries := logOf(5)
	c := activity.From(entries[2])
	if err := c.Check(entries[3]); err != nil {
		t.Fatal(err)
	}
	if c.Head() != entries[3] {
		t.Errorf("head = %+v, want entry 4", c.Head())
	}
}

// Moving a byte from one field to its neighbour must change the hash: fields are written with their length.
func TestNoTwoEntriesShareAHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subject, data := rapid.String().Draw(t, "subject"), rapid.StringN(1, -1, -1).Draw(t, "data")
		a := activity.Entry{Subject: subject, Data: data}
		b := activity.Entry{Subject: subject + data[:1], Data: data[1:]}
		if activity.Digest(a) == activity.Digest(b) {
			t.Fatalf("%q|%q and %q|%q share a hash", a.Subject, a.Data, b.Subject, b.Data)
		}
	})
}
