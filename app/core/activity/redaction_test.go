package activity_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// redactedLog is entry 1 in the old form, entries 2 to 4 with a salt, of which 3 is redacted, and entry 5, which says so.
func redactedLog(t *testing.T) []activity.Entry {
	t.Helper()
	var out []activity.Entry
	add := func(e activity.Entry) {
		head := activity.Entry{}
		if len(out) > 0 {
			head = out[len(out)-1]
		}
		e.At = time.Date(2036, 1, 1, 7, len(out), 0, 0, time.UTC)
		out = append(out, activity.Seal(head, e))
	}
	add(activity.Entry{Kind: activity.NoteAdded, Subject: "Kari Nordmann", Data: `{"text":"old form"}`})
	for _, name := range []string{"Ola", "Kari", "Eva"} {
		add(activity.Entry{Kind: activity.NoteAdded, Subject: name, Data: `{}`, Salt: strings.Repeat("0a", activity.SaltBytes)})
	}
	var done bool
	if out[2], done = out[2].Redact(); !done {
		t.Fatal("an entry with a salt was not redacted")
	}
	told, err := json.Marshal(activity.Redaction{Entries: []int64{3}, Why: "retention ended"})
	if err != nil {
		t.Fatal(err)
	}
	add(activity.Entry{Kind: activity.LogRedacted, Data: string(told)})
	return out
}

func walkToEnd(entries []activity.Entry) (redacted int, err error) {
	var c activity.Chain
	for _, e := range entries {
		if err := c.Check(e); err != nil {
			return 0, err
		}
	}
	return c.Redacted(), c.End()
}

func TestARedactedEntryKeepsTheChain(t *testing.T) {
	entries := redactedLog(t)
	if n, err := walkToEnd(entries); err != nil || n != 1 {
		t.Fatalf("%d redacted, %v", n, err)
	}
	for _, e := range []activity.Entry{entries[0], entries[2], entries[4]} {
		if _, done := e.Redact(); done {
			t.Errorf("entry %d was redacted: it is old, redacted already, or tells of a redaction", e.Seq)
		}
	}
}

func TestTamperingWithRedactionsIsFoundAndNamed(t *testing.T) {
	for name, c := range map[string]struct {
		tamper func(l []activity.Entry)
		want   string
	}{
		"a kept hash was changed": {
			func(l []activity.Entry) { l[2].DataHash = l[2].SubjectHash },
			"log entry 3 was changed after it was written",
		},
		"put back without a salt": {
			func(l []activity.Entry) { l[2].Subject = "Nobody" },
			"log entry 3 was redacted, and has words again",
		},
		"put back with other words": {
			func(l []activity.Entry) { l[2].Subject, l[2].Data, l[2].Salt = "Nobody", "{}", l[1].Salt },
			"log entry 3 was changed after it was written",
		},
		"put back with its own words": {
			func(l []activity.Entry) { l[2].Subject, l[2].Data, l[2].Salt = "Kari", "{}", l[1].Salt },
			"log entry 3 was redacted, says entry 5, and has words again",
		},
		"redacted without a word of it": {
			func(l []activity.Entry) { l[3], _ = l[3].Redact() },
			"log entry 4 was redacted, and no entry says by whom and why",
		},
		"turned into the old form": {
			func(l []activity.Entry) { l[1].SubjectHash, l[1].DataHash, l[1].Salt = "", "", "" },
			"log entry 2 was changed after it was written",
		},
		"hashes put into an old entry": {
			func(l []activity.Entry) { l[0].DataHash = l[1].DataHash },
			"log entry 1 was changed after it was written",
		},
	} {
		t.Run(name, func(t *testing.T) {
			entries := redactedLog(t)
			c.tamper(entries)
			_, err := walkToEnd(entries)
			if err == nil || err.Error() != c.want || !fault.Has(err, activity.LogBroken) {
				t.Fatalf("error = %v, want %q", err, c.want)
			}
		})
	}
}

// A walk from a known head cannot see what was redacted before it, and does not complain of it.
func TestAWalkFromAHeadTrustsWhatLiesBefore(t *testing.T) {
	entries := redactedLog(t)
	c := activity.From(entries[3])
	if err := c.Check(entries[4]); err != nil {
		t.Fatal(err)
	}
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
}
