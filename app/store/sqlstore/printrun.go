package sqlstore

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (r *reader) printRuns(where string, args ...any) (out []store.PrintRun, err error) {
	err = r.each(func(row scanner) error {
		var p store.PrintRun
		var made int64
		var letters string
		err := row.Scan(&p.ID, &p.Wave, &made, &p.By, &p.Sorted, &p.TwoSided, &p.AgainOf, &p.Again, &p.Why, &p.State, &p.File, &p.Pages, &letters)
		p.Made, p.Letters = unmoment(made), unlisted(letters)
		out = append(out, p)
		return err
	}, `SELECT id, wave, made, made_by, sorted, two_sided, again_of, again, why, state, file, pages, letters FROM print_run WHERE `+where, args...)
	return out, err
}

// PrintRun gives a run by its number.
func (r *reader) PrintRun(id int64) (store.PrintRun, error) {
	found, err := r.printRuns("id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no print run %d", id)
	}
	if err != nil {
		return store.PrintRun{}, err
	}
	return found[0], nil
}

// PrintRuns gives the latest runs.
func (r *reader) PrintRuns(limit int) ([]store.PrintRun, error) {
	return r.printRuns("id > 0 ORDER BY id DESC LIMIT ?", max(limit, 1))
}

// AddPrintRun keeps a run that is making.
func (w *writer) AddPrintRun(p store.PrintRun) (int64, error) {
	return w.insert(`INSERT INTO print_run (wave, made, made_by, sorted, two_sided, again_of, again, why, state, letters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'making', ?)`,
		p.Wave, moment(w.now), p.By, p.Sorted, p.TwoSided, p.AgainOf, p.Again, p.Why, listed(p.Letters))
}

// EndPrintRun notes what became of a run.
func (w *writer) EndPrintRun(p store.PrintRun) error {
	return w.must(fault.Conflict, "this print run has ended already", "UPDATE print_run SET state = ?, file = ?, pages = ?, letters = ? WHERE id = ? AND state = 'making'",
		string(p.State), p.File, p.Pages, listed(p.Letters), p.ID)
}

// DueLetters gives queued letters that may be printed now.
func (r *reader) DueLetters(wave store.WaveID) ([]store.OutMessage, error) {
	where, args := `o.state = 'queued' AND o.channel = 'letter' AND o.next_try <= ?
		AND NOT EXISTS (SELECT 1 FROM wave v WHERE v.id = o.wave AND v.state IN ('paused', 'cancelled'))`, []any{moment(r.now)}
	if wave != 0 {
		where, args = where+" AND o.wave = ?", append(args, wave)
	}
	return r.messages(where+" ORDER BY o.id", args...)
}

func listed(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(texts, ",")
}

func unlisted(text string) []int64 {
	var ids []int64
	for part := range strings.SplitSeq(text, ",") {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}
