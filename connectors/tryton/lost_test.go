package main

import (
	"bytes"
	"database/sql"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	_ "github.com/mattn/go-sqlite3"
)

// cable passes requests on to a real server, and is cut on demand.
type cable struct {
	*testing.T
	to string

	mu   sync.Mutex
	cut  string // the method whose answer is lost
	pass int    // after so many that are not
	past func() // what happens behind the connector's back before the next page
	page string // of this model
}

func (c *cable) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPost, c.to+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		c.Error(err)
		return
	}
	req.Header = r.Header.Clone()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return // the connector has given up
	}
	defer res.Body.Close()
	if c.isCut(string(body)) {
		_, _ = io.Copy(io.Discard, res.Body)
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Date", res.Header.Get("Date"))
	w.Header().Set("Content-Type", res.Header.Get("Content-Type"))
	w.WriteHeader(res.StatusCode)
	_, _ = io.Copy(w, res.Body)
	c.between(string(body))
}

func (c *cable) isCut(body string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut == "" || !strings.Contains(body, `"`+c.cut) {
		return false
	}
	if c.pass--; c.pass >= 0 {
		return false
	}
	c.cut = ""
	return true
}

func (c *cable) between(body string) {
	c.mu.Lock()
	past := c.past
	if past == nil || !strings.Contains(body, `"model.`+c.page+`.search_read"`) {
		c.mu.Unlock()
		return
	}
	c.past = nil
	c.mu.Unlock()
	past()
}

// plugged is a lab on a real Tryton behind a cable.
func plugged(t *testing.T) (*lab, *cable) {
	t.Helper()
	values, secrets := realTryton(t)
	c := &cable{T: t, to: values["url"]}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	values["url"] = server.URL
	return &lab{TB: t, connector: ours(), settings: spec.NewSettings(values, secrets)}, c
}

// Wherever the connection breaks while something is written, the key tells what
// became of it; written once more, it is there once.
func TestALostAnswerIsFoundByItsKey(t *testing.T) {
	l, c := plugged(t)
	letter := note("", "12")
	letter.Kind, letter.Document = spec.PostAttachment, spec.Document{Name: "M.pdf", Content: []byte("%PDF")}
	part := writeOff("", spec.PostingPart{ItemID: "12", Number: "5", Amount: 100})
	whole := writeOff("", spec.PostingPart{ItemID: "2", Number: "1", Amount: 119000})
	undoing := func(p spec.Posting, ids []string) spec.Posting {
		p.Undoes = ids
		return p
	}
	var charged, lost spec.Posted
	for _, tc := range []struct {
		key, cut string
		pass     int
		posting  func() spec.Posting
		found    bool // it is written although the answer was lost
		posted   *spec.Posted
	}{
		{"DD-L1", "model.ir.note.create", 0, func() spec.Posting { return note("", "12") }, true, nil},
		{"DD-L2", "model.ir.attachment.create", 0, func() spec.Posting { return letter }, true, nil},
		{"DD-L3", "model.account.invoice.create", 0, func() spec.Posting { return fee("") }, false, nil},
		{"DD-L4", "model.account.invoice.post", 1, func() spec.Posting { return fee("") }, true, &charged},
		{"DD-L5", "model.account.invoice.create", 0, func() spec.Posting { return undoing(fee(""), charged.ExternalIDs) }, false, &charged},
		{"DD-L6", "model.account.move.create", 0, func() spec.Posting { return part }, false, nil},
		{"DD-L7", "model.account.move.post", 0, func() spec.Posting { return part }, true, nil},
		{"DD-L8", "wizard.account.move.reconcile_lines.create", 0, func() spec.Posting { return whole }, false, &lost},
		{"DD-L9", "wizard.account.move.unreconcile_lines.execute", 0, func() spec.Posting { return undoing(whole, lost.ExternalIDs) }, false, nil},
		{"DD-LA", "wizard.account.move.reconcile_lines.execute", 1, func() spec.Posting { return whole }, true, &lost},
		{"DD-LB", "wizard.account.move.cancel.execute", 1, func() spec.Posting { return undoing(whole, lost.ExternalIDs) }, true, nil},
	} {
		p := tc.posting()
		p.Key = tc.key
		c.mu.Lock()
		c.cut, c.pass = tc.cut, tc.pass
		c.mu.Unlock()
		if posted, err := l.Write(t.Context(), l.settings, p); err == nil || isRefusal(err) {
			t.Fatalf("%s: %+v, %v", tc.cut, posted, err)
		}
		_, found, err := l.Find(t.Context(), l.settings, p)
		if err != nil || found != tc.found {
			t.Errorf("%s: found %v, %v", tc.cut, found, err)
		}
		posted, err := l.Write(t.Context(), l.settings, p)
		if err != nil || posted.Already != tc.found {
			t.Errorf("%s, the second time: %+v, %v", tc.cut, posted, err)
		}
		if tc.posted != nil {
			*tc.posted = posted
		}
	}
	l.once(l.direct())
	// Both fees but the one taken back, and two parts of one euro.
	if open := l.left("2", "12"); open != "119000 39300" {
		t.Errorf("%s open", open)
	}
}

