package desk

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// exception puts a notice that could not be made before a person, instead of sending something wrong or nothing at all.
// Its number is spent: the log says so, since an auditor asks for every number.
func (j *issuing) exception(w store.Writer, wave store.Wave, l store.WaveLine, number string, why error, res *ReleaseResult) error {
	if err := w.SetLineState(l.ID, store.LineFailed, why.Error()); err != nil {
		return err
	}
	res.Failed++
	if l.Notice.Channel == receivable.SMS && fault.Has(why, receivable.BadNumber) { // the next wave takes the next channel
		who, err := w.Debtor(l.Notice.Debtor)
		if err != nil {
			return err
		}
		if err := markDead(w, who, receivable.DeadChannel{Channel: receivable.SMS, Cause: receivable.Unreachable, Why: why.Error(), On: j.on}); err != nil {
			return err
		}
	}
	open, err := w.Tasks(l.Notice.Debtor, true)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(open, func(t store.Task) bool { return t.Kind == store.TaskLetter }) {
		return w.Append(activity.NoticeFailed, int64(l.Notice.Debtor), 0, number, map[string]any{"wave": wave.ID, "code": fault.CodeOf(why), "why": why.Error()})
	}
	args := map[string]string{"code": string(fault.CodeOf(why)), "message": why.Error(), "number": number}
	return j.task(w, wave, l, store.Task{Kind: store.TaskLetter, Due: j.on, Why: dunning.Why{Key: "letter-exception", Args: args}})
}
