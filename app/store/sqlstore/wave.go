package sqlstore

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// waveMoves says from which states a wave may come to a state.
var waveMoves = map[store.WaveState][]store.WaveState{
	store.WaveReleasing: {store.WaveProposed, store.WavePaused},
	store.WavePaused:    {store.WaveReleasing},
	store.WaveReleased:  {store.WaveProposed, store.WaveReleasing, store.WavePaused},
	store.WaveCancelled: {store.WaveProposed, store.WaveReleasing, store.WavePaused},
}

func (r *reader) waves(where string, args ...any) ([]store.Wave, error) {
	var out []store.Wave
	err := r.each(func(row scanner) error {
		var v store.Wave
		var on, created, data, released int64
		err := row.Scan(&v.ID, &on, &v.State, &created, &v.By, &data, &released, &v.Why, &v.Version)
		v.Date, v.Created, v.DataAt, v.Released = undayed(on), unmoment(created), unmoment(data), unmoment(released)
		out = append(out, v)
		return err
	}, "SELECT id, day, state, created, actor, data_at, released, why, version FROM wave "+where, args...)
	return out, err
}

// Waves gives waves, newest first.
func (r *reader) Waves(limit int) ([]store.Wave, error) {
	if limit <= 0 {
		return r.waves("ORDER BY id DESC")
	}
	return r.waves("ORDER BY id DESC LIMIT ?", limit)
}

// Wave gives one by id.
func (r *reader) Wave(id store.WaveID) (store.Wave, error) {
	found, err := r.waves("WHERE id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no wave %d", id).WithHint("see `wave list`")
	}
	if err != nil {
		return store.Wave{}, err
	}
	return found[0], nil
}

// PutWave keeps a proposal: its notices and what it left out.
func (w *writer) PutWave(v store.Wave, lines []dunning.Notice, leftOut []dunning.LeftOut) (store.WaveID, error) {
	if v.State == "" {
		v.State = store.WaveProposed
	}
	if v.By == "" {
		v.By = w.actor.Name
	}
	id, err := w.insert("INSERT INTO wave (day, state, created, actor, data_at, why, version) VALUES "+marks(7, 1),
		day(v.Date), string(v.State), moment(w.now), v.By, moment(v.DataAt), v.Why, 1)
	if err != nil {
		return 0, err
	}
	return store.WaveID(id), w.AddToWave(store.WaveID(id), lines, leftOut)
}

// AddToWave adds to a wave that was put in the same transaction.
func (w *writer) AddToWave(wave store.WaveID, lines []dunning.Notice, leftOut []dunning.LeftOut) error {
	id := int64(wave)
	rows := make([]any, 0, 5*len(lines))
	for i := range lines {
		rows = append(rows, id, int64(lines[i].Debtor), string(lines[i].Currency), string(store.LineIn), packed(&lines[i]))
	}
	if err := w.insertRows("INSERT INTO wave_line (wave, debtor, currency, state, claim) VALUES ", 5, rows); err != nil {
		return err
	}
	rows = make([]any, 0, 8*len(leftOut))
	for i := range leftOut {
		l := &leftOut[i]
		rows = append(rows, id, int64(l.Debtor), int64(l.Item), l.Number, string(l.Open.Currency), l.Open.Minor, string(l.Reason), packed(leftOutFacts{l.Detail, l.DaysOverdue, l.Level, l.Until}))
	}
	return w.insertRows("INSERT INTO left_out (wave, debtor, item, number, currency, open, reason, detail) VALUES ", 8, rows)
}

// SetWaveState moves a wave on.
func (w *writer) SetWaveState(v store.Wave, to store.WaveState, why string) error {
	now, err := w.Wave(v.ID)
	switch {
	case err != nil:
		return err
	case now.Version != v.Version:
		return fault.New(fault.Conflict, "wave %d was changed by somebody else in the meantime", v.ID).WithHint("look at it again")
	case !slices.Contains(waveMoves[to], now.State):
		return fault.New(fault.Conflict, "wave %d is %s and cannot become %s", v.ID, now.State, to)
	}
	released := moment(now.Released)
	if to == store.WaveReleased {
		released = moment(w.now)
	}
	_, err = w.exec("UPDATE wave SET state = ?, why = ?, released = ?, version = version + 1 WHERE id = ?", string(to), why, released, v.ID)
	return err
}

// leftOutFacts are what a left-out item says beside its reason and sum.
type leftOutFacts struct {
	dunning.Why
	DaysOverdue int       `json:",omitzero"`
	Level       int       `json:",omitzero"`
	Until       date.Date `json:",omitzero"`
}

// WaveLeftOut gives what a wave left out.
func (r *reader) WaveLeftOut(id store.WaveID, reason dunning.Reason) ([]store.LeftOutRow, error) {
	query, args := `SELECT l.debtor, l.item, l.number, l.currency, l.open, l.reason, l.detail, d.name, d.number
		FROM left_out l JOIN debtor d ON d.id = l.debtor WHERE l.wave = ?`, []any{id}
	if reason != "" {
		query, args = query+" AND l.reason = ?", append(args, string(reason))
	}
	var out []store.LeftOutRow
	err := r.each(func(row scanner) error {
		var l store.LeftOutRow
		var detail string
		if err := row.Scan(&l.Debtor, &l.Item, &l.Number, &l.Open.Currency, &l.Open.Minor, &l.Reason, &detail, &l.Name, &l.DebtorNumber); err != nil {
			return err
		}
		var facts leftOutFacts
		if err := unpack(detail, &facts, "what a wave left out"); err != nil {
			return err
		}
		l.Detail, l.DaysOverdue, l.Level, l.Until = facts.Why, facts.DaysOverdue, facts.Level, facts.Until
		out = append(out, l)
		return nil
	}, query+" ORDER BY d.search, l.debtor, l.number, l.item", args...)
	return out, err
}

// WaveLeftOutCounts counts what a wave left out by reason.
func (r *reader) WaveLeftOutCounts(id store.WaveID) (map[dunning.Reason]int, error) {
	out := map[dunning.Reason]int{}
	err := r.each(func(row scanner) error {
		var reason dunning.Reason
		var n int
		err := row.Scan(&reason, &n)
		out[reason] = n
		return err
	}, "SELECT reason, COUNT(*) FROM left_out WHERE wave = ? GROUP BY reason", id)
	return out, err
}
