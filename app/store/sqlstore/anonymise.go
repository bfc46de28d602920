package sqlstore

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Anonymise removes all that names a debtor and those that were merged into it.
func (w *writer) Anonymise(id receivable.DebtorID, why string) (store.Anonymised, error) {
	done := store.Anonymised{Debtor: id, Rows: map[string]int{}}
	named, err := w.namesOf(id)
	if err != nil {
		return done, err
	}
	if done.Documents, err = w.shred(id); err != nil {
		return done, err
	}
	if err := w.proofs(id); err != nil {
		return done, err
	}
	if err := w.scrubClaims(id); err != nil {
		return done, err
	}
	if err := w.redactLog(id, why, &done); err != nil {
		return done, err
	}
	if done.Mentions, err = w.mentions(id, named); err != nil {
		return done, err
	}
	if done.BankLines, err = w.forgetPayer(id, named); err != nil {
		return done, err
	}
	if err := w.forgetSender(id, named); err != nil {
		return done, err
	}
	for _, t := range personTables() {
		if done.Rows[t.name], err = w.blank(&t, id); err != nil {
			return done, err
		}
	}
	query, args := who("UPDATE debtor SET anonymised = ?, gone = 1, hash = 0 WHERE id IN @who", id)
	if _, err := w.exec(query, append([]any{moment(w.now)}, args...)...); err != nil {
		return done, err
	}
	// A read that is under way knows the debtor by the key that is gone: it looks again.
	for _, m := range w.store.reads {
		m.lookAgain()
	}
	w.touch(id)
	return done, w.forgetNotes(named)
}

// blank empties the columns of a table that name a person. The log is redacted instead, and rows that are written once take
// nothing but the empty text, once.
func (w *writer) blank(t *personTable, id receivable.DebtorID) (int, error) {
	var set, full []string
	for _, column := range slices.Sorted(maps.Keys(t.gone)) {
		with := t.gone[column]
		if with == redacted {
			return 0, nil
		}
		set = append(set, column+" = "+with)
		full = append(full, column+" <> "+with)
	}
	if len(set) == 0 {
		return 0, nil
	}
	where, args := who(t.where, id)
	n, err := w.exec("UPDATE "+t.name+" SET "+strings.Join(set, ", ")+" WHERE ("+where+") AND ("+strings.Join(full, " OR ")+")", args...)
	return int(n), err
}

