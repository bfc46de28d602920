package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// IssueNotice commits a notice with everything that follows from it.
func (w *writer) IssueNotice(n store.Notice, docs []store.Document) (store.NoticeID, error) {
	if err := w.takeLine(n); err != nil {
		return 0, err
	}
	taken, err := w.one("SELECT 1 FROM notice WHERE number = ?", []any{n.Number}, new(int))
	if err != nil {
		return 0, err
	}
	if taken {
		return 0, fault.New(fault.Conflict, "there is a notice %s already", n.Number)
	}
	key, err := w.insert(`INSERT INTO notice (number, wave, line, debtor, day, issued, claim, sender, recipient, subject, language, message_id, reply_token, event, deadline, currency, text_name, text_language, text_version, registered, trial)
		VALUES `+marks(21, 1), n.Number, n.Wave, n.Line, n.Claim.Debtor, day(n.Claim.Date), moment(w.now), packed(&n.Claim), n.From, n.To, n.Subject,
		n.Language, n.MessageID, n.ReplyToken, string(n.Claim.Event), day(n.Claim.Deadline), string(n.Claim.Currency), n.Text.Name, n.Text.Language, n.Text.Version, bit(n.Claim.Registered), bit(n.Trial))
	if err != nil {
		return 0, err
	}
	if err := w.takeLevels(key, &n.Claim); err != nil {
		return 0, err
	}
	if err := w.told(&n.Claim, n.Claim.Date); err != nil {
		return 0, err
	}
	if err := w.heard(key, &n.Claim); err != nil {
		return 0, err
	}
	if err := w.enclose(key, n, docs); err != nil {
		return 0, err
	}
	if n.Line != 0 {
		if _, err := w.exec("UPDATE wave_line SET state = ?, issued = ? WHERE id = ?", string(store.LineIssued), key, n.Line); err != nil {
			return 0, err
		}
	}
	w.touch(n.Claim.Debtor)
	if n.Claim.Event != dunning.NoEvent {
		return store.NoticeID(key), nil // a courtesy starts no clock and answers nothing
	}
	// What came back before this notice has been heard.
	_, err = w.exec("UPDATE debtor SET last_notice = ?, last_issued = ?, answer = '' WHERE id = ?", day(n.Claim.Date), moment(w.now), n.Claim.Debtor)
	return store.NoticeID(key), err
}

// takeLine refuses a line that has been issued or taken out.
func (w *writer) takeLine(n store.Notice) error {
	if n.Line == 0 {
		return nil
	}
	var state store.LineState
	found, err := w.one("SELECT state FROM wave_line WHERE id = ? AND wave = ?", []any{n.Line, n.Wave}, &state)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound, "wave %d has no such line", n.Wave)
	case state == store.LineIssued:
		return fault.New(fault.Conflict, "this reminder has been issued already")
	case state != store.LineIn:
		return fault.New(fault.Conflict, "this reminder is %s and is not to be issued", state)
	}
	return nil
}

// takeLevels moves the items on as the rules say and writes the charges. An item that stands elsewhere than planned was
// reminded of in the meantime: then the whole notice is a conflict, so that two waves never remind of one thing twice.
func (w *writer) takeLevels(notice int64, claim *dunning.Notice) error {
	before := dunning.Account{}
	for i := range claim.Lines {
		it, err := w.standsAsPlanned(claim, &claim.Lines[i])
		if err != nil {
			return err
		}
		before.Items = append(before.Items, it.Item)
	}
	var err error
	if before.Charges, err = w.chargesOf(claim.Asks); err != nil {
		return err
	}
	after, charges := dunning.Issue(before, *claim, notice)
	for i, it := range after.Items {
		old := &before.Items[i]
		if _, err := w.exec(`INSERT INTO notice_item (notice, item, level, old_level, old_notice, old_deadline, old_charged, old_charged_to, old_fees, old_lump, old_warned, old_warned_to)
			VALUES `+marks(12, 1), notice, it.ID, it.Level, old.Level, day(old.LastNotice), day(old.LastDeadline), old.Charged.Minor, day(old.ChargedTo),
			old.FeesCharged, old.LumpClaimed, day(old.Warned), day(old.WarnedTo)); err != nil {
			return err
		}
		if err := w.putStanding(&after.Items[i]); err != nil {
			return err
		}
	}
	if err := w.putCharges(after.Charges[:len(before.Charges)]); err != nil {
		return err
	}
	return w.charge(claim, charges)
}

// standsAsPlanned reads the item of a line and refuses it when it is not what the plan saw.
func (w *writer) standsAsPlanned(claim *dunning.Notice, line *dunning.Line) (store.ItemRow, error) {
	it, err := w.Item(line.Item)
	if err != nil {
		return it, err
	}
	var wrong *fault.Error
	switch {
	case it.Debtor != claim.Debtor:
		wrong = fault.New(fault.Conflict, "item %s is not this customer's any more", line.Number)
	case it.Open.Minor == 0 && claim.Event != dunning.EventThanks:
		wrong = fault.New(fault.Conflict, "item %s has been settled", line.Number)
	case claim.Event == dunning.EventEarly && !it.EarlyNotice.IsZero(), claim.Event == dunning.EventThanks && it.Thanked:
		wrong = fault.New(fault.Conflict, "the customer has had this word about item %s already", line.Number)
	case it.Level != line.Previous, line.Level == line.Previous && it.LastNotice != line.LastNotice:
		wrong = fault.New(fault.Conflict, "item %s has been reminded of in the meantime (it stands at level %d, the notice was planned from %d)",
			line.Number, it.Level, line.Previous)
	default:
		return it, nil
	}
	return it, wrong.WithHint("plan the notice again")
}

// enclose keeps the bytes and puts the message into the outbox. A call or a visit leaves nothing: it is a task.
func (w *writer) enclose(notice int64, n store.Notice, docs []store.Document) error {
	rows := make([]any, 0, 5*len(docs))
	for i, d := range docs {
		rows = append(rows, notice, i, d.Kind, d.Name, d.Bytes)
	}
	if err := w.insertRows("INSERT INTO document (notice, position, kind, name, content) VALUES ", 5, rows); err != nil {
		return err
	}
	if n.Claim.Channel == receivable.Call || n.Claim.Channel == receivable.Visit {
		return nil
	}
	_, err := w.exec("INSERT INTO outbox (notice, wave, channel, message_id, state, changed) VALUES "+marks(6, 1),
		notice, n.Wave, string(n.Claim.Channel), n.MessageID, string(store.OutQueued), moment(w.now))
	return err
}
