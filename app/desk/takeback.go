package desk

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// takeBackMessage takes the notice of a message that waits back, or keeps the message alone from leaving where the notice cannot be.
func takeBackMessage(w store.Writer, on date.Date, m store.OutMessage, why string) error {
	if late, err := lateVisit(w, on, m, why); late || err != nil {
		return err
	}
	err := takeBack(w, on, m.Notice, why)
	if !fault.Has(err, fault.Conflict) {
		return err
	}
	return supersede(w, on, m, why)
}

// supersede keeps a message from leaving whose notice cannot be taken back, because a later one stands on it or its charges
// were paid. What it charged stays, so a person is asked to look.
func supersede(w store.Writer, on date.Date, m store.OutMessage, why string) error {
	if err := w.CancelMessage(m.ID, why); err != nil {
		return err
	}
	task := store.Task{
		Kind: store.TaskLetter, Debtor: m.Debtor, Wave: m.Wave, Due: on,
		Why: dunning.Why{Key: "letter-exception", Args: map[string]string{"code": string(fault.Conflict), "message": why, "number": m.Number}},
	}
	if _, err := w.PutTask(task); err != nil {
		return err
	}
	return w.Append(activity.NoticeFailed, int64(m.Debtor), 0, m.Number, map[string]any{"notice": m.Notice, "why": why, "code": fault.Conflict})
}

// takeBack cancels a notice with its charges and levels, and writes to the customer's history what it had claimed. Where a notice
// that has left asks for those charges too, a person is to tell the customer.
func takeBack(w store.Writer, on date.Date, id store.NoticeID, why string) error {
	n, err := w.Notice(id)
	if err != nil {
		return err
	}
	asking, err := askingFor(w, &n)
	if err != nil {
		return err
	}
	if err := w.CancelNotice(id, why); err != nil {
		return err
	}
	facts := map[string]any{
		"notice": n.ID, "number": n.Number, "why": why, "level": n.Claim.Level, "fee": n.Claim.Fee.String(), "interest": n.Claim.Interest.String(), "currency": n.Claim.Currency,
	}
	if len(asking) > 0 {
		facts["asked-by"] = asking
		task := store.Task{
			Kind: store.TaskCall, Debtor: n.Claim.Debtor, Wave: n.Wave, Due: on,
			Why: dunning.Why{Key: "charges-taken-back", Args: map[string]string{"number": n.Number, "by": strings.Join(asking, ", ")}},
		}
		if _, err := w.PutTask(task); err != nil {
			return err
		}
	}
	if err := endTasks(w, &n, why); err != nil {
		return err
	}
	return w.Append(activity.NoticeCancelled, int64(n.Claim.Debtor), 0, n.Number, facts)
}

// endTasks ends the call or the visit that a notice is, unless somebody has made it.
func endTasks(w store.Writer, n *store.Notice, why string) error {
	open, err := w.Tasks(n.Claim.Debtor, true)
	if err != nil {
		return err
	}
	for _, t := range open {
		if t.Notice != n.ID {
			continue
		}
		if err := w.FinishTask(t.ID, why); err != nil {
			return err
		}
		if err := w.Append(activity.TaskDone, int64(t.Debtor), 0, "task "+itoa(t.ID), map[string]any{"task": t.ID, "result": why}); err != nil {
			return err
		}
	}
	return nil
}

// askingFor lists the customer's other notices that have left, or may have, and ask for open charges of one.
func askingFor(r store.Reader, n *store.Notice) ([]string, error) {
	charges, err := r.Charges(n.Claim.Debtor, true)
	if err != nil {
		return nil, err
	}
	notices, err := r.Notices(n.Claim.Debtor, 0)
	if err != nil {
		return nil, err
	}
	var out []string
	for i := range notices {
		by := &notices[i]
		if by.Cancelled || !mayHaveLeft(by) {
			continue
		}
		if slices.ContainsFunc(charges, func(c dunning.Charge) bool { return c.Notice == int64(n.ID) && slices.Contains(by.Claim.Asks, c.ID) }) {
			out = append(out, by.Number)
		}
	}
	return out, nil
}