// shred takes the bytes of documents away and keeps their length and hash: whoever still has the letter can show that it is
// the one that left.
func (w *writer) shred(id receivable.DebtorID) (int, error) {
	type proof struct {
		notice, position int64
		length           int
		hash             string
	}
	var all []proof
	where, args := who(ofNotice, id)
	if err := w.each(func(row scanner) error {
		var p proof
		var content []byte
		err := row.Scan(&p.notice, &p.position, &content)
		sum := sha256.Sum256(content)
		p.length, p.hash = len(content), hex.EncodeToString(sum[:])
		all = append(all, p)
		return err
	}, "SELECT notice, position, content FROM document WHERE sha256 = '' AND "+where+" ORDER BY notice, position", args...); err != nil {
		return 0, err
	}
	for _, p := range all {
		if _, err := w.exec("UPDATE document SET content = ?, length = ?, sha256 = ? WHERE notice = ? AND position = ?",
			[]byte{}, p.length, p.hash, p.notice, p.position); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// proofs keeps length and hash of the papers whose bytes are about to go, as shred does of letters and mails: a copy elsewhere can
// still be shown to be what the house had.
func (w *writer) proofs(id receivable.DebtorID) error {
	for _, paper := range []struct{ table, content, where string }{{"plan_paper", "doc", ofPlan}, {"enclosure", "content", ofDecision}} {
		var rows []any
		where, args := who(paper.where, id)
		if err := w.each(func(row scanner) error {
			var key int64
			var content []byte
			err := row.Scan(&key, &content)
			sum := sha256.Sum256(content)
			rows = append(rows, paper.table, key, len(content), hex.EncodeToString(sum[:]), moment(w.now))
			return err
		}, "SELECT id, "+paper.content+" FROM "+paper.table+" WHERE LENGTH("+paper.content+") > 0 AND ("+where+") ORDER BY id", args...); err != nil {
			return err
		}
		if err := w.insertRows("INSERT INTO paper_proof (paper, paper_id, length, sha256, at) VALUES ", 5, rows); err != nil {
			return err
		}
	}
	return nil
}

// scrubClaims takes out of the kept claims what refers to the customer: payment references and the customer's own order
// numbers. Amounts, items, days, rules and sources stay.
func (w *writer) scrubClaims(id receivable.DebtorID) error {
	for _, table := range []string{"notice", "wave_line"} {
		claims := map[int64]string{}
		where, args := who(ofDebtor, id)
		if err := w.each(func(row scanner) error {
			var key int64
			var text string
			if err := row.Scan(&key, &text); err != nil {
				return err
			}
			var claim dunning.Notice
			if err := unpack(text, &claim, "a claim"); err != nil {
				return err
			}
			for i := range claim.Lines {
				claim.Lines[i].Reference, claim.Lines[i].OrderRef = "", ""
			}
			claims[key] = packed(claim)
			return nil
		}, "SELECT id, claim FROM "+table+" WHERE "+where, args...); err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(claims)) {
			if _, err := w.exec("UPDATE "+table+" SET claim = ? WHERE id = ?", claims[key], key); err != nil {
				return err
			}
		}
	}
	return nil
}

// redactLog takes the words out of the entries about the debtor, and writes the entry that says so.
func (w *writer) redactLog(id receivable.DebtorID, why string, done *store.Anonymised) error {
	// Older books name no debtor at the end of a task.
	where, args := who("("+ofDebtor+" OR debtor = 0 AND kind = '"+string(activity.TaskDone)+"' AND subject IN (SELECT 'task ' || t.id FROM task t WHERE t."+ofDebtor+"))", id)
	if err := w.each(func(row scanner) error {
		e, err := scanEntry(row)
		switch {
		case err != nil, e.Redacted():
		case e.Redactable():
			done.Redacted = append(done.Redacted, e.Seq)
		default:
			done.Kept = append(done.Kept, e.Seq)
		}
		return err
	}, "SELECT "+logColumns+" FROM log WHERE kind <> '"+string(activity.LogRedacted)+"' AND "+where+" ORDER BY seq", args...); err != nil {
		return err
	}
	if len(done.Redacted) == 0 {
		return nil
	}
	if err := inChunks(done.Redacted, func(list string, args []any) error {
		_, err := w.exec("UPDATE log SET subject = '', data = '', salt = '' WHERE seq IN "+list, args...)
		return err
	}); err != nil {
		return err
	}
	return w.Append(activity.LogRedacted, int64(id), 0, "", activity.Redaction{Entries: done.Redacted, Why: why})
}

// namesOf gives the texts by which a debtor would be known: names, addresses and keys of it and of those merged into it.
func (w *writer) namesOf(id receivable.DebtorID) ([]string, error) {
	found, err := w.debtors("id = ? OR merged = ?", id, id)
	var out []string
	for _, d := range found {
		for _, text := range append([]string{d.Name, d.Email, d.Phone, d.ExternalID}, d.Address.Lines...) {
			if len(text) >= shortestName && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out, err
}

// shortestName keeps a key such as "17" from being found in half of the log.
const shortestName = 5

var escapeLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// mentions finds entries about something else that hold one of the names.
func (w *writer) mentions(id receivable.DebtorID, names []string) ([]int64, error) {
	var out []int64
	for _, name := range names {
		like := "%" + escapeLike.Replace(name) + "%"
		where, args := who("NOT ("+ofDebtor+")", id)
		if err := w.each(func(row scanner) error {
			var seq int64
			err := row.Scan(&seq)
			out = append(out, seq)
			return err
		}, `SELECT seq FROM log WHERE (subject LIKE ? ESCAPE '\' OR data LIKE ? ESCAPE '\') AND `+where, append([]any{like, like}, args...)...); err != nil {
			return nil, err
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// forgetPayer empties payments that no customer is known for when their payer is the debtor, by name or by an account from which
// the debtor was seen to pay, and gives those that hold a name otherwise.
func (w *writer) forgetPayer(id receivable.DebtorID, names []string) (others []int64, err error) {
	where, args := who("payer_account <> '' AND payer_account IN (SELECT b.payer_account FROM bank_line b WHERE b."+ofDebtor+")", id)
	if _, err := w.exec(forgotten+where, args...); err != nil {
		return nil, err
	}
	where, args = who("id IN (SELECT s.line FROM bank_same s JOIN bank_line o ON o.id = s.other WHERE o."+ofDebtor+")", id)
	if _, err := w.exec(forgotten+where, args...); err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, err := w.exec(forgotten+"LOWER(payer) = LOWER(?)", name); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		like := "%" + escapeLike.Replace(name) + "%"
		if err := w.each(func(row scanner) error {
			var line int64
			err := row.Scan(&line)
			others = append(others, line)
			return err
		}, `SELECT id FROM bank_line WHERE debtor = 0 AND (payer LIKE ? ESCAPE '\' OR words LIKE ? ESCAPE '\' OR refs LIKE ? ESCAPE '\')`, like, like, like); err != nil {
			return nil, err
		}
	}
	slices.Sort(others)
	return slices.Compact(others), nil
}

// forgetNotes empties what reads had to say where it names the debtor.
func (w *writer) forgetNotes(names []string) error {
	for _, name := range names {
		if _, err := w.exec(`UPDATE sync_run SET notes = '[]', message = '' WHERE notes LIKE ? ESCAPE '\' OR message LIKE ? ESCAPE '\'`,
			"%"+escapeLike.Replace(name)+"%", "%"+escapeLike.Replace(name)+"%"); err != nil {
			return err
		}
	}
	return nil
}
