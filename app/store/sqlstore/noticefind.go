package sqlstore

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// NoticeByReplyToken finds the notice whose mail was answered to an address with this token.
func (r *reader) NoticeByReplyToken(token string) (store.Notice, error) {
	return r.foundNotice("n.reply_token = ? AND n.reply_token <> ''", token)
}

// NoticeByMessageID finds the notice that left as the mail of this id.
func (r *reader) NoticeByMessageID(id string) (store.Notice, error) {
	return r.foundNotice("n.message_id = ? AND n.message_id <> ''", id)
}

func (r *reader) foundNotice(where, key string) (store.Notice, error) {
	found, err := r.notices(where, key)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "no notice of this book goes by %q", key)
	}
	if err != nil {
		return store.Notice{}, err
	}
	return found[0], nil
}

// EarlierMails gives the message ids of mails about any of these items that have left.
func (r *reader) EarlierMails(items []receivable.ItemID, most int) ([]string, error) {
	type mail struct {
		notice int64
		id     string
	}
	var all []mail
	err := inChunks(items, func(list string, args []any) error {
		return r.each(func(row scanner) error {
			var m mail
			err := row.Scan(&m.notice, &m.id)
			all = append(all, m)
			return err
		}, `SELECT DISTINCT n.id, n.message_id FROM notice_item i JOIN notice n ON n.id = i.notice JOIN outbox o ON o.notice = n.id
			WHERE i.item IN `+list+` AND n.message_id <> '' AND o.state IN ('sent', 'uncertain') ORDER BY n.id DESC LIMIT ?`, append(args, most)...)
	})
	slices.SortFunc(all, func(a, b mail) int { return int(a.notice - b.notice) })
	all = slices.Compact(all)
	out := make([]string, 0, most)
	for _, m := range all[max(0, len(all)-most):] {
		out = append(out, m.id)
	}
	return out, err
}
