package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (r *reader) lines(where string, args ...any) ([]store.WaveLine, error) {
	return r.firstLines(where, "", args...)
}

func (r *reader) firstLines(where, limit string, args ...any) ([]store.WaveLine, error) {
	var out []store.WaveLine
	err := r.each(func(row scanner) error {
		var l store.WaveLine
		var claim string
		var debtor receivable.DebtorID
		if err := row.Scan(&debtor, &l.ID, &l.Wave, &l.Name, &l.Number, &l.Country, &l.State, &l.Why, &l.By, &l.Issued, &claim); err != nil {
			return err
		}
		err := unpack(claim, &l.Notice, "a line of a wave")
		l.Notice.Debtor = debtor // who it is now: the claim holds who it was before the source merged two customers
		out = append(out, l)
		return err
	}, `SELECT l.debtor, l.id, l.wave, d.name, d.number, d.country, l.state, l.why, l.actor, l.issued, l.claim
		FROM wave_line l JOIN debtor d ON d.id = l.debtor WHERE `+where+" ORDER BY d.search, l.debtor, l.currency, l.id"+limit, args...)
	return out, err
}

// WaveLines gives the lines of a wave by debtor name.
func (r *reader) WaveLines(id store.WaveID, state store.LineState) ([]store.WaveLine, error) {
	if state == "" {
		return r.lines("l.wave = ?", id)
	}
	return r.lines("l.wave = ? AND l.state = ?", id, string(state))
}

// NextLines gives the first of a wave's lines that are in, and how many there are.
func (r *reader) NextLines(id store.WaveID, most int) (lines []store.WaveLine, all int, err error) {
	if _, err := r.one("SELECT COUNT(*) FROM wave_line WHERE wave = ? AND state = ?", []any{id, string(store.LineIn)}, &all); err != nil {
		return nil, 0, err
	}
	lines, err = r.firstLines("l.wave = ? AND l.state = ?", " LIMIT ?", id, string(store.LineIn), most)
	return lines, all, err
}

// WaveLine gives a debtor's lines in a wave.
func (r *reader) WaveLine(id store.WaveID, debtor receivable.DebtorID) ([]store.WaveLine, error) {
	return r.lines("l.wave = ? AND l.debtor = ?", id, debtor)
}

// changeable finds a line that may still be changed, and lets everybody who looked at the proposal before know that it is
// another one now. During a release the version stays: the release itself drops lines.
func (w *writer) changeable(line int64) error {
	var wave store.WaveID
	var state store.LineState
	var waveState store.WaveState
	found, err := w.one("SELECT l.wave, l.state, v.state FROM wave_line l JOIN wave v ON v.id = l.wave WHERE l.id = ?", []any{line}, &wave, &state, &waveState)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound, "there is no such line in a wave")
	case state == store.LineIssued:
		return fault.New(fault.Conflict, "this reminder has been issued already").WithHint("cancel the notice instead")
	case waveState == store.WaveReleased || waveState == store.WaveCancelled:
		return fault.New(fault.Conflict, "wave %d is %s, so its lines stay as they are", wave, waveState)
	case waveState == store.WaveProposed:
		_, err = w.exec("UPDATE wave SET version = version + 1 WHERE id = ?", wave)
	}
	return err
}

// SetLineState moves a line between in, excluded, dropped and failed.
func (w *writer) SetLineState(line int64, to store.LineState, why string) error {
	if to == store.LineIssued {
		return fault.New(fault.Conflict, "a line becomes issued by issuing its notice")
	}
	if err := w.changeable(line); err != nil {
		return err
	}
	_, err := w.exec("UPDATE wave_line SET state = ?, why = ?, actor = ? WHERE id = ?", string(to), why, w.actor.Name, line)
	return err
}

// ReplaceLine puts a new plan in the place of a line's.
func (w *writer) ReplaceLine(line int64, n dunning.Notice) error {
	if err := w.changeable(line); err != nil {
		return err
	}
	_, err := w.exec("UPDATE wave_line SET claim = ?, currency = ? WHERE id = ?", packed(&n), string(n.Currency), line)
	return err
}
