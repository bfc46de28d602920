package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func trials(t *testing.T, engine New) {
	t.Run("what a tester got is told to no books", func(t *testing.T) {
		b := NewBook(t, engine)
		conn, debtor := b.Connect(), Debtor()
		items := []store.SourceItem{Item(debtor), Item(debtor)}
		b.Sync(conn, Delivery{Debtors: []store.SourceDebtor{debtor}, Items: items})
		for i, trial := range []bool{false, true} {
			claim := Claim(b.item(items[i].ExternalID))
			write(b, func(w store.Writer) (store.NoticeID, error) {
				return b.issue(w, store.Notice{Claim: claim, Trial: trial})
			})
		}
		for _, m := range b.claim("a", 9) {
			b.Write(func(w store.Writer) error { return w.MarkSent(m.ID, "a", "250 OK") })
		}
		noted := read(b, func(r store.Reader) ([]store.OutMessage, error) {
			return r.UnpostedNotices(conn, writeback.Note, time.Time{}, 9)
		})
		want(t, "notices", len(noted), 1)
		want(t, "a tester's", noted[0].Trial, false)
		want(t, "charges", len(read(b, func(r store.Reader) ([]dunning.Charge, error) { return r.UninvoicedCharges(conn, time.Time{}, 9) })), 1)
		made := read(b, store.Reader.TrialNotices)
		want(t, "of a trial", len(made), 1)
		b.Write(func(w store.Writer) error { return w.CancelNotice(made[0].ID, "the trial is over") })
		want(t, "of a trial that stand", len(read(b, store.Reader.TrialNotices)), 0)
	})
}
