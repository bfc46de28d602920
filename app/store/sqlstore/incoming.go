package sqlstore

import (
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// MailMark gives how far a mailbox was read.
func (r *reader) MailMark(mailbox string) (m store.MailMark, err error) {
	var validity, uid, at int64
	if _, err = r.one("SELECT validity, uid, at FROM mailbox WHERE name = ?", []any{mailbox}, &validity, &uid, &at); err != nil {
		return m, err
	}
	m = store.MailMark{Validity: uint32(validity), UID: uint32(uid), At: unmoment(at)}
	err = r.each(func(row scanner) error {
		var again int64
		err := row.Scan(&again)
		m.Again = append(m.Again, uint32(again))
		return err
	}, "SELECT uid FROM mail_again WHERE mailbox = ? AND validity = ? ORDER BY uid", mailbox, validity)
	return m, err
}

// PutMailMark keeps how far a mailbox was read.
func (w *writer) PutMailMark(mailbox string, m store.MailMark) error {
	_, err := w.exec(`INSERT INTO mailbox (name, validity, uid, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET validity = excluded.validity, uid = excluded.uid, at = excluded.at`, mailbox, int64(m.Validity), int64(m.UID), moment(m.At))
	if err == nil {
		_, err = w.exec("DELETE FROM mail_again WHERE mailbox = ? AND validity <> ?", mailbox, int64(m.Validity))
	}
	return err
}

// PutMailTry counts a try at a mail that could not be read.
func (w *writer) PutMailTry(mailbox string, validity, uid uint32) (tries int, err error) {
	args := []any{mailbox, int64(validity), int64(uid)}
	if _, err = w.exec(`INSERT INTO mail_again (mailbox, validity, uid, tries) VALUES (?, ?, ?, 1)
		ON CONFLICT (mailbox, validity, uid) DO UPDATE SET tries = mail_again.tries + 1`, args...); err != nil {
		return 0, err
	}
	_, err = w.one("SELECT tries FROM mail_again WHERE mailbox = ? AND validity = ? AND uid = ?", args, &tries)
	return tries, err
}

// EndMailTries tries a mail no more.
func (w *writer) EndMailTries(mailbox string, validity, uid uint32) error {
	_, err := w.exec("DELETE FROM mail_again WHERE mailbox = ? AND validity = ? AND uid = ?", mailbox, int64(validity), int64(uid))
	return err
}

const incomingColumns = `mailbox, validity, uid, arrived, print, kind, seen_by, message_id, sent, sender, name, subject, text, cut, recipient, action, status, detail,
	debtor, notice, how, says, words, state, verdict, note, hold, seen, changed, actor`

// Incoming gives mails, newest first.
func (r *reader) Incoming(q store.IncomingQuery) ([]store.Incoming, error) {
	where, args := incomingWhere(q)
	where += " ORDER BY i.arrived DESC, i.id DESC"
	if q.Limit > 0 {
		where, args = where+" LIMIT ?", append(args, q.Limit)
	}
	return r.incoming(where, args...)
}

// CountIncoming counts them.
func (r *reader) CountIncoming(q store.IncomingQuery) (n int, err error) {
	where, args := incomingWhere(q)
	_, err = r.one("SELECT COUNT(*) FROM incoming i WHERE "+where, args, &n)
	return n, err
}

func incomingWhere(q store.IncomingQuery) (string, []any) {
	where, args := "1 = 1", []any{}
	if q.Debtor != 0 {
		where, args = where+" AND i.debtor = ?", append(args, q.Debtor)
	}
	if len(q.States) > 0 {
		where += " AND i.state IN " + marks(len(q.States), 1)
		for _, s := range q.States {
			args = append(args, string(s))
		}
	}
	if len(q.Kinds) > 0 {
		where += " AND i.kind IN " + marks(len(q.Kinds), 1)
		for _, k := range q.Kinds {
			args = append(args, string(k))
		}
	}
	return where, args
}

// IncomingMail gives one by id.
func (r *reader) IncomingMail(id int64) (store.Incoming, error) {
	found, err := r.incoming("i.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no mail %d", id).WithHint("see `inbox list`")
	}
	if err != nil {
		return store.Incoming{}, err
	}
	return found[0], nil
}

func (r *reader) incoming(where string, args ...any) (out []store.Incoming, err error) {
	var words []string
	err = r.each(func(row scanner) error {
		var m store.Incoming
		var validity, uid, arrived, sent, seen, changed int64
		var packed string
		if err := row.Scan(&m.ID, &m.Mailbox, &validity, &uid, &arrived, &m.Mail.Print, &m.Mail.Kind, &m.Mail.By, &m.Mail.ID, &sent, &m.Mail.From, &m.Mail.Name,
			&m.Mail.Subject, &m.Mail.Text, &m.Mail.Cut, &m.Report.Recipient, &m.Report.Action, &m.Report.Status, &m.Report.Detail, &m.Debtor, &m.Notice, &m.How,
			&m.Guess.Says, &packed, &m.State, &m.Verdict, &m.Note, &m.Hold, &seen, &changed, &m.Actor, &m.Name, &m.Number); err != nil {
			return err
		}
		m.Validity, m.UID = uint32(validity), uint32(uid)
		m.Arrived, m.Mail.Sent, m.Seen, m.Changed = unmoment(arrived), unmoment(sent), unmoment(seen), unmoment(changed)
		out, words = append(out, m), append(words, packed)
		return nil
	}, "SELECT i.id, i."+strings.ReplaceAll(strings.ReplaceAll(incomingColumns, "\n\t", " "), ", ", ", i.")+`, COALESCE(d.name, ''), COALESCE(n.number, '')
		FROM incoming i LEFT JOIN debtor d ON d.id = i.debtor LEFT JOIN notice n ON n.id = i.notice WHERE `+where, args...)
	for i := range words {
		if err == nil {
			err = unpack(words[i], &out[i].Guess.Words, "what was read of a mail")
		}
	}
	return out, err
}