// once counts what the keys have left.
func (l *lab) once(t *tryton) {
	l.Helper()
	for model, want := range map[string]struct {
		field string
		count int
	}{
		"ir.note": {"message", 1}, "ir.attachment": {"description", 1}, "account.invoice": {"reference", 3}, "account.move": {"description", 6},
	} {
		if n, err := t.count(l.Context(), model, []any{is(want.field, "like", "%DD-L%")}); err != nil || n != want.count {
			l.Errorf("%d of %s, %v; want %d", n, model, err, want.count)
		}
	}
}

// A customer pays the rest of an invoice while its pages are read: the first
// page still had it open, the next has not its part payment any more.
func TestAPageThatChangesBetweenCalls(t *testing.T) {
	l, c := plugged(t)
	direct := l.direct()
	l.page = 4
	c.page, c.past = "account.move.line", func() {
		l.pay(direct, 2, 5, "395.00")
		w := &writing{tryton: direct}
		var open []reference
		l.get(direct, &open, "account.move.line", is("invoice_payments", "=", 5), "party")
		ids := []int64{12}
		for _, r := range open {
			ids = append(ids, r.ID)
		}
		_ = w.wizard(t.Context(), "account.move.reconcile_lines", "account.move.line", ids, step{state: "start"}) // Tryton may have done it
	}
	got := l.full()
	for _, i := range got.Items {
		if i.ExternalID == "12" && i.Open != 0 {
			t.Errorf("what was paid meanwhile is read as %+v", i)
		}
	}
	last := got.Checkpoints[len(got.Checkpoints)-1]
	if last.Sums["EUR"] != 586525-39500 || last.Control["EUR"] != last.Sums["EUR"] {
		t.Errorf("the sums are %v, Tryton's own total %v", last.Sums, last.Control)
	}
}

// A session that the server has forgotten is opened anew in the middle of a
// read.
func TestASessionIsRenewed(t *testing.T) {
	l, c := plugged(t)
	forgot := int64(0)
	l.page = 4
	c.page, c.past = "account.move.line", func() {
		db, err := sql.Open("sqlite3", filepath.Join(trytond.folder, l.settings.Get("database")+".sqlite"))
		if err != nil {
			t.Error(err)
			return
		}
		defer db.Close()
		done, err := db.ExecContext(t.Context(), "DELETE FROM ir_session")
		if err != nil {
			t.Error(err)
			return
		}
		forgot, _ = done.RowsAffected() // 0 fails below
	}
	if got := table(l.full()); got != truth || forgot == 0 {
		t.Errorf("%d sessions were forgotten\n%s", forgot, got)
	}
}
