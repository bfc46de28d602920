package storetest

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func ownTexts(t *testing.T, engine New) {
	b := NewBook(t, engine)
	put := func(language, source string, after, want int) {
		t.Helper()
		b.Write(func(w store.Writer) error {
			version, err := w.PutText("firm", language, source, after)
			if err == nil && version != want {
				t.Errorf("%s became version %d, want %d", language, version, want)
			}
			return err
		})
	}
	put("nb", "one", 0, 1)
	put("en", "two", 0, 1)
	put("nb", "three", 1, 2)
	put("nb", "", 2, 3)
	b.Refuse(fault.Conflict, func(w store.Writer) error { _, err := w.PutText("firm", "nb", "late", 2); return err })
	now := read(b, func(r store.Reader) ([]store.OwnText, error) { return r.OwnTexts() })
	if len(now) != 2 || now[0].Language != "en" || now[0].Source != "two" || now[1].Version != 3 || now[1].Source != "" || now[1].By == "" || now[1].At.IsZero() {
		t.Errorf("what holds: %+v", now)
	}
	all := read(b, func(r store.Reader) ([]store.OwnText, error) { return r.TextVersions("firm", "nb") })
	if len(all) != 3 || all[0].Source != "one" || all[1].Source != "three" || all[2].Version != 3 {
		t.Errorf("versions: %+v", all)
	}
}

// A notice keeps with which text it was written, and a broken promise that its customer was told.
func textsUsed(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	var promise int64
	o.Write(func(w store.Writer) (err error) {
		promise, err = w.PutPromise(store.PromiseRow{Promise: dunning.Promise{Amount: o.Item.Open, By: Today.AddDays(-1), State: dunning.PromiseBroken}, Debtor: o.Debtor.ID})
		return err
	})
	told := func() bool {
		rows := read(o.Book, func(r store.Reader) ([]store.PromiseRow, error) { return r.Promises(o.Debtor.ID) })
		return !rows[0].Told.IsZero()
	}
	n := store.Notice{Number: "2026-1", Claim: Claim(o.Item, func(n *dunning.Notice) {
		n.Event, n.Level = dunning.EventBroken, 0
		n.Lines, n.New, n.Asks = nil, nil, nil
	})}
	n.Claim.Promise = &dunning.PromiseSaid{ID: promise, Amount: o.Item.Open, By: Today.AddDays(-1)}
	n.Text = store.TextUsed{Name: "broken-promise", Language: "nb", Version: 2}
	var id store.NoticeID
	o.Write(func(w store.Writer) (err error) { id, err = w.IssueNotice(n, nil); return err })
	if got := read(o.Book, func(r store.Reader) (store.Notice, error) { return r.Notice(id) }); got.Text != n.Text {
		t.Errorf("written with %+v", got.Text)
	}
	if !told() {
		t.Error("nobody knows that the customer was told")
	}
	o.Write(func(w store.Writer) error { return w.CancelNotice(id, "a slip") })
	if told() {
		t.Error("the notice was taken back and the customer still counts as told")
	}
}
