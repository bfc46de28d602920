package desk_test

import (
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// What a connector left out stays on the list until a read of everything no longer tells of it: a read of changes does not see it.
func TestWhatTheConnectorLeftOutStays(t *testing.T) {
	o := newOffice(t, func(s *source) { twoCustomers(s); s.changes, s.cursor = true, "1" })
	say := func(n int64, records ...string) {
		o.source.rejected, o.source.said = n, nil
		for _, r := range records {
			o.source.said = append(o.source.said, store.SyncNote{Severity: "error", Record: r, Summary: "no amount"})
		}
	}
	read := func(full bool) {
		_, err := o.Sync(t.Context(), o.conn.ID, full, nil)
		o.must(err)
	}
	want := func(n int64, records ...string) {
		t.Helper()
		if got := o.findings(); !slices.Equal(got, records) {
			t.Errorf("%v, want %v", got, records)
		}
		v, err := o.Connections(t.Context())
		o.must(err)
		if v[0].LeftOut != n || v[0].SetAside() != n {
			t.Errorf("%d left out, want %d", v[0].LeftOut, n)
		}
	}
	say(2, "line 7", "line 9")
	read(true)
	want(2, "line 7 left-out", "line 9 left-out")
	say(0)
	read(false) // nothing has changed
	want(2, "line 7 left-out", "line 9 left-out")
	say(2, "line 9", "line 11")
	read(false)
	want(3, "line 9 left-out", "line 11 left-out", "line 7 left-out")
	say(1, "line 11")
	read(true)
	want(1, "line 11 left-out")
}