// DebtorsByMail gives who has a mail address.
func (r *reader) DebtorsByMail(address string) (out []receivable.DebtorID, err error) {
	if address == "" {
		return nil, nil
	}
	add := func(row scanner) error {
		var id receivable.DebtorID
		err := row.Scan(&id)
		out = append(out, id)
		return err
	}
	address = strings.ToLower(address)
	if err = r.each(add, "SELECT id FROM debtor WHERE lower(email) = ? AND merged = 0 ORDER BY id", address); err != nil || len(out) > 0 {
		return out, err
	}
	// One of its people: the address stands in quotes among the contacts.
	like := strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.Trim(packed(address), `"`))
	err = r.each(add, "SELECT id FROM debtor WHERE merged = 0 AND contacts <> '' AND lower(contacts) LIKE ? ESCAPE '!' ORDER BY id", `%"`+like+`"%`)
	return out, err
}

// PutIncoming adds a mail that the book does not have.
func (w *writer) PutIncoming(m store.Incoming) (int64, bool, error) {
	var have int64
	found, err := w.one("SELECT id FROM incoming WHERE print = ? OR mailbox = ? AND validity = ? AND uid = ?",
		[]any{m.Mail.Print, m.Mailbox, int64(m.Validity), int64(m.UID)}, &have)
	if err != nil || found {
		return have, false, err
	}
	id, err := w.insert("INSERT INTO incoming ("+incomingColumns+") VALUES "+marks(30, 1),
		m.Mailbox, int64(m.Validity), int64(m.UID), moment(m.Arrived), m.Mail.Print, string(m.Mail.Kind), m.Mail.By, m.Mail.ID, moment(m.Mail.Sent), m.Mail.From, m.Mail.Name,
		m.Mail.Subject, m.Mail.Text, bit(m.Mail.Cut), m.Report.Recipient, m.Report.Action, m.Report.Status, m.Report.Detail, m.Debtor, m.Notice, string(m.How),
		string(m.Guess.Says), packed(m.Guess.Words), string(m.State), m.Verdict, m.Note, m.Hold, moment(w.now), moment(w.now), w.actor.Name)
	return id, err == nil, err
}

// SetIncoming changes what was said of a mail.
func (w *writer) SetIncoming(from store.IncomingState, m store.Incoming) error {
	return w.must(fault.Conflict, "somebody else has dealt with this mail by now",
		"UPDATE incoming SET debtor = ?, notice = ?, how = ?, state = ?, verdict = ?, note = ?, hold = ?, changed = ?, actor = ? WHERE id = ? AND state = ?",
		m.Debtor, m.Notice, string(m.How), string(m.State), m.Verdict, m.Note, m.Hold, moment(w.now), w.actor.Name, m.ID, string(from))
}

// ForgetIncoming empties mails that have been nobody's for long. Their prints stay, so that no later read brings them back.
func (w *writer) ForgetIncoming(before date.Date) (int, error) {
	year, month, d := before.Parts()
	n, err := w.exec(wordless+`arrived < ? AND (sender <> '' OR name <> '' OR subject <> '' OR text <> '' OR recipient <> '' OR detail <> '' OR message_id <> '' OR note <> '')`,
		moment(time.Date(year, month, d, 0, 0, 0, 0, time.UTC)))
	return int(n), err
}

// wordless empties mails that are nobody's.
const wordless = `UPDATE incoming SET sender = '', name = '', subject = '', text = '', recipient = '', detail = '', message_id = '', words = 'null', note = '',
	state = CASE WHEN state = 'unplaced' THEN 'dismissed' ELSE state END WHERE debtor = 0 AND `

// forgetSender empties mails that nobody has placed when they came from an address or under a name of the debtor, or tell of its address.
func (w *writer) forgetSender(id receivable.DebtorID, names []string) error {
	where, args := who("id IN @who", id)
	addresses := "(SELECT lower(email) FROM debtor WHERE email <> '' AND " + where + ")"
	if _, err := w.exec(wordless+"(sender IN "+addresses+" OR recipient IN "+addresses+")", append(args, args...)...); err != nil {
		return err
	}
	for _, name := range names {
		if _, err := w.exec(wordless+"LOWER(name) = LOWER(?)", name); err != nil {
			return err
		}
	}
	return nil
}
