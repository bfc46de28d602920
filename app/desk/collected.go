package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// bookCollected lets go of claims of which the books have by now what somebody else was paid for them.
func bookCollected(w store.Writer) error {
	marked, err := w.CollectedElsewhere()
	if err != nil {
		return err
	}
	lacking := []int64{}
	for i := range marked { // one that has nothing to say any more is no reason to ask the customer of another
		still, err := lacksCollected(w, &marked[i])
		if err != nil {
			return err
		}
		if still {
			lacking = append(lacking, marked[i].ID)
		} else if err := w.MarkCollected(marked[i].ID, false); err != nil {
			return err
		}
	}
	for _, id := range lacking {
		if err := w.MarkCollected(id, true); err != nil {
			return err
		}
	}
	return nil
}

// lacksCollected reports whether the books ask for more of a hand-over that has ended than the customer still owes of it, because
// what the other was paid is not booked. What was charged after the hand-over is no part of it.
func lacksCollected(r store.Reader, e *settlement.Escalation) (bool, error) {
	if e.State.Live() || e.PaidThem.Minor <= 0 {
		return false, nil
	}
	charges, err := r.Charges(e.Debtor, true)
	if err != nil {
		return false, err
	}
	var before []dunning.Charge
	for _, c := range charges {
		if !c.On.After(e.On) {
			before = append(before, c)
		}
	}
	open := int64(0)
	for _, it := range e.Items {
		row, err := r.Item(it.Item)
		if err != nil {
			return false, err
		}
		open += withCharges(&row, before).Minor
	}
	return open > e.Open().Minor, nil
}

// collected looks, after something was said of a hand-over, whether its customer may be asked again, and asks a person to do what
// the books need.
func collected(w store.Writer, e *settlement.Escalation, ev settlement.EscalationEvent, on date.Date) error {
	if !e.State.Live() {
		lacking, err := lacksCollected(w, e)
		if err != nil {
			return err
		}
		if err := w.MarkCollected(e.ID, lacking); err != nil {
			return err
		}
	}
	why, amount := "agency-cost-to-book", ev.Amount
	switch {
	case ev.Kind == settlement.SaidWithheld:
	case ev.Kind == settlement.SaidRecalled && e.Held().Minor > 0:
		why, amount = "agency-holds-money", e.Held()
	default:
		return nil
	}
	_, err := w.PutTask(store.Task{Kind: store.TaskCheck, Debtor: e.Debtor, Item: e.Items[0].Item, Due: on, Why: dunning.Why{Key: why, Args: map[string]string{
		"party": e.Party, "amount": amount.String(), "currency": string(amount.Currency),
	}}})
	return err
}
