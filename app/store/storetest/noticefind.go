package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func noticesFound(t *testing.T, engine New) {
	t.Run("by what came back", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := write(o.Book, func(w store.Writer) (store.NoticeID, error) {
			return o.issue(w, store.Notice{Claim: Claim(o.Item), ReplyToken: "tokentokentokentoken"})
		})
		n := read(o.Book, func(r store.Reader) (store.Notice, error) { return r.NoticeByReplyToken("tokentokentokentoken") })
		want(t, "by token", n.ID, id)
		want(t, "token", n.ReplyToken, "tokentokentokentoken")
		want(t, "by message id", read(o.Book, func(r store.Reader) (store.Notice, error) { return r.NoticeByMessageID(n.MessageID) }).ID, id)
		for _, nobody := range []string{"", "other"} {
			o.Refuse(fault.NotFound, func(w store.Writer) error { _, err := w.NoticeByReplyToken(nobody); return err })
			o.Refuse(fault.NotFound, func(w store.Writer) error { _, err := w.NoticeByMessageID(nobody); return err })
		}
	})
	t.Run("earlier mails of the same items, once they have left", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		earlier := func() []string {
			return read(o.Book, func(r store.Reader) ([]string, error) {
				return r.EarlierMails([]receivable.ItemID{o.Item.ID, o.Item.ID + 1000}, 2)
			})
		}
		for i := range 3 {
			o.Issue(Claim(o.item(o.Item.ExternalID), func(n *dunning.Notice) { n.Date = Today.AddDays(i) }))
			want(t, "while it waits", len(earlier()), min(i, 2))
			m := o.claim("a", 1)[0]
			o.Write(func(w store.Writer) error { return w.MarkSent(m.ID, "a", "250 ok") })
			o.Clock.Advance(24 * time.Hour)
		}
		want(t, "the newest two, oldest first", strings.Join(earlier(), " "), "<2026-000002@example.com> <2026-000003@example.com>")
		want(t, "of other items", len(read(o.Book, func(r store.Reader) ([]string, error) {
			return r.EarlierMails([]receivable.ItemID{o.Item.ID + 1000}, 2)
		})), 0)
	})
}
