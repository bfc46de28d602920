package sqlstore

import (
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (r *reader) notices(where string, args ...any) ([]store.Notice, error) {
	var out []store.Notice
	err := r.each(func(row scanner) error {
		var n store.Notice
		var claim string
		var issued, sent, posted int64
		var debtor receivable.DebtorID
		if err := row.Scan(&debtor, &n.ID, &n.Number, &n.Wave, &n.Line, &claim, &n.Name, &n.From, &n.To, &n.Subject, &n.Language, &n.MessageID, &n.ReplyToken, &n.State, &issued, &sent, &n.Cancelled, &n.Tracking, &posted,
			&n.Text.Name, &n.Text.Language, &n.Text.Version, &n.Trial); err != nil {
			return err
		}
		n.IssuedAt, n.SentAt, n.Posted = unmoment(issued), unmoment(sent), undayed(posted)
		err := unpack(claim, &n.Claim, "notice "+n.Number)
		n.Claim.Debtor = debtor // who it is now: the claim holds who it was before the source merged two customers
		out = append(out, n)
		return err
	}, `SELECT n.debtor, n.id, n.number, n.wave, n.line, n.claim, d.name, n.sender, n.recipient, n.subject, n.language, n.message_id, n.reply_token,
		COALESCE(o.state, ''), n.issued, COALESCE(o.sent_at, 0), n.cancelled, COALESCE(t.number, ''), COALESCE(t.day, 0), n.text_name, n.text_language, n.text_version, n.trial
		FROM notice n JOIN debtor d ON d.id = n.debtor LEFT JOIN outbox o ON o.notice = n.id
		LEFT JOIN tracking t ON t.id = (SELECT MAX(id) FROM tracking WHERE notice = n.id) WHERE `+where+" ORDER BY n.id DESC", args...)
	return out, err
}

// Notice gives one by id.
func (r *reader) Notice(id store.NoticeID) (store.Notice, error) {
	found, err := r.notices("n.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no notice with id %d", id)
	}
	if err != nil {
		return store.Notice{}, err
	}
	return found[0], nil
}

// Notices gives issued notices, newest first.
func (r *reader) Notices(debtor receivable.DebtorID, wave store.WaveID) ([]store.Notice, error) {
	where, args := "1 = 1", []any{}
	if debtor != 0 {
		where, args = where+" AND n.debtor = ?", append(args, debtor)
	}
	if wave != 0 {
		where, args = where+" AND n.wave = ?", append(args, wave)
	}
	return r.notices(where, args...)
}

// NoticesByID gives several notices.
func (r *reader) NoticesByID(ids []store.NoticeID) ([]store.Notice, error) {
	var out []store.Notice
	err := inChunks(ids, func(list string, args []any) error {
		some, err := r.notices("n.id IN "+list, args...)
		out = append(out, some...)
		return err
	})
	return out, err
}

// Readdress gives a mail another recipient, and keeps the mail as it was tried before.
func (w *writer) Readdress(id store.NoticeID, to string, eml []byte) error {
	if err := w.must(fault.Conflict, "this message does not wait to leave",
		"UPDATE notice SET recipient = ? WHERE id = ? AND EXISTS (SELECT 1 FROM outbox o WHERE o.notice = notice.id AND o.state = 'queued')", to, id); err != nil {
		return err
	}
	docs, err := w.Documents(id)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if d.Kind != "eml" {
			continue
		}
		name := fmt.Sprintf("%s-tried-%d.eml", strings.TrimSuffix(d.Name, ".eml"), len(docs))
		if err := w.insertRows("INSERT INTO document (notice, position, kind, name, content) VALUES ", 5, []any{id, len(docs), store.TriedMail, name, d.Bytes}); err != nil {
			return err
		}
	}
	return w.must(fault.NotFound, "this notice has no mail", "UPDATE document SET content = ? WHERE notice = ? AND kind = 'eml'", eml, id)
}

// PutTracking keeps the post's number of a registered letter.
func (w *writer) PutTracking(id store.NoticeID, number string, posted date.Date) error {
	_, err := w.insert("INSERT INTO tracking (notice, number, day, actor, at) VALUES "+marks(5, 1), id, number, day(posted), w.actor.Name, moment(w.now))
	return err
}

// TrialNotices gives those that were made for a tester and stand.
func (r *reader) TrialNotices() ([]store.Notice, error) {
	return r.notices("n.trial = 1 AND n.cancelled = 0")
}

// RegisteredLetters gives the letters that the post registers.
func (r *reader) RegisteredLetters() ([]store.Notice, error) {
	return r.notices("n.registered = 1")
}

// Documents gives the bytes of a notice.
func (r *reader) Documents(id store.NoticeID) ([]store.Document, error) {
	var out []store.Document
	err := r.each(func(row scanner) error {
		var d store.Document
		err := row.Scan(&d.Kind, &d.Name, &d.Bytes)
		out = append(out, d)
		return err
	}, "SELECT kind, name, content FROM document WHERE notice = ? ORDER BY position", id)
	return out, err
}

// NextNoticeNumber gives the next printed number of a year.
func (w *writer) NextNoticeNumber(year int) (string, error) {
	n, err := w.take(noticeCounter(year), 1)
	return printedNumber(year, n), err
}

// NoticeNumberAhead gives it without using it up.
func (r *reader) NoticeNumberAhead(year int) (string, error) {
	var last int64
	_, err := r.one("SELECT value FROM counter WHERE name = ?", []any{noticeCounter(year)}, &last)
	return printedNumber(year, last+1), err
}

func noticeCounter(year int) string { return fmt.Sprintf("notice-%d", year) }

func printedNumber(year int, n int64) string { return fmt.Sprintf("%d-%06d", year, n) }
